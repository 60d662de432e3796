"""A grid and its layout to a RawTable: cells in one frame, labels, provenance, and what is wrong with the rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from pipelines.ingest.facts import find_facts
from pipelines.ingest.fidelity import beyond_cp932
from pipelines.ingest.footer import is_total
from pipelines.ingest.grid import Grid, filled, is_blank, row_text, used_width
from pipelines.ingest.limits import check_shape
from pipelines.ingest.stacked import several_tables, split_tables
from pipelines.ingest.structure import Layout, find_layout, placed
from pipelines.model.finding import Finding, Line
from pipelines.model.table import Provenance, RawTable

_PIECE = 50_000
"""Rows that are text and columns at the same time."""


def build_tables(
    grid: Grid, provenance: Provenance, findings: Sequence[Finding], layout: Layout
) -> tuple[RawTable, ...]:
    """The tables of one file or sheet, the first one first; each says that there are others, and which it is.

    Raises:
        UnreadableFile: "too-many-columns".
    """
    parts = split_tables(grid, layout)
    others = several_tables(parts)
    if not others:
        del parts  # they hold the same rows
        return (build_table(grid, provenance, findings, layout=layout),)
    return tuple(
        build_table(
            part,
            replace(provenance, notes={**provenance.notes, "table": f"{number}/{len(parts)}"}),
            [*(findings if number == 1 else ()), *others],
            layout=own,
        )
        for number, (part, own) in enumerate(parts, start=1)
    )


def build_table(
    grid: Grid, provenance: Provenance, findings: Sequence[Finding] = (), *, layout: Layout | None = None
) -> RawTable:
    """The RawTable of a grid; every row of it is in cells, header, preamble, footer or dropped.

    Args:
        grid: all rows as read; its records are empty afterwards.
        provenance: what is known about the file; the layout's part is filled in here.
        findings: what was noticed before.
        layout: where each row belongs, when it is known already.

    Raises:
        UnreadableFile: "too-many-columns".
    """
    layout = layout or find_layout(grid.rows)
    rows = [grid.rows[i] for i in layout.records]
    lines = [grid.lines[i] for i in layout.records]
    width = _width(rows, layout)
    check_shape(len(rows), width, provenance.name)
    noticed = [*findings, *_ragged(rows, lines, layout, width), *_totals(rows, lines), *_left_out(grid, layout)]
    labels = (*layout.labels, *([""] * (width - len(layout.labels))))[:width]
    beyond = "" if provenance.encoding == "cp932" else beyond_cp932([layout.labels, *rows])
    for index in layout.records:
        grid.rows[index] = []  # the frame takes the records over, so that a large table is not held twice
    labels, cells, empty = _without_empty_tail(labels, _frame(rows, lines, width))
    notes = dict(provenance.notes)
    if empty:
        notes["empty-columns"] = f"{len(labels) + 1}-{len(labels) + empty}"
        noticed.append(Finding("empty-column", "notice", params={"count": empty, "first": len(labels) + 1}))
    noticed.extend(_label_findings(labels, cells, layout, grid))
    if beyond:
        notes["not-in-cp932"] = beyond
    return RawTable(cells, labels, _with_layout(provenance, grid, layout, notes), tuple(noticed))


def _with_layout(provenance: Provenance, grid: Grid, layout: Layout, notes: dict[str, str]) -> Provenance:
    """The provenance with every row that is no record in its place."""
    dropped = zip(placed(grid, [i for i, _ in layout.dropped]), layout.dropped, strict=True)
    preamble, footer = placed(grid, layout.preamble), placed(grid, layout.footer)
    return replace(
        provenance,
        header_lines=tuple(grid.lines[i] for i in layout.header),
        preamble=preamble,
        footer=footer,
        dropped=tuple((line, text, reason) for (line, text), (_, reason) in dropped),
        notes={**find_facts(text for _, text in (*preamble, *footer)), **notes},
    )


def _width(rows: Sequence[Sequence[str]], layout: Layout) -> int:
    """Columns that the labels or any record's filled cells reach; surplus blank cells make no column."""
    usual = Counter(map(len, rows))
    width = max(len(layout.labels), max((w for w, n in usual.items() if n * 2 >= len(rows)), default=0))
    return max([width, *(used_width(row) for row in rows if len(row) > width)])


