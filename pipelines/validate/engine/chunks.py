"""Cells of a stretch of a CSV as one Arrow array, with the records they belong to: what the column tests work on."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validate.engine.arrow import Flags, Numbers, arrow_numbers, arrow_texts, numbers

ABSENT = -1
"""The length of a cell that a short record does not have."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records of a table, never half a one.

    Attributes:
        cells: the text of every cell, record after record; `step` entries lie between one and the next.
        sizes: bytes of every cell.
        first: per record, the number of its first cell.
        widths: per record, how many cells it has; 0 for an empty line.
        lines: per record, the physical line on which it begins, from 1.
        step: 2 where the array holds what lies between the cells too, otherwise 1.
        doubled: whether quotes inside cells still stand twice.
        width: how many cells every record has, 0 where they differ.
        breaks: how many physical lines end in it.
    """

    cells: pa.StringArray
    sizes: Numbers
    first: Numbers
    widths: Numbers
    lines: Numbers
    step: int = 1
    doubled: bool = False
    width: int = 0
    breaks: int = 0

    def __len__(self) -> int:
        return len(self.first)

    def lengths(self, column: int) -> Numbers:
        """Bytes of each record's cell in a 0-based column; ABSENT where the record is too short."""
        if column < self.width:
            return self.sizes.reshape(-1, self.width)[-len(self) :, column]
        if not len(self.sizes):
            return np.full(len(self), ABSENT, dtype=np.int64)
        place = np.minimum(self.first + column, len(self.sizes) - 1)
        return np.where(self.widths > column, self.sizes[place], ABSENT)

    def texts(self, column: int, rows: Numbers) -> pa.StringArray:
        """The cells of a 0-based column in some records, all of which have it."""
        found = self.cells.take(arrow_numbers((self.first[rows] + column) * self.step))
        return pc.replace_substring(found, '""', '"') if self.doubled else found

    def text(self, column: int, row: int) -> str:
        """One cell."""
        return str(self.texts(column, np.array([row], dtype=np.int64))[0].as_py())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a record are told apart (Python's csv module knows the same three)."""

    delimiter: str = ","
    quote: str = '"'
    spaced: bool = False

    def options(self) -> dict[str, Any]:
        """Keyword arguments of csv.reader."""
        return {"delimiter": self.delimiter, "quotechar": self.quote, "skipinitialspace": self.spaced}


class Untold(Exception):
    """The quotes of a stretch do not stand where RFC 4180 puts them: Python's reader must be asked."""


def tokenize(data: memoryview, line: int, dialect: Dialect) -> Chunk:
    """The records of a stretch that begins and ends with a record.

    Args:
        data: UTF-8 without a carriage return outside of CR LF.
        line: physical line of its first byte.
        dialect: without `spaced`.

    Raises:
        Untold: quotes in the midst of cells; nobody but csv.reader knows what it makes of them.
    """
    octets = np.frombuffer(data, dtype=np.uint8)
    breaks = octets == _LF
    stops = breaks | (octets == ord(dialect.delimiter))
    quotes = octets == ord(dialect.quote)
    quoted = bool(quotes.any())
    if quoted:
        stops &= ~_inside(octets, quotes, ord(dialect.delimiter))
    ends = np.flatnonzero(stops)
    final = np.flatnonzero(breaks[ends])
    if not len(final) or ends[final[-1]] != len(octets) - 1:
        ends = np.append(ends, len(octets))
        final = np.append(final, len(ends) - 1)
    starts = np.concatenate((_ZERO, ends[:-1] + 1))
    first = np.concatenate((_ZERO, final[:-1] + 1))
    lines = _lines(breaks, stops, starts[first], line) if quoted else np.arange(line, line + len(first))
    carriage = final[(ends[final] > starts[final]) & (octets[ends[final] - 1] == _CR)]
    ends[carriage] -= 1
    widths = np.where((final == first) & (ends[first] == starts[first]), 0, final - first + 1)
    doubled = False
    if quoted:
        marked = (starts < ends) & quotes[np.minimum(starts, len(octets) - 1)]
        starts, ends = starts + marked, ends - marked
        doubled = bool(quotes.sum() != 2 * marked.sum())
    offsets = np.empty(2 * len(ends) + 1, dtype=np.int32)
    offsets[0:-1:2], offsets[1::2], offsets[-1] = starts, ends, len(octets)
    cells = pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))
    width = int(widths[0]) if (widths == widths[0]).all() else 0
    count = int(np.count_nonzero(breaks))
    return Chunk(cells, ends - starts, first, widths, lines, step=2, doubled=doubled, width=width, breaks=count)


