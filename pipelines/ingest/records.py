"""Text to records: splits delimited text and keeps the physical line on which each record starts."""

import csv
import io
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipelines.ingest.grid import Grid
from pipelines.ingest.limits import MAX_CELL, MAX_ROWS
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import Dialect

# The module's own limit (128 KB) is process-wide state; ours is raised once so that a long note is no crash.
csv.field_size_limit(MAX_CELL)

_END = "\x00end of text\x00"
_LINE_END = re.compile("\r\n|\n|\r")
_SHARED = 200_000
"""Distinct cells that are kept once however often they stand in the table; then the collection begins anew."""
_MAX_UNCLOSED = 20


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of a text and what was noticed while splitting."""

    grid: Grid
    findings: tuple[Finding, ...]


def newline_style(text: str) -> str:
    """Style of the line ends that end records: "CRLF", "LF", "CR", "mixed", "" where there is none.

    Line breaks inside quoted cells are the author's own and count only where they are the only ones.
    """
    style = _style(text)
    return _style(re.sub(r'"[^"]*"', "", text)) or style if style == "mixed" else style


def _style(text: str) -> str:
    crlf = text.count("\r\n")
    kinds = {"CRLF": crlf, "LF": text.count("\n") - crlf, "CR": text.count("\r") - crlf}
    present = [kind for kind, count in kinds.items() if count]
    return present[0] if len(present) == 1 else "mixed" if present else ""


def physical_lines(text: str) -> list[str]:
    """Lines with their ends as they were; only CRLF, LF and CR end a line (splitlines knows eight more)."""
    return list(io.StringIO(text, newline=""))


class _Lines:
    """The physical lines of a text, cut out when they are asked for: a list of them would hold the text twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = array("q", [0])
        self._ends.extend(found.end() for found in _LINE_END.finditer(text))
        if self._ends[-1] < len(text):
            self._ends.append(len(text))

    def __getitem__(self, number: int) -> str:
        return self._text[self._ends[number] : self._ends[number + 1]]

    def since(self, number: int) -> Iterator[str]:
        """The lines from one on, counted from 0."""
        return map(self.__getitem__, range(number, len(self._ends) - 1))


def split(text: str, dialect: Dialect, name: str) -> Records:
    """Records of `text` with their first physical lines, counted from 1.

    A quote that is never closed would swallow the rest of the file: its line is taken as it stands, without
    quoting, and reported as "unclosed-quote"; reading goes on at the next line.

    Raises:
        UnreadableFile: "cell-too-long", "too-many-rows".
    """
    physical = _Lines(text)
    rows: list[list[str]] = []
    lines = array("q")  # numbers of their own among the cells would keep the memory of all cells from being given back
    findings: list[Finding] = []
    position, quoted = 0, True
    while True:
        start = _read(physical, position, dialect if quoted else Dialect(dialect.delimiter, ""), rows, lines)
        if len(rows) > MAX_ROWS:
            raise UnreadableFile("too-many-rows", file=name, rows=len(rows), limit=MAX_ROWS)
        if start is None:
            return Records(Grid(rows, lines), tuple(findings))
        if not quoted or not dialect.quote or dialect.quote not in physical[start - 1]:
            raise UnreadableFile("cell-too-long", file=name, line=start, limit=MAX_CELL)
        findings.append(Finding("unclosed-quote", "error", line=start, value=physical[start - 1].strip()[:200]))
        rows.extend(csv.reader([physical[start - 1]], **_options(Dialect(dialect.delimiter, ""))))  # type: ignore[arg-type]
        lines.append(start)
        position, quoted = start, len(findings) < _MAX_UNCLOSED


def _read(physical: _Lines, position: int, dialect: Dialect, rows: list[list[str]], lines: "array[int]") -> int | None:
    """Append the records from `position` on; answers the line of one that never ends, without appending it."""
    reader = csv.reader(chain(physical.since(position), (_END,)), **_options(dialect))  # type: ignore[arg-type]
    shared: dict[str, str] = {}
    once = shared.setdefault
    start = position + 1
    before = csv.field_size_limit(MAX_CELL)  # one setting for the whole process: other libraries lift it
    try:
        for row in reader:
            rows.append([once(cell, cell) if cell else "" for cell in row])
            if len(shared) > _SHARED:
                shared.clear()
            lines.append(start)
            start = position + reader.line_num + 1
    except csv.Error:
        return start
    finally:
        csv.field_size_limit(before)
    last = rows.pop()
    line = lines.pop()
    return None if last == [_END] else line


def _options(dialect: Dialect) -> dict[str, object]:
    if not dialect.quote:
        return {"delimiter": dialect.delimiter, "quoting": csv.QUOTE_NONE, "quotechar": None}
    return {"delimiter": dialect.delimiter, "quotechar": dialect.quote, "skipinitialspace": False}
