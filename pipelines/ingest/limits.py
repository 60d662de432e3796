"""Upper bounds of what is read, each with a message of its own; a file beyond them is refused, never cut."""

import re

from pipelines.model.errors import UnreadableFile

_SOMETHING = re.compile(rb"[^\x00 \t\r\n\xef\xbb\xbf\xff\xfe\x1a]")
MAX_BYTES = 400 * 1024 * 1024
"""A million rows of 34 columns are 290 MB and take less than 2 GiB of memory (benchmarks/clean.py)."""

MAX_ROWS = 5_000_000
MAX_COLUMNS = 2_000
MAX_CELLS = 200_000_000
"""Rows times columns: one far cell would else make a frame of nothing that no memory holds."""

MAX_SHEET_CELLS = 40_000_000
"""The same for a sheet of a workbook, whose readers lay the rectangle out cell by cell (1,176,000 rows of 34)."""

MAX_FILES = 200
"""Table files in one archive."""

MAX_CELL = 1024 * 1024
MAX_RATIO = 100
"""Uncompressed bytes per compressed byte of an archive; spreadsheets of real data stay below 30."""

RATIO_FLOOR = 10 * 1024 * 1024
"""An archive that unpacks to less than this is harmless whatever its ratio."""


def check_size(data: bytes, name: str) -> None:
    """Raises UnreadableFile("file-too-large") above MAX_BYTES and ("empty-file") for nothing at all."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile("file-too-large", file=name, size=len(data), limit=MAX_BYTES)
    if not _SOMETHING.search(data):
        raise UnreadableFile("empty-file", file=name)


def check_shape(rows: int, columns: int, name: str) -> None:
    """Raises UnreadableFile("too-many-rows"), ("too-many-columns") or ("too-many-cells")."""
    if rows > MAX_ROWS:
        raise UnreadableFile("too-many-rows", file=name, rows=rows, limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise UnreadableFile("too-many-columns", file=name, columns=columns, limit=MAX_COLUMNS)
    if rows * columns > MAX_CELLS:
        raise UnreadableFile("too-many-cells", file=name, cells=rows * columns, limit=MAX_CELLS)


def check_sheet(rows: int, columns: int, name: str) -> None:
    """Like check_shape, and "too-many-cells" above MAX_SHEET_CELLS: one far cell makes a rectangle of nothing."""
    check_shape(rows, columns, name)
    if rows * columns > MAX_SHEET_CELLS:
        raise UnreadableFile("too-many-cells", file=name, cells=rows * columns, limit=MAX_SHEET_CELLS)
