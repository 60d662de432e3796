"""Tables and change lists as CSV bytes, by one set of rules."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import pandas as pd

from pipelines.model.finding import CellChange
from pipelines.model.table import NormalizedTable

_QUOTED = re.compile('[",\r\n]')
_ROWS = 20_000
"""Rows that are text at the same time: a million of them would need more memory than the table."""


def render_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    r"""CSV by RFC 4180 but for its line ends: UTF-8 without BOM, LF, quotes only where needed.

    Python's writer leaves a lone carriage return unquoted and its reader then breaks the row there; here it is quoted.
    A row of one empty cell is written as "" so that no reader takes it for a blank line.
    """
    out = io.BytesIO()
    lines = map(_line, chain((header,), rows))
    while part := list(islice(lines, _ROWS)):
        # half a surrogate pair, which a workbook can hold, must not become a traceback: the checks report it
        out.write(("\n".join(part) + "\n").encode("utf-8", "surrogatepass"))
    return out.getvalue()


def _line(row: Sequence[str]) -> str:
    cells = ['"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text for text in row]
    return '""' if cells == [""] else ",".join(cells)


def rows_of(cells: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """The rows as tuples of text; by pieces of columns, for walking Arrow strings cell by cell is five times slower."""
    for start in range(0, len(cells), _ROWS):
        part = cells.iloc[start : start + _ROWS]
        yield from zip(*(part[name].tolist() for name in part.columns), strict=True)


def render_csv(table: NormalizedTable) -> bytes:
    """The table's canonical texts under their field names."""
    return render_rows([str(name) for name in table.cells.columns], rows_of(table.cells))


def render_changes(changes: Iterable[CellChange]) -> bytes:
    """changes.csv: every cell that was changed, with the line of the received file."""
    rows = ((str(c.line), c.field, c.before, c.after, c.rule) for c in changes)
    return render_rows(("line", "field", "before", "after", "rule"), rows)
