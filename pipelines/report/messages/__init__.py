"""The only place where codes become Japanese: findings, errors, repair rules and the few words that pages share.

The texts are in the TOML files beside this module (look.md, sections 4 and 5). A text may be a list: the first
sentence whose parameters are all known is used, so that no "{value}" or 「」 ever reaches a steward. A code without
a text falls back to a plain sentence; tests/unit/report/test_messages.py finds such codes before a steward does.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.model.errors import HirakuError

_LINE = re.compile(r"(?:(.+):)?(?:(.+)!)?(追加)?([0-9]+)", re.DOTALL)
"""A line: 3, "sheet!3", and in a dataset of several files "file:3" or "file:sheet!3"."""
_PARAMETER = re.compile(r"\{(\w+)\}")
_FIELD = "「{field}」"
_ROOM = 24
"""Characters of field names in a heading."""
_LISTED = 8
"""Items of a list that a sentence names."""
_NAMED_KINDS = frozenset({"kind", "kinds", "found"})
"""Parameters that name a kind of file; its Japanese name is in words.toml."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_ODD = re.compile(r"^\s|\s$|[\x00-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What shown() may have something to do with."""
_LONGEST = 60
"""Characters of a value that a sentence quotes; the example table shows more."""


@dataclass(frozen=True, slots=True)
class Message:
    """What was found, why it matters, what to do; `title` heads the cause, `hand` is who acts, `many` sums up.

    hand: "" to be decided by the findings, "pick" a proposal, "fix" at the owning section,
        "auto" already done, "opt" optional, "hold" held by a person.
    many: instead of `what` where a cause has several values ("" to list them); may name {values}.
    """

    what: str
    why: str
    how: str
    title: str = ""
    hand: str = ""
    many: str = ""


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    """Every TOML file beside this module merged by its top-level tables."""
    merged: dict[str, dict[str, Any]] = {}
    for entry in sorted(files(__name__).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            for kind, texts in tomllib.loads(entry.read_text(encoding="utf-8")).items():
                merged.setdefault(kind, {}).update(texts)
    return merged


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rule behind a finding's code comes from.

    Attributes:
        kind: "standard", "inferred", "ward", "product" or "spec" (Table Schema, RFC), a key of source_kinds.
        text: whole Japanese sentences that name the standard and the clause.
    """

    kind: str
    text: str


def source_of(code: str) -> Source | None:
    """The source of a finding's rule, from sources.toml; None for a code that has none (a test forbids it)."""
    return _sources().get(code)


@cache
def _sources() -> Mapping[str, Source]:
    told = _catalogue()["rule_sources"].values()
    return {code: Source(entry["kind"], entry["text"]) for entry in told for code in entry["codes"]}


def known_codes() -> dict[str, frozenset[str]]:
    """Codes that have a text, by kind ("findings", "errors", "rules", "reasons" …)."""
    known = {kind: frozenset(texts) for kind, texts in _catalogue().items()}
    return {**known, "rules": frozenset(code for group in _catalogue()["rules"].values() for code in group)}


def explain(code: str, params: Mapping[str, object]) -> Message:
    """The message of a finding.

    Args:
        code: of the finding.
        params: its parameters and, where known, value, field (a name or several), label and proposal.
    """
    entry = _catalogue()["findings"].get(code)
    if entry is None:
        return _plain(code, params)
    return Message(
        what=_say(entry["what"], params),
        why=_say(entry["why"], params),
        how=_say(entry["how"], params),
        title=_say(entry["title"], params),
        hand=str(entry.get("hand", "")),
        many=_say(entry.get("many", ""), params),
    )


def _plain(code: str, params: Mapping[str, object]) -> Message:
    """A finding whose code is an error's, or has no text at all."""
    error = _catalogue()["errors"].get(code)
    what = _say(error, params) if error else f"確かめが要る値があります（{code}）。"
    return Message(
        what, "そのままでは正しく使えないおそれがあります。", "元のファイルを確かめてください。", what.split("。")[0]
    )


def sentence(error: HirakuError) -> str:
    """One Japanese sentence for an error: file and line, what happened, what to do."""
    params = {**error.params, "file": error.file, "line": error.line}
    text = _catalogue()["errors"].get(error.code)
    if text is not None:
        told = _say(text, params)
    elif error.code in _catalogue()["findings"]:
        message = explain(error.code, params)
        told = message.what + message.how
    else:
        told = f"処理を続けられません（{error.code}）。設定とファイルを確かめてください。"
    where = f"{error.file}の{line_word(error.line)}" if error.line is not None else error.file
    return f"{where}：{told}" if where else told


def line_word(line: int | str) -> str:
    """3 -> 3行目, "施設!3" -> シート「施設」の3行目, "a.csv:3" -> 「a.csv」の3行目, 追加1 -> 追加した1行目."""
    place, row = split_line(line)
    return f"{place}{row}行目"


def split_line(line: int | str) -> tuple[str, str]:
    """Where a line is counted ("" in the one file, シート「…」の, 「file」の, or both) and its number."""
    found = None if isinstance(line, int) else _LINE.fullmatch(line)
    if found is None:
        return "", str(line)
    file, sheet, added, number = found.groups()
    place = (f"「{file}」の" if file else "") + (f"シート「{sheet}」の" if sheet else "")
    return place + ("追加した" if added else ""), number


def rule_title(rule: str) -> str:
    """Japanese name of a repair rule; a rule without one keeps its code."""
    names = (group[rule] for group in _catalogue()["rules"].values() if rule in group)
    return str(next(names, f"決まった書き方に直しました（{rule}）"))


def rule_fills(rule: str) -> bool:
    """Whether a rule fills a cell from other cells or the declaration, instead of mending how it is written."""
    return rule in _catalogue()["rules"]["fill"]


def word(kind: str, code: str, otherwise: str = "") -> str:
    """A short word of words.toml; kinds are its tables (severities, hands, actions, reasons, dropped …)."""
    return str(_catalogue().get(kind, {}).get(code, otherwise or code))


def shown(text: object, longest: int = _LONGEST) -> str:
    """A value as a person can see it: （空欄） for nothing, ␣ for outer and odd spaces, ⏎ and → for breaks and tabs."""
    value = str(text)
    if not value:
        return "（空欄）"
    if len(value) > 2 * longest + 2 and value[2 * longest + 2 :].strip():
        value = value[: 2 * longest + 2] + "…"  # no more of it is shown, whatever becomes of what is left
    if not _ODD.search(value):  # most texts, and there are hundreds of thousands of them
        return value if len(value) <= longest else value[:longest] + "…"
    inner = value.strip()
    start = len(value) - len(value.lstrip())
    visible = "␣" * start + inner + "␣" * (len(value) - start - len(inner))
    visible = re.sub(r"\r\n|[\r\n]", "⏎", visible).replace("\t", "⇥")
    visible = re.sub(r"[\u00a0\u2000-\u200a\u202f]", "␣", visible)
    visible = _UNSEEN.sub("□", visible)
    return visible if len(visible) <= longest else visible[:longest] + "…"


def _say(text: str | list[str], params: Mapping[str, object]) -> str:
    """The first variant whose parameters all have something to say, filled in."""
    variants = [text] if isinstance(text, str) else text
    fitting = next((v for v in variants if all(_known(params.get(name)) for name in _PARAMETER.findall(v))), None)
    chosen = (variants[-1] if fitting is None else fitting).replace(_FIELD, _quoted(params.get("field")))
    return _PARAMETER.sub(lambda m: _word_of(m[1], params.get(m[1])), chosen)


def _quoted(field: object) -> str:
    """One field name in 「」, several side by side, and a count beyond three."""
    names = [str(name) for name in field] if isinstance(field, (list, tuple)) else [str(field or "")]
    return quote_fields(names).replace("{", "｛").replace("}", "｝")


def quote_fields(names: Sequence[str]) -> str:
    """Field names in 「」: as many as fit a heading, then how many there are; この項目 for none."""
    if not any(names):
        return "この項目"
    room = _ROOM
    named: list[str] = []
    for name in names:
        room -= len(name)
        if named and room < 0:
            break
        named.append(f"「{shown(name, 80)}」")
    quoted = "".join(named)
    return f"{quoted}など{len(names)}項目" if len(named) < len(names) else quoted


def _known(value: object) -> bool:
    return value is not None and value not in ("", 0, [], ())


def _word_of(name: str, value: object) -> str:
    if name in _NAMED_KINDS:
        kinds = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(word("kinds", str(kind)) for kind in kinds)
    if isinstance(value, (list, tuple)):
        told = ("」「" if name == "choices" else "、").join(shown(item) for item in value[:_LISTED])
        return f"{told} など{len(value)}" if len(value) > _LISTED and name != "choices" else told
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if value is None or value == "":
        return {"field": "この項目", "value": "（空欄）"}.get(name, "")
    return shown(value)
