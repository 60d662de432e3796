"""Rows of which reading leaves nothing: a line of － is a separator, not a record."""

import dataclasses

import pandas as pd

from pipelines.model.finding import Line
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.normalize.work import Work

REASON = "no-value-row"
"""Why such a row is on record as dropped."""


def empty_rows(work: Work) -> frozenset[Line]:
    """Lines of rows that are blank in every column once their cells are read, before anything is filled in.

    A row that stewards added is theirs to fill, and one that was blank already is ingest's.
    """
    filled = pd.Series(False, index=work.raw.cells.index)
    for column in work.columns.values():
        filled |= column != ""
        if filled.all():
            return frozenset()
    said = (work.raw.cells != "").any(axis=1)
    return frozenset(line if isinstance(line, str) else int(line) for line in filled.index[~filled & said])


def without_rows(table: NormalizedTable, raw: RawTable, lines: frozenset[Line]) -> NormalizedTable:
    """The table without these rows; each one is on record as dropped, with all that it said."""
    if not lines:
        return table
    places = [line if isinstance(line, str) else int(line) for line in raw.cells.index]
    stay = [line not in lines for line in places]
    gone = [
        (line, "\t".join(texts).rstrip("\t"), REASON)
        for line, texts in zip(places, raw.cells.to_numpy().tolist(), strict=True)
        if line in lines
    ]
    dropped = sorted((*table.provenance.dropped, *gone), key=_place)
    return dataclasses.replace(
        table,
        cells=table.cells[stay],
        changes=tuple(change for change in table.changes if change.line not in lines),
        provenance=dataclasses.replace(table.provenance, dropped=tuple(dropped)),
    )


def _place(row: tuple[Line, str, str]) -> tuple[str, int]:
    """Sheet and number of a row."""
    sheet, _, number = str(row[0]).rpartition("!")
    return (sheet, int(number)) if number.isdecimal() else (str(row[0]), 0)
