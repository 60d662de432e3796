"""Text cells to typed values, on Frictionless's own reading of a field, so that every format says the same."""

import math
from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd

from pipelines.model.errors import DeclarationError

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")

Value = str | int | float | bool | date | None
Values = dict[str, Value]
"""Distinct text of a column -> its value; None for missing."""


def read_values(descriptor: dict[str, Any], cells: pd.Series, missing: Collection[str]) -> tuple[Values, set[str]]:
    """Read every distinct text of a column as its field says.

    Args:
        descriptor: a Table Schema field.
        cells: the column, str.
        missing: texts that mean "no value".

    Returns:
        The values (texts that cannot be read are absent) and the names of what is broken: "type" or constraints.
        A number that JSON cannot hold (NaN, infinity) counts as a broken type.

    Raises:
        DeclarationError: "invalid-schema" when the field's constraints do not fit its type.
    """
    if descriptor["type"] == "string" and not descriptor.get("constraints") and not descriptor.get("format"):
        return {text: None if text in missing else text for text in cells.unique().tolist()}, set()
    field = _field(descriptor, missing)
    read = field.create_cell_reader()
    values: Values = {}
    faults: set[str] = set()
    for text in cells.unique().tolist():
        value, notes = read(text)
        if notes:
            faults.update(notes)
        elif (plain := _plain(value, text)) is None and value is not None:
            faults.add("type")
        else:
            values[text] = plain
    if not faults and field.constraints.get("unique") and _repeats(cells, values):
        faults.add("unique")
    return values, faults


def _field(descriptor: dict[str, Any], missing: Collection[str]) -> Any:
    """Frictionless's own field; a bound that is no value of the type would only fail on the first row that meets it."""
    from frictionless import FrictionlessException, Schema  # noqa: PLC0415 - 0.3 s, only on the paths that publish

    detail = f"項目「{descriptor['name']}」の constraints が型に合いません"
    try:
        field = Schema.from_descriptor({"fields": [descriptor], "missingValues": list(missing)}).fields[0]
    except FrictionlessException as error:
        raise DeclarationError("invalid-schema", detail=detail) from error
    value = field.create_value_reader()
    if any(value(field.constraints[name]) is None for name in _BOUNDS if name in field.constraints):
        raise DeclarationError("invalid-schema", detail=detail)
    return field


def _plain(value: Any, text: str) -> Value:
    """A Frictionless value as one of ours; None for a number that is not finite."""
    if value is None or isinstance(value, bool | int):
        return value
    if type(value).__name__ in ("Decimal", "float"):
        number = float(value)
        return number if math.isfinite(number) else None
    if type(value) is date:
        return value
    return text


def _repeats(cells: pd.Series, values: Values) -> bool:
    present = [value for value in map(values.__getitem__, cells.tolist()) if value is not None]
    return len(set(present)) != len(present)
