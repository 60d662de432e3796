"""A file as the readability rules see it: labels, columns and everything around the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.model.finding import Finding, Line
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.validate.columns import Columns, Distinct


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a rule is broken: column (its key, None for the file), first line, and number of places."""

    column: int | None = None
    line: Line | None = None
    n: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table in its file.

    Attributes:
        family: "csv" for delimited text, "xlsx" for any workbook.
        labels: header text by position.
        columns: its cells.
        keys: key of each column in `columns`, by position.
        header_lines: lines of the header.
        around: (line, text) of what stands before and after the table and is not blank.
        dropped: (line, reason) of rows inside the table that are no records.
        noticed: code -> finding of ingest.
        published: whether this is our own output, which travels with its schema.
    """

    family: str
    labels: tuple[str, ...]
    columns: Columns
    keys: tuple[int | str, ...]
    header_lines: tuple[Line, ...] = (1,)
    around: tuple[tuple[Line, str], ...] = ()
    dropped: tuple[tuple[Line, str], ...] = ()
    noticed: Mapping[str, Finding] | None = None
    published: bool = False

    def column(self, position: int) -> Distinct:
        """The column at a position."""
        return self.columns[self.keys[position]]

    def notice(self, code: str) -> Finding | None:
        """What ingest noticed under a code."""
        return (self.noticed or {}).get(code)

    def search(self, wanted: Callable[[str], bool]) -> list[Violation]:
        """One violation for each column that holds wanted texts."""
        return [v for i in range(len(self.labels)) if (v := self.search_column(i, wanted)) is not None]

    def search_column(self, position: int, wanted: Callable[[str], bool]) -> Violation | None:
        """The wanted texts of a column as one violation, or None."""
        rows = self.column(position).positions(wanted)
        return Violation(position, self.columns.lines[rows[0]], len(rows)) if rows else None

    def search_labels(self, wanted: Callable[[str], bool]) -> list[Violation]:
        """One violation for each wanted label."""
        line = self.header_lines[0] if self.header_lines else None
        return [Violation(i, line) for i, label in enumerate(self.labels) if wanted(label)]


def sheet_of_raw(raw: RawTable) -> Sheet:
    """A raw file with everything that ingest found around its table."""
    facts = raw.provenance
    around = tuple((line, text) for line, text in (*facts.preamble, *facts.footer) if text.strip())
    return Sheet(
        family="csv" if facts.container in ("csv", "zip") else "xlsx",
        labels=raw.labels,
        columns=Columns(raw.cells),
        keys=tuple(range(len(raw.labels))),
        header_lines=facts.header_lines,
        around=around,
        dropped=tuple((line, reason) for line, _, reason in facts.dropped),
        noticed={finding.code: finding for finding in raw.findings},
    )


def sheet_of_published(table: NormalizedTable) -> Sheet:
    """The CSV that would be published: one header row, nothing around it."""
    names = tuple(str(name) for name in table.cells.columns)
    return Sheet("csv", names, Columns(table.cells), names, published=True)
