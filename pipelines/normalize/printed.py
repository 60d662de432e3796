"""The rows of a table as it was printed to one row for each name that the local schema declares."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.schema import TableSchema
from pipelines.model.statistics import Statistics, measures, statistics_of
from pipelines.model.table import LabelledTable, NormalizedTable
from pipelines.normalize.printed_rows import PrintedRow, fold_name, pair_runs, read_rows, without_notes
from pipelines.normalize.printed_split import split_row


@dataclass(frozen=True, slots=True)
class Arranged:
    """A labelled table with a row for each name, and how it came to that.

    Attributes:
        labelled: as it goes on; rows that went are in its provenance.
        changes: cells that were changed before any reader saw them.
        findings: what could not be arranged for sure.
    """

    labelled: LabelledTable
    changes: tuple[CellChange, ...] = ()
    findings: tuple[Finding, ...] = ()


def arrange(labelled: LabelledTable, schema: TableSchema) -> Arranged:
    """Join wrapped labels, pair labels with values, take headings out, split rows of two measures.

    Nothing is done unless the declared names prove it: a label that is none of them stays as it is.

    Args:
        labelled: the file's rows with a field per column.
        schema: the ward's own; anything but a statistics table is returned as it is.
    """
    declared = statistics_of(schema)
    stub = next((c.position for c in labelled.columns if declared and c.field == declared.row_name), None)
    if declared is None or stub is None or not declared.labels():
        return Arranged(labelled)
    numbers = {spec.name for spec in measures(schema)}
    values = tuple(c.position for c in labelled.columns if c.field in numbers)
    body, notes = without_notes(read_rows(labelled.raw.cells, stub, values, declared))
    rows, loose = pair_runs(body)
    findings = [_unpaired(row, values, labelled) for row in rows if row.unpaired]
    findings.extend(_loose(loose, rows))
    groups = [row for row in rows if not row.has_values and fold_name(row.name) in _folded(declared.groups)]
    kept = [part for row in rows if row not in groups for part in split_row(row, stub, values, declared)]
    findings.extend(_unknown(kept, declared))
    dropped = [
        *((line, text, "wrapped-label") for row in kept for line, text in row.joined),
        *((row.line, row.text(), "group-row") for row in groups),
        *((row.line, row.text(), "unpaired-value") for row in loose),
        *((row.line, row.text(), "note-row") for row in notes),
    ]
    fields = {column.position: column.field or column.label for column in labelled.columns}
    return Arranged(
        _with_rows(labelled, kept, dropped),
        tuple(change for row in kept for change in _changes(row, fields)),
        tuple(findings),
    )


def with_arranged(table: NormalizedTable, arranged: Arranged) -> NormalizedTable:
    """The normalized table whose changes tell of the cells as the file had them."""
    if not arranged.changes and not arranged.findings:
        return table
    early = {(c.line, c.field): c for c in arranged.changes}
    late = {(c.line, c.field): c for c in table.changes}
    joined = []
    for cell in {**early, **late}:
        first, last = early.get(cell), late.get(cell)
        change = last if first is None else first
        if first is not None and last is not None:
            change = dataclasses.replace(first, after=last.after)
        if change is not None and change.before != change.after:
            joined.append(change)
    line = {label: n for n, label in enumerate(table.cells.index)}
    place = {name: n for n, name in enumerate(table.cells.columns)}
    joined.sort(key=lambda c: (line[c.line], place[c.field]))
    return dataclasses.replace(table, changes=tuple(joined), findings=(*table.findings, *arranged.findings))


def _folded(names: Sequence[str]) -> frozenset[str]:
    return frozenset(fold_name(name) for name in names)


def _unpaired(row: PrintedRow, values: tuple[int, ...], labelled: LabelledTable) -> Finding:
    """The refusal of a value that stands near its label and near others."""
    field = next(str(c.field) for c in labelled.columns if c.position == values[0])
    params: dict[str, object] = {"name": row.name, "values": list(row.unpaired)}
    return Finding("pairing-unproven", "error", line=row.line, field=field, params=params, basis="workspace")


def _loose(loose: Sequence[PrintedRow], rows: Sequence[PrintedRow]) -> Iterator[Finding]:
    """A number that belongs to no label, like the number of a page."""
    told = {text for row in rows for text in row.unpaired}
    for row in loose:
        texts = [text.strip() for text in row.before if text.strip()]
        if not told.issuperset(text for text in row.before if text.strip()):
            yield Finding("stray-number", "warning", line=row.line, value=" ".join(texts), basis="inferred")


def _unknown(rows: Sequence[PrintedRow], declared: Statistics) -> Iterator[Finding]:
    """Names that a closed list of rows has not."""
    known = {*declared.rows, *(name for names in declared.split.values() for name in names)}
    for row in rows:
        if declared.rows and row.name not in known:
            name = declared.row_name
            yield Finding("row-name-unknown", "warning", line=row.line, field=name, value=row.name, basis="workspace")


def _changes(row: PrintedRow, fields: dict[int, str]) -> list[CellChange]:
    return [
        CellChange(row.line, fields[position], before, row.cells[position], row.rule)
        for position, before in enumerate(row.before)
        if before != row.cells[position]
    ]


def _with_rows(
    labelled: LabelledTable, rows: Sequence[PrintedRow], dropped: Sequence[tuple[Line, str, str]]
) -> LabelledTable:
    raw = labelled.raw
    width = raw.cells.shape[1]
    columns = {j: pd.Series([row.cells[j] for row in rows], dtype="str") for j in range(width)}
    cells = pd.DataFrame(columns)
    lines = [row.line for row in rows]
    plain = all(isinstance(line, int) for line in lines)
    cells.index = pd.Index(lines, dtype="int64" if plain else object, name="line")
    provenance = dataclasses.replace(raw.provenance, dropped=(*raw.provenance.dropped, *dropped))
    return dataclasses.replace(labelled, raw=dataclasses.replace(raw, cells=cells, provenance=provenance))
