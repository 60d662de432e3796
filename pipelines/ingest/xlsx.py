"""Workbooks of Excel 2007 and later by openpyxl: values with their number formats, merges, hidden rows, formulas."""

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from pipelines.ingest.limits import MAX_CELL, check_shape
from pipelines.ingest.sheets import Merge, Sheet
from pipelines.ingest.shown import shown
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TRAILING = 1_000
"""Formatted rows without content that are kept after the last filled one; a sheet may have a million of them."""


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
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = _formula_cells(data) if _has_formulas(data) else {}
    return [_sheet(ws, formulas.get(ws.title, {}), name) for ws in book.worksheets]


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return any(b"<f>" in (content := archive.read(n)) or b"<f " in content for n in names)


def _formula_cells(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet -> (row, column) -> formula text."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    return {
        ws.title: {key: str(cell.value) for key, cell in _cells(ws).items() if cell.data_type == "f"}
        for ws in book.worksheets
    }


def _cells(ws: "Worksheet") -> dict[tuple[int, int], Any]:
    """Cells that the file holds; iter_rows would create every blank one of a million formatted rows."""
    return ws._cells  # noqa: SLF001 (there is no public way, see above)


def _sheet(ws: "Worksheet", formulas: dict[tuple[int, int], str], name: str) -> Sheet:
    cells = {key: cell for key, cell in _cells(ws).items() if cell.value is not None}
    last = max((row for row, _ in cells), default=0)
    height = min(max(ws.max_row if _cells(ws) else 0, last), last + _TRAILING)
    width = max((column for _, column in cells), default=0)
    check_shape(height, width, name)
    rows: list[list[str]] = [[] for _ in range(height)]
    findings: list[Finding] = []
    for (row, column), cell in sorted(cells.items()):
        text = shown(cell.value, cell.number_format)
        if len(text) > MAX_CELL:
            raise UnreadableFile("cell-too-long", file=name, line=f"{ws.title}!{row}", limit=MAX_CELL)
        if cell.data_type == "e":
            findings.append(_cell_finding("cell-error", "error", ws.title, row, column, text))
        target = rows[row - 1]
        target.extend([""] * (column - 1 - len(target)))
        target.append(text)
    for target in rows:
        target.extend([""] * (width - len(target)))
    missing = [key for key in formulas if key not in cells]
    for row, column in sorted(missing):
        findings.append(
            _cell_finding("formula-without-value", "error", ws.title, row, column, formulas[row, column][:200])
        )
    findings.extend(_hidden(ws, height, width))
    return Sheet(ws.title, rows, ws.sheet_state != "visible", _merges(ws), tuple(findings))


def _cell_finding(code: str, severity: str, sheet: str, row: int, column: int, text: str) -> Finding:
    return Finding(
        code,
        "error" if severity == "error" else "notice",
        line=f"{sheet}!{row}",
        value=text,
        params={"column": column},
    )


def _merges(ws: "Worksheet") -> tuple[Merge, ...]:
    return tuple(
        Merge(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1, r.coord)
        for r in sorted(ws.merged_cells.ranges, key=lambda r: (r.min_row, r.min_col))
    )


def _hidden(ws: "Worksheet", height: int, width: int) -> list[Finding]:
    """Hidden rows and columns are data like the others; whoever looked at the sheet did not see them."""
    rows = sorted(n for n, d in ws.row_dimensions.items() if d.hidden and n <= height)
    columns = sorted(key for key, d in ws.column_dimensions.items() if d.hidden and (d.min is None or d.min <= width))
    if not rows and not columns:
        return []
    listed = [str(n) for n in rows[:50]]
    return [Finding("hidden-rows", "notice", params={"rows": listed, "columns": columns, "count": len(rows)})]
