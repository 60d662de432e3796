"""Physical rows of a printed table to logical ones: labels over several lines, values on a line of their own."""

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from pipelines.model.finding import Line
from pipelines.model.statistics import Statistics

_DEEPEST = 6
"""Lines over which one label may run."""
_NOTE_MARK = re.compile(r"[（(]?[※＊*注][0-9０-９]{0,2}[)）]?$")
_NOTE = re.compile(r"\s*(?:注\s*[0-9０-９]*\s*[:：]|※)")
_BARE = re.compile(r"\s*[0-9０-９][0-9０-９,，]*\s*")
_SPACE = re.compile(r"\s+")


_STRAY = "stray-number"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One logical row.

    Attributes:
        line: of the row with its value, or its first.
        name: the declared name, or the label as it stands.
        cells: as they go on.
        before: the same row's cells as the file has them.
        has_values: whether a number column holds something.
        named: whether it has a label at all.
        joined: (line, text) of the other physical rows that went into it.
        rule: of its changes.
        unpaired: values that may be its own, none for sure.
    """

    line: Line
    name: str
    cells: tuple[str, ...]
    before: tuple[str, ...]
    has_values: bool
    named: bool
    joined: tuple[tuple[Line, str], ...] = ()
    rule: str = "row-name"
    unpaired: tuple[str, ...] = ()

    def text(self) -> str:
        """The row as provenance keeps it."""
        return "\t".join(self.before).rstrip("\t")


def fold_name(label: str) -> str:
    """A label without what printing puts into it: spaces, line breaks, the number of a note at its end."""
    return _NOTE_MARK.sub("", _SPACE.sub("", label))


def read_rows(cells: pd.DataFrame, stub: int, values: Sequence[int], declared: Statistics) -> list[PrintedRow]:
    """Rows in order; those whose labels make one declared name together are one row.

    Args:
        cells: of the raw table.
        stub: position of the column that names rows.
        values: positions of the columns of numbers.
        declared: gives the names.
    """
    names = _names(declared)
    lines = [line if isinstance(line, str) else int(line) for line in cells.index]
    physical = list(zip(lines, (tuple(row) for row in cells.itertuples(index=False, name=None)), strict=True))
    rows: list[PrintedRow] = []
    while physical:
        taken = next((n for n in range(1, _DEEPEST + 1) if _is_one(physical[:n], stub, names)), 1)
        rows.append(_row(physical[:taken], stub, values, names))
        physical = physical[taken:]
    return rows


def _names(declared: Statistics) -> dict[str, str]:
    """Folded label -> declared name; two names that only printing tells apart name nothing."""
    counts = Counter(fold_name(label) for label in declared.labels())
    return {folded: label for label in declared.labels() if counts[folded := fold_name(label)] == 1}


_Physical = Sequence[tuple[Line, tuple[str, ...]]]


def _label(part: _Physical, stub: int) -> str:
    return "".join(cells[stub] for _, cells in part)


def _is_one(part: _Physical, stub: int, names: dict[str, str]) -> bool:
    """Whether the labels make a declared name and no column is filled twice."""
    if fold_name(_label(part, stub)) not in names or not all(cells[stub].strip() for _, cells in part):
        return False
    others = [j for j in range(len(part[0][1])) if j != stub]
    return all(sum(1 for _, cells in part if cells[j].strip()) <= 1 for j in others)


def _row(part: _Physical, stub: int, values: Sequence[int], names: dict[str, str]) -> PrintedRow:
    base = next((n for n, (_, cells) in enumerate(part) if any(cells[j].strip() for j in values)), 0)
    line, before = part[base]
    label = _label(part, stub)
    name = names.get(fold_name(label), label)
    cells = [next((c[j] for _, c in part if c[j].strip()), before[j]) for j in range(len(before))]
    cells[stub] = name
    joined = tuple((other, "\t".join(c).rstrip("\t")) for n, (other, c) in enumerate(part) if n != base)
    has_values = any(cells[j].strip() for j in values)
    if _BARE.fullmatch(label) and not has_values:
        return PrintedRow(
            line, "", before, before, has_values=True, named=False, rule=_STRAY
        )  # a number where labels stand
    rule = "wrapped-label-joined" if joined else "row-name"
    return PrintedRow(line, name, tuple(cells), before, has_values, bool(name.strip()), joined, rule)


def without_notes(rows: Sequence[PrintedRow]) -> tuple[list[PrintedRow], list[PrintedRow]]:
    """The rows without the notes at their end, which in a table of two columns look like labels; the notes."""
    end = len(rows)
    while end and not rows[end - 1].has_values and _NOTE.match(rows[end - 1].name):
        end -= 1
    return list(rows[:end]), list(rows[end:])


def pair_runs(rows: Sequence[PrintedRow]) -> tuple[list[PrintedRow], list[PrintedRow]]:
    """Labels without a value and values without a label, in runs of rows that have not both.

    Only a run of one label and one value is a pair, and only where the label is known to run over several lines: print
    puts the value beside the middle of those. Any other value may as well be a page number.

    Returns:
        The rows that have a label (each unproven one with the values that may be its own); the loose values.
    """
    kept: list[PrintedRow] = []
    loose: list[PrintedRow] = []
    for whole, run in groupby(rows, key=lambda row: row.named and row.has_values):
        part = list(run)
        labels = [row for row in part if row.named]
        values = [row for row in part if row.has_values]
        if whole or not values:
            kept.extend(part)
        elif len(labels) == len(values) == 1 and labels[0].joined and not _is_stray(values[0]):
            kept.append(_paired(labels[0], values[0]))
        else:
            found = tuple(text for row in values for text in row.cells if text.strip())
            kept.extend(dataclasses.replace(row, unpaired=found) for row in labels)
            loose.extend(values)
    return kept, loose


def _is_stray(row: PrintedRow) -> bool:
    """Whether its number stands where labels do."""
    return row.rule == _STRAY


def _paired(label: PrintedRow, value: PrintedRow) -> PrintedRow:
    cells = tuple(own if own.strip() else other for own, other in zip(value.cells, label.cells, strict=True))
    joined = (*label.joined, (label.line, label.text()))
    return dataclasses.replace(
        value, name=label.name, cells=cells, named=True, joined=joined, rule="wrapped-label-joined"
    )
