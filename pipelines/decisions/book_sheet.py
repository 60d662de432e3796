"""One sheet of a workbook that came back: its headings found, its rows in their order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from openpyxl.workbook import Workbook

from pipelines.decisions.book_cells import BLANK_CELL, Typed, typed
from pipelines.decisions.book_format import (
    ASK_KEY,
    ASKS,
    DATA,
    FIELDS,
    GROUP_KEY,
    GROUPS,
    IDENTITY,
    INTRO,
    NOTES,
    ROW_KEY,
    cell_text,
)
from pipelines.model.errors import DeclarationError

_SHEETS = frozenset({INTRO, GROUPS, ASKS, DATA, NOTES, FIELDS})
_MERGED = re.compile(rb"<(?:[A-Za-z]+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:$]+)[\"']")


def rows_of(book: Workbook, name: str) -> Iterator[tuple[int, list[Typed]]]:
    """(number, cells) of every row that holds something."""
    sheet = book[name]
    if hasattr(sheet, "reset_dimensions"):  # what another program wrote about its size need not be true
        sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [typed(cell) for cell in row]
        if any(cell.text for cell in cells):
            yield number, cells


def merged_ranges(book: Workbook, name: str) -> list[str]:
    """Cells that were made one: all but the first of them lost what they said, and nobody can tell what was meant."""
    sheet = book[name]
    if not hasattr(sheet, "_get_source"):  # opened otherwise than for reading alone
        return [str(found) for found in sheet.merged_cells.ranges]
    with sheet._get_source() as source:  # noqa: SLF001 - openpyxl passes these over when it only reads
        return [found.decode() for found in _MERGED.findall(source.read())]


def refuse_copies(book: Workbook, file: str) -> None:
    """Refuse a workbook with a copy of one of its sheets: what was written into which of them is anybody's guess.

    Raises:
        DeclarationError: book-sheet-copied.
    """
    for name in book.sheetnames:
        if name not in _SHEETS and name.lower() != IDENTITY:
            head = {cell.text.strip() for cell in next(rows_of(book, name), (1, []))[1]}
            if head & {ROW_KEY, ASK_KEY, GROUP_KEY}:
                raise DeclarationError("book-sheet-copied", file=file, sheet=name)


class Sheet:
    """A sheet with its headings found; columns may have been moved, none may be missing, doubled or renamed."""

    def __init__(self, book: Workbook, name: str, expected: Sequence[str], file: str, *, strict: bool = False) -> None:
        self.name, self._file, self._rows = name, file, rows_of(book, name)
        _, head = next(self._rows, (1, []))
        found = [cell.text.strip() for cell in head]
        wanted = [cell_text(heading).strip() for heading in expected]
        have, want = Counter(filter(None, found)), Counter(wanted)
        extra = [heading for heading in have if have[heading] > want[heading]] if strict else []
        doubled = [heading for heading in want if have[heading] > want[heading]]
        gone = [heading for heading in want if have[heading] < want[heading]]
        if gone or extra or doubled:
            extra = [heading for heading in extra if heading not in doubled]
            raise DeclarationError("book-headings", file=file, sheet=name, extra=extra, gone=gone, doubled=doubled)
        self._places = _places(found, wanted)

    def records(self) -> Iterator[tuple[int, dict[str, Typed]]]:
        """(number, heading -> cell) of every row that holds something; of doubled headings the first."""
        for number, cells in self.ordered():
            row: dict[str, Typed] = {}
            for heading, cell in zip(self._places, cells, strict=True):
                row.setdefault(heading[0], cell)
            yield number, row

    def ordered(self) -> Iterator[tuple[int, list[Typed]]]:
        """(number, cells in the expected order) of every row that holds something."""
        for number, cells in self._rows:
            yield number, [cells[place] if place < len(cells) else BLANK_CELL for _, place in self._places]


def _places(found: Sequence[str], wanted: Sequence[str]) -> list[tuple[str, int]]:
    """Heading -> column, the nth of equal headings for the nth."""
    at: dict[str, list[int]] = {}
    for place, heading in enumerate(found):
        at.setdefault(heading, []).append(place)
    taken: Counter[str] = Counter()
    places = []
    for heading in wanted:
        places.append((heading, at[heading][taken[heading]] if heading in at else len(found)))
        taken[heading] += 1
    return places
