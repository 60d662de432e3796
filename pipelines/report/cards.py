"""A cause as a card: everything the template needs, already in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model.finding import Severity
from pipelines.model.schema import TableSchema
from pipelines.report.candidate_map import Drawing, draw
from pipelines.report.causes import Cause, Example
from pipelines.report.details import Details, details_of, place_of
from pipelines.report.letters import letter_of
from pipelines.report.limits import Limits
from pipelines.report.lines import line_ranges
from pipelines.report.messages import shown, source_of, word
from pipelines.report.national import place_in_table
from pipelines.report.scene import Scene

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
_EXAMPLES = 5
_COPIED = 400
"""Characters of a proposal that a button holds; a longer one is in the list of findings and in the workbook."""
_FIELDS = 12
_PER_FIELD = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A cause with the anchor of its card and what is made once for it, however much of that the page shows."""

    id: str
    title: str
    cause: Cause
    letter: str
    details: Details | None
    drawing: Drawing | None

    @property
    def side_by_side(self) -> bool:
        """Whether its table has latitude and longitude of a row in one row."""
        return self.details is not None and self.details.paired


def name_causes(causes: Sequence[Cause], scene: Scene) -> list[Named]:
    """An id and a title for each cause: its code and its own title, with a number from the second one on."""
    seen: Counter[str] = Counter()
    titled: Counter[str] = Counter()
    named = []
    for cause in causes:
        seen[cause.code] += 1
        titled[cause.message.title] += 1
        again, told = seen[cause.code], titled[cause.message.title]
        named.append(
            Named(
                cause.code if again == 1 else f"{cause.code}-{again}",
                # regions of one page need names that differ, or a screen reader cannot tell them apart
                cause.message.title if told == 1 else f"{cause.message.title}（その{told}）",
                cause,
                letter_of(cause, scene),
                details_of(cause, scene, _EXAMPLES),
                draw(cause, scene),
            )
        )
    return named


def sections_of(
    named: Sequence[Named], scene: Scene, table: TableSchema | None, limits: Limits
) -> list[dict[str, object]]:
    """The sections of cards, worst first; a severity without findings has none."""
    sections: list[dict[str, object]] = []
    left = limits.all_rows
    for severity, anchor, heading, lead in _SECTIONS:
        mine = [item for item in named if item.cause.severity == severity]
        if not mine:
            continue
        cards = []
        for item in mine[: limits.cards]:
            cards.append(_card(item, scene, table, limits, min(left, limits.rows)))
            left -= min(left, limits.rows, len(item.details.rows) if item.details else 0)
        rest = mine[limits.cards :]
        hands = {item.cause.hand for item in mine}
        sections.append(
            {
                "id": anchor,
                "title": heading,
                "lead": lead,
                "count": sum(item.cause.count for item in mine),
                "filter": severity == "error" and {"pick", "fix"} <= hands,
                "cards": cards,
                "others": [
                    {"title": shown(item.title, 120), "count": item.cause.count} for item in rest[: limits.others]
                ],
                "others_more": max(0, len(rest) - limits.others),
            }
        )
    return sections


def _card(item: Named, scene: Scene, table: TableSchema | None, limits: Limits, room: int) -> dict[str, object]:
    cause = item.cause
    kind, icon = _LOOKS[cause.severity]
    hand_kind, hand_icon = _HANDS[cause.hand]
    ranges, every = line_ranges((f.line for f in cause.findings), rows=scene.rows, most=limits.ranges)
    drawing = item.drawing if item.drawing and len(item.drawing.dots) <= limits.dots else None
    examples = cause.examples(min(_EXAMPLES, limits.examples), item.drawing.lines if item.drawing else ())
    return {
        "id": item.id, "code": cause.code, "kind": kind, "icon": icon, "weight": word("severities", cause.severity),
        "hand": cause.hand, "hand_kind": hand_kind, "hand_icon": hand_icon, "hand_word": word("hands", cause.hand),
        "title": item.title, "count": cause.count, "lines": cause.lines,
        "where": _where(cause), "ranges": ranges, "all_lines": every if len(every) <= limits.full else "",
        "elsewhere": len(every) > limits.full,
        "what": cause.message.what, "why": cause.message.why,
        "how": scene.naming_section(_remedy(cause, mapped=drawing is not None)),
        "rule": _rule(cause, table), "weighed": _weighed(cause),
        "examples": [_example(example, scene) for example in examples],
        "example_note": _example_note(cause, examples, item.details),
        "many_fields": len(cause.fields) > 1 or len({example.where for example in examples}) > 1,
        "named": any(scene.name_of(example.line) for example in examples),
        "proposes": any(example.proposal for example in examples),
        "per_field": [] if item.details or len(examples) == cause.count else _per_field(cause, scene.rows, limits),
        "renamed": _renamed(cause, limits),
        "letter": item.letter if len(item.letter) <= limits.letter else "",
        "drawing": drawing,
        "columns_copied": _columns_copied(item, scene, limits),
        "details": _shown_details(item.details, room),
    }  # fmt: skip


