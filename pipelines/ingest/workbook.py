"""Workbooks: bytes of .xlsx, .xls, .xlsb or .ods to one RawTable per sheet that holds a table."""

import hashlib
import struct
import zlib
from collections.abc import Sequence
from xml.etree.ElementTree import ParseError  # the exception only; archive.py has refused entities before
from zipfile import BadZipFile

from pipelines.ingest.archive import Archive
from pipelines.ingest.biff import read_formats
from pipelines.ingest.calamine import read_calamine
from pipelines.ingest.extent import check_extent
from pipelines.ingest.garbled import find_garbled
from pipelines.ingest.grid import Grid, filled
from pipelines.ingest.marks import look_marks, merge_marks
from pipelines.ingest.ods import read_ods
from pipelines.ingest.ole import check_xls
from pipelines.ingest.sheets import EXPLAINING, Merge, Sheet, choose_sheet
from pipelines.ingest.structure import Layout, find_layout
from pipelines.ingest.suspect import find_suspects
from pipelines.ingest.table import build_tables
from pipelines.ingest.xlsx import read_xlsx
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import Provenance, RawTable

_ACTIVE = {
    "xl/vbaProject.bin": "macro",
    "xl/externalLinks/": "external-link",
    "xl/connections.xml": "connection",
    "xl/embeddings/": "embedded-object",
    "xl/activeX/": "active-x",
}
_NOT_IN_ORDER = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    BadZipFile,
    ParseError,
)
"""What openpyxl raises for a workbook that breaks the format: it checks little and fails where it stumbles."""


def read_workbook(
    data: bytes, name: str, *, container: str, archive: Archive | None = None, sheet: str = ""
) -> tuple[RawTable, ...]:
    """One table per sheet that holds one; the wanted sheet (or the one that holds the table) comes first.

    Args:
        data: bytes of the workbook.
        name: file name for messages.
        container: "xlsx", "xlsb", "xls" or "ods".
        archive: what its ZIP holds, None for .xls.
        sheet: name of the wanted sheet, "".

    Raises:
        UnreadableFile: "no-such-sheet", "empty-file", "encrypted-file", "broken-file", or over a limit.
    """
    sheets = _sheets(data, name, container)
    findings = _active(archive)
    names = tuple(item.name for item in sheets)
    if sheet and sheet not in names:
        raise UnreadableFile("no-such-sheet", file=name, sheet=sheet, sheets=list(names))
    if not any(item.size() for item in sheets):
        raise UnreadableFile("empty-file", file=name)
    chosen = names.index(sheet) if sheet else choose_sheet(sheets)
    order = [chosen, *(i for i, item in enumerate(sheets) if i != chosen and item.size() and not item.hidden)]
    base = Provenance(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        container="xlsx" if container == "xlsb" else container,
        sheets=names,
    )
    others = [other for other in names if other != names[chosen] and other not in EXPLAINING]
    if others and not sheet:
        findings.append(Finding("other-sheets", "notice", params={"sheet": names[chosen], "others": others}))
    return tuple(table for i in order for table in _tables(sheets[i], base, findings if i == chosen else []))


def _sheets(data: bytes, name: str, container: str) -> list[Sheet]:
    """The sheets by the reader that knows most of them."""
    if container == "ods":
        return read_ods(data, name)
    if container == "xls":
        stream = check_xls(data, name)
        try:
            formats = read_formats(stream)
        except _NOT_IN_ORDER:
            formats = None
        return read_calamine(data, name, formats)
    if container == "xlsx":
        try:
            return read_xlsx(data, name)
        except _NOT_IN_ORDER:
            pass  # the other reader minds only the cells; the formats (leading zeros, percent) are lost
    check_extent(data, name)
    return read_calamine(data, name)


def _active(archive: Archive | None) -> list[Finding]:
    """Macros and links to other files are never run or followed."""
    names = archive.names if archive else ()
    kinds = sorted({kind for path, kind in _ACTIVE.items() if any(n.startswith(path) for n in names)})
    return [Finding("active-content", "notice", params={"kinds": kinds})] if kinds else []


def _tables(sheet: Sheet, base: Provenance, findings: Sequence[Finding]) -> tuple[RawTable, ...]:
    """The tables of one sheet, lines named "sheet!row"."""
    layout = find_layout(sheet.rows)
    inside = _fill(sheet, layout)
    noticed = [*findings, *sheet.findings]
    if sheet.merges:
        ranges = [merge.name for merge in sheet.merges]
        noticed.append(
            Finding("merged-cells", "notice", params={"ranges": ranges[:50], "count": len(ranges), "filled": inside})
        )
    provenance = Provenance(
        **{
            **{slot: getattr(base, slot) for slot in ("name", "sha256", "size", "container", "sheets")},
            "sheet": sheet.name,
            "marks": (*merge_marks(sheet.merges), *sheet.marks, *look_marks(sheet, layout)),
            "unread": sheet.unread,
        }
    )
    lines = [f"{sheet.name}!{row}" for row in range(1, len(sheet.rows) + 1)]
    tables = build_tables(Grid(sheet.rows, lines), provenance, noticed, layout)
    return tuple(find_suspects(find_garbled(table)) for table in tables)


def _fill(sheet: Sheet, layout: Layout) -> int:
    """Carry a cell that is merged over several records down to each of them; the number of cells filled.

    Only downwards: what a cell means that is merged over several columns is not certain.
    """
    records = set(layout.records)
    count = 0
    for merge in sheet.merges:
        if merge.bottom > merge.top and merge.top in records:
            count += _fill_down(sheet.rows, merge, records)
    return count


def _fill_down(rows: list[list[str]], merge: Merge, records: set[int]) -> int:
    text = rows[merge.top][merge.left] if merge.left < len(rows[merge.top]) else ""
    count = 0
    for index in range(merge.top + 1, min(merge.bottom + 1, len(rows))):
        row = rows[index]
        if text and index in records and filled(row) and merge.left < len(row) and not row[merge.left]:
            row[merge.left] = text
            count += 1
    return count
