"""Two editions of a table as one schema, so that a file on its way from one to the other is understood."""

import dataclasses
from collections.abc import Mapping
from typing import TypeVar

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import LabelledTable
from pipelines.standard import successions

_Value = TypeVar("_Value")


def heirs(new: TableSchema) -> dict[str, str]:
    """Field of an older edition -> the field of the current one that has its content under another name."""
    names = {spec.name for spec in new.fields}
    pairs = ((s.old[0], s.new[0]) for s in successions(new.slug) if s.kind == "rename")
    return {before: after for before, after in pairs if before not in names and after in names}


def bridge(old: TableSchema, new: TableSchema) -> TableSchema:
    """The schema by which a file of the old edition is read on its way to the new one.

    Its fields are those of the old edition in their order, each read as its successor is, then those of the new one
    that the old one has not: a file that was half brought over, and a declaration that names today's fields, are
    understood. No field of the old edition is mandatory: what must be there is asked of the new one.
    """
    successor = heirs(new)
    fields: list[Field] = []
    for spec in old.fields:
        heir = new.field_named(successor.get(spec.name, ""))
        own = new.field_named(spec.name)
        fields.append(own or dataclasses.replace(heir or spec, name=spec.name, importance="optional"))
    known = {spec.name for spec in old.fields}
    return dataclasses.replace(old, fields=(*fields, *(f for f in new.fields if f.name not in known)))


def as_old(named: Mapping[str, _Value], labelled: LabelledTable, new: TableSchema) -> dict[str, _Value]:
    """What is said of today's fields (fills, contexts, decisions), said of the columns that the old file has for them.

    Args:
        named: field of the current edition -> anything.
        labelled: the file as aligned with the bridge.
        new: the current edition.
    """
    there = {column.field for column in labelled.columns}
    before = {after: name for name, after in heirs(new).items() if name in there and after not in there}
    return {before.get(name, name): value for name, value in named.items()}


def as_new(labelled: LabelledTable, new: TableSchema) -> LabelledTable:
    """The same file with its renamed fields under today's names."""
    there = {column.field for column in labelled.columns}
    after = {name: heir for name, heir in heirs(new).items() if heir not in there}
    columns = tuple(dataclasses.replace(c, field=after.get(c.field or "", c.field)) for c in labelled.columns)
    return dataclasses.replace(labelled, columns=columns)