def _remedy(cause: Cause, *, mapped: bool) -> str:
    """What to do; where the page has a map, it is that one that shows the proposals."""
    how = cause.message.how
    return (
        how.replace("地図で2、3件確かめ", "下の図で2、3件（点が施設のある町に乗っているか）確かめ") if mapped else how
    )


def _shown_details(details: Details | None, room: int) -> dict[str, object] | None:
    if details is None:
        return None
    return {
        "summary": details.summary, "columns": list(zip(details.heads, details.kinds, strict=True)),
        "kinds": details.kinds, "rows": details.rows[:room], "total": details.total,
        "more": details.total - len(details.rows[:room]),
    }  # fmt: skip


def _columns_copied(item: Named, scene: Scene, limits: Limits) -> str:
    """Latitude and longitude of every row to be pasted beside the file, only where no row of it is missing."""
    lines = sorted({f.line for f in item.cause.findings if isinstance(f.line, int)})
    if item.details is None or not item.side_by_side or not lines:
        return ""
    whole = len(lines) == scene.rows and lines[-1] - lines[0] + 1 == scene.rows == len(item.details.rows)
    text = "\n".join(f"{row[2]}\t{row[4]}" for row in item.details.rows)
    return text if whole and all(f.proposal for f in item.cause.findings) and len(text) <= limits.full else ""


def _rule(cause: Cause, table: TableSchema | None) -> str:
    """Where the rule comes from, in plain words."""
    place = place_in_table(table, cause.fields, required=cause.code == "required-missing")
    basis = cause.findings[0].basis
    source = source_of(cause.code)
    told = source.text if source is not None else ""
    if source is None or (basis and source.kind == "standard"):  # the other kinds say by themselves how sure they are
        told += word("bases", basis, word("bases", "own"))
    return (f"{place}。" if place else "") + told


def _weighed(cause: Cause) -> str:
    """Why the ward weighs this otherwise than the standard does, in its own words."""
    first = cause.findings[0]
    if not first.severity_before:
        return ""
    before, now = word("severities", first.severity_before), word("severities", cause.severity)
    return f"決まりでは「{before}」ですが、設定で「{now}」にしています。理由：{shown(first.reason, 200)}"


def _where(cause: Cause) -> str:
    first = cause.findings[0]
    if len(cause.fields) == 1 and first.label and first.label != first.field and first.field:
        return f"{shown(first.field, 80)}（元の項目名：{shown(first.label, 80)}）"
    named = "、".join(shown(name, 80) for name in cause.fields[:_FIELDS])
    if len(cause.fields) > _FIELDS:
        return f"{named} など{len(cause.fields)}項目"
    return named or ("" if cause.lines else "ファイル全体")


def _example_note(cause: Cause, examples: Sequence[Example], details: Details | None) -> str:
    """How the examples were chosen, where they are not all there is."""
    if not examples or cause.count == len(examples):
        return ""
    if len(examples) == 1 and len({f.value for f in cause.findings}) == 1 and examples[0].finding.value:
        return "どこも同じ値です。はじめの1件を例として出しています。"
    if any(example.finding.value for example in examples):
        return f"違う値ごとに1つずつ、{len(examples)}件を例として出しています。"
    return "" if details else f"はじめの{len(examples)}件を出しています。"


def _example(example: Example, scene: Scene) -> dict[str, str]:
    copied = example.finding.proposal if example.proposal and len(example.finding.proposal) <= _COPIED else ""
    return {
        "line": place_of(example.line), "name": scene.name_of(example.line), "where": shown(example.where, 80),
        "value": example.value, "proposal": example.proposal, "adopt": copied,
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
