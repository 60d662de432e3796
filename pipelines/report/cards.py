"""A cause as a card, and the to-do list that leads to the cards: everything the template needs, already in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model.finding import Severity
from pipelines.report.causes import Cause, Example, causes_of
from pipelines.report.limits import Limits
from pipelines.report.lines import line_ranges
from pipelines.report.messages import line_word, quote_fields, shown, word

_LOOKS: dict[Severity, tuple[str, str]] = {
    "error": ("stop", "stop"),
    "warning": ("warn", "warn"),
    "notice": ("note", "note"),
}
_HANDS = {
    "pick": ("key", "pick"), "fix": ("", "person"), "auto": ("ok", "auto"), "opt": ("", "note"), "hold": ("", "person"),
}  # fmt: skip
_SECTIONS: tuple[tuple[Severity, str, str, str], ...] = (
    ("error", "stop", "公開を止めている指摘", ""),
    ("warning", "warn", "注意", "公開はできます。直すと使いやすくなります。"),
    ("notice", "note", "お知らせ", ""),
)
_TODO = 10
_LETTER = 100
_FIELDS = 12
_PER_FIELD = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A cause with the anchor of its card."""

    id: str
    cause: Cause


def name_causes(causes: Sequence[Cause]) -> list[Named]:
    """An id for each cause: its code, with a number from the second one on."""
    seen: Counter[str] = Counter()
    named = []
    for cause in causes:
        seen[cause.code] += 1
        named.append(Named(cause.code if seen[cause.code] == 1 else f"{cause.code}-{seen[cause.code]}", cause))
    return named


def sections_of(named: Sequence[Named], rows: int, title: str, limits: Limits) -> list[dict[str, object]]:
    """The sections of cards, worst first; a severity without findings has none."""
    sections: list[dict[str, object]] = []
    for severity, anchor, heading, lead in _SECTIONS:
        mine = [item for item in named if item.cause.severity == severity]
        if not mine:
            continue
        rest = mine[limits.cards :]
        hands = {item.cause.hand for item in mine}
        sections.append(
            {
                "id": anchor,
                "title": heading,
                "lead": lead,
                "count": sum(item.cause.count for item in mine),
                "filter": severity == "error" and {"pick", "fix"} <= hands,
                "cards": [_card(item, rows, title, limits) for item in mine[: limits.cards]],
                "others": [_line(item.cause) for item in rest[: limits.others]],
                "others_more": max(0, len(rest) - limits.others),
            }
        )
    return sections


def _line(cause: Cause) -> dict[str, object]:
    return {"title": shown(cause.message.title, 120), "count": cause.count}


def _card(item: Named, rows: int, title: str, limits: Limits) -> dict[str, object]:
    cause = item.cause
    kind, icon = _LOOKS[cause.severity]
    hand_kind, hand_icon = _HANDS[cause.hand]
    ranges, every = line_ranges((f.line for f in cause.findings), rows=rows, most=limits.ranges)
    examples = cause.examples(limits.examples)
    return {
        "id": item.id, "code": cause.code, "kind": kind, "icon": icon, "weight": word("severities", cause.severity),
        "hand": cause.hand, "hand_kind": hand_kind, "hand_icon": hand_icon, "hand_word": word("hands", cause.hand),
        "title": cause.message.title, "count": cause.count, "lines": cause.lines,
        "where": _where(cause), "ranges": ranges, "all_lines": every if len(every) <= limits.full else "",
        "elsewhere": len(every) > limits.full,
        "what": cause.message.what, "why": cause.message.why, "how": cause.message.how,
        "rule": _rule(cause),
        "examples": [_example(example) for example in examples],
        "example_note": _example_note(cause, examples),
        "many_fields": len(cause.fields) > 1 or len({example.where for example in examples}) > 1,
        "proposes": any(example.proposal for example in examples),
        "per_field": _per_field(cause, rows, limits), "renamed": _renamed(cause, limits),
        "letter": _letter(cause, title),
    }  # fmt: skip


def _rule(cause: Cause) -> str:
    """Where the rule comes from, in plain words."""
    by_basis = word("bases", cause.findings[0].basis, word("bases", "own"))
    return word("rule_sources", cause.code, by_basis)


