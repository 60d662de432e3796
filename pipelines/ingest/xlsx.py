"""Workbooks of Excel 2007 and later by openpyxl: values with their number formats, merges, hidden rows, formulas."""

import io
import warnings
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError  # the exception only; archive.py has refused entities before

from pipelines.ingest.drawings import find_objects
from pipelines.ingest.limits import MAX_CELL, check_sheet
from pipelines.ingest.looks import looks_of_styles
from pipelines.ingest.marks import cell_marks, column_marks, row_marks
from pipelines.ingest.number_formats import BUILT_IN
from pipelines.ingest.sheets import Merge, Sheet, hidden_finding, rounded_finding
from pipelines.ingest.shown import hides_digits, shown
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding, Severity
from pipelines.model.table import Mark

_TRAILING = 1_000
"""Formatted rows without content that are kept after the last filled one; a sheet may have a million of them."""

_FIRST_OWN = 164
"""Number of the first format that a workbook names by its text."""

_Cells = dict[tuple[int, int], dict[str, Any]]


def read_xlsx(data: bytes, name: str) -> list[Sheet]:
    """All worksheets of a workbook.

    Raises:
        UnreadableFile: over a limit.
        KeyError, ValueError, TypeError, …: what openpyxl raises for a workbook that is not in order (workbook.py
            then tries the other reader).
    """
    import openpyxl  # noqa: PLC0415 (half a second that a CSV need not pay)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # unknown extensions and headers for print are no data
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            looks = looks_of_styles(book)
            return [_sheet(ws, book, looks, name) for ws in book.worksheets]
        finally:
            book.close()


def _sheet(ws: Any, book: Any, looks: list[str], name: str) -> Sheet:
    from pipelines.ingest.sheet_parser import SheetParser  # noqa: PLC0415 (it needs openpyxl)

    with ws._get_source() as source:  # noqa: SLF001 (there is no public way to the sheet's XML)
        parser = SheetParser(source, ws._shared_strings, book)  # noqa: SLF001
        cells: _Cells = {}
        lowest = 0
        for cell in parser.cells():
            lowest = max(lowest, cell["row"])
            if cell["value"] is not None:
                cells[cell["row"], cell["column"]] = cell
    merges = tuple(
        Merge(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1, r.coord)
        for r in sorted(parser.merges, key=lambda r: (r.min_row, r.min_col))
    )
    findings = _covered(cells, merges, ws.title)
    last = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    height = min(max([lowest, *(merge.bottom + 1 for merge in merges)]), last + _TRAILING) if lowest else 0
    check_sheet(height, width, name)
    rows, noticed = _rows(cells, height, width, _formats(book), (name, ws.title))
    findings.extend(noticed)
    findings.extend(
        _cell_finding("formula-without-value", "error", ws.title, *key, parser.unvalued[key][:200])
        for key in sorted(parser.unvalued)
    )
    columns = [(first, min(last, width), letter) for first, last, letter in parser.hidden_columns if first <= width]
    hidden_rows = [n for n in parser.hidden_rows if n <= height]
    findings.extend(hidden_finding(hidden_rows, [letter for _, _, letter in columns]))
    objects, unread = _objects(book, ws)
    marks = (
        *row_marks("hidden-row", hidden_rows),
        *column_marks("hidden-column", [n for first, last, _ in columns for n in range(first, last + 1)]),
        *cell_marks("formula", parser.formulas),
        *objects,
    )
    seen = {key: look for key, cell in cells.items() if (look := _at(looks, cell["style_id"], ""))}
    return Sheet(ws.title, rows, ws.sheet_state != "visible", merges, tuple(findings), marks, unread, seen)


def _objects(book: Any, ws: Any) -> tuple[list[Mark], tuple[str, ...]]:
    """Pictures, shapes and comments of a sheet; parts that are not in order hide them, and that is told."""
    try:
        return find_objects(book._archive, ws._worksheet_path), ()  # noqa: SLF001 (there is no public way)
    except (KeyError, ValueError, ParseError, zipfile.BadZipFile):
        return [], ("object", "comment")


def _at(known: list[str], index: int, otherwise: str) -> str:
    """What a cell style stands for; a style that the workbook does not have stands for nothing special."""
    return known[index] if index < len(known) else otherwise


def _formats(book: Any) -> list[str]:
    """Number format of each cell style."""
    own = book._number_formats  # noqa: SLF001 (cells of the usual loader ask here too)
    numbers = [style.numFmtId for style in book._cell_styles]  # noqa: SLF001
    return [
        own[n - _FIRST_OWN] if _FIRST_OWN <= n < _FIRST_OWN + len(own) else BUILT_IN.get(n, "General") for n in numbers
    ]


def _rows(
    cells: _Cells, height: int, width: int, formats: list[str], names: tuple[str, str]
) -> tuple[list[list[str]], list[Finding]]:
    """The sheet's rows as text, each `width` cells long."""
    file, sheet = names
    rows: list[list[str]] = [[""] * width for _ in range(height)]
    findings: list[Finding] = []
    rounded: list[int] = []
    for (row, column), cell in sorted(cells.items()):
        number_format = _at(formats, cell["style_id"], "General")
        text = shown(cell["value"], number_format)
        if len(text) > MAX_CELL:
            raise UnreadableFile("cell-too-long", file=file, line=f"{sheet}!{row}", limit=MAX_CELL)
        if cell["data_type"] == "e":
            findings.append(_cell_finding("cell-error", "error", sheet, row, column, text))
        elif hides_digits(cell["value"], number_format):
            rounded.append(row)
        rows[row - 1][column - 1] = text
    return rows, findings + rounded_finding(rounded, sheet)


def _covered(cells: _Cells, merges: tuple[Merge, ...], sheet: str) -> list[Finding]:
    """Takes out values that lie under a merged cell, where nobody sees them; each is told."""
    findings = []
    for merge in merges:
        if (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) > len(cells):
            inside = [k for k in cells if merge.top < k[0] <= merge.bottom + 1 and merge.left < k[1] <= merge.right + 1]
        else:
            inside = [
                (row, column)
                for row in range(merge.top + 1, merge.bottom + 2)
                for column in range(merge.left + 1, merge.right + 2)
                if (row, column) in cells
            ]
        for key in inside:
            if key != (merge.top + 1, merge.left + 1):
                text = str(cells.pop(key)["value"])
                findings.append(_cell_finding("covered-value", "warning", sheet, *key, text[:200]))
    return findings


def _cell_finding(code: str, severity: Severity, sheet: str, row: int, column: int, text: str) -> Finding:
    return Finding(code, severity, line=f"{sheet}!{row}", value=text, params={"column": column})
