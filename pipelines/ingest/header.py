"""Where the header is: how many rows stand before it, how many it has, or that there is none."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.ingest.cells import column_kind, kind_of
from pipelines.ingest.grid import filled, is_blank, used_width

_DEPTH = 60
_SAMPLE = 200
_TITLE = re.compile(r"現在|単位|出典|資料|について|調べ$|年度版|更新日|作成日")
_LABELS = 4
"""Texts side by side that no title has."""
_COUNTED = frozenset({"year", "number"})
_NEVER_LABEL = frozenset({"number", "date", "time", "phone", "postal", "pair", "email", "year", "mark", "url"})


@dataclass(frozen=True, slots=True)
class Header:
    """Position of the header in a grid.

    Attributes:
        start: number of rows before it (before the first record where there is none).
        rows: indices of the rows that make it, () where there is none.
        directives: indices of "#…" rows after it (Linked CSV), which are no records.
    """

    start: int
    rows: tuple[int, ...]
    directives: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sample:
    """The first rows of a grid with what their columns hold."""

    rows: list[list[str]]
    width: int
    fill: list[float]
    kinds: list[str]


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """The header of a table.

    A header row is the first one that has a label for (nearly) all columns that the rows below use, whose cells are
    not of the kind that their column has below (a number above numbers is a value) and do not come again there.
    """
    linked = _linked_csv(rows)
    if linked:
        return linked
    sample = _take_sample(rows)
    if not sample.width:
        return Header(0, ())
    candidates = []
    for index in range(min(_DEPTH, len(sample.rows))):
        group = _downward(sample, index)
        cells = join_rows([sample.rows[i] for i in group], sample.width)
        coverage = _coverage(sample, cells)
        if coverage < 0.6 or not _dense(cells):
            continue
        if len(group) == 1 and _is_value_row(sample, index, cells):
            break
        candidates.append((index, group, coverage))
    if not candidates:
        return without_header(sample.rows)
    best = max(coverage for _, _, coverage in candidates)
    fitting = [c for c in candidates if c[2] >= best - 0.2 or c[2] >= 0.9]
    # long labels look like a title of the row below, which may be too poor to be the header itself
    index, group, _ = next((c for c in fitting if not _is_title(sample, c[0], candidates)), fitting[0])
    if len(group) == 1:
        group = _upward(sample, index)
    return Header(group[0], tuple(group))


def _is_title(sample: _Sample, index: int, candidates: Sequence[tuple[int, list[int], float]]) -> bool:
    """Whether a row that fills its columns is prose all the same, with the labels in the row below it."""
    if not any(other == index + 1 for other, _, _ in candidates):
        return False
    texts = [text.strip() for text in sample.rows[index] if not is_blank(text)]
    below = [text.strip() for text in sample.rows[index + 1] if not is_blank(text)]
    prose = max(map(len, texts)) > 30 and len("".join(texts)) > 3 * len("".join(below))
    # データセット_最終更新日 among as many other labels as there are columns is a label, not a title
    return prose or (len(texts) < max(len(below), _LABELS) and any(_TITLE.search(text) for text in texts))


def _linked_csv(rows: Sequence[Sequence[str]]) -> Header | None:
    """Linked CSV: "#property" heads the labels, other "#…" rows around it are directives."""
    for index, row in enumerate(rows[:_DEPTH]):
        if row and row[0].strip() == "#property" and filled(row) > 1:
            after = index + 1
            while after < len(rows) and rows[after] and rows[after][0].startswith("#"):
                after += 1
            return Header(index, (index,), tuple(range(index + 1, after)))
    return None


def _take_sample(rows: Sequence[Sequence[str]]) -> _Sample:
    taken = [list(row) for row in rows[:_SAMPLE]]
    widths = [used_width(row) for row in taken]
    width = max(widths, default=0)
    count = max(1, sum(1 for w in widths if w))
    columns = [[row[j] if j < len(row) else "" for row in taken] for j in range(width)]
    fill = [sum(1 for text in column if not is_blank(text)) / count for column in columns]
    # the top rows are titles and labels: what a column holds shows below them, or where there is nothing below, in all
    body = min(len(taken) // 2, 8)
    kinds = [column_kind(column[body:]) or column_kind(column) for column in columns]
    return _Sample(taken, width, fill, kinds)


def join_rows(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Labels of a header of one or more rows: a group label is carried over its blank cells and joined by "_"."""
    if len(rows) == 1:
        return [rows[0][j] if j < len(rows[0]) else "" for j in range(width)]
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        carried = ""
        for j in range(width):
            text = row[j] if j < len(row) else ""
            below = any(j < len(r) and not is_blank(r[j]) for r in rows[depth + 1 :])
            if not is_blank(text):
                carried = text
            elif not below:
                continue
            if not is_blank(carried) and (not parts[j] or parts[j][-1] != carried.strip()):
                parts[j].append(carried.strip())
    return ["_".join(part) for part in parts]


def _coverage(sample: _Sample, cells: Sequence[str]) -> float:
    """Share of what the columns hold that stands under a label."""
    total = sum(sample.fill)
    return sum(f for f, text in zip(sample.fill, cells, strict=True) if not is_blank(text)) / total if total else 0.0


def _dense(cells: Sequence[str]) -> bool:
    """Whether at least half of the cells from the first label to the last are labels; scattered text is no header."""
    present = [j for j, text in enumerate(cells) if not is_blank(text)]
    return len(present) * 2 >= present[-1] - present[0] + 1


