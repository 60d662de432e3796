"""What a file is, in one dictionary: the facts of `hiraku inspect` that need no schema."""

from pipelines.ingest.read import read_tables
from pipelines.model.errors import UnreadableFile
from pipelines.model.table import RawTable


def describe(data: bytes, name: str) -> dict[str, object]:
    """Facts of the table that a file holds, or {"error": code, …} for one that cannot be read.

    Keys: encoding, bom, dialect {delimiter, quote} or None, newline, container, sheets, sheet, preamble, header, footer
    (numbers of rows), rows, columns [{label}].
    """
    try:
        table = read_tables(data, name)[0]
    except UnreadableFile as error:
        return {"error": error.code, "line": error.line, "params": error.params}
    return describe_table(table)


def describe_table(table: RawTable) -> dict[str, object]:
    """The same facts of a table that was read already."""
    facts = table.provenance
    dialect = facts.dialect
    return {
        "container": facts.container,
        "encoding": facts.encoding,
        "bom": facts.bom,
        "dialect": {"delimiter": dialect.delimiter, "quote": dialect.quote} if dialect else None,
        "newline": facts.newline,
        "sheets": list(facts.sheets),
        "sheet": facts.sheet,
        "preamble": len(facts.preamble),
        "header": len(facts.header_lines),
        "footer": len(facts.footer),
        "rows": len(table.cells),
        "columns": [{"label": label} for label in table.labels],
    }
