"""The door of ingest: any raw file's bytes to its table or tables, by content and never by name alone."""

import hashlib
from dataclasses import replace

from pipelines.ingest.archive import open_archive, other_members, table_members
from pipelines.ingest.limits import check_size
from pipelines.ingest.sniff import magic_kind, ole_kind
from pipelines.ingest.text import read_text
from pipelines.ingest.workbook import read_workbook
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import RawTable

_SUFFIXES = {
    "csv": ("csv", "tsv", "txt", "tab"),
    "xlsx": ("xlsx", "xlsm", "xltx", "xlsb"),
    "xls": ("xls", "xlt"),
    "ods": ("ods",),
    "zip": ("zip",),
}


def read_table(data: bytes, name: str, *, sheet: str = "") -> RawTable:
    """The table that a raw file holds.

    Args:
        data: the file's bytes.
        name: its name as the person knows it, for messages.
        sheet: sheet of a workbook, "" for the one that holds the table.

    Raises:
        UnreadableFile: "empty-file", "undecodable", "not-a-table" (kind: what it is), "no-such-sheet",
            "encrypted-file", "broken-file", "archive-without-table", "archive-with-several-files" (files: their names;
            read_tables reads them all), "archive-bomb", "too-many-files",
            "unsafe-xml", "file-too-large", "too-many-rows", "too-many-columns", "too-many-cells", "cell-too-long".
    """
    return _checked(_tables(data, name, sheet, alone=True), name)[0]


def read_tables(data: bytes, name: str, *, sheet: str = "") -> tuple[RawTable, ...]:
    """Every table that a raw file holds, the chosen one first: those of a text, of each sheet of a workbook, of a ZIP.

    Raises:
        UnreadableFile: see read_table.
    """
    return _checked(_tables(data, name, sheet, alone=False), name)


def _tables(data: bytes, name: str, sheet: str, *, alone: bool, inside: bool = False) -> tuple[RawTable, ...]:
    check_size(data, name)
    kind = magic_kind(data)
    if kind == "zip":
        archive = open_archive(data, name)
        if archive.kind != "zip":
            return read_workbook(data, name, container=archive.kind, archive=archive, sheet=sheet)
        if inside:
            raise UnreadableFile("archive-without-table", file=name)  # archives in archives end here
        return _unpacked(data, name, sheet, alone=alone)
    if kind == "ole":
        container = ole_kind(data, name)
        return read_workbook(data, name, container=container, sheet=sheet)
    if kind:
        raise UnreadableFile("not-a-table", file=name, kind=kind)
    return read_text(data, name)


def _unpacked(data: bytes, name: str, sheet: str, *, alone: bool) -> tuple[RawTable, ...]:
    """The tables of every table file in an archive, under the archive's own name and hash; member says which it is."""
    members = table_members(data, name, alone=alone)
    digest = hashlib.sha256(data).hexdigest()
    tables: list[RawTable] = []
    for member, content in members:
        try:
            found = _tables(content, name, sheet, alone=alone, inside=True)
        except UnreadableFile as error:
            raise UnreadableFile(
                error.code, file=name, line=error.line, **{**error.params, "member": member}
            ) from error
        tables.extend(_as_member(table, member, digest, len(data)) for table in found)
    others = other_members(data, [member for member, _ in members])
    if others:
        notice = Finding("other-files", "notice", params={"files": others[:20], "count": len(others)})
        tables[0] = replace(tables[0], findings=(*tables[0].findings, notice))
    return tuple(tables)


def _as_member(table: RawTable, member: str, digest: str, size: int) -> RawTable:
    notes = {**table.provenance.notes, "member": member}
    return replace(table, provenance=replace(table.provenance, sha256=digest, size=size, container="zip", notes=notes))


def _checked(tables: tuple[RawTable, ...], name: str) -> tuple[RawTable, ...]:
    """The tables, the first with a notice when the file's name promises something else."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    first = tables[0]
    promised = next((kind for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), "")
    found = first.provenance.container
    if not promised or promised == found:
        return tables
    notice = Finding("wrong-extension", "notice", params={"suffix": suffix, "found": found})
    return (replace(first, findings=(*first.findings, notice)), *tables[1:])
