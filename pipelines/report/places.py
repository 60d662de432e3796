"""Where in a text file a finding's cell stands: line and column, as editors and code review tools count them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.model.errors import HirakuError
from pipelines.model.finding import Finding, Line
from pipelines.model.report import Report
from pipelines.model.table import Dialect


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of text: lines and columns count from 1, columns in characters (Unicode code points), end excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class Places:
    """The cells of one text file by their position on the page.

    Attributes:
        lines: physical lines with or without their ends.
        dialect: delimiter and quote.
        labels: the ward's header text per column.
        header: physical line of the first header row, 0 where there is none.
    """

    lines: Sequence[str]
    dialect: Dialect
    labels: Sequence[str]
    header: int = 0
    _rows: dict[int, list[Place]] = field(default_factory=dict)

    def of(self, finding: Finding) -> Place | None:
        """The cell of a finding, its whole line where no cell is meant, its header for a column; None for a file."""
        line = finding.line if finding.line is not None else self._header_line(finding)
        if not isinstance(line, int) or not 0 < line <= len(self.lines):
            return None
        position = self._position(finding)
        cells = self._cells(line)
        if 0 <= position < len(cells):
            return cells[position]
        return Place(line, 1, line, len(self._text(line)) + 1)

    def _header_line(self, finding: Finding) -> Line | None:
        return self.header if self._position(finding) >= 0 else None

    def _position(self, finding: Finding) -> int:
        """0-based column of the ward's label, else of the field; -1 where the file has neither."""
        named = [name for name in (finding.label, finding.field) if name]
        return next((self.labels.index(name) for name in named if name in self.labels), -1)

    def _text(self, line: int) -> str:
        return self.lines[line - 1].rstrip("\r\n")

    def _cells(self, line: int) -> list[Place]:
        if line not in self._rows:
            self._rows[line] = list(self._walk(line))
        return self._rows[line]

    def _walk(self, start: int) -> Iterator[Place]:
        """The cells of the record that starts on a line; none where its quote is never closed."""
        begun, quoted, at_start = (start, 1), False, True
        for number in range(start, len(self.lines) + 1):
            text = self._text(number)
            for column, letter in enumerate(text, 1):
                if letter == self.dialect.quote and (quoted or at_start):
                    quoted, at_start = not quoted, quoted  # a doubled quote closes and opens again
                elif letter == self.dialect.delimiter and not quoted:
                    yield Place(*begun, number, column)
                    begun, at_start = (number, column + 1), True
                else:
                    at_start = False
            if not quoted:
                yield Place(*begun, number, len(text) + 1)
                return


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file that was to be checked: a report, or the error that kept it from being read.

    Attributes:
        file: the path as the person named it.
        places: where its cells stand; None for workbooks and archives.
    """

    file: str
    report: Report | None = None
    error: HirakuError | None = None
    places: Places | None = None

    def place_of(self, finding: Finding) -> Place | None:
        """Where the finding's cell stands, None for workbooks and whole files."""
        return self.places.of(finding) if self.places is not None else None
