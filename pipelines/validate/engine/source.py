"""A CSV's bytes to a header and chunks of records, told apart exactly as Frictionless tells them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa

from pipelines.model.errors import UnreadableFile
from pipelines.validate.engine.chunks import Chunk, Dialect, Untold, any_length, slow_chunks, text_lines, tokenize

Octets = bytes | bytearray

SAMPLE = 100
"""Lines from which Frictionless guesses the dialect, and records from which it guesses the header's place."""
DELIMITERS = ",\t;|"
STRETCH = 1 << 21
"""Bytes that are told apart at a time: large enough for vectors, small enough for the memory."""
_LONGEST_RECORD = 1 << 25
_SLOW_CELLS = 500_000
"""Cells that Python's own reader is asked for at a time."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table as text: where its header stands and what follows.

    Attributes:
        data: UTF-8.
        dialect: as told or guessed.
        labels: the header's cells, stripped; () when there is no header at all.
        header: number of the header's record, from 1; what stands before it is no part of the table.
        header_line: its physical line.
        begin: bytes before the text, of a byte order mark.
    """

    data: Octets
    dialect: Dialect
    labels: tuple[str, ...]
    header: int
    header_line: int
    begin: int = 0

    def chunks(self, stretch: int = STRETCH) -> Iterator[Chunk]:
        """The records after the header, in order."""
        skipped = self.header
        slow = max(1, _SLOW_CELLS // max(1, len(self.labels)))
        for chunk in _chunks(self.data, self.begin, self.dialect, stretch, slow):
            if skipped >= len(chunk):
                skipped -= len(chunk)
                continue
            yield _without(chunk, skipped) if skipped else chunk
            skipped = 0


def open_source(data: Octets, *, sniff: bool = False) -> Source:
    """The header of a CSV and how to read on.

    Args:
        data: UTF-8, with or without a byte order mark.
        sniff: guess the dialect as Frictionless does with a file of unknown origin.

    Raises:
        UnreadableFile: undecodable.
    """
    check_utf8(data)
    begin_of_text = len(_MARK) if data.startswith(_MARK) else 0
    body = memoryview(data)[begin_of_text:]
    dialect = dialect_of(body, sniff=sniff)
    sample, lines, begin = [], [], 1
    with any_length():
        reader = csv.reader(text_lines(body), **dialect.options())
        for record in islice(reader, SAMPLE):
            sample.append(record)
            lines.append(begin)
            begin = reader.line_num + 1
    place = _header_place(sample)
    labels = tuple(cell.strip() for cell in sample[place]) if sample else ()
    return Source(data, dialect, labels, place + 1, lines[place] if lines else 1, begin_of_text)


_MARK = b"\xef\xbb\xbf"


def check_utf8(body: Octets) -> None:
    """Refuse what is no UTF-8.

    Raises:
        UnreadableFile: undecodable.
    """
    offsets = pa.py_buffer(np.array([0, len(body)], dtype=np.int64))
    try:
        pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(body)).validate(full=True)
    except pa.ArrowInvalid as invalid:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableFile("undecodable", offset=error.start) from error
        raise UnreadableFile("undecodable") from invalid


def dialect_of(body: Octets | memoryview, *, sniff: bool) -> Dialect:
    """The dialect of a published file, or the one that Frictionless guesses."""
    if not sniff:
        return Dialect()
    try:
        found = csv.Sniffer().sniff("".join(islice(text_lines(body), SAMPLE)), DELIMITERS)
    except csv.Error:
        return Dialect()
    quote = found.quotechar or '"'
    return Dialect(found.delimiter, '"' if quote == "'" else quote, bool(found.skipinitialspace))


def _header_place(sample: list[list[str]]) -> int:
    """The first record that is about as wide as the mean of the sample; else the first."""
    if not sample:
        return 0
    width = round(sum(map(len, sample)) / len(sample))
    drift = max(round(width * 0.1), 1)
    for place, record in enumerate(sample):
        if width - drift <= len(record) <= width + drift:
            return place
    return 0


def _chunks(data: Octets, begin: int, dialect: Dialect, stretch: int, slow: int) -> Iterator[Chunk]:
    view = memoryview(data)
    position, line = begin, 1
    quote = dialect.quote.encode()
    quote = quote if quote in data else b""
    plain = not dialect.spaced and (b"\r" not in data or data.count(b"\r") == data.count(b"\r\n"))
    while plain and position < len(data):
        end = _record_end(data, position, stretch, quote)
        if not end:
            break
        try:
            chunk = tokenize(view[position:end], line, dialect)
        except Untold:
            break
        yield chunk
        line += chunk.breaks
        position = end
    if position < len(data):
        yield from slow_chunks(view[position:], line, dialect, slow)


def _record_end(data: Octets, position: int, stretch: int, quote: bytes) -> int:
    """Where a stretch of about that many bytes ends with a record, if quotes stand in pairs; 0: they seem not to.

    `quote` is b"" where there is none in the whole table.
    """
    while position + stretch < len(data):
        end = data.rfind(b"\n", position, position + stretch) + 1
        odd = data.count(quote, position, end) % 2 if end and quote else 0
        while end and odd:
            before = data.rfind(b"\n", position, end - 1) + 1
            odd ^= data.count(quote, before, end) % 2
            end = before
        if end:
            return end
        stretch *= 2
        if stretch > _LONGEST_RECORD:
            return 0
    return len(data)


def _without(chunk: Chunk, records: int) -> Chunk:
    return Chunk(
        chunk.cells,
        chunk.sizes,
        chunk.first[records:],
        chunk.widths[records:],
        chunk.lines[records:],
        chunk.step,
        chunk.doubled,
        chunk.width,
        chunk.breaks,
    )
