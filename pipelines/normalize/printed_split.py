"""A row of two measures, 「開架点数（貸出数） 2,562点（18冊）」, to a row for each of them, by declared names."""

import dataclasses
import re
from collections.abc import Sequence

from pipelines.model.statistics import Statistics
from pipelines.normalize.printed_rows import PrintedRow

_TWO = re.compile(r"([^（()）]+)[（(]([^（()）]+)[)）]\s*")


def split_row(row: PrintedRow, stub: int, values: Sequence[int], declared: Statistics) -> list[PrintedRow]:
    """The row itself, or two where its label is declared to hold two and its one value does.

    The second is named "<line>-2". A cell that does not hold two measures stays whole, and its reader refuses it.
    """
    names = declared.split.get(row.name, ())
    filled = [j for j in values if row.cells[j].strip()]
    found = _TWO.fullmatch(row.cells[filled[0]]) if len(filled) == 1 else None
    if len(names) != _TWO.groups or found is None:
        return [row]
    parts = []
    for number, (name, text) in enumerate(zip(names, found.groups(), strict=True), 1):
        cells = list(row.cells)
        cells[stub], cells[filled[0]] = name, text
        line = row.line if number == 1 else f"{row.line}-{number}"
        joined = row.joined if number == 1 else ()
        parts.append(
            dataclasses.replace(row, line=line, name=name, cells=tuple(cells), joined=joined, rule="measures-split")
        )
    return parts
