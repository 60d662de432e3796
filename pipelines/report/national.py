"""The table that a report was judged against, and how its fields are numbered there."""

from collections.abc import Sequence

from pipelines.model.errors import DeclarationError
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.standard import schema

_LISTED = 4


def table_of(report: Report) -> TableSchema | None:
    """The national table, None for a ward's own table and for a file that no table fits."""
    slug, edition = report.schema.get("slug", ""), report.schema.get("edition", "")
    if not slug or not edition or edition == "local":
        return None
    try:
        return schema(slug, edition)
    except DeclarationError:
        return None


def place_in_table(table: TableSchema | None, fields: Sequence[str], *, required: bool = False) -> str:
    """公衆トイレ一覧 項目16「緯度」・17「経度」; "" where it cannot be said in a few words.

    `required` adds that all of them are mandatory, where the standard marks them so.
    """
    if table is None or not fields or len(fields) > _LISTED:
        return ""
    numbers = {field.name: number for number, field in enumerate(table.fields, 1)}
    if any(name not in numbers for name in fields):
        return ""
    marked = required and all(field.importance == "mandatory" for field in table.fields if field.name in fields)
    named = "・".join(f"{numbers[name]}「{name}」" for name in fields)
    return f"{table.title} 項目{named}" + ("は必須（◎）です" if marked else "")
