"""A Table Schema document compiled once, or a sentence that says what in it contradicts itself."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.table_schema.contradictions import BOUNDS, SUPPORTED, find_contradictions
from pipelines.table_schema.form import check_form
from pipelines.table_schema.values import Read, reader_for
from pipelines.validate.engine.fields import FieldTest, compile_field, find_doubt
from pipelines.validate.engine.foreign import foreign_value_reader, reason_of

_FRICTIONLESS_CHECKS = frozenset({"$schema", "fieldsMatch", "name", "type", "profile"})
_TEXTS = ("title", "description", "format", "rdfType", "decimalChar", "groupChar")
_KNOWN = frozenset({"string", "any", "boolean", "integer", "number", "date", "time", "datetime", "year", "yearmonth"})


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
        doubts: what no value can satisfy, though it can be judged.
    """

    fields: tuple[FieldTest, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    whole: bool
    document: Mapping[str, Any]
    doubts: tuple[DeclarationError, ...] = ()


def compile_schema(document: Mapping[str, Any], *, file: str = "") -> CompiledSchema:
    """A Table Schema, compiled once per document.

    Raises:
        DeclarationError: invalid-schema with `detail`, a Japanese phrase that names the field and what to change.
    """
    return _compiled(json.dumps(document, ensure_ascii=True, sort_keys=False), file)


@lru_cache(maxsize=64)
def _compiled(text: str, file: str) -> CompiledSchema:
    document = json.loads(text)
    check_form(document, file=file)
    find_contradictions(document, file=file, read_for=_exact_reader)
    if not _plainly_valid(document):
        _ask_frictionless(document, file)
    missing = [value if isinstance(value, str) else value["value"] for value in document.get("missingValues", [""])]
    fields = tuple(_field(item, missing, file) for item in document["fields"])
    key, others = _names(document.get("primaryKey", [])), _foreign_keys(document)
    found = map(_doubt, fields, document["fields"])
    doubts = tuple(_named(doubt, file) for doubt in found if doubt is not None)
    return CompiledSchema(fields, key, others, tuple(missing), _known(document), document, doubts)


def _known(document: Mapping[str, Any]) -> bool:
    """Whether the engine knows everything in it; what version 2 of the standard added, Frictionless judges."""
    items = document["fields"]
    texts = all(_all_texts(owner.get("missingValues", [])) for owner in (document, *items))
    closed = all({"exclusiveMinimum", "exclusiveMaximum"}.isdisjoint(item.get("constraints", {})) for item in items)
    return document.get("fieldsMatch", "exact") == "exact" and bool(items) and texts and closed


def _exact_reader(item: Mapping[str, Any]) -> Read | None:
    """How a field's limits are read, Frictionless asked where only it knows."""
    plain = _with_plain_format(dict(item))
    read = reader_for(plain)
    if read is not None or not item.get("constraints", {}).keys() & set(BOUNDS):
        return read
    return foreign_value_reader(plain)


def _doubt(test: FieldTest, item: Mapping[str, Any]) -> DeclarationError | None:
    """schema-choices-none where no choice of a field could ever be right, though its cells can be judged."""
    choices = item.get("constraints", {}).get("enum")
    if choices is None or test.plain or test.formatted or test.foreign is None:
        return find_doubt(test)
    read = foreign_value_reader(_with_plain_format(dict(item)))
    none = all(read(choice) is None for choice in choices)
    return DeclarationError("schema-choices-none", field=test.name) if none else None


def fault(file: str, detail: str) -> DeclarationError:
    """The one error of this module."""
    return DeclarationError("invalid-schema", file=file, detail=detail)


def _field(item: dict[str, Any], missing: list[str], file: str) -> FieldTest:
    try:
        return compile_field(_with_plain_format(item), missing)
    except DeclarationError as error:
        raise _named(error, file) from error


def _named(error: DeclarationError, file: str) -> DeclarationError:
    """The same error with the name of the schema's file."""
    return DeclarationError(error.code, file=file, line=None, **error.params)


def _with_plain_format(item: dict[str, Any]) -> dict[str, Any]:
    form = item.get("format")
    plain = dict(item)
    if form is not None:
        plain["format"] = form.replace("fmt:", "") if form.startswith("fmt:") else form
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
    if kind not in _KNOWN or {"example", "required", "missingValues", "bareNumber", "floatNumber"} & item.keys():
        return False
    if not all(isinstance(item.get(key, ""), str) for key in _TEXTS) or not isinstance(constraints, dict):
        return False
    if not all(_all_texts(item.get(key, [])) for key in ("trueValues", "falseValues")):
        return False
    if kind == "string" and item.get("format", "default") not in ("default", "uri", "email", "uuid", "binary"):
        return False
    wanted = {"required": bool, "unique": bool, "pattern": str, "enum": list, "minLength": int, "maxLength": int}
    return all(
        name in SUPPORTED[kind]
        and not name.startswith("exclusive")  # only with $schema, and Frictionless knows which
        and isinstance(value, wanted.get(name, object))
        and (not isinstance(value, bool) or wanted.get(name) is bool)
        for name, value in constraints.items()
    )


def _ask_frictionless(document: Mapping[str, Any], file: str) -> None:
    import frictionless  # noqa: PLC0415 - a quarter of a second, for unusual schemas only

    try:
        frictionless.Schema.from_descriptor(deepcopy(dict(document)))
    except frictionless.FrictionlessException as error:
        raise fault(file, reason_of(error)) from error
    except (TypeError, AttributeError, KeyError, ValueError) as error:
        raise fault(file, f"Table Schemaの形ではありません：{error}") from error
