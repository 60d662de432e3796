"""Names for columns that no schema knows: the ward's label, tidied and unique."""

from collections.abc import Iterable, Iterator

from pipelines.model.schema import TableSchema
from pipelines.model.table import Column


def published_names(columns: Iterable[Column], schema: TableSchema) -> Iterator[tuple[Column, str]]:
    """Each unknown column with the name it is published under.

    White space and line breaks inside a label become one space or nothing, an empty label becomes 列n (its
    place in the raw file), a name that is taken gets _2, _3 … so that no column is lost.
    """
    taken = {spec.name for spec in schema.fields}
    for column in columns:
        if column.field is not None:
            continue
        stem = " ".join(column.label.split()) or f"列{column.position + 1}"
        name, n = stem, 1
        while name in taken:
            n += 1
            name = f"{stem}_{n}"
        taken.add(name)
        yield column, name
