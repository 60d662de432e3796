"""Several files of one dataset become one table, each line still naming its file."""

import dataclasses
import hashlib
from collections.abc import Sequence

import pandas as pd

from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.migration import Migration, Step
from pipelines.model.table import NormalizedTable, Provenance


def stack(tables: Sequence[NormalizedTable]) -> NormalizedTable:
    """One below the other, in the order given; lines become "file:line".

    A column that only some tables have is empty in the others. One table alone is returned as it is.
    """
    if len(tables) == 1:
        return tables[0]
    marked = [_mark(table) for table in tables]
    cells = pd.concat([t.cells for t in marked]).fillna("")
    labels: dict[str, str] = {}
    for table in marked:
        for name, label in table.labels.items():
            labels[name] = labels.get(name) or label
    return NormalizedTable(
        cells=cells,
        labels=labels,
        changes=tuple(c for t in marked for c in t.changes),
        findings=tuple(f for t in marked for f in t.findings),
        provenance=_joined([t.provenance for t in marked]),
        migration=_one_migration([t.migration for t in marked if t.migration]),
    )


def _one_migration(parts: Sequence[Migration]) -> Migration | None:
    """The migrations of several files as one: equal steps count their rows together."""
    if not parts:
        return None
    rows: dict[Step, int] = {}
    for step in (step for part in parts for step in part.steps):
        kind = dataclasses.replace(step, rows=0)
        rows[kind] = rows.get(kind, 0) + step.rows
    return dataclasses.replace(parts[0], steps=tuple(dataclasses.replace(kind, rows=n) for kind, n in rows.items()))


def _mark(table: NormalizedTable) -> NormalizedTable:
    """The same table with its file's name in front of every line."""
    name = table.provenance.name

    def mark(line: Line) -> str:
        return f"{name}:{line}"

    def mark_finding(finding: Finding) -> Finding:
        return finding if finding.line is None else dataclasses.replace(finding, line=mark(finding.line))

    def mark_change(change: CellChange) -> CellChange:
        return dataclasses.replace(change, line=mark(change.line))

    return dataclasses.replace(
        table,
        cells=table.cells.set_axis([mark(line) for line in table.cells.index], axis=0),
        changes=tuple(mark_change(c) for c in table.changes),
        findings=tuple(mark_finding(f) for f in table.findings),
        provenance=dataclasses.replace(
            table.provenance,
            header_lines=tuple(mark(line) for line in table.provenance.header_lines),
            preamble=tuple((mark(line), text) for line, text in table.provenance.preamble),
            footer=tuple((mark(line), text) for line, text in table.provenance.footer),
            dropped=tuple((mark(line), text, why) for line, text, why in table.provenance.dropped),
        ),
    )


def _joined(parts: Sequence[Provenance]) -> Provenance:
    """The first file's provenance with the others' names, sizes and lines added."""
    digest = hashlib.sha256("".join(p.sha256 for p in parts).encode()).hexdigest()
    return dataclasses.replace(
        parts[0],
        name=" + ".join(p.name for p in parts),
        sha256=digest,
        size=sum(p.size for p in parts),
        header_lines=tuple(line for p in parts for line in p.header_lines),
        preamble=tuple(item for p in parts for item in p.preamble),
        footer=tuple(item for p in parts for item in p.footer),
        dropped=tuple(item for p in parts for item in p.dropped),
        notes={f"{p.name}: {k}": v for p in parts for k, v in p.notes.items()},
    )
