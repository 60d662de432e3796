"""A file as the readability rules see it: labels, columns and everything around the table."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from re import Pattern

from pipelines.model.finding import Finding, Line
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import Mark, NormalizedTable, RawTable
from pipelines.validate.columns import Columns, Distinct
from pipelines.validate.readability.places import MOST, cell_ranges, column_range, row_ranges
from pipelines.validate.readability.values import fold, of_numbers

ANYTHING = re.compile("")
_BREAK = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a rule is broken: column (its position, None for the file), first line, number of places, their ranges."""

    column: int | None = None
    line: Line | None = None
    n: int = 1
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A rule that this file does not show, and why (one of pipelines.model.readability.REASONS)."""

    reason: str


Judgement = list[Violation] | Unjudged
"""No violation: the rule is kept."""

Judge = Callable[["Sheet"], Judgement]


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
        noticed: code -> findings of ingest.
        encoding: Python's name, "" for workbooks.
        sheets: names of all sheets of a workbook.
        marks: what lies beside the cells of a workbook; unread: kinds of them that its reader cannot see.
        notes: facts that title rows state (unit …).
        schema: what travels with it as its definition; None for a file that comes alone.
        defined: position -> what its table's definition says of the column, whether or not that travels with the file.
        others: labels of the other files of the same dataset.
    """

    family: str
    labels: tuple[str, ...]
    columns: Columns
    keys: tuple[int | str, ...]
    header_lines: tuple[Line, ...] = (1,)
    around: tuple[tuple[Line, str], ...] = ()
    dropped: tuple[tuple[Line, str], ...] = ()
    noticed: Mapping[str, Sequence[Finding]] | None = None
    encoding: str = "utf-8"
    sheets: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    unread: tuple[str, ...] = ()
    notes: Mapping[str, str] | None = None
    schema: TableSchema | None = None
    others: tuple[tuple[str, ...], ...] = ()
    defined: Mapping[int, Field] = field(default_factory=dict)
    numbers: dict[int, bool] = field(default_factory=dict)
    """Positions of which it is known already whether they hold numbers; five rules ask."""

    @property
    def book(self) -> bool:
        """Whether it is a sheet of a workbook, where ranges have A1 names."""
        return self.family == "xlsx"

    def column(self, position: int) -> Distinct:
        """The column at a position."""
        return self.columns[self.keys[position]]

    def field(self, position: int) -> Field | None:
        """What the definition that travels with the file says of a column."""
        return self.schema.field_named(self.labels[position]) if self.schema else None

    def notices(self, code: str) -> Sequence[Finding]:
        """What ingest noticed under a code."""
        return (self.noticed or {}).get(code, ())

    def around_text(self) -> str:
        """All that is written before and after the table."""
        return "\n".join(text for _, text in self.around)

    def explains(self, mark: str) -> bool:
        """Whether a note outside the table says what a mark means (x：秘匿, 「-」は該当なし), not one in a URL."""
        quoted = re.escape(fold(mark))
        legend = rf"(?:^|[\s「『(\"'※,、。注]){quoted}[」』)\"']? ?(?:[:…=はが]|印|の(?:箇所|ところ|欄|部分|値))"
        return re.search(legend, fold(self.around_text()), re.MULTILINE) is not None

    def numeric(self, position: int) -> bool:
        """Whether a column is one of numbers: by its definition where there is one, by its values elsewhere."""
        if position not in self.numbers:
            defined = self.field(position) or self.defined.get(position)
            known = None if defined is None or defined.raw.get("hiraku:unknown") else defined
            self.numbers[position] = of_numbers(self.column(position), fold(self.labels[position]), known)
        return self.numbers[position]

    def search(
        self, wanted: Callable[[str], bool], places: Iterable[int] | None = None, *, hint: Pattern[str] = ANYTHING
    ) -> list[Violation]:
        """One violation for each column (of those at `places`) that holds wanted texts.

        No text is wanted in which `hint` finds nothing: it spares asking about each.
        """

        def asked(text: str) -> bool:
            return hint.search(text) is not None and wanted(text)

        found = []
        for position in range(len(self.labels)) if places is None else places:
            column = self.column(position)
            if hint.search("\0".join(column.values)) and (rows := column.positions(asked)):
                found.append(self.at_rows(position, rows))
        return found

    def at_rows(self, position: int, rows: Sequence[int]) -> Violation:
        """The cells of a column in some rows (from 0) as one violation."""
        lines = [self.columns.lines[row] for row in rows[: 50 * MOST]]
        return Violation(position, lines[0], len(rows), cell_ranges(lines, position, book=self.book))

    def search_labels(self, wanted: Callable[[str], bool]) -> list[Violation]:
        """One violation for each wanted label."""
        return [self.at_label(i) for i, label in enumerate(self.labels) if wanted(label)]

    def at_label(self, position: int) -> Violation:
        """The label of a column as a violation."""
        line = self.header_lines[-1] if self.header_lines else None
        places = (column_range(position, book=self.book),) if line is None else ()
        return Violation(position, line, 1, places or cell_ranges(self.header_lines[-1:], position, book=self.book))

    def at_column(self, position: int) -> Violation:
        """A column as a whole as a violation."""
        return Violation(position, None, 1, (column_range(position, book=self.book),))

    def at_lines(self, lines: Sequence[Line]) -> list[Violation]:
        """Whole rows as one violation, or none."""
        return [Violation(None, lines[0], len(lines), row_ranges(lines, book=self.book))] if lines else []


