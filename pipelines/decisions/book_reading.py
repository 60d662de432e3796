"""A workbook that came back, as bytes, to what was written into it; whatever is not as it was handed out is refused."""

import io
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from pipelines.decisions.book_cells import BLANK_CELL, Typed
from pipelines.decisions.book_format import (
    ASK_FIELD,
    ASK_GROUP,
    ASK_HEADINGS,
    ASK_HIDDEN,
    ASK_KEY,
    ASK_PRINT,
    ASK_PROPOSAL,
    ASKS,
    CELL_DIGITS,
    DATA,
    DECISION,
    FORMAT,
    GROUP_HEADINGS,
    GROUP_HIDDEN,
    GROUP_KEY,
    GROUP_OPTIONS,
    GROUPS,
    IDENTITY,
    LINE,
    MARKS,
    OWN_VALUE,
    PROPOSAL,
    ROW_KEY,
    fingerprint,
    issued_print,
)
from pipelines.decisions.book_sheet import Sheet, merged_ranges, refuse_copies, rows_of
from pipelines.model.errors import DeclarationError

_MOST_BYTES = 256 * 1024 * 1024
"""Size of the unpacked archive; the largest workbook that is handed out has a fifth of it."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError,
    AttributeError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""What openpyxl raises on a file that only looks like a workbook."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of まとめて判断: where it stands, its 番号 and key, what can be answered, what was answered."""

    number: int
    shown: str
    key: str
    options: tuple[str, ...]
    decision: Typed
    own: Typed


