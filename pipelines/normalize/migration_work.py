"""What one migration has in hand: the columns of the new edition as they fill, the old ones as they empty."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.migration import Step
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable


class Work:
    """The table on its way.

    Attributes:
        lines: physical line of every record.
        cells: field of the new edition -> its texts, as lists: writing one cell of an Arrow column copies it whole.
        left: columns that are not (yet) in the new edition, in the order of the table.
        labels: column -> the ward's label.
        kept: old columns that stay behind although they have a successor.
        gone: old columns that are no more, as renamed or joined.
        steps, findings: what to tell.
    """

    def __init__(self, table: NormalizedTable, old: TableSchema, new: TableSchema) -> None:
        """Take every column whose name both editions have as it is."""
        self.table, self.old, self.new = table, old, new
        names = [spec.name for spec in new.fields]
        self.lines: list[Line] = [_line(label) for label in table.cells.index]
        self.cells: dict[str, list[str]] = {
            name: table.cells[name].tolist() if name in table.cells else [""] * len(self.lines) for name in names
        }
        self.left: dict[str, pd.Series] = {
            str(name): table.cells[name] for name in table.cells.columns if name not in self.cells
        }
        self.labels = {**dict.fromkeys(names, ""), **table.labels}
        self.kept: set[str] = set()
        self.gone: dict[str, str] = {}
        self.steps: list[Step] = []
        self._changes: list[CellChange] = []
        self._findings: list[Finding] = []

    def old_column(self, name: str) -> pd.Series | None:
        """A column of the older edition that has not been moved, or None."""
        return self.left.get(name)

    def move(self, before: str, after: str) -> None:
        """The whole column under another name."""
        self.cells[after] = self.left.pop(before).tolist()
        self.labels[after] = self.labels.get(before, "")
        self.gone[before] = after
        self.steps.append(Step("renamed", (before,), (after,), len(list(filter(None, self.cells[after])))))

    def drop(self, *names: str) -> None:
        """Old columns that are empty, or whose every cell is elsewhere now."""
        for name in names:
            del self.left[name]
            self.gone.setdefault(name, "")

    def keep(self, names: tuple[str, ...], target: str, unsure: int) -> None:
        """Old columns stay under their names, because of `unsure` records; a finding for each says so."""
        for name in names:
            self.kept.add(name)
            params: dict[str, Any] = {"n": unsure, "old": name}
            self._findings.append(
                Finding("edition-unsure", "warning", field=target, label=self.labels.get(name, ""), params=params)
            )

    def tell(self, code: str, field: str, n: int) -> None:
        """A notice about n records of a field."""
        self._findings.append(Finding(code, "notice", field=field, label=self.labels.get(field, ""), params={"n": n}))

    def stay(self, names: tuple[str, ...], targets: tuple[str, ...]) -> None:
        """Columns that no certain rule moves stay, where they hold anything."""
        for name in names:
            column = self.left.get(name)
            if column is not None and (column != "").any():
                self.keep((name,), targets[0], int((column != "").sum()))

    def write(self, n: int, field: str, text: str, rule: str) -> None:
        """One cell of the new edition, in the n-th record; a cell that says so already is no change."""
        if self.cells[field][n] != text:
            self.cells[field][n] = text
            self._changes.append(CellChange(self.lines[n], field, "", text, rule))

    def all_changes(self) -> Iterator[CellChange]:
        """Those of the table under today's names, and those made here."""
        for change in self.table.changes:
            yield dataclasses.replace(change, field=self.gone.get(change.field) or change.field)
        yield from self._changes

    def all_findings(self) -> Iterator[Finding]:
        """Those of the table under today's names, without missing columns that were fed here, and those made here."""
        for finding in self.table.findings:
            now = dataclasses.replace(finding, field=self.gone.get(finding.field) or finding.field)
            if not (now.code == "column-missing" and any(self.cells.get(now.field, ()))):
                yield now
        yield from self._findings


def _line(label: Any) -> Line:
    """A pandas index label as a Line (numpy integers become int)."""
    return label if isinstance(label, str) else int(label)