def _lines(breaks: Flags, stops: Flags, starts: Numbers, line: int) -> Numbers:
    """The physical lines of records, of which some may hold line breaks."""
    if bool((breaks & ~stops).any()):
        return np.searchsorted(np.flatnonzero(breaks), starts) + line
    return np.arange(line, line + len(starts), dtype=np.int64)


_LF, _CR = 10, 13
_ZERO = np.zeros(1, dtype=np.int64)


def _inside(octets: npt.NDArray[np.uint8], quotes: Flags, delimiter: int) -> Flags:
    """Which bytes stand between an opening and its closing quote."""
    places = np.flatnonzero(quotes)
    opening, closing = places[0::2], places[1::2]
    if len(opening) != len(closing):
        raise Untold
    before = octets[np.maximum(opening - 1, 0)]
    after = octets[np.minimum(closing + 1, len(octets) - 1)]
    fresh = (opening == 0) | (before == delimiter) | (before == _LF)
    over = (closing == len(octets) - 1) | (after == delimiter) | (after == _LF) | (after == _CR)
    # a doubled quote closes and opens at once
    twice = closing[:-1] + 1 == opening[1:]
    fresh[1:] |= twice
    over[:-1] |= twice
    if not fresh.all() or not over.all():
        raise Untold
    return (np.cumsum(quotes, dtype=np.uint8) & 1).astype(bool)


def slow_chunks(data: memoryview, line: int, dialect: Dialect, size: int) -> Iterator[Chunk]:
    """The same from Python's own reader, which knows any quoting and line end, `size` records at a time."""
    reader = csv.reader(text_lines(data), **dialect.options())
    while True:
        records: list[list[str]] = []
        lines: list[int] = []
        with any_length():
            begin = reader.line_num
            for record in islice(reader, size):
                records.append(record)
                lines.append(begin + line)
                begin = reader.line_num
        if not records:
            return
        yield _chunk(records, lines)


@contextmanager
def any_length() -> Iterator[None]:
    """Cells of any length, as Frictionless reads them; the limit is the whole process's, so it is put back."""
    previous = csv.field_size_limit(_NO_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(previous)


_NO_LIMIT = 2**31 - 2


def text_lines(data: memoryview | bytes | bytearray) -> io.TextIOWrapper:
    """The physical lines of a UTF-8 text with their ends as they are; the bytes are not copied."""
    window = io.BufferedReader(_Window(memoryview(data)), buffer_size=1 << 16)
    return io.TextIOWrapper(window, encoding="utf-8", newline="")


class _Window(io.RawIOBase):
    """Bytes in memory as a file; io.BytesIO would copy a part of them."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._data[self._place : self._place + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)


def _chunk(records: list[list[str]], lines: list[int]) -> Chunk:
    widths = np.fromiter(map(len, records), dtype=np.int64, count=len(records))
    cells = arrow_texts([cell for record in records for cell in record])
    first = np.concatenate((_ZERO, np.cumsum(widths)[:-1]))
    sizes = numbers(pc.binary_length(cells), np.int32).astype(np.int64)
    return Chunk(cells, sizes, first, widths, np.array(lines, dtype=np.int64))
