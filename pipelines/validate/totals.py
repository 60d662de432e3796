"""Totals that the rows do not give (declared total rows, the number in a caption or a note), and the caption's unit."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipelines.model.finding import Finding, Line
from pipelines.model.schema import TableSchema
from pipelines.model.statistics import Statistics, measures, statistics_of
from pipelines.model.table import NormalizedTable

CODE = "total-not-reproducible"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STATED = re.compile(r"([0-9]+)(.+)")
_ALIKE = {"箇所": "か所", "ヶ所": "か所", "カ所": "か所", "ヵ所": "か所", "名": "人"}
_PLACES = ("か所", "施設")
"""Counters that count the records of a list of places."""


def find_unproven_totals(table: NormalizedTable, schema: TableSchema) -> Iterator[Finding]:
    """A warning for each total that cannot be got from the rows; a total is never repaired, nor are its parts."""
    declared = statistics_of(schema)
    if declared is None:
        for finding in _stated(table, Decimal(len(table.cells)), _PLACES):
            yield dataclasses.replace(finding, params={"rows": len(table.cells)})
        return
    yield from _unit(table, schema)
    yield from _row_units(table, schema, declared)
    if not declared.multiple_response:
        yield from _declared(table, schema, declared)
        units = {spec.unit for spec in measures(schema)}
        yield from _stated(table, _whole(table, schema, declared), tuple(units))


def _declared(table: NormalizedTable, schema: TableSchema, declared: Statistics) -> Iterator[Finding]:
    names = tuple(table.cells[declared.row_name].tolist())
    totals = frozenset(total.row for total in declared.totals)
    for total in declared.totals:
        parts = total.parts(tuple(dict.fromkeys(names)), totals)
        for spec in measures(schema):
            texts = table.cells[spec.name].tolist()
            found = _sum(text for name, text in zip(names, texts, strict=True) if name in parts)
            for line, name, text in zip(table.cells.index, names, texts, strict=True):
                if name == total.row and text and not _equals(text, found):
                    at = line if isinstance(line, str) else int(line)
                    yield _finding(text, found, line=at, name=spec.name, parts=parts)


def _unit(table: NormalizedTable, schema: TableSchema) -> Iterator[Finding]:
    """An error where the caption gives another unit than the schema: 千円 read as 円 is a thousandth of the truth."""
    stated = table.provenance.notes.get("unit", "")
    for spec in measures(schema):
        if stated and spec.unit and _ALIKE.get(stated, stated) != _ALIKE.get(spec.unit, spec.unit):
            params: dict[str, object] = {"unit": stated, "expected": spec.unit}
            yield Finding(
                "table-unit-differs", "error", field=spec.name, value=stated, params=params, basis="workspace"
            )


def _row_units(table: NormalizedTable, schema: TableSchema, declared: Statistics) -> Iterator[Finding]:
    """An error for each row that has a number and no unit, in a table whose rows have units of their own."""
    if declared.unit_field not in table.cells.columns:
        return
    bare = table.cells[declared.unit_field] == ""
    for spec in measures(schema):
        for line, text in table.cells.loc[bare, spec.name].items():
            if text:
                at = line if isinstance(line, str) else int(str(line))
                yield Finding(
                    "row-unit-missing", "error", line=at, field=declared.unit_field, value=text, basis="workspace"
                )


def _whole(table: NormalizedTable, schema: TableSchema, declared: Statistics) -> Decimal | None:
    """The sum of all numbers but the totals'."""
    totals = {total.row for total in declared.totals}
    body = table.cells[~table.cells[declared.row_name].isin(list(totals))]
    return _sum(text for spec in measures(schema) for text in body[spec.name].tolist())


def _stated(table: NormalizedTable, found: Decimal | None, counters: tuple[str, ...]) -> Iterator[Finding]:
    """The number of cases or places that stands outside the table, held against the table."""
    stated = _STATED.fullmatch(table.provenance.notes.get("total", ""))
    if stated is None or _ALIKE.get(stated[2], stated[2]) not in counters or _equals(stated[1], found):
        return
    yield _finding(stated[0], found)


def _finding(
    stated: str, found: Decimal | None, *, line: Line | None = None, name: str = "", parts: tuple[str, ...] = ()
) -> Finding:
    params: dict[str, object] = {"sum": "" if found is None else format(found, "f"), "parts": list(parts)}
    return Finding(CODE, "warning", line=line, field=name, value=stated, params=params, basis="inferred")


def _equals(text: str, found: Decimal | None) -> bool:
    return _NUMBER.fullmatch(text) is not None and Decimal(text) == found


def _sum(texts: Iterable[str]) -> Decimal | None:
    """The sum, None where a part is empty or no number: an empty part is not zero."""
    total = Decimal(0)
    for text in texts:
        if not _NUMBER.fullmatch(text):
            return None
        total += Decimal(text)
    return total
