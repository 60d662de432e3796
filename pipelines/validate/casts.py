"""Text to a comparable value, by Table Schema type; stricter than Frictionless: canonical text only, ASCII only."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import cast

Cast = Callable[[str], object | None]
"""A text's value, or None when the text is not of the type."""

_INTEGER = re.compile(r"-?[0-9]{1,300}")
_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
_YEAR = re.compile(r"[0-9]{4}")
_YEARMONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_URI = re.compile(
    r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][A-Za-z0-9_.~!*();:@&=+$,/?#-]*)?"
)
_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")

SUPPORTED: dict[str, frozenset[str]] = {
    "string": frozenset({"required", "minLength", "maxLength", "pattern", "enum"}),
    "any": frozenset({"required", "enum"}),
    "boolean": frozenset({"required", "enum"}),
    **dict.fromkeys(
        ("integer", "number", "date", "time", "year", "yearmonth"),
        frozenset({"required", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum"}),
    ),
}
"""Type -> the constraints that Table Schema knows for it; `unique` belongs to every type."""


def cast_for(kind: str, descriptor: Mapping[str, object]) -> Cast | None:
    """The cast of a field, or None where only Frictionless knows the type or its format.

    Args:
        kind: Table Schema type.
        descriptor: the field's descriptor: format, trueValues, falseValues, decimalChar …
    """
    form = str(descriptor.get("format", "default"))
    if kind in ("date", "time") and form not in ("default", "any"):
        return _moment(kind, form)
    if kind == "string" and form == "uri":
        return _matching(_URI)
    if form not in ("default", "any") or {"decimalChar", "groupChar", "bareNumber"} & descriptor.keys():
        return None
    if kind == "boolean":
        return _boolean(descriptor)
    return _CASTS.get(kind)


def _text(text: str) -> object:
    return text


def _matching(pattern: re.Pattern[str]) -> Cast:
    def read(text: str) -> object | None:
        return text if pattern.fullmatch(text) else None

    return read


def _integer(text: str) -> object | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _number(text: str) -> object | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _date(text: str) -> object | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _year(text: str) -> object | None:
    return int(text) if _YEAR.fullmatch(text) else None


def _yearmonth(text: str) -> object | None:
    match = _YEARMONTH.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


def _boolean(descriptor: Mapping[str, object]) -> Cast:
    true = cast("Sequence[str]", descriptor.get("trueValues", _TRUE))
    false = cast("Sequence[str]", descriptor.get("falseValues", _FALSE))
    # Frictionless writes false over true when a text stands in both lists
    return {**dict.fromkeys(true, True), **dict.fromkeys(false, False)}.get


def _moment(kind: str, form: str) -> Cast | None:
    """A cast for a strptime format of fixed-width digits; None when it holds anything else."""
    pieces = re.split(r"%(.)", form)
    if any(token not in _WIDTHS for token in pieces[1::2]):
        return None
    shape = "".join(
        f"[0-9]{{{_WIDTHS[piece]}}}" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
    )
    pattern = re.compile(shape)

    def read(text: str) -> object | None:
        if not pattern.fullmatch(text):
            return None
        try:
            # a day or a time of a table has no zone
            moment = datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            return None
        return moment.date() if kind == "date" else moment.time()

    return read


_CASTS: dict[str, Cast | None] = {
    "string": _text,
    "any": _text,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "time": _moment("time", "%H:%M:%S"),
    "year": _year,
    "yearmonth": _yearmonth,
}
