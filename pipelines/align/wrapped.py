"""A header whose labels run over several rows: 「存否」「応答」「拒否」 below each other are one label."""

import dataclasses

from pipelines.align.labels import fold_label
from pipelines.model.schema import TableSchema
from pipelines.model.table import RawTable

_DEEPEST = 4
"""Rows over which a label may run on."""


def join_wrapped_header(raw: RawTable, schema: TableSchema) -> RawTable:
    """The table with the rows right below the header taken into it, where that makes every label a field's name.

    Nothing is done unless all of them become one: then the declared names prove what the rows are.
    """
    fields = {fold_label(field.name) for field in schema.fields}
    labels = list(raw.labels)
    if all(fold_label(label) in fields for label in labels if label.strip()):
        return raw
    for depth in range(1, min(_DEEPEST, len(raw.cells)) + 1):
        row = [str(text) for text in raw.cells.iloc[depth - 1].tolist()]
        labels = [label + text.strip() for label, text in zip(labels, row, strict=True)]
        if all(fold_label(label) in fields for label in labels):
            lines = [line if isinstance(line, str) else int(line) for line in raw.cells.index[:depth]]
            provenance = dataclasses.replace(raw.provenance, header_lines=(*raw.provenance.header_lines, *lines))
            return dataclasses.replace(raw, cells=raw.cells.iloc[depth:], labels=tuple(labels), provenance=provenance)
    return raw
