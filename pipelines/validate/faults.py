"""Every fault of a normalized table against its Table Schema, tested on distinct values, never capped."""

# ruff: noqa: PD011 - the values of Distinct are texts, no part of a DataFrame

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.model.errors import DeclarationError
from pipelines.model.schema import Field, TableSchema
from pipelines.validate.cell_tests import CellTest, compile_field
from pipelines.validate.columns import Columns, Distinct
from pipelines.validate.engine.patterns import SECONDS, PatternTooSlow


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken constraint in one cell.

    Attributes:
        row: 0-based place of the record.
        value: the cell's text.
        constraint: "type", "required", "pattern", "enum", "minimum" …, "unique", "primaryKey".
        count: rows that share the value, of "unique" and "primaryKey"; otherwise 1.
        nth: which of those rows this is, from 1; Frictionless reports those from 2 on.
    """

    row: int
    value: str
    constraint: str
    count: int = 1
    nth: int = 1


def field_faults(columns: Columns, field: Field, schema: TableSchema) -> Iterator[Fault]:
    """Faults of one column in order of rows, then those of `unique`.

    Raises:
        DeclarationError: invalid-schema, schema-pattern-slow.
    """
    test = compile_field(field, schema)
    unique = bool(field.constraints.get("unique"))
    if test.trivial() and not unique:
        return
    column = columns[field.name]
    try:
        broken = test.faults_of(column.values)
    except PatternTooSlow as error:
        seconds = f"{SECONDS:g}"
        raise DeclarationError("schema-pattern-slow", file=schema.slug, field=field.name, seconds=seconds) from error
    flags = np.fromiter((bool(names) for names in broken), dtype=bool, count=len(broken))
    if flags.any():
        for row in np.flatnonzero(flags[column.codes]).tolist():
            code = column.codes[row]
            for constraint in broken[code]:
                yield Fault(row, column.values[code], constraint)
    if unique:
        yield from _repeated([column], [test], "unique")


def key_faults(columns: Columns, schema: TableSchema) -> Iterator[Fault]:
    """Rows whose primary key is shared ("primaryKey") or wholly empty (value "")."""
    fields = [field for name in schema.primary_key if (field := schema.field_named(name)) is not None]
    if not fields or any(field.name not in columns for field in fields):
        return
    tests = [compile_field(field, schema) for field in fields]
    parts = [columns[field.name] for field in fields]
    for row in _rows_without_key(parts, tests):
        yield Fault(row, "", "primaryKey")
    yield from _repeated(parts, tests, "primaryKey")


def _rows_without_key(parts: list[Distinct], tests: list[CellTest]) -> list[int]:
    empty = np.ones(len(parts[0].codes), dtype=bool)
    for part, test in zip(parts, tests, strict=True):
        flags = np.fromiter((text in test.missing for text in part.values), dtype=bool, count=len(part.values))
        empty &= flags[part.codes] if len(flags) else False
    return [int(row) for row in np.flatnonzero(empty)]


def _repeated(parts: list[Distinct], tests: list[CellTest], constraint: str) -> Iterator[Fault]:
    """Rows that share the values of all parts; a row without any value shares nothing."""
    alike = np.zeros(len(parts[0].codes), dtype=np.int64)
    some = np.zeros(len(alike), dtype=bool)
    for part, test in zip(parts, tests, strict=True):
        places: dict[object, int] = {}
        keys = (None if text in test.missing else test.key(text) for text in part.values)
        numbers = [-1 if key is None else places.setdefault(key, len(places)) for key in keys]
        codes = np.array(numbers, dtype=np.int64)[part.codes]
        some |= codes >= 0
        alike = pd.factorize(alike * (len(places) + 1) + codes)[0]
    groups: dict[int, list[int]] = {}
    for row in np.flatnonzero(pd.Series(alike).duplicated(keep=False).to_numpy() & some).tolist():
        groups.setdefault(int(alike[row]), []).append(row)
    for rows in groups.values():
        if len(rows) > 1:
            for nth, row in enumerate(rows, start=1):
                value = "・".join(part.text(row) for part in parts)
                yield Fault(row, value, constraint, count=len(rows), nth=nth)
