"""What a sheet holds beside the texts of its cells, as marks with A1 ranges: hidden rows, formulas, comments, looks."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipelines.ingest.footer import is_total
from pipelines.ingest.sheets import Merge, Sheet, column_name
from pipelines.ingest.structure import Layout
from pipelines.model.table import Mark

_MOST = 1_000
"""Marks of one kind that are told apart; the last one counts the cells of all that follow."""

_FEWEST_ROWS = 3
"""With fewer records nobody can say which look is the usual one."""


def row_marks(kind: str, rows: Iterable[int]) -> list[Mark]:
    """Whole rows (numbers from 1), neighbours as one range: "5:7"."""
    return _limited([Mark(kind, f"{first}:{last}", last - first + 1) for first, last in _runs(sorted(set(rows)))])


def column_marks(kind: str, columns: Iterable[int]) -> list[Mark]:
    """Whole columns (numbers from 1), neighbours as one range: "B:D"."""
    runs = _runs(sorted(set(columns)))
    return [Mark(kind, f"{column_name(first)}:{column_name(last)}", last - first + 1) for first, last in runs]


def cell_marks(kind: str, cells: Iterable[tuple[int, int]], detail: str = "") -> list[Mark]:
    """Cells (row, column, both from 1), neighbours of a column as one range: "B5:B9"."""
    found = []
    ordered = sorted((column, row) for row, column in cells)
    for column, group in groupby(ordered, key=lambda cell: cell[0]):
        for first, last in _runs([row for _, row in group]):
            found.append(Mark(kind, cell_range(first, column, last, column), last - first + 1, detail))
    return _limited(found)


def cell_range(top: int, left: int, bottom: int, right: int) -> str:
    """A1 name of a range (numbers from 1, ends included): "B5" or "B5:C9"."""
    start, end = f"{column_name(left)}{top}", f"{column_name(right)}{bottom}"
    return start if start == end else f"{start}:{end}"


def merge_marks(merges: Sequence[Merge]) -> list[Mark]:
    """One mark for each merged range."""
    return _limited([
        Mark("merge", cell_range(m.top + 1, m.left + 1, m.bottom + 1, m.right + 1),
             (m.bottom - m.top + 1) * (m.right - m.left + 1))
        for m in merges
    ])  # fmt: skip


def look_marks(sheet: Sheet, layout: Layout) -> list[Mark]:
    """Cells of the records that do not look (colour, bold, struck through) as most filled cells of their column.

    Rows striped in turn are decoration, over more than one column, and a total row says in words that it is one.
    """
    if not sheet.looks:
        return []
    rows = [i for i in layout.records if not any(is_total(text) for text in sheet.rows[i][:5])]
    found: list[Mark] = []
    seen: dict[int, tuple[list[int], list[str]]] = {}
    for column in sorted({column for _, column in sheet.looks}):
        filled = [i for i in rows if column <= len(sheet.rows[i]) and sheet.rows[i][column - 1].strip()]
        looks = [sheet.looks.get((i + 1, column), "") for i in filled]
        if len(looks) >= _FEWEST_ROWS and len(set(looks)) > 1:
            seen[column] = filled, looks
    turns = sum(_striped(looks) for _, looks in seen.values())
    for column, (filled, looks) in seen.items():
        if turns > 1 and _striped(looks):
            continue
        usual = max(dict.fromkeys(looks), key=looks.count)
        for look in dict.fromkeys(looks):
            if look != usual:
                cells = [(i + 1, column) for i, own in zip(filled, looks, strict=True) if own == look]
                found.extend(cell_marks("look", cells, look or "plain"))
    return _limited(found)


def _striped(looks: Sequence[str]) -> bool:
    """Whether two looks take turns from row to row."""
    return len(set(looks)) == 2 and all(look == looks[i % 2] for i, look in enumerate(looks))


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of neighbours in ascending numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _limited(marks: list[Mark]) -> list[Mark]:
    if len(marks) <= _MOST:
        return marks
    rest = sum(mark.cells for mark in marks[_MOST - 1 :])
    last = marks[_MOST - 1]
    return [*marks[: _MOST - 1], Mark(last.kind, last.range, rest, last.detail)]
