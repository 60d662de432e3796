"""Number formats, hidden rows, formulas, comments of an .xls: what the reader of its values does not tell (MS-XLS)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.ingest.number_formats import BUILT_IN

_BEGIN, _END, _BOUND_SHEET, _FORMAT, _XF, _ROW, _COLUMNS = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x0208, 0x007D
_NUMBER, _RK, _MANY_RK, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_BIFF8 = 0x0600
_NOTE, _OBJECT = 0x001C, 0x005D
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_DRAWN = frozenset({*range(0x0A), 0x1E})
"""Types of objects that somebody drew: shapes, text boxes, charts, pictures; not buttons, lists and comments."""


@dataclass(slots=True)
class SheetFormats:
    """What a sheet's cells look like.

    Attributes:
        styles: (row, column), both from 0 -> number format, for numbers whose format is not "General".
        hidden_rows: numbers of rows, from 1, that are not shown.
        hidden_columns: (first, last), from 0, of columns that are not shown.
        formulas, comments: (row, column), both from 1, of cells that have one.
        objects: number of pictures, shapes and charts.
    """

    styles: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    objects: int = 0


def read_formats(stream: bytes) -> list[SheetFormats]:
    """One entry per sheet of the workbook stream, in its order (charts and macros included).

    Raises:
        ValueError, struct.error, IndexError: for a stream that is not in order.
    """
    formats: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    starts: list[int] = []
    version = _BIFF8
    for position, kind, content in _records(stream, 0):
        if kind == _BEGIN and not position:
            version = struct.unpack_from("<H", content)[0]
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(content[2:], version)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _BOUND_SHEET:
            starts.append(struct.unpack_from("<I", content)[0])
    names = [formats.get(number, "General") for number in styles]
    return [_sheet(stream, start, names) for start in starts]


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, bytes]]:
    """(position, kind, content) of the records of one substream, to its end; a chart inside has an end of its own."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 1:
            yield position, kind, stream[position + 4 : position + 4 + length]
        if depth <= 0:
            return
        position += 4 + length


def _text(content: bytes, version: int) -> str:
    """A string with its length in front: two bytes and a mark of its width in BIFF8, one byte before."""
    if version < _BIFF8:
        return content[1 : 1 + content[0]].decode("cp932", "replace")
    count, wide = struct.unpack_from("<HB", content)
    return content[3 : 3 + 2 * count].decode("utf-16-le") if wide & 1 else content[3 : 3 + count].decode("latin-1")


def _sheet(stream: bytes, start: int, names: list[str]) -> SheetFormats:
    found = SheetFormats()
    for _, kind, content in _records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", content)
            _note(found, row, column, names[style])
            if kind == _FORMULA:
                found.formulas.append((row + 1, column + 1))
        elif kind == _MANY_RK:
            row, first = struct.unpack_from("<HH", content)
            for offset in range((len(content) - 6) // 6):
                style = struct.unpack_from("<H", content, 4 + 6 * offset)[0]
                _note(found, row, first + offset, names[style])
        elif kind == _ROW and struct.unpack_from("<H", content, 12)[0] & _HIDDEN_ROW:
            found.hidden_rows.append(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", content, 8)[0] & _HIDDEN_COLUMN:
            found.hidden_columns.append(struct.unpack_from("<HH", content))
        elif kind == _NOTE:
            row, column = struct.unpack_from("<HH", content)
            found.comments.append((row + 1, column + 1))
        elif kind == _OBJECT and len(content) >= 6:
            found.objects += struct.unpack_from("<H", content, 4)[0] in _DRAWN
    return found


def _note(found: SheetFormats, row: int, column: int, number_format: str) -> None:
    if number_format != "General":
        found.styles[row, column] = number_format
