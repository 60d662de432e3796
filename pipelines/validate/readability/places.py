"""Where a rule is broken, as ranges: A1 names in workbooks, physical line and column (R5C2) in CSV."""

from collections.abc import Sequence

from pipelines.model.finding import Line

MOST = 50
"""Ranges that a violation lists; its number of cells is always complete."""


def number_of(line: Line) -> int:
    """The physical line of a line of a text file, the row of one of a workbook ("表!5", "a.csv:5")."""
    digits = str(line).replace("!", ":").rsplit(":", 1)[-1]
    return int(digits) if digits.isdecimal() else 0


def letters(column: int) -> str:
    """A spreadsheet's letters for a column counted from 0."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_ranges(lines: Sequence[Line], column: int, *, book: bool) -> tuple[str, ...]:
    """Cells of one column (from 0), neighbours as one range; the first MOST."""
    found = []
    for first, last in _runs([number_of(line) for line in lines]):
        start, end = _cell(first, column, book=book), _cell(last, column, book=book)
        found.append(start if start == end else f"{start}:{end}")
        if len(found) == MOST:
            break
    return tuple(found)


def row_ranges(lines: Sequence[Line], *, book: bool) -> tuple[str, ...]:
    """Whole rows: "5:7" in a workbook, "R5:R7" in a CSV."""
    runs = _runs([number_of(line) for line in lines])[:MOST]
    if book:
        return tuple(f"{first}:{last}" for first, last in runs)
    return tuple(f"R{first}" if first == last else f"R{first}:R{last}" for first, last in runs)


def column_range(column: int, *, book: bool) -> str:
    """A whole column: "B:B" or "C2"."""
    return f"{letters(column)}:{letters(column)}" if book else f"C{column + 1}"


def _cell(row: int, column: int, *, book: bool) -> str:
    return f"{letters(column)}{row}" if book else f"R{row}C{column + 1}"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of neighbours, in the order given."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
