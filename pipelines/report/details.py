"""All findings of a cause as rows of one closed table: by value, by line, or latitude beside longitude."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model.finding import Line
from pipelines.report.causes import Cause, Example
from pipelines.report.lines import line_ranges
from pipelines.report.messages import line_word, shown
from pipelines.report.scene import Scene

MOST = 5_000
"""Rows that are made at all: more do not fit a page of 300 KB however short they are."""
NONE = "ありません"
_REPEATED = 0.7
"""Rows by value are worth it when there are at most this many of them for one finding."""
_RANGES = 40


@dataclass(frozen=True, slots=True)
class Details:
    """A table; `kinds` are the classes of its columns: "n" number, "v" value, "num" lines, "nw" one line, "" words.

    `paired` tells that latitude and longitude of a line stand in one row.
    """

    summary: str
    heads: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    paired: bool = False


def details_of(cause: Cause, scene: Scene, examples: int) -> Details | None:
    """The table, or None where the examples are all there is to show.

    Args:
        cause: whose findings.
        scene: names of rows.
        examples: how many of them the card shows already.
    """
    cells = cause.cells()
    if len(cells) <= examples:
        return None
    found = [cause.example(finding) for finding in cells]
    pairs = _pairs(found)
    if pairs:
        return _beside(pairs, cause)
    values = _by_value(found)
    if len(values) <= _REPEATED * len(found) and any(e.value != shown("") for e in found):
        return _values(values, cause)
    return _lines(found, cause, scene)


def place_of(line: Line | None) -> str:
    """5 as 5行, 施設!5 with its sheet."""
    return "" if line is None else line_word(line).removesuffix("目")


def _pairs(found: Sequence[Example]) -> list[tuple[Example, Example]]:
    """Latitude and longitude of each line, where every finding has its partner."""
    if {e.where for e in found} != {"緯度", "経度"}:
        return []
    by_line: dict[Line | None, dict[str, Example]] = {}
    for example in found:
        by_line.setdefault(example.line, {})[example.where] = example
    whole = [(both["緯度"], both["経度"]) for both in by_line.values() if len(both) == 2]
    return whole if len(whole) * 2 == len(found) else []


def _beside(pairs: Sequence[tuple[Example, Example]], cause: Cause) -> Details:
    rows = tuple(
        (place_of(lat.line), lat.value, lat.proposal or NONE, lon.value, lon.proposal or NONE)
        for lat, lon in pairs[:MOST]
    )
    heads = ("行", "緯度 今の値", "候補", "経度 今の値", "候補")
    return Details(
        f"{cause.lines:,}行すべての今の値と候補", heads, ("nw", "v", "v", "v", "v"), rows, len(pairs), paired=True
    )


def _by_value(found: Sequence[Example]) -> dict[tuple[str, str, str], list[Line | None]]:
    values: dict[tuple[str, str, str], list[Line | None]] = {}
    for example in found:
        values.setdefault((example.value, example.where, example.proposal), []).append(example.line)
    return values


def _values(values: dict[tuple[str, str, str], list[Line | None]], cause: Cause) -> Details:
    many, proposes = len({where for _, where, _ in values}) > 1, any(proposal for _, _, proposal in values)
    often = Counter({value: 0 for value, _, _ in values})
    for (value, _, _), lines in values.items():
        often[value] += len(lines)
    # one spelling is one decision: its fields stand together, the spelling that settles most comes first
    place = {value: number for number, (value, _) in enumerate(often.most_common())}
    ordered = sorted(values.items(), key=lambda item: (place[item[0][0]], -len(item[1])))
    rows = []
    for (value, where, proposal), lines in ordered[:MOST]:
        row = [value, *([where] if many else []), f"{len(lines):,}", *([proposal or NONE] if proposes else [])]
        rows.append((*row, line_ranges(lines, most=_RANGES)[0]))
    heads = ("今の値", *(["項目"] if many else []), "件", *(["候補"] if proposes else []), "行")
    kinds = ("v", *([""] if many else []), "n", *(["v"] if proposes else []), "num")
    return Details(f"{cause.count:,}件を書き方で分けた表", heads, kinds, tuple(rows), len(values))


def _lines(found: Sequence[Example], cause: Cause, scene: Scene) -> Details:
    many, proposes = len({e.where for e in found}) > 1, any(e.proposal for e in found)
    shown_now = found[:MOST]
    named = any(scene.name_of(e.line) for e in shown_now)
    rows = tuple(
        (
            place_of(e.line), *([scene.name_of(e.line)] if named else []), *([e.where] if many else []), e.value,
            *([e.proposal or NONE] if proposes else []),
        )
        for e in shown_now
    )  # fmt: skip
    heads = ("行", *(["名称"] if named else []), *(["項目"] if many else []), "今の値", *(["候補"] if proposes else []))
    kinds = ("nw", *([""] if named else []), *([""] if many else []), "v", *(["v"] if proposes else []))
    return Details(f"{cause.count:,}件すべて", heads, kinds, rows, len(found))
