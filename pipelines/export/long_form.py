"""A statistics table in long form: one line for each number, with its row, column, unit and period."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.export.csv_file import render_rows
from pipelines.model.finding import Line
from pipelines.model.schema import Field, TableSchema
from pipelines.model.statistics import PERIOD_NOTE, Statistics, fiscal_days, measures, statistics_of
from pipelines.model.table import NormalizedTable

HEADER = ("table", "row", "column", "value", "unit", "period")


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of a table; `value` is "" where the table has none, or `refused` where it is not certain."""

    row: str
    column: str
    value: str
    unit: str
    period: str
    refused: bool


def long_form(table: NormalizedTable, schema: TableSchema) -> tuple[Measured, ...]:
    """Every number of a statistics table, row by row; () for any other table."""
    declared = statistics_of(schema)
    if declared is None or declared.row_name not in table.cells.columns:
        return ()
    doubtful = {(f.line, f.field) for f in table.findings if f.severity == "error" and f.line is not None}
    fields = [spec for spec in measures(schema) if table.labels.get(spec.name)]
    return tuple(_measured(table, declared, fields, doubtful))


def render_long(table: NormalizedTable, schema: TableSchema, name: str) -> bytes:
    """The long form as CSV; `name` stands in its first column."""
    lines = ((name, m.row, m.column, m.value, m.unit, m.period) for m in long_form(table, schema))
    return render_rows(HEADER, lines)


def _measured(
    table: NormalizedTable, declared: Statistics, fields: list[Field], doubtful: set[tuple[Line, str]]
) -> Iterator[Measured]:
    whole = table.provenance.notes.get(PERIOD_NOTE, "")
    for line, texts in zip(table.cells.index, table.cells.to_dict("records"), strict=True):
        period = fiscal_days(str(texts.get(declared.period_field, ""))) or whole
        for spec in fields:
            unit = str(texts.get(declared.unit_field, "")) or spec.unit
            refused = (line, spec.name) in doubtful
            value = "" if refused else str(texts[spec.name])
            yield Measured(str(texts[declared.row_name]), spec.name, value, unit, period, refused)
