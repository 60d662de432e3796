"""Blank template and worked example of a national table as CSV."""

from collections.abc import Iterable, Sequence

from pipelines.guide.examples import example_rows
from pipelines.model.schema import TableSchema

_BOM = b"\xef\xbb\xbf"


def render_template(schema: TableSchema) -> bytes:
    """The header alone.

    UTF-8 with a byte order mark and CRLF: the file is made to be opened in Excel by a double click, and without the
    mark Excel on Japanese Windows takes UTF-8 for CP932 and garbles the header. Published files have no mark.
    """
    return _render([[field.name for field in schema.fields]])


def render_example(schema: TableSchema) -> bytes:
    """The header and the rows of the worked example, in the same form."""
    names = [field.name for field in schema.fields]
    return _render([names, *([row[name] for name in names] for row in example_rows(schema))])


def _render(rows: Iterable[Sequence[str]]) -> bytes:
    lines = (",".join(_cell(text) for text in row) + "\r\n" for row in rows)
    return _BOM + "".join(lines).encode()


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