def sheet_of_raw(raw: RawTable, others: Sequence[RawTable] = (), defined: Mapping[str, Field] | None = None) -> Sheet:
    """A raw file with everything that ingest found around its table, and the other files of its dataset.

    `defined` is the ward's label -> what the table's definition says of that column.
    """
    facts, told = raw.provenance, defined or {}
    return Sheet(
        family="csv" if facts.container == "csv" or facts.dialect is not None else "xlsx",
        labels=raw.labels,
        columns=Columns(raw.cells),
        keys=tuple(range(len(raw.labels))),
        header_lines=facts.header_lines,
        around=tuple((line, text) for line, text in (*facts.preamble, *facts.footer) if text.strip()),
        dropped=tuple((line, reason) for line, _, reason in facts.dropped),
        noticed=_by_code(raw.findings),
        encoding=facts.encoding,
        sheets=tuple(name for name in facts.sheets if name != facts.sheet),
        marks=facts.marks,
        unread=facts.unread,
        notes=facts.notes,
        others=tuple(other.labels for other in others),
        defined={i: told[label] for i, label in enumerate(raw.labels) if label in told},
    )


def _by_code(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.code, []).append(finding)
    return found


def sheet_of_published(table: NormalizedTable, schema: TableSchema | None, *, stacked: bool = False) -> Sheet:
    """The CSV that would be published: UTF-8, one header row, nothing around it, its Table Schema beside it.

    `stacked` where it was made from several files, which have one form from then on.
    """
    names = tuple(str(name) for name in table.cells.columns)
    lines = _published_lines(table)
    cells = table.cells.set_axis(lines, axis="index")
    known = schema or TableSchema(slug="", edition="", standard="", title="", title_en="", fields=())
    return Sheet("csv", names, Columns(cells), names, schema=known, others=(names,) if stacked else ())


def _published_lines(table: NormalizedTable) -> list[int]:
    """The physical line on which each record begins in the published CSV; a line break in a cell takes one more."""
    lines, line = [], 2 + sum(len(_BREAK.findall(str(name))) for name in table.cells)
    broken = [table.cells[name].tolist() for name in table.cells if table.cells[name].str.contains("[\r\n]").any()]
    for row in range(len(table.cells)):
        lines.append(line)
        line += 1 + sum(len(_BREAK.findall(texts[row])) for texts in broken)
    return lines


def with_schema(sheet: Sheet, schema: TableSchema) -> Sheet:
    """A file whose definition travels with it."""
    return replace(sheet, schema=schema)
