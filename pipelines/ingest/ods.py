"""Looks through an .ods before it is parsed: repeated rows and cells are written once and unpacked into millions."""

import io
import re
import zipfile

from pipelines.ingest.limits import MAX_CELLS, MAX_ROWS
from pipelines.model.errors import UnreadableFile

_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
_VALUE = re.compile(rb"office:value-type=|<text:p\b")


def check_ods(data: bytes, name: str) -> None:
    """Raises UnreadableFile("too-many-rows" | "too-many-cells") for an .ods that would unpack beyond the limits.

    Rows without a value may repeat as often as they like: LibreOffice ends each sheet with a million of them.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" not in archive.namelist():
            raise UnreadableFile("broken-file", file=name, detail="content.xml")
        content = archive.read("content.xml")
    rows = cells = blank = 0
    for attributes, inner in _ROW.findall(content):
        found = _ROWS_REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if not _VALUE.search(inner):
            blank += times  # counts only when another row with a value follows
            continue
        rows += times + blank
        blank = 0
        cells += times * (inner.count(b"<table:") + sum(map(int, _COLUMNS_REPEATED.findall(inner))))
        if rows > MAX_ROWS:
            raise UnreadableFile("too-many-rows", file=name, rows=rows, limit=MAX_ROWS)
        if cells > MAX_CELLS:
            raise UnreadableFile("too-many-cells", file=name, cells=cells, limit=MAX_CELLS)
