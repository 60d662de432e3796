"""Text and schema values to what Frictionless compares, for the types that need nothing of Frictionless itself."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Read = Callable[[Any], Any]
"""A cell's text, or a value out of the schema, as a comparable value; None when it is not of the type."""

_AROUND_A_NUMBER = re.compile(r"((^[^-\d]*)|(\D*$))")
_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")


def reader_for(field: Mapping[str, Any]) -> Read | None:
    """How a field's values are read, or None where only Frictionless knows.

    Args:
        field: a field's descriptor.
    """
    kind = field.get("type", "string")
    form = field.get("format")
    form = "default" if form is None else str(form).removeprefix("fmt:")
    if kind == "string":
        return _string if form == "default" else None
    if kind == "boolean":
        return _boolean(field)
    if kind == "number":
        return None if {"bareNumber", "decimalChar", "groupChar", "floatNumber"} & field.keys() else _number
    if kind == "integer":
        return _integer(bare=field.get("bareNumber", True) is not False)
    if kind == "date":
        return None if form == "any" else _date("%Y-%m-%d" if form == "default" else form)
    if kind in ("time", "datetime"):
        return None if form in ("any", "default") else _moment(kind, form)
    return _PLAIN.get(kind)


def _anything(value: Any) -> Any:
    return value


def _string(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _number(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return Decimal(value.strip())
        except (ArithmeticError, ValueError):
            return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value)) if isinstance(value, float) else value


def _integer(*, bare: bool) -> Read:
    def read(value: Any) -> Any:
        if isinstance(value, str):
            text = value.strip()
            try:
                return int(text if bare else _AROUND_A_NUMBER.sub("", text))
            except ValueError:
                return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        whole = isinstance(value, int) or value.is_integer()
        return int(value) if whole else None

    return read


def _boolean(field: Mapping[str, Any]) -> Read:
    # Frictionless writes false over true when a text stands in both lists
    known = dict.fromkeys(field.get("trueValues", _TRUE), True) | dict.fromkeys(field.get("falseValues", _FALSE), False)

    def read(value: Any) -> Any:
        if isinstance(value, bool):
            return value
        return known.get(value) if isinstance(value, str) else None

    return read


def _date(form: str) -> Read:
    def read(value: Any) -> Any:
        moment = _parsed(value, form)
        return None if moment is None else moment.date()

    return read


def _moment(kind: str, form: str) -> Read:
    def read(value: Any) -> Any:
        moment = _parsed(value, form)
        return moment if moment is None or kind == "datetime" else moment.timetz()

    return read


def _parsed(value: Any, form: str) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.strptime(value, form)  # noqa: DTZ007 - a day or a time of a table has the zone of its text
    except (ValueError, TypeError, ArithmeticError, LookupError, re.error):
        return None


def _year(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) != 4:
            return None
        try:
            value = int(value)
        except ValueError:
            return None
    if not isinstance(value, int):
        return None
    return value if 0 <= value <= 9999 else None


def _yearmonth(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(value) if len(value) == 2 else None
    if not isinstance(value, str):
        return None
    try:
        year, month = map(int, value.split("-"))
    except ValueError:
        return None
    return (year, month) if 1 <= month <= 12 else None


_PLAIN: dict[str, Read] = {"any": _anything, "year": _year, "yearmonth": _yearmonth}


def written(value: Any) -> str:
    """A comparable value as texts of its type are usually written, for comparing texts; "" where there is no such."""
    if isinstance(value, datetime):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat() if value.tzinfo is None and not value.microsecond else ""
    if isinstance(value, tuple):
        return f"{value[0]:04}-{value[1]:02}" if 0 <= value[0] <= 9999 else ""
    return ""
