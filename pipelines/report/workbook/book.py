"""The workbook as bytes: the six sheets and the hidden one, the same bytes for the same content."""

import io
import re
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook

from pipelines.decisions.book_format import ASKS, DATA, FIELDS, GROUPS, IDENTITY, INTRO, NOTES
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.report.workbook.data_sheet import refs_of, write_data
from pipelines.report.workbook.facts import CHECKED_AT, Facts, Origin
from pipelines.report.workbook.identity import Lists, write_identity
from pipelines.report.workbook.question_sheets import write_asks, write_groups
from pipelines.report.workbook.reading_sheets import write_fields, write_intro, write_notes
from pipelines.report.workbook.styles import BLUE_TAB, GREY, Styles

_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive knows; a file that tells when it was written is another file each time."""


def render_workbook(report: Report, table: NormalizedTable, schema: TableSchema, origin: Origin) -> bytes:
    """The workbook of a judged table (look/workbook.md): no macro, no formula, no external link, no password.

    Returns:
        An .xlsx whose time of checking is left open (see `stamped`): equal content gives equal bytes.
    """
    facts = Facts(report, table, schema, origin)
    book = Workbook()
    intro = book.active
    if intro is None or not hasattr(intro, "append"):  # a new workbook always has one sheet; the stubs do not know
        intro = book.create_sheet()
    intro.title = INTRO
    sheets = {name: book.create_sheet(name) for name in (GROUPS, ASKS, DATA, NOTES, FIELDS, IDENTITY)}
    styles, lists = Styles(sheets[DATA]), Lists()
    write_intro(intro, styles, facts)
    write_groups(sheets[GROUPS], styles, facts, lists)
    write_asks(sheets[ASKS], styles, facts, lists, refs_of(facts))
    issued = write_data(sheets[DATA], styles, facts, lists)
    write_notes(sheets[NOTES], styles, facts)
    write_fields(sheets[FIELDS], styles, facts)
    write_identity(sheets[IDENTITY], styles, facts, lists, issued)
    for name, colour in ((GROUPS, BLUE_TAB), (ASKS, BLUE_TAB), (DATA, GREY)):
        sheets[name].sheet_properties.tabColor = colour
    book.properties.creator = "hiraku"
    book.properties.title = f"{report.title} 確認用"
    book.properties.language = "ja"
    written = io.BytesIO()
    book.save(written)
    return _rewritten(written.getvalue(), b"")


def stamped(workbook: bytes, checked_at: str) -> bytes:
    """The same workbook with the time of the check ("2026-11-16T10:24+09:00", or "") filled in."""
    told = "－"
    if checked_at:
        when = datetime.fromisoformat(checked_at)
        told = f"{when.year}年{when.month}月{when.day}日 {when.hour}時{when.minute:02}分"
    return _rewritten(workbook, told.encode())


def _rewritten(workbook: bytes, checked_at: bytes) -> bytes:
    """The archive again, its members at a fixed time."""
    made = io.BytesIO()
    day = datetime(*_EPOCH, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _WRITTEN.sub(rb"\g<1>" + day, data)
            if checked_at and name.endswith((".xml",)):
                data = data.replace(CHECKED_AT.encode(), checked_at)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, data)
    return made.getvalue()
