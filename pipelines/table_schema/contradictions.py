"""Finds what in a Table Schema contradicts itself: what no table can satisfy and what no reader can tell apart."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.table_schema.values import Read, reader_for

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_ALWAYS = frozenset({"required", "unique"})
_ORDERED = ("integer", "number", "date", "time", "datetime", "year", "yearmonth")
SUPPORTED: dict[str, frozenset[str]] = {
    "string": _ALWAYS | {"minLength", "maxLength", "pattern", "enum"},
    **dict.fromkeys(("object", "array"), _ALWAYS | {"minLength", "maxLength", "enum"}),
    "list": _ALWAYS | {"minLength", "maxLength"},
    **dict.fromkeys(("any", "boolean", "duration", "geopoint", "geojson"), _ALWAYS | {"enum"}),
    **dict.fromkeys(_ORDERED, _ALWAYS | {"enum", *BOUNDS}),
}
"""Type -> the constraints that Table Schema knows for it."""


def find_contradictions(
    document: Mapping[str, Any], *, file: str, read_for: Callable[[Mapping[str, Any]], Read | None] = reader_for
) -> None:
    """Refuse a schema that cannot be meant as it is written.

    Args:
        document: one that check_form lets through.
        file: the document's name for messages.
        read_for: how the limits of a field are read; None for a field whose limits are not looked at.

    Raises:
        DeclarationError: schema-name-twice, schema-names-alike, schema-key-unknown, schema-type-unknown,
            schema-constraint-unknown, schema-value-of-other-type, schema-limits-cross, schema-pattern-unreadable.
    """
    names = [item["name"] for item in document["fields"]]
    _check_names(names, file)
    key = document.get("primaryKey")
    for name in [key] if isinstance(key, str) else key if isinstance(key, list) else []:
        if name not in names:
            raise DeclarationError("schema-key-unknown", file=file, field=str(name))
    for item in document["fields"]:
        _check_field(item, file, read_for)


def _check_names(names: list[str], file: str) -> None:
    exact: set[str] = set()
    alike: dict[str, str] = {}
    for name in names:
        if name in exact:
            raise DeclarationError("schema-name-twice", file=file, field=name)
        exact.add(name)
        other = alike.setdefault(_folded(name), name)
        if other != name:
            raise DeclarationError("schema-names-alike", file=file, field=other, other=name)


def _folded(name: str) -> str:
    """A name with full-width letters, half-width kana and spaces brought to the usual width, without outer spaces."""
    if name.isascii():
        return name.strip()
    usual = (unicodedata.normalize("NFKC", c) if unicodedata.east_asian_width(c) in "FH" else c for c in name)
    spaced = ("".join(" " if c.isspace() else c for c in usual)).strip()
    return unicodedata.normalize("NFC", spaced)


def _check_field(item: Mapping[str, Any], file: str, read_for: Callable[[Mapping[str, Any]], Read | None]) -> None:
    name, kind = item["name"], item.get("type", "string")
    if not isinstance(kind, str) or kind not in SUPPORTED:
        raise DeclarationError("schema-type-unknown", file=file, field=name, type=str(kind))
    constraints = item.get("constraints", {})
    if not isinstance(constraints, dict):
        return
    for constraint in constraints:
        if constraint not in SUPPORTED[kind]:
            raise DeclarationError("schema-constraint-unknown", file=file, field=name, constraint=constraint, type=kind)
    _check_pattern(name, constraints.get("pattern"), file)
    read = read_for(item)
    values = {**_limits(item, read, file), **_lengths(constraints)}
    _check_order(item, values, file)
    plain = reader_for(item)
    if plain is not None and isinstance(constraints.get("enum"), list):
        for choice in constraints["enum"]:
            _value(item, plain, "enum", choice, file)


def _check_pattern(name: str, pattern: object, file: str) -> None:
    if not isinstance(pattern, str):
        return
    try:
        re.compile(f"^{pattern}$")
    except (re.error, OverflowError, RecursionError) as error:
        raise DeclarationError("schema-pattern-unreadable", file=file, field=name, reason=str(error)) from error


def _limits(item: Mapping[str, Any], read: Read | None, file: str) -> dict[str, Any]:
    constraints = item.get("constraints", {})
    limits = {name: constraints[name] for name in BOUNDS if constraints.get(name) is not None}
    if read is None:
        return {}
    return {name: _value(item, read, name, limit, file) for name, limit in limits.items()}


def _lengths(constraints: Mapping[str, Any]) -> dict[str, Any]:
    lengths = {name: constraints.get(name) for name in ("minLength", "maxLength")}
    return {name: limit for name, limit in lengths.items() if isinstance(limit, int)}


def _value(item: Mapping[str, Any], read: Read, constraint: str, limit: object, file: str) -> Any:
    value = read(limit)
    if value is None or not _equals_itself(value):
        kind = item.get("type", "string")
        params = {"field": item["name"], "constraint": constraint, "value": str(limit), "type": kind}
        raise DeclarationError("schema-value-of-other-type", file=file, **params)
    return value


def _equals_itself(value: Any) -> bool:
    """Whether it is no NaN, which is neither below nor above anything."""
    try:
        return bool(value == value)  # noqa: PLR0124 - that is what tells it
    except (TypeError, ValueError, ArithmeticError):
        return False


def _check_order(item: Mapping[str, Any], values: Mapping[str, Any], file: str) -> None:
    name, constraints = item["name"], item.get("constraints", {})
    pairs = [(low, high) for low in BOUNDS[0::2] for high in BOUNDS[1::2]]
    for low, high in [*pairs, ("minLength", "maxLength")]:
        if low not in values or high not in values:
            continue
        try:
            excluded = low == "exclusiveMinimum" or high == "exclusiveMaximum"
            crossed = bool(values[low] > values[high] or (excluded and values[low] == values[high]))
        except (TypeError, ValueError, ArithmeticError):
            continue  # a time with and one without a zone have no order
        if crossed:
            least, most = str(constraints[low]), str(constraints[high])
            params = {"field": name, "low": low, "least": least, "high": high, "most": most}
            raise DeclarationError("schema-limits-cross", file=file, **params)