def _frame(rows: list[list[str]], lines: Sequence[Line], width: int) -> pd.DataFrame:
    """One frame of str with columns 0 … width-1; rows that are too short are filled with "". `rows` is used up."""
    pieces: list[list[pa.Array]] = [[] for _ in range(width)]
    while rows:
        part = [row if len(row) == width else [*row[:width], *([""] * (width - len(row)))] for row in rows[:_PIECE]]
        del rows[:_PIECE]
        for piece, column in zip(pieces, zip(*part, strict=True), strict=True):
            piece.append(pa.array(column, pa.large_string()))
    columns = {}
    for j in range(width):
        column = pa.concat_arrays(pieces[j]) if pieces[j] else pa.array([], pa.large_string())
        columns[j] = pd.array(column, dtype="str")
        pieces[j] = []
    frame = pd.DataFrame(columns, copy=False)
    frame.index = pd.Index(list(lines), dtype=object if lines and isinstance(lines[0], str) else "int64", name="line")
    return frame


def _ragged(rows: Sequence[Sequence[str]], lines: Sequence[Line], layout: Layout, width: int) -> list[Finding]:
    """Rows that do not have a cell for each label, or have filled ones beyond the last label."""
    if not rows:
        return []
    expected = max(len(layout.labels), min(layout.cells, width)) or width
    head_cells = Counter(map(len, rows)).most_common(1)[0][0]
    surplus = sum(1 for row in rows if used_width(row) > expected)
    if layout.labels and surplus * 2 > len(rows):
        return [
            Finding(
                "header-width",
                "error",
                line=lines[0],
                params={"labels": expected, "cells": width, "rows": surplus},
            )
        ]
    findings = []
    full = min(expected, head_cells) if layout.labels else expected
    tails_blank = _blank_tail_share(rows, full)
    for row, line in zip(rows, lines, strict=True):
        if len(row) == expected or (len(row) > expected and used_width(row) <= expected):
            continue
        if len(row) < full:
            harmless = all(share >= 0.8 for share in tails_blank[len(row) :])
            findings.append(_row_finding(row, line, expected, "warning" if harmless else "error"))
        elif used_width(row) > expected:
            findings.append(_row_finding(row, line, expected, "error"))
    return findings


def _row_finding(row: Sequence[str], line: Line, expected: int, severity: str) -> Finding:
    return Finding(
        "ragged-row",
        "warning" if severity == "warning" else "error",
        line=line,
        params={"cells": len(row), "expected": expected},
    )


def _blank_tail_share(rows: Sequence[Sequence[str]], width: int) -> list[float]:
    """Per column, the share of complete rows in which it is blank: Excel leaves blank tails out of a CSV."""
    complete = [row for row in rows[:2_000] if len(row) >= width]
    if not complete:
        return [0.0] * width
    return [sum(1 for row in complete if is_blank(row[j])) / len(complete) for j in range(width)]


def _totals(rows: Sequence[Sequence[str]], lines: Sequence[Line]) -> list[Finding]:
    """Total rows are kept: in statistics they are data; whoever sums the column must know."""
    findings = []
    for row, line in zip(rows, lines, strict=True):
        for text in row[:5]:
            if text and is_total(text) and filled(row) > 1:
                findings.append(Finding("total-row", "notice", line=line, value=text.strip()))
                break
    return findings


def _left_out(grid: Grid, layout: Layout) -> list[Finding]:
    """Rows between the records that are none, where a person would count them: units, and the header once more."""
    return [
        Finding(reason, "notice", line=grid.lines[index], value=row_text(grid.rows[index])[:200])
        for index, reason in layout.dropped
        if reason in ("unit-row", "repeated-header")
    ]


def _without_empty_tail(labels: tuple[str, ...], cells: pd.DataFrame) -> tuple[tuple[str, ...], pd.DataFrame, int]:
    """Trailing columns with neither a label nor a filled cell are no columns."""
    width = len(labels)
    while width and is_blank(labels[width - 1]) and not (cells[width - 1].str.strip() != "").any():
        width -= 1
    return labels[:width], cells.iloc[:, :width], len(labels) - width


def _label_findings(labels: Sequence[str], cells: pd.DataFrame, layout: Layout, grid: Grid) -> list[Finding]:
    """Blank labels (with the text above as a proposal) and labels that stand there more than once."""
    if not layout.header:
        return [Finding("header-not-found", "error")] if len(cells) else []
    line = grid.lines[layout.header[-1]]
    above = grid.rows[layout.header[0] - 1] if layout.header[0] else []
    findings = []
    places: dict[str, list[int]] = {}
    for j, label in enumerate(labels):
        places.setdefault(label.strip(), []).append(j + 1)
    for column in places.pop("", []):
        proposal = above[column - 1].strip() if column <= len(above) and filled(above) > 1 else ""
        params: dict[str, object] = {"column": column}
        findings.append(Finding("label-blank", "warning", line=line, proposal=proposal, params=params))
    for name, columns in places.items():
        if len(columns) > 1:
            listed = [str(column) for column in columns]
            findings.append(
                Finding("label-doubled", "warning", line=line, label=name, value=name, params={"columns": listed})
            )
    return findings