def _is_value_row(sample: _Sample, index: int, cells: Sequence[str]) -> bool:
    """Whether the cells are values like the ones below them, not labels."""
    row_kinds = [kind_of(text) for text in cells]
    typed = [j for j in range(sample.width) if sample.kinds[j] in _NEVER_LABEL and row_kinds[j]]
    clashes = sum(1 for j in _clashing(sample, index, cells, row_kinds) if j in typed)
    if typed and clashes > max(0.34 * len(typed), 0.5):
        return True
    present = [j for j in range(sample.width) if row_kinds[j]]
    if not present:
        return False
    # a header that comes again (further tables, page breaks) is no value
    own = [(j, cells[j].strip()) for j in present]
    same = [(sum(1 for j, x in own if j < len(row) and row[j].strip() == x), row) for row in sample.rows[index + 1 :]]
    below = [row for count, row in same if filled(row) and count < len(own)]
    other = [row for count, row in same if filled(row) and count < 0.5 * len(own)]
    if len(other) >= 0.8 * len(below):
        below = other
    again = sum(1 for j in present if any(j < len(row) and row[j].strip() == cells[j].strip() for row in below))
    return again > 0.3 * len(present) and again >= 2


def _clashing(sample: _Sample, index: int, cells: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Columns in which the row's cell is of the kind of the values below it."""
    run = _counts_up([text.strip() for text, kind in zip(cells, kinds, strict=True) if kind in _COUNTED])
    return [
        j
        for j, kind in enumerate(kinds)
        if _alike(kind, sample.kinds[j])
        and not (run and kind in _COUNTED)
        and (kind != "mark" or _comes_again(sample, index, j, cells[j]))
    ]


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} == {"year", "number"}


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether numbers in a row are labels that count: 2019, 2020, 2021 or the ages 0, 1, 2, 3."""
    if len(texts) < 2 or not all(text.isascii() and text.isdigit() for text in texts):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(texts)}
    years = all(kind_of(text) == "year" for text in texts)
    return len(steps) == 1 and 0 not in steps and (years or len(texts) > 2)


def _comes_again(sample: _Sample, index: int, column: int, text: str) -> bool:
    """Whether the same text stands below in its column: 有 above ○ is a label, 有 above 有 is a value."""
    return any(column < len(row) and row[column].strip() == text.strip() for row in sample.rows[index + 1 :])


def without_header(rows: Sequence[Sequence[str]]) -> Header:
    """No header: rows narrower than the first full row are what stands before the table."""
    widths = Counter(len(row) for row in rows[:_SAMPLE] if filled(row))
    usual = max(widths, key=lambda w: (widths[w], w), default=0)
    for index, row in enumerate(rows[:_SAMPLE]):
        if len(row) >= usual:
            return Header(index, ())
    return Header(0, ())


def _downward(sample: _Sample, index: int) -> list[int]:
    """The row with the one below it (a blank one may stand between) where that only continues its groups.

    Continues: blank under every label that stands for itself, filled under every label that is followed by blanks.
    """
    group = [index]
    while len(group) < 3:
        following = group[-1] + 1
        if following < len(sample.rows) and not filled(sample.rows[following]):
            following += 1
        if following >= len(sample.rows) or not _continues(sample, group, following):
            break
        group = list(range(index, following + 1))
    return group


def _continues(sample: _Sample, group: Sequence[int], following: int) -> bool:
    top = [sample.rows[i] for i in group if filled(sample.rows[i])]
    if not top or filled(top[0]) < 2:
        return False  # a lone text above the labels is a title
    upper = [any(j < len(row) and not is_blank(row[j]) for row in top) for j in range(sample.width)]
    lower_row = sample.rows[following]
    lower = [j < len(lower_row) and not is_blank(lower_row[j]) for j in range(sample.width)]
    if not any(lower) or not any(upper) or not upper[lower.index(True)]:
        # the first sub-label stands under a group's own label
        return False
    if any(kind_of(text) in _NEVER_LABEL - {"mark", "year"} for text in lower_row):
        return False
    seen = 0
    for j in range(sample.width):
        starts_group = upper[j] and j + 1 < sample.width and not upper[j + 1] and lower[j + 1]
        if starts_group:
            seen += 1
            if not lower[j]:
                return False
        elif upper[j] and lower[j]:
            return False
    return seen > 0


def _upward(sample: _Sample, index: int) -> list[int]:
    """The row with the one above it where that names groups that the row's own labels need."""
    if index == 0:
        return [index]
    above, own = sample.rows[index - 1], sample.rows[index]
    texts = [text for text in above if not is_blank(text)]
    if len(texts) < 2 or any(_TITLE.search(text) or kind_of(text) in _NEVER_LABEL for text in texts):
        return [index]
    alone = _faults(sample, join_rows([own], sample.width))
    joined = _faults(sample, join_rows([above, own], sample.width))
    return [index - 1, index] if alone and joined <= alone * 0.34 else [index]


def _faults(sample: _Sample, labels: Sequence[str]) -> int:
    """Labels that are blank over a used column, or stand there twice."""
    used = [label.strip() for label, fill in zip(labels, sample.fill, strict=True) if fill > 0.05]
    named = [label for label in used if label]
    return len(used) - len(set(named))
