"""A Table Schema document compiled once, or a sentence that says what in it contradicts itself."""

import json
import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.validate.engine.fields import BOUNDS, FieldTest, compile_field
from pipelines.validate.engine.readings import reader_for

_FRICTIONLESS_CHECKS = frozenset({"$schema", "fieldsMatch", "name", "type", "profile"})
_TEXTS = ("title", "description", "format", "rdfType", "decimalChar", "groupChar")
_ORDERED = ("integer", "number", "date", "time", "datetime", "year", "yearmonth")
_TYPES: dict[str, frozenset[str]] = {
    "string": frozenset({"minLength", "maxLength", "pattern", "enum"}),
    "any": frozenset({"enum"}),
    "boolean": frozenset({"enum"}),
    **dict.fromkeys(_ORDERED, frozenset({"minimum", "maximum", "enum"})),
}


@dataclass(frozen=True, slots=True)
class CompiledSchema:
    """A Table Schema ready for use.

    Attributes:
        fields: in order.
        primary_key: field names.
        foreign_keys: (fields, resource, fields there).
        missing: its missing values.
        whole: whether the engine knows everything in it; otherwise the whole file goes to Frictionless.
        document: as it came.
    """

    fields: tuple[FieldTest, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    whole: bool
    document: Mapping[str, Any]


def compile_schema(document: Mapping[str, Any], *, file: str = "") -> CompiledSchema:
    """A Table Schema, compiled once per document.

    Raises:
        DeclarationError: invalid-schema with `detail`, a Japanese phrase that names the field and what to change.
    """
    return _compiled(json.dumps(document, ensure_ascii=True, sort_keys=False), file)


@lru_cache(maxsize=64)
def _compiled(text: str, file: str) -> CompiledSchema:
    document = json.loads(text)
    find_contradictions(document, file)
    if not _plainly_valid(document):
        _ask_frictionless(document, file)
    missing = [value if isinstance(value, str) else value["value"] for value in document.get("missingValues", [""])]
    fields = tuple(_field(item, missing, file) for item in document["fields"])
    known = not {"fieldsMatch", "$schema"} & document.keys() and bool(fields)
    return CompiledSchema(
        fields, _names(document.get("primaryKey", [])), _foreign_keys(document), tuple(missing), known, document
    )


def fault(file: str, detail: str) -> DeclarationError:
    """The one error of this module."""
    return DeclarationError("invalid-schema", file=file, detail=detail)


def _field(item: dict[str, Any], missing: list[str], file: str) -> FieldTest:
    where = f"項目「{item['name']}」の "
    try:
        return compile_field(_with_plain_format(item), missing)
    except re.error as error:
        raise fault(file, f"{where}constraints の pattern が正規表現として読めません：{error}") from error
    except DeclarationError as error:
        raise fault(file, f"{where}きまりを使えません：{error.params.get('reason')}") from error


def _with_plain_format(item: dict[str, Any]) -> dict[str, Any]:
    form = item.get("format")
    plain = dict(item)
    if form:
        plain["format"] = form.replace("fmt:", "") if form.startswith("fmt:") else form
    else:
        plain.pop("format", None)
    values = plain.get("missingValues")
    if values is not None:
        plain["missingValues"] = [value if isinstance(value, str) else value["value"] for value in values]
    return plain


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _foreign_keys(document: Mapping[str, Any]) -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    found = []
    for key in document.get("foreignKeys") or []:
        reference = key.get("reference", {})
        found.append((_names(key.get("fields")), reference.get("resource", ""), _names(reference.get("fields"))))
    return tuple(found)


def _plainly_valid(document: Mapping[str, Any]) -> bool:
    """Whether the document holds nothing but what is certainly valid; Frictionless's own check takes 20 ms."""
    if document.keys() & _FRICTIONLESS_CHECKS or document.get("foreignKeys"):
        return False
    texts = all(isinstance(document.get(key, ""), str) for key in ("title", "description"))
    missing = document.get("missingValues", [""])
    return texts and _all_texts(missing) and all(_plainly_valid_field(item) for item in document["fields"])


def _all_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _plainly_valid_field(item: dict[str, Any]) -> bool:
    kind, constraints = item.get("type", "string"), item.get("constraints", {})
    if kind not in _TYPES or {"example", "required", "missingValues", "bareNumber", "floatNumber"} & item.keys():
        return False
    if not all(isinstance(item.get(key, ""), str) for key in _TEXTS) or not isinstance(constraints, dict):
        return False
    if not all(_all_texts(item.get(key, [])) for key in ("trueValues", "falseValues")):
        return False
    if kind == "string" and item.get("format", "default") not in ("default", "uri", "email", "uuid", "binary"):
        return False
    wanted = {"required": bool, "unique": bool, "pattern": str, "enum": list, "minLength": int, "maxLength": int}
    return all(
        (name in _TYPES[kind] or name in ("required", "unique"))
        and isinstance(value, wanted.get(name, object))
        and (not isinstance(value, bool) or wanted.get(name) is bool)
        for name, value in constraints.items()
    )


def _ask_frictionless(document: Mapping[str, Any], file: str) -> None:
    import frictionless  # noqa: PLC0415 - a quarter of a second, for unusual schemas only

    try:
        frictionless.Schema.from_descriptor(deepcopy(dict(document)))
    except frictionless.FrictionlessException as error:
        raise fault(file, f"Frictionless：{error}") from error
    except (TypeError, AttributeError, KeyError, ValueError) as error:
        raise fault(file, f"Table Schemaの形ではありません：{error}") from error


def find_contradictions(document: Mapping[str, Any], file: str) -> None:
    """Refuse what no table can satisfy, or what no reader can tell apart.

    Raises:
        DeclarationError: invalid-schema.
    """
    fields = document.get("fields")
    if not isinstance(fields, list):
        raise fault(file, "fields に項目の並びがありません")
    for place, item in enumerate(fields, 1):
        if not isinstance(item, dict) or not isinstance(item.get("name"), str):
            raise fault(file, f"{place}番目の項目に name がありません")
    names = [item["name"] for item in fields]
    _check_names(names, file)
    for key in _names(document.get("primaryKey") if isinstance(document.get("primaryKey"), str | list) else []):
        if key not in names:
            raise fault(file, f"primaryKey の「{key}」という項目がありません。fields にある名前を書く必要があります")
    for item in fields:
        _check_field(item, file)


def _check_names(names: list[str], file: str) -> None:
    seen: dict[str, str] = {}
    exact: set[str] = set()
    for name in names:
        other = seen.setdefault(_folded(name), name)
        if name in exact:
            raise fault(file, f"同じ項目名が2つ以上あります：{name}。どちらかの名前を変える必要があります")
        exact.add(name)
        if other != name:
            same = f"項目名「{other}」と「{name}」は、全角と半角をそろえると同じになります"
            raise fault(file, f"{same}。どちらかの名前を変える必要があります")


def _folded(name: str) -> str:
    if name.isascii():
        return name
    half = (unicodedata.normalize("NFKC", c) if unicodedata.east_asian_width(c) in "FH" else c for c in name)
    return unicodedata.normalize("NFC", "".join(half))


def _check_field(item: dict[str, Any], file: str) -> None:
    """Bounds that cross, and limits or choices that the type cannot hold."""
    constraints = item.get("constraints", {})
    if not isinstance(constraints, dict):
        return
    where = f"項目「{item['name']}」の constraints の "
    try:
        read = reader_for(_with_plain_format(item))
    except (AttributeError, TypeError, KeyError):
        return
    values = {}
    for name in (*BOUNDS, "minLength", "maxLength"):
        limit = constraints.get(name)
        if limit is None:
            continue
        values[name] = read(limit) if read is not None and name in BOUNDS else limit
        if values[name] is None:
            kind = item.get("type", "string")
            raise fault(file, f"{where}{name} の値 {limit!r} は、型 {kind} の値として読めません")
    _check_order(values, where, file)
    if read is not None and isinstance(constraints.get("enum"), list):
        for choice in constraints["enum"]:
            if read(choice) is None:
                kind = item.get("type", "string")
                raise fault(
                    file, f"{where}enum の値 {choice!r} は、型 {kind} の値として読めません。型か値を直す必要があります"
                )


def _check_order(values: Mapping[str, Any], where: str, file: str) -> None:
    lows = [name for name in ("minimum", "exclusiveMinimum", "minLength") if name in values]
    highs = [name for name in ("maximum", "exclusiveMaximum", "maxLength") if name in values]
    for low in lows:
        for high in highs:
            if low.endswith("Length") is not high.endswith("Length"):
                continue
            try:
                crossed = bool(values[low] > values[high])
            except (TypeError, ArithmeticError):
                continue
            if crossed:
                raise fault(
                    file, f"{where}{low}（{values[low]}）が {high}（{values[high]}）より大きいので、どの値も合いません"
                )
