"""A small table beside a rule: one that breaks it, or one that does not though it looks alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipelines.model.dataset import Dataset, Publisher, Town
from pipelines.model.schema import Field, TableSchema
from pipelines.model.surroundings import Surroundings
from pipelines.validate.columns import Columns
from pipelines.validate.rules.rule import Subject

NERIMA = Publisher("131202", "練馬区", "Nerima City", "東京都", "練馬区", bounds=(35.70, 35.79, 139.56, 139.69))
"""Whose tables the samples are."""

_FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """One table and what its rule finds in it.

    Attributes:
        columns: field -> texts; line 2 is the first row's.
        finds: (line, field) of each finding in order, line None for a whole column; () for a clean table.
        fields: what the columns mean; those not listed are plain text.
        standard: name of the standard, "" for a ward's own table.
        publisher, dataset, around, towns, notes: as of Subject.
        descriptor: of the schema.
    """

    columns: Mapping[str, Sequence[str]]
    finds: tuple[tuple[int | None, str], ...] = ()
    fields: tuple[Field, ...] = ()
    standard: str = "自治体標準オープンデータセット"
    publisher: Publisher | None = NERIMA
    dataset: Dataset | None = None
    around: Surroundings = field(default_factory=Surroundings)
    towns: tuple[Town, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    descriptor: Mapping[str, object] = field(default_factory=dict)

    def subject(self) -> Subject:
        """The table as a rule sees it."""
        known = {spec.name: spec for spec in self.fields}
        fields = tuple(known.get(name, Field(name)) for name in self.columns)
        rows = len(next(iter(self.columns.values())))
        cells = pd.DataFrame(dict(self.columns), index=range(_FIRST_LINE, _FIRST_LINE + rows), dtype="str")
        schema = TableSchema("sample", "", self.standard, "見本", "sample", fields, descriptor=dict(self.descriptor))
        labels = {name: name for name in self.columns}
        return Subject(
            Columns(cells), schema, labels, self.publisher, self.dataset, self.around, self.towns, self.notes
        )


def of_kind(kind: str, *names: str) -> tuple[Field, ...]:
    """Fields that share a kind."""
    return tuple(Field(name, kind=kind) for name in names)
