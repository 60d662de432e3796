"""A table's report without its personal data: findings, changes and facts of the file as anybody may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.report import KnownRow
from pipelines.model.table import NormalizedTable, Provenance
from pipelines.validate.personal.hide import (
    CODES,
    MASK,
    Secrets,
    hide_changes,
    hide_provenance,
    hide_values,
    secrets_of,
)
from pipelines.validate.personal.outside import calls_a_person, column_mask, kind_in_label, rows_around
from pipelines.validate.personal.sieve import NUMBERS, WORDS, worth_reading


class Veil:
    """What lies over everything that leaves the program about one table.

    Args:
        table: as it would be published; it is not changed.
        judged: findings of the gate among others; released ones stay veiled too.
    """

    def __init__(self, table: NormalizedTable, judged: Sequence[Finding]) -> None:
        self._table = table
        self._personal = [finding for finding in judged if finding.code in CODES]
        self._names: dict[str, str] = {}
        for position, name in enumerate(map(str, table.cells.columns), 1):
            label = table.labels.get(name, "")
            if self._personal and (kind_in_label(name) or kind_in_label(label)):
                self._names |= {name: column_mask(position), label: column_mask(position)}
        self._cells = secrets_of(table, self._personal)
        self._labels = Secrets(name for name in self._names if name)

    def findings(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Of any room about this table."""
        hidden = hide_values(found, self._personal, self._cells)
        if not self._names:
            return hidden
        renamed = (
            replace(f, field=self._names.get(f.field, f.field), label=self._names.get(f.label, f.label)) for f in hidden
        )
        return hide_values(renamed, (), self._labels)

    def changes(self) -> tuple[CellChange, ...]:
        """Every change of the table."""
        hidden = hide_changes(self._table.changes, self._personal, self._cells)
        before = worth_reading(list({change.before for change in hidden}), f"{NUMBERS}|{WORDS}")
        gone = {text for text in before if calls_a_person(text)}  # a rule took it out of the cell, none of the list
        if not self._names and not gone:
            return hidden
        return tuple(
            replace(
                change,
                field=self._names.get(change.field, change.field),
                before=MASK if change.before in gone else change.before,
            )
            for change in hidden
        )

    def known(self, rows: Mapping[Line, KnownRow]) -> dict[Line, KnownRow]:
        """What rows are called, but for names that repeat personal data of another row."""
        return {line: row for line, row in rows.items() if not self._cells.hides(row.name)}

    def provenance(self) -> Provenance:
        """The facts of the file, the rows around its table among them."""
        return hide_provenance(self._table.provenance, rows_around(self._table.provenance), self._cells)
