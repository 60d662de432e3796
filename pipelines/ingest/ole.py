"""Looks through an .xls before it is parsed: a damaged one must end in a message, not in all the memory there is.

The container is Microsoft's compound file (MS-CFB): sectors chained by an allocation table. The workbook in it is a
row of records (MS-XLS): type, length, content. Only what decides on memory is looked at.
"""

import struct
from dataclasses import dataclass

from pipelines.ingest.limits import MAX_SHEET_CELLS
from pipelines.model.errors import UnreadableFile

_LAST_SECTOR = 0xFFFFFFFA
_CELL_RECORDS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0001, 0x0002, 0x0003})
_MULTI_RECORDS = frozenset({0x00BD, 0x00BE})
_BEGIN, _END, _STRINGS = 0x0809, 0x000A, 0x00FC


@dataclass(frozen=True, slots=True)
class _Container:
    """A compound file: its bytes, size of a sector, and the chain table."""

    data: bytes
    sector: int
    table: tuple[int, ...]

    def stream(self, start: int, size: int = -1) -> bytes:
        """Bytes of a chain of sectors.

        Raises:
            ValueError: for a chain that leaves the file or runs in a circle.
        """
        parts: list[bytes] = []
        seen: set[int] = set()
        while start < _LAST_SECTOR:
            if start >= len(self.table) or start in seen:
                raise ValueError("a chain of sectors is broken")
            seen.add(start)
            parts.append(self.data[(start + 1) * self.sector : (start + 2) * self.sector])
            start = self.table[start]
        whole = b"".join(parts)
        return whole if size < 0 else whole[:size]


def check_xls(data: bytes, name: str) -> bytes:
    """The workbook stream of an .xls that may be parsed.

    Raises:
        UnreadableFile: "broken-file" or "too-many-cells".
    """
    try:
        stream = _workbook_stream(_container(data))
        cells = _extent(stream)
    except (ValueError, struct.error, IndexError) as error:
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error
    if cells > MAX_SHEET_CELLS:
        raise UnreadableFile("too-many-cells", file=name, cells=cells, limit=MAX_SHEET_CELLS)
    return stream


def _container(data: bytes) -> _Container:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in {9, 12}:
        raise ValueError("sectors of an unknown size")
    sector = 1 << shift
    sectors = len(data) // sector
    fats = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, sectors)):
        if following >= _LAST_SECTOR:
            break
        more = struct.unpack_from(f"<{sector // 4}I", data, (following + 1) * sector)
        fats.extend(more[:-1])
        following = more[-1]
    table: list[int] = []
    for place in fats:
        if place < _LAST_SECTOR:
            if place > sectors or len(table) > sectors + sector:
                raise ValueError("the table of sectors leaves the file")
            table.extend(struct.unpack_from(f"<{sector // 4}I", data, (place + 1) * sector))
    return _Container(data, sector, tuple(table))


def _workbook_stream(container: _Container) -> bytes:
    """The stream "Workbook" (BIFF8) or "Book" (BIFF5)."""
    directory = container.stream(struct.unpack_from("<I", container.data, 48)[0])
    entries: dict[str, tuple[int, int]] = {}
    for offset in range(0, len(directory) - 127, 128):
        length = min(struct.unpack_from("<H", directory, offset + 64)[0], 64)
        title = directory[offset : offset + max(length - 2, 0)].decode("utf-16-le", "ignore")
        entries.setdefault(title, struct.unpack_from("<II", directory, offset + 116))
    found = entries.get("Workbook") or entries.get("Book")
    if not found:
        raise ValueError("no workbook inside")
    start, size = found
    cutoff, mini_start = struct.unpack_from("<II", container.data, 56)
    if size >= cutoff:
        return container.stream(start, size)
    root = entries.get("Root Entry", (0xFFFFFFFE, 0))
    mini = container.stream(root[0])
    links = container.stream(mini_start)
    table = struct.unpack(f"<{len(links) // 4}I", links[: len(links) // 4 * 4])
    # small streams are chained in sectors of 64 bytes inside the root's own stream
    return _Container(b"\x00" * 64 + mini, 64, table).stream(start, size)


def _extent(stream: bytes) -> int:
    """Cells of the bounding boxes of all sheets together."""
    position, total, last_row, last_column = 0, 0, -1, -1
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        position += 4
        if position + length > len(stream):
            raise ValueError("a record goes beyond the end")
        if kind == _BEGIN:
            last_row = last_column = -1
        elif kind == _END:
            total += (last_row + 1) * (last_column + 1)
            last_row = last_column = -1
        elif kind == _STRINGS and length >= 8 and struct.unpack_from("<I", stream, position + 4)[0] > len(stream):
            raise ValueError("more strings than bytes")
        elif (kind in _CELL_RECORDS or kind in _MULTI_RECORDS) and length >= 6:
            row, column = struct.unpack_from("<HH", stream, position)
            if kind in _MULTI_RECORDS:
                column = max(column, struct.unpack_from("<H", stream, position + length - 2)[0])
            if column > 255:
                raise ValueError("a cell beyond the last column")
            last_row, last_column = max(last_row, row), max(last_column, column)
        position += length
    return total + (last_row + 1) * (last_column + 1)
