"""What a rule is, and the table as a rule sees it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.model.dataset import Dataset, Publisher, Town
from pipelines.model.finding import Finding, Line, severity_for
from pipelines.model.schema import Field, TableSchema
from pipelines.model.surroundings import Surroundings
from pipelines.validate.columns import Columns, Distinct

if TYPE_CHECKING:
    from pipelines.validate.rules.sample import Sample


@dataclass(frozen=True, slots=True)
class Subject:
    """A table under judgement.

    Attributes:
        columns: its cells.
        schema: what each column means.
        labels: field -> the ward's own label.
        publisher: whose table it is, None when nobody is declared.
        dataset: its declaration, None for a file that no workspace declares.
        around: what is published now, other datasets' registers, the day.
        towns: where the publisher's towns lie, () where nobody has written that down.
        notes: what stands around the table in its file (Provenance.notes): unit, total.
        ragged: lines with more or fewer cells than the header, pieces of a record as often as records.
    """

    columns: Columns
    schema: TableSchema
    labels: dict[str, str] = field(default_factory=dict)
    publisher: Publisher | None = None
    dataset: Dataset | None = None
    around: Surroundings = field(default_factory=Surroundings)
    towns: tuple[Town, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    ragged: frozenset[Line] = frozenset()

    def column(self, name: str) -> Distinct | None:
        """The column, or None when the table has none or it is empty."""
        if name not in self.columns or self.columns[name].blank():
            return None
        return self.columns[name]

    def fields(self, *kinds: str) -> list[Field]:
        """The schema's fields of these kinds that hold something."""
        return [f for f in self.schema.fields if f.kind in kinds and self.column(f.name) is not None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: the finding's code.
        basis: "official", "inferred" or "style": where the rule comes from, hence how much it weighs.
        source: the clause or the reason behind it.
        find: the rule itself; gets itself as second argument so that code and basis stand once.
        violating: tables that break it; clean: tables that look alike and do not. One test runs them all.
        momentary: whether it speaks of today or of what is published now (see Finding.momentary).
    """

    code: str
    basis: str
    source: str
    find: Callable[[Subject, "Rule"], Iterator[Finding]]
    violating: "tuple[Sample, ...]" = ()
    clean: "tuple[Sample, ...]" = ()
    momentary: bool = False

    def finding(
        self, subject: Subject, name: str, row: int | None, /, *, value: str = "", proposal: str = "", **params: object
    ) -> Finding:
        """A finding of this rule in a 0-based row of a field, or in the whole field (row None)."""
        return Finding(
            self.code,
            severity_for(self.basis),
            line=None if row is None else subject.columns.lines[row],
            field=name,
            label=subject.labels.get(name, ""),
            value=value,
            proposal=proposal,
            params=dict(params),
            basis=self.basis,
            momentary=self.momentary,
        )
