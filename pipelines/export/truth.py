"""The published schema: what was declared, relaxed until it is true for exactly these data."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.export.csv_file import rows_of
from pipelines.export.values import Values, read_values
from pipelines.model.schema import Field, TableSchema

_TYPE_WORDS = {
    "string": "決められた書き方の文字",
    "integer": "整数",
    "number": "数",
    "date": "日付",
    "time": "時刻",
    "datetime": "日時",
    "boolean": "真偽値",
    "year": "年",
    "yearmonth": "年月",
}
_CONSTRAINT_WORDS = {
    "required": "必須",
    "unique": "重複なし",
    "pattern": "書き方",
    "enum": "選択肢",
    "minimum": "最小",
    "maximum": "最大",
    "exclusiveMinimum": "下限",
    "exclusiveMaximum": "上限",
    "minLength": "文字数の下限",
    "maxLength": "文字数の上限",
}
_KEPT_BY_TEXT = ("required", "unique")
"""Constraints that mean the same for a string; the others speak of the declared type."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A schema that holds for the table, with what was read on the way.

    Attributes:
        schema: the published schema; its fields are the table's columns in order.
        typed: field name -> distinct text -> typed value, under the published type.
        relaxed: names of the fields whose declaration does not hold for these data.
        unknown: names of the columns that the declared schema does not know.
    """

    schema: TableSchema
    typed: dict[str, Values]
    relaxed: tuple[str, ...]
    unknown: tuple[str, ...]


def find_truth(cells: pd.DataFrame, schema: TableSchema, primary_key: Sequence[str] = ()) -> Truth:
    """Relax a schema to what the table keeps.

    A warning is publishable, so a column may hold values that its declared type or constraint does not accept. There
    the published field becomes a string or loses the constraint, `hiraku:declared` holds what was declared, and the
    description says so in Japanese. Acceptance is Frictionless's own, cell by cell.

    Args:
        cells: str, columns are unique field names.
        schema: as declared (national edition or local).
        primary_key: of the dataset; the schema's own when empty. Published only where it identifies every row.
    """
    fields: list[Field] = []
    values: dict[str, Values] = {}
    relaxed, unknown = [], []
    for name in map(str, cells.columns):
        declared = schema.field_named(name)
        if declared is None:
            unknown.append(name)
        descriptor = _descriptor(declared or Field(name=name), unknown=declared is None)
        truth, values[name] = _relax(descriptor, cells[name], schema.missing_values)
        if "hiraku:declared" in truth:
            relaxed.append(name)
        fields.append(_field(declared or Field(name=name), truth))
    key = tuple(primary_key) or schema.primary_key
    holds = bool(key) and _identifies(cells, key, values)
    document = _document(schema, fields, key if holds else (), declared_key=key)
    published = dataclasses.replace(schema, fields=tuple(fields), primary_key=key if holds else (), descriptor=document)
    return Truth(published, values, tuple(relaxed), tuple(unknown))


def _descriptor(spec: Field, *, unknown: bool) -> dict[str, Any]:
    """A field as JSON: what its file says, completed from the record."""
    descriptor: dict[str, Any] = dict(spec.raw)
    descriptor.update({"name": spec.name, "type": spec.type})
    for key, value in (("title", spec.title), ("description", spec.description)):
        if value:
            descriptor.setdefault(key, value)
    if spec.constraints:
        descriptor["constraints"] = dict(spec.constraints)
    if unknown:
        descriptor["description"] = "表の定義にない、元のファイルにあった項目です。"
        descriptor["hiraku:unknown"] = True
    return descriptor


def _relax(descriptor: dict[str, Any], cells: pd.Series, missing: Sequence[str]) -> tuple[dict[str, Any], Values]:
    """Take away, fault by fault, what the column does not keep; what stays is read once more."""
    declared: dict[str, Any] = {}
    reasons: list[str] = []
    while True:
        values, faults = read_values(descriptor, cells, missing)
        if not faults:
            break
        descriptor = dict(descriptor)
        constraints = dict(descriptor.get("constraints", {}))
        if "type" in faults:
            word = _TYPE_WORDS.get(descriptor["type"], descriptor["type"])
            reasons.append(f"{word}として読めない値があるため、文字として公開しています。")
            declared["type"] = descriptor["type"]
            descriptor["type"] = "string"
            for name in ("format", "bareNumber", "groupChar", "decimalChar", "trueValues", "falseValues"):
                if name in descriptor:
                    declared[name] = descriptor.pop(name)
            lost = [name for name in constraints if name not in _KEPT_BY_TEXT]
        else:
            lost = [name for name in constraints if name in faults]
            words = "、".join(_CONSTRAINT_WORDS.get(name, name) for name in lost)
            reasons.append(f"決まり（{words}）に合わない値があるため、この決まりを外して公開しています。")
        declared.setdefault("constraints", {}).update({name: constraints.pop(name) for name in lost})
        descriptor["constraints"] = constraints
        if not constraints:
            del descriptor["constraints"]
    if declared:
        if not declared.get("constraints"):
            declared.pop("constraints", None)
        descriptor["hiraku:declared"] = declared
        descriptor["description"] = " ".join([str(descriptor.get("description", "")), *reasons]).strip()
    return descriptor, values


def _field(declared: Field, truth: Mapping[str, Any]) -> Field:
    return dataclasses.replace(
        declared,
        type=str(truth["type"]),
        description=str(truth.get("description", "")),
        constraints=dict(truth.get("constraints", {})),
        raw=dict(truth),
    )


def _identifies(cells: pd.DataFrame, key: Sequence[str], values: Mapping[str, Values]) -> bool:
    """Whether the key's columns are there, never all empty, and no two rows share them."""
    if any(name not in cells.columns for name in key):
        return False
    keys = [tuple(values[name][text] for name, text in zip(key, row, strict=True)) for row in rows_of(cells[list(key)])]
    return len(set(keys)) == len(keys) and all(any(part is not None for part in item) for item in keys)


def _document(
    schema: TableSchema, fields: Sequence[Field], key: Sequence[str], *, declared_key: Sequence[str]
) -> dict[str, Any]:
    """schema.json: the declared document with the true fields in it."""
    document = {
        name: value
        for name, value in schema.descriptor.items()
        if name not in ("fields", "primaryKey", "missingValues", "foreignKeys")
    }
    document.setdefault("title", schema.title)
    document["fields"] = [spec.raw for spec in fields]
    document["missingValues"] = list(schema.missing_values)
    if key:
        document["primaryKey"] = list(key)
    elif declared_key:
        document["hiraku:declared"] = {"primaryKey": list(declared_key)}
    return document
