"""Frictionless's own readers, for the types, formats and limits of a field that nobody else knows."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.table_schema.values import Read

Foreign = Callable[[Any], tuple[Any, Mapping[str, str] | None]]
"""Frictionless's own cell reader: text -> value, notes by constraint."""

UNCOMPARABLE = (TypeError, ValueError, ArithmeticError)
"""What comparing or hashing a value raises: NaN, a time with a zone beside one without, a zone of a hundred hours."""


def foreign_value_reader(descriptor: Mapping[str, Any]) -> Read:
    """How Frictionless reads a value of a field, its constraints aside.

    Raises:
        DeclarationError: invalid-schema.
    """
    reader = foreign_reader(descriptor, {})

    def read(value: Any) -> Any:
        try:
            return reader(deepcopy(value))[0]  # it writes into the list that it is given
        except UNCOMPARABLE:
            return None

    return read


def foreign_reader(descriptor: Mapping[str, Any], constraints: Mapping[str, Any]) -> Foreign:
    """Frictionless's own cell reader, for types and formats that nobody else knows.

    Raises:
        DeclarationError: invalid-schema.
    """
    import frictionless  # noqa: PLC0415 - a quarter of a second, for unusual schemas only

    known = {key: value for key, value in descriptor.items() if key not in ("missingValues", "example")}
    limits = {name: limit for name, limit in constraints.items() if name not in ("unique", "required")}
    try:
        document = {**known, "constraints": limits, "missingValues": []}
        reader: Foreign = frictionless.Field.from_descriptor(document).create_cell_reader()
    except (frictionless.FrictionlessException, re.error, TypeError) as error:
        name, reason = str(descriptor.get("name", "")), reason_of(error)
        raise DeclarationError("invalid-schema", field=name, reason=reason) from error
    return reader


def reason_of(error: Exception) -> str:
    """What Frictionless has against a schema, without its "Schema is not valid" before it."""
    notes = [str(reason.note) for reason in getattr(error, "reasons", ())]
    return f"Frictionless：{'、'.join(notes) or error}"