def _where(cause: Cause) -> str:
    first = cause.findings[0]
    if len(cause.fields) == 1 and first.label and first.label != first.field and first.field:
        return f"{first.field}（元の項目名：{shown(first.label, 80)}）"
    named = "、".join(shown(name, 80) for name in cause.fields[:_FIELDS])
    if len(cause.fields) > _FIELDS:
        return f"{named} など{len(cause.fields)}項目"
    return named or ("" if cause.lines else "ファイル全体")


def _example_note(cause: Cause, examples: Sequence[Example]) -> str:
    """How the examples were chosen, where they are not all there is."""
    if not examples or cause.count == len(examples):
        return ""
    if any(example.finding.value for example in examples):
        return f"違う値ごとに1つずつ、{len(examples)}件を例として出しています。"
    return f"はじめの{len(examples)}件を出しています。"


def _example(example: Example) -> dict[str, str]:
    line = example.finding.line
    place = "" if line is None else line_word(line).removesuffix("目")
    copied = example.finding.proposal if example.proposal else ""
    return {
        "line": place, "where": shown(example.where, 80), "value": example.value,
        "proposal": example.proposal, "adopt": copied,
    }  # fmt: skip


def _per_field(cause: Cause, rows: int, limits: Limits) -> list[dict[str, object]]:
    if len(cause.fields) < 2 or not cause.lines:
        return []
    found = []
    for name in cause.fields[: min(_PER_FIELD, limits.pairs)]:
        mine = [f for f in cause.findings if name in (f.field, f.label)]
        lines = line_ranges((f.line for f in mine), rows=rows, most=min(30, limits.ranges))[0]
        found.append({"name": shown(name, 80), "count": len(mine), "lines": lines})
    return found


def _renamed(cause: Cause, limits: Limits) -> list[dict[str, str]]:
    """Headers that are published under another name: a change that no row of the repairs shows."""
    if cause.lines:
        return []
    found = [(f.label, f.field) for f in cause.findings if f.label and f.field and f.label != f.field]
    return [{"label": shown(label, 80), "field": shown(field, 80)} for label, field in found[: limits.pairs]]


def _letter(cause: Cause, title: str) -> str:
    """A request to the owning section for cells that only it can fill or mend; without values, these may be long."""
    if cause.hand != "fix" or len(cause.fields) != 1 or not cause.lines:
        return ""
    lines = list(dict.fromkeys(f.line for f in cause.findings if f.line is not None))
    asked = "\n".join(f"{line_word(line).removesuffix('目')}：" for line in lines[:_LETTER])
    more = f"\nほか{len(lines) - _LETTER:,}行" if len(lines) > _LETTER else ""
    return (
        f"ご担当者 様\n\nオープンデータ「{title}」の公開の準備で、確かめていただきたい行が{len(lines):,}あります。\n"
        f"{cause.message.title}。\n次の行の「{cause.fields[0]}」を教えてください。\n\n{asked}{more}\n"
    )


def todo_of(named: Sequence[Named]) -> tuple[str, list[dict[str, object]], int]:
    """(introduction, items, how many more): what stops publishing, or where nothing does, the warnings."""
    stopping = [item for item in named if item.cause.severity == "error"]
    chosen = stopping or [item for item in named if item.cause.severity == "warning"]
    if stopping:
        intro = "効果の大きい順です。" + (f"{len(stopping)}つ終わると公開できます。" if len(stopping) > 1 else "")
    else:
        intro = "このままでも公開できます。直すと使いやすくなる順です。"
    return intro, [_todo(item) for item in chosen[:_TODO]], max(0, len(chosen) - _TODO)


def _todo(item: Named) -> dict[str, object]:
    cause = item.cause
    note = f"決めるのは{cause.decisions:,}回です。" if cause.hand == "pick" else ""
    who = word("who", cause.hand)
    return {"id": item.id, "text": _task(cause), "note": note + cause.message.how, "count": cause.count, "who": who}


def _task(cause: Cause) -> str:
    if cause.hand == "hold":
        return "個人情報の疑いを、情報公開課に見てもらう"
    if not cause.fields or not cause.lines:
        return cause.message.title
    if cause.hand == "pick":
        return f"{quote_fields(cause.fields)}の候補を確認する"
    blank = all(not f.value for f in cause.findings)
    many = f"{quote_fields(cause.fields)}{cause.count:,}か所を"
    return many + ("原課に聞く" if blank else "直す")


def count_causes(causes: Sequence[Cause], severity: Severity) -> int:
    """How many causes have that severity."""
    return len(causes_of(causes, severity))
