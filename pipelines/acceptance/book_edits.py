"""What was changed in データ, cell by cell."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pipelines.acceptance.book_answers import Wanted, settle, usable_text
from pipelines.acceptance.ground import Ground, book_fault
from pipelines.decisions.book_cells import Typed
from pipelines.decisions.book_format import CELL_DIGITS, DATA, fingerprint
from pipelines.decisions.book_reading import DataRow, Issued, ReturnedBook
from pipelines.model.finding import Line
from pipelines.model.repair import BLANK, OWN


def find_edits(book: ReturnedBook, ground: Ground) -> Iterator[Wanted]:
    """A decision for each changed cell; rows that were added or are missing are book_rows' work."""
    for row in book.data:
        issued = book.issued.get(row.key)
        if issued is not None:
            yield from _changed_cells(book, row, issued, ground)
        elif row.key:
            ground.refuse(book_fault("book-row-without-key", ground, (DATA, row.number)))


def _changed_cells(book: ReturnedBook, row: DataRow, issued: Issued, ground: Ground) -> Iterator[Wanted]:
    changed = [
        (field, cell, print_)
        for field, cell, print_ in zip(book.columns, row.cells, issued.prints, strict=False)
        if cell.kind not in ("text", "number") or fingerprint(cell.text, CELL_DIGITS) != print_
    ]
    if not changed:
        return
    place, line = (DATA, row.number), ground.lines.get(row.key)
    if line is None:
        ground.refuse(book_fault("book-row-gone", ground, place, field=changed[0][0]))
        return
    names = {name: name for name in ground.judged.table.cells.columns}
    for field, cell, print_ in changed:
        if field not in names:
            ground.refuse(book_fault("book-row-gone", ground, place, field=field))
        elif ground.private(line, field):
            ground.refuse(book_fault("book-personal", ground, place, field=field))
        elif not _same_number(cell, line, field, print_, ground):
            wanted = _wanted(cell, line, field, print_, place, ground)
            if wanted is not None:
                yield wanted


def _wanted(cell: Typed, line: Line, field: str, print_: str, place: tuple[str, int], ground: Ground) -> Wanted | None:
    text = usable_text(cell, field, ground, place)
    if text is None:
        return None
    repair = ground.repair(line, field, text, OWN)
    if text == BLANK and not ground.shown(line, field).strip() and not ground.settled(repair):
        return None
    return settle(Wanted(place, line, repair), print_, ground)


def _same_number(cell: Typed, line: Line, field: str, print_: str, ground: Ground) -> bool:
    """Whether a spreadsheet only made a number of the text that was there: 35.750 -> 35.75."""
    if cell.kind != "number" or not ground.takes_numbers(field) or not ground.unchanged(line, field, print_):
        return False
    try:
        return Decimal(ground.shown(line, field)) == Decimal(cell.text)
    except InvalidOperation:
        return False
