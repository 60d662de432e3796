"""How far the cells of a workbook's sheets reach, before a reader that lays out the whole rectangle gets them."""

import io
import re
import zipfile
from collections.abc import Iterator

from pipelines.ingest.limits import check_sheet

_REFERENCE = re.compile(rb'<(?:\w{1,20}:)?c\s[^>]{0,200}?\br="([A-Za-z]{1,3})(\d{1,9})"')
_ROW_HEADER, _LAST_CELL = 0, 11
"""Record types of .xlsb (MS-XLSB 2.5): 0 begins a row, 1 to 11 are its cells."""


def check_extent(data: bytes, name: str) -> None:
    """Raises UnreadableFile ("too-many-rows", "too-many-columns", "too-many-cells") for an .xlsx or .xlsb."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.lower().endswith(".xml") and "worksheets/" in part:
                check_sheet(*_of_xml(archive.read(part)), name)
            elif part.lower().endswith(".bin") and "worksheets/" in part:
                check_sheet(*_of_records(archive.read(part)), name)


def _of_xml(content: bytes) -> tuple[int, int]:
    rows = columns = 0
    for letters, digits in _REFERENCE.findall(content):
        number = 0
        for letter in letters.upper():
            number = number * 26 + letter - 64
        rows, columns = max(rows, int(digits)), max(columns, number)
    return rows, columns


def _of_records(content: bytes) -> tuple[int, int]:
    rows = columns = 0
    for kind, start, length in _records(content):
        if kind == _ROW_HEADER and length >= 4:
            rows = max(rows, int.from_bytes(content[start : start + 4], "little") + 1)
        elif 1 <= kind <= _LAST_CELL and length >= 4:
            columns = max(columns, int.from_bytes(content[start : start + 4], "little") + 1)
    return rows, columns


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, start, length) of each record; both numbers are written seven bits to a byte."""
    position = 0
    while position < len(content):
        kind, position = _number(content, position, 2)
        length, position = _number(content, position, 4)
        yield kind, position, length
        position += length


def _number(content: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for index in range(most):
        byte = content[position] if position < len(content) else 0
        position += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, position
