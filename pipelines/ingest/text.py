"""Delimited text: bytes of one text file to its RawTable."""

import hashlib

from pipelines.ingest.decode import decode
from pipelines.ingest.dialect import find_dialect
from pipelines.ingest.fidelity import find_other_codes
from pipelines.ingest.garbled import find_garbled
from pipelines.ingest.records import newline_style, split
from pipelines.ingest.sniff import is_script, refuse_markup
from pipelines.ingest.structure import find_layout
from pipelines.ingest.suspect import find_suspects
from pipelines.ingest.table import build_tables
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import Provenance, RawTable


def read_text(data: bytes, name: str, *, container: str = "csv") -> tuple[RawTable, ...]:
    """The tables of a text file: one, unless others stand below it.

    Raises:
        UnreadableFile: "undecodable", "empty-file", "not-a-table", or over a limit.
    """
    decoded = decode(data, name)
    text = decoded.text
    if not text.strip("\ufeff\x00\x1a \t\r\n"):
        raise UnreadableFile("empty-file", file=name)
    refuse_markup(text, name)
    text = text.removesuffix("\x1a")  # the end-of-file mark of DOS is no data
    dialect = find_dialect(text)
    records = split(text, dialect, name)
    findings = list(records.findings)
    findings.extend(find_other_codes(data, decoded.text, decoded.encoding))
    newline = newline_style(text)
    if newline == "mixed":
        findings.append(Finding("mixed-newlines", "notice"))
    script = is_script(text)
    if script:
        findings.append(Finding("script-not-table", "error", params={"kind": "javascript"}))
    provenance = Provenance(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        container=container,
        encoding=decoded.encoding,
        bom=decoded.bom,
        dialect=dialect,
        newline=newline,
    )
    del decoded, text  # of a large file the cells alone are enough to hold
    layout = find_layout(records.grid.rows, labelled=not script)
    tables = build_tables(records.grid, provenance, findings, layout)
    if not len(tables[0].cells) and not tables[0].labels:
        raise UnreadableFile("empty-file", file=name)  # nothing but blank cells
    return tuple(find_suspects(find_garbled(table)) for table in tables)