@dataclass(frozen=True, slots=True)
class AskRow:
    """A row of 直すところ: where it stands, what it is about, what was answered."""

    number: int
    line: str
    shown: str
    key: str
    field: str
    print: str
    group: str
    proposal: str
    proposal_print: str
    decision: Typed
    own: Typed

    @property
    def row_key(self) -> str:
        """行の鍵 of the row that the finding is about."""
        parts = self.key.split("/")
        return parts[1] if len(parts) > 1 else ""


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of データ: where it stands, its key ("" for one that was added) and its cells in the order of columns."""

    number: int
    line: str
    key: str
    cells: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """A row of データ as it was handed out: its line and a fingerprint of each cell."""

    line: str
    prints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """A workbook that came back."""

    file: str
    identity: dict[str, str]
    columns: tuple[str, ...]
    issued: dict[str, Issued]
    groups: tuple[GroupRow, ...] = field(default=())
    asks: tuple[AskRow, ...] = field(default=())
    data: tuple[DataRow, ...] = field(default=())


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are some kind of spreadsheet file rather than a CSV."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read_book(data: bytes, file: str) -> ReturnedBook:
    """Read a workbook that a steward handed back.

    Raises:
        DeclarationError: book-encrypted, book-broken, book-too-large, book-not-ours (no hidden sheet), book-format,
            book-identity-changed, book-sheet-missing, book-sheet-copied, book-cells-merged, book-headings (removed,
            doubled or unknown), book-key-twice, book-rows-shifted.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DeclarationError("book-encrypted", file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise DeclarationError("book-too-large", file=file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions of other programs that openpyxl leaves out
            opened = load_workbook(io.BytesIO(data), read_only=True)
            with closing(opened):
                return _read(opened, file)
    except _BROKEN as error:
        raise DeclarationError("book-broken", file=file) from error


def _read(book: Workbook, file: str) -> ReturnedBook:
    names = [name for name in book.sheetnames if name.lower() == IDENTITY]
    if not names:
        raise DeclarationError("book-not-ours", file=file)
    identity, columns, issued = _identity(rows_of(book, names[0]), file)
    missing = [name for name in (GROUPS, ASKS, DATA) if name not in book.sheetnames]
    if missing:
        raise DeclarationError("book-sheet-missing", file=file, sheets=missing)
    refuse_copies(book, file)
    for name in (GROUPS, ASKS, DATA):
        if merged := merged_ranges(book, name):
            raise DeclarationError("book-cells-merged", file=file, sheet=name, ranges=merged[:10])
    groups = Sheet(book, GROUPS, (*GROUP_HEADINGS, *GROUP_HIDDEN), file)
    asks = Sheet(book, ASKS, (*ASK_HEADINGS, *ASK_HIDDEN), file)
    data = Sheet(book, DATA, (MARKS, LINE, *columns, ROW_KEY), file, strict=True)
    returned = ReturnedBook(
        file=file,
        identity=identity,
        columns=columns,
        issued=issued,
        groups=tuple(_group(number, row) for number, row in groups.records()),
        asks=tuple(_ask(number, row) for number, row in asks.records()),
        data=_data(data, file),
    )
    refuse_shifted(returned)
    return returned


def refuse_shifted(book: ReturnedBook) -> None:
    """Refuse a workbook whose visible columns were sorted without their hidden keys.

    Raises:
        DeclarationError: book-rows-shifted.
    """
    prints = {issued.prints for issued in book.issued.values()}
    moved = [(GROUPS, row.number) for row in book.groups if row.key and row.key.split(":")[0] != row.shown]
    for ask in book.asks:
        issued = book.issued.get(ask.row_key)
        if ask.key and (ask.shown != ask.field or (issued is not None and ask.line != issued.line)):
            moved.append((ASKS, ask.number))
    moved += [
        (DATA, row.number) for row in book.data if row.key in book.issued and row.line != book.issued[row.key].line
    ]
    exchanged = [(DATA, row.number) for row in book.data if _is_another(row, book.issued, prints)]
    moved += exchanged if len(exchanged) > 1 else []
    if moved:
        sheet = moved[0][0]
        rows = [str(number) for name, number in moved if name == sheet]
        raise DeclarationError("book-rows-shifted", file=book.file, sheet=sheet, rows=rows)


def _identity(
    rows: Iterator[tuple[int, list[Typed]]], file: str
) -> tuple[dict[str, str], tuple[str, ...], dict[str, Issued]]:
    told: dict[str, str] = {}
    columns: list[str] = []
    issued: list[tuple[str, str, str]] = []
    for _, row in rows:
        name, value, column, key, line, prints = [cell.text for cell in (row + [BLANK_CELL] * 6)[:6]]
        if name:
            told[name] = value
        if column:
            columns.append(column)
        if line:
            issued.append((key, line, prints))
    if told.get("format") != FORMAT:
        raise DeclarationError("book-format", file=file, found=told.get("format", ""), expected=FORMAT)
    same = told.get("issued_sha256") == issued_print(["\t".join(row) for row in issued])
    if not same or len({key for key, _, _ in issued}) != len(issued):
        raise DeclarationError("book-identity-changed", file=file)
    return told, tuple(columns), {key: Issued(line, _cut(prints)) for key, line, prints in issued}


def _cut(prints: str) -> tuple[str, ...]:
    return tuple(prints[n : n + CELL_DIGITS] for n in range(0, len(prints), CELL_DIGITS))


def _is_another(row: DataRow, issued: Mapping[str, Issued], prints: Collection[tuple[str, ...]]) -> bool:
    """Whether a row shows, cell by cell, what was handed out for another one."""
    own = issued.get(row.key)
    now = tuple(fingerprint(cell.text, CELL_DIGITS) for cell in row.cells)
    if own is None or now == own.prints or now not in prints:
        return False
    return sum(a != b for a, b in zip(now, own.prints, strict=True)) > 1


def _group(number: int, row: dict[str, Typed]) -> GroupRow:
    options = tuple(row[GROUP_OPTIONS].text.split("\t"))
    return GroupRow(number, row[GROUP_HEADINGS[0]].text, row[GROUP_KEY].text, options, row[DECISION], row[OWN_VALUE])


def _ask(number: int, row: dict[str, Typed]) -> AskRow:
    return AskRow(
        number=number,
        line=row["行"].text,
        shown=row["項目"].text,
        key=row[ASK_KEY].text,
        field=row[ASK_FIELD].text,
        print=row[ASK_PRINT].text,
        group=row[ASK_GROUP].text,
        proposal=row[PROPOSAL].text,
        proposal_print=row[ASK_PROPOSAL].text,
        decision=row[DECISION],
        own=row[OWN_VALUE],
    )


def _data(sheet: Sheet, file: str) -> tuple[DataRow, ...]:
    rows = [
        DataRow(number, cells[1].text.strip(), cells[-1].text.strip(), tuple(cells[2:-1]))
        for number, cells in sheet.ordered()
    ]
    twice = [key for key, n in Counter(row.key for row in rows if row.key).items() if n > 1]
    if twice:
        numbers = [str(row.number) for row in rows if row.key in twice]
        raise DeclarationError("book-key-twice", file=file, sheet=sheet.name, rows=numbers)
    return tuple(row for row in rows if row.key or any(cell.text for cell in row.cells))
