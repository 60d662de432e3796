"""The door of ingest: any raw file's bytes to its table or tables, by content and never by name alone."""

from pipelines.ingest.limits import check_size
from pipelines.ingest.sniff import magic_kind
from pipelines.ingest.text import read_text
from pipelines.model.errors import UnreadableFile
from pipelines.model.table import RawTable


def read_table(data: bytes, name: str, *, sheet: str = "") -> RawTable:
    """The table that a raw file holds.

    Args:
        data: the file's bytes.
        name: its name as the person knows it, for messages.
        sheet: sheet of a workbook, "" for the one that holds the table.

    Raises:
        UnreadableFile: "empty-file", "undecodable", "not-a-table" (kind: what it is), "no-such-sheet",
            "encrypted-file", "archive-with-several-files", "archive-bomb", "unsafe-xml", "file-too-large",
            "too-many-rows", "too-many-columns", "cell-too-long".
    """
    return read_tables(data, name, sheet=sheet)[0]


def read_tables(data: bytes, name: str, *, sheet: str = "") -> tuple[RawTable, ...]:
    """Every table that a raw file holds, the chosen one first: one for a text, one per sheet for a workbook.

    Raises:
        UnreadableFile: see read_table.
    """
    check_size(data, name)
    kind = magic_kind(data)
    if kind in {"zip", "ole"}:
        raise UnreadableFile("not-a-table", file=name, kind=kind)
    if kind:
        raise UnreadableFile("not-a-table", file=name, kind=kind)
    return (read_text(data, name),)
