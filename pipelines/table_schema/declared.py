"""Fields that a dataset's declaration defines: the ward's own columns, and what a national text field holds there."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.model.schema import Field, TableSchema
from pipelines.table_schema import read_schema

_PROPERTIES = {
    "title": "title",
    "title_en": "hiraku:nameEn",
    "description": "description",
    "unit": "hiraku:unit",
    "example": "hiraku:example",
}
KEYS = ("kind", *_PROPERTIES)
"""Keys of [fields."項目"] that define the field; all others tell its reader how to read."""
OWN = "hiraku:own"
"""Property of a published field: "column" where the ward defined it, "kind" where it narrowed one of the schema."""
_TYPES = {"integer": "integer", "number": "number", "lat": "number", "lon": "number", "time": "time"}


def with_declared(
    schema: TableSchema,
    definitions: Mapping[str, Mapping[str, str]],
    contexts: Mapping[str, Mapping[str, object]],
    *,
    file: str,
) -> TableSchema:
    """The schema with what a declaration says of its fields.

    A name that the schema has not becomes a further field behind all others, optional, of the kind "text" where none
    is named. A field whose kind is "text" may be narrowed: a ward knows that its 料金 holds plain numbers, and every
    number is a text still. Other fields keep their kind: a national code is a code everywhere.

    Args:
        schema: national or local.
        definitions: field -> KEYS that the declaration gives.
        contexts: field -> reader context; choices and the words of a flag become the published list.
        file: the declaration, for messages.

    Raises:
        DeclarationError: declaration-missing (a further field without description), declaration-missing (a choice
            without choices), field-kind-fixed; what read_schema raises.
    """
    if not definitions:
        return schema
    items = [dict(spec.raw) for spec in schema.fields]
    place = {spec.name: n for n, spec in enumerate(schema.fields)}
    for name, said in definitions.items():
        context = contexts.get(name, {})
        if name in place:
            items[place[name]] = _narrowed(schema.fields[place[name]], said, context, file)
        elif "description" not in said:
            raise DeclarationError("declaration-missing", file=file, field=name, key=f"{name} の description")
        else:
            told = {"title": name, **_told(said), "hiraku:importance": "recommended"}
            made = _kind(name, said.get("kind", "text"), context, file)
            items.append({"name": name, **made, **told, OWN: "column"})
    found = read_schema({**schema.descriptor, "fields": items}, file=file)
    return dataclasses.replace(found, slug=schema.slug, edition=schema.edition)


def _narrowed(spec: Field, said: Mapping[str, str], context: Mapping[str, object], file: str) -> dict[str, Any]:
    """A field of the schema with what the ward adds to it."""
    kind = said.get("kind", spec.kind)
    if kind == spec.kind:
        return {**spec.raw, **_told(said)}
    if spec.kind != "text":
        raise DeclarationError("field-kind-fixed", file=file, field=spec.name, value=kind, kind=spec.kind)
    made = _kind(spec.name, kind, context, file)
    kept = {key: value for key, value in spec.constraints.items() if key in ("required", "unique")}
    constraints = kept | made.pop("constraints", {})
    made["hiraku:basis"] = {**spec.basis, **made["hiraku:basis"]}
    return {**spec.raw, **made, **_told(said), **({"constraints": constraints} if constraints else {})}


def _told(said: Mapping[str, str]) -> dict[str, Any]:
    """What the declaration says of a field, as properties of a Table Schema."""
    return {_PROPERTIES[key]: text for key, text in said.items() if key in _PROPERTIES and text}


def _kind(name: str, kind: str, context: Mapping[str, object], file: str) -> dict[str, Any]:
    """Type, constraints and reader of a field of that kind."""
    words = _words(kind, context)
    if kind == "choice" and not words:
        raise DeclarationError("declaration-missing", file=file, field=name, key=f"{name} の choices")
    day = kind == "date" and context.get("precision") == "day"
    item: dict[str, Any] = {"type": "date" if day else _TYPES.get(kind, "string"), "hiraku:kind": kind, OWN: "kind"}
    if kind == "time":
        item["format"] = "%H:%M"
    if words:
        item["constraints"] = {"enum": words}
    if context:
        item["hiraku:context"] = dict(context)
    return item | {"hiraku:basis": {"header": "workspace", "format": "workspace", "enum": "workspace"}}


def _words(kind: str, context: Mapping[str, object]) -> list[str]:
    """The values that a field of this kind is confined to."""
    if kind == "flag":
        return [word for word in (str(context.get("true", "有")), str(context.get("false", "無"))) if word]
    choices = context.get("choices") if kind == "choice" else None
    return [str(choice) for choice in choices] if isinstance(choices, list) else []
