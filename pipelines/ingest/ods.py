"""Workbooks of OpenDocument (.ods): values with what the cell shows, merges, hidden rows, formulas.

OpenDocument 1.2, part 1: a cell holds its value and the text that was shown for it, so that leading zeros, percent
signs and decimal places need no number format. Repeated rows and cells are written once and may stand for millions.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, iterparse  # archive.py has refused document types before

from pipelines.ingest.limits import MAX_CELL, MAX_COLUMNS, check_sheet
from pipelines.ingest.marks import cell_marks, cell_range, column_marks, row_marks
from pipelines.ingest.ods_cell import COVERED, TABLE, beside, cell_text, is_error, is_unvalued, shows_less
from pipelines.ingest.sheets import Merge, Sheet, column_name, hidden_finding, rounded_finding
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import Mark

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NOT_SHOWN = frozenset({"collapse", "filter"})


@dataclass(slots=True)
class _Reading:
    """A sheet while it is read: its rows up to now, and rows without content that count only when others follow."""

    name: str
    hidden: bool
    rows: list[list[str]] = field(default_factory=list)
    blank: int = 0
    width: int = 0
    column: int = 0
    merges: list[Merge] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rounded: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    beside: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    shapes: int = 0

    def row(self) -> int:
        """Number of the next row, from 1."""
        return len(self.rows) + self.blank + 1


def read_ods(data: bytes, name: str) -> list[Sheet]:
    """All sheets of a workbook.

    Raises:
        UnreadableFile: "encrypted-file", "broken-file", or over a limit.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableFile("encrypted-file", file=name)
        if "content.xml" not in parts:
            raise UnreadableFile("broken-file", file=name, detail="content.xml")
        content = archive.read("content.xml")
    try:
        return [_finished(reading, name) for reading in _sheets(content, name)]
    except (ParseError, ValueError) as error:
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error


def _sheets(content: bytes, name: str) -> Iterator[_Reading]:
    unseen: set[str] = set()
    style = ""
    reading: _Reading | None = None
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314 (see the import)
        tag = element.tag
        if event == "start":
            if tag == f"{TABLE}table" and reading is None:
                reading = _Reading(element.get(f"{TABLE}name", ""), element.get(f"{TABLE}style-name") in unseen)
            elif tag == f"{_STYLE}style":
                style = element.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties" and element.get(f"{TABLE}display") == "false":
            unseen.add(style)
        elif reading is None:
            continue
        elif tag == f"{TABLE}table-column":
            _add_column(reading, element)
        elif tag == f"{TABLE}shapes":
            reading.shapes += len(element)
        elif tag == f"{TABLE}table-row":
            _add_row(reading, element, name)
            element.clear()
        elif tag == f"{TABLE}table" and element.get(f"{TABLE}name", "") == reading.name:
            yield reading
            reading = None
            element.clear()


def _times(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}", "1")))


def _add_column(reading: _Reading, element: Element) -> None:
    first = reading.column
    reading.column += _times(element, "columns-repeated")
    if element.get(f"{TABLE}visibility") in _NOT_SHOWN:
        reading.hidden_columns.extend(range(first, min(reading.column, MAX_COLUMNS)))


def _add_row(reading: _Reading, element: Element, name: str) -> None:
    times = _times(element, "rows-repeated")
    number = reading.row()
    row = _cells(reading, element, number, name)
    if element.get(f"{TABLE}visibility") in _NOT_SHOWN:
        reading.hidden_rows.extend(range(number, number + min(times, 50)))
    if not any(row):
        reading.blank += times
        return
    reading.width = max(reading.width, len(row))
    check_sheet(len(reading.rows) + reading.blank + times, reading.width, name)
    reading.rows.extend([] for _ in range(reading.blank))
    reading.blank = 0
    reading.rows.extend(list(row) for _ in range(times))


def _cells(reading: _Reading, element: Element, number: int, name: str) -> list[str]:
    """Texts of a row, blank ones at its end left out."""
    row: list[str] = []
    blank = 0
    line = f"{reading.name}!{number}"
    for cell in element:
        if cell.tag not in (f"{TABLE}table-cell", COVERED):
            continue
        times = _times(cell, "columns-repeated")
        column = len(row) + blank
        text = cell_text(cell)
        if len(text) > MAX_CELL:
            raise UnreadableFile("cell-too-long", file=name, line=line, limit=MAX_CELL)
        _merge(reading, cell, number - 1, column)
        for kind in beside(cell):
            reading.beside.setdefault(kind, []).append((number, column + 1))
        params: dict[str, object] = {"column": column + 1}
        if is_unvalued(cell):
            formula = cell.get(f"{TABLE}formula", "")[:200]
            reading.findings.append(Finding("formula-without-value", "error", line, value=formula, params=params))
        elif is_error(cell):
            reading.findings.append(Finding("cell-error", "error", line, value=text, params=params))
        elif text and cell.tag == COVERED:
            reading.findings.append(Finding("covered-value", "warning", line, value=text[:200], params=params))
            text = ""
        elif text and shows_less(cell):
            reading.rounded.append(number)
        if not text:
            blank += times
            continue
        check_sheet(1, column + times, name)
        row.extend([""] * blank)
        blank = 0
        row.extend([text] * times)
    return row


def _merge(reading: _Reading, cell: Element, top: int, left: int) -> None:
    bottom = top + _times(cell, "rows-spanned") - 1
    right = left + _times(cell, "columns-spanned") - 1
    if (bottom, right) != (top, left):
        name = cell_range(top + 1, left + 1, bottom + 1, right + 1)
        reading.merges.append(Merge(top, left, bottom, right, name))


def _finished(reading: _Reading, name: str) -> Sheet:
    check_sheet(len(reading.rows), reading.width, name)
    for row in reading.rows:
        row.extend([""] * (reading.width - len(row)))
    rows = [number for number in reading.hidden_rows if number <= len(reading.rows)]
    columns = [column_name(index + 1) for index in reading.hidden_columns if index < reading.width]
    noticed = (*rounded_finding(reading.rounded, reading.name), *hidden_finding(rows, columns))
    findings = (*reading.findings, *noticed)
    marks = (
        *row_marks("hidden-row", rows),
        *column_marks("hidden-column", [index + 1 for index in reading.hidden_columns if index < reading.width]),
        *(mark for kind, cells in reading.beside.items() for mark in cell_marks(kind, cells)),
        *(Mark("object", "") for _ in range(reading.shapes)),
    )
    return Sheet(reading.name, reading.rows, reading.hidden, tuple(reading.merges), findings, marks, ("look",))
