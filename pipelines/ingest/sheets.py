"""Sheets of a workbook as rows of text with what they hide: the common ground of the workbook readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.ingest.grid import filled
from pipelines.model.finding import Finding
from pipelines.model.table import Mark


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 0-based rows and columns, ends included, with its name in A1 form."""

    top: int
    left: int
    bottom: int
    right: int
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: name, rows from row 1 on, whether it is hidden, merged ranges, and what was noticed.

    Attributes:
        marks: what lies beside the cells' texts, merged ranges apart.
        unread: kinds of marks that its reader cannot see.
        looks: (row, column), both from 1 -> colour and weight of a filled cell that does not look plain.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    findings: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()
    unread: tuple[str, ...] = ()
    looks: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def size(self) -> int:
        """Number of filled cells."""
        return sum(map(filled, self.rows))


EXPLAINING = frozenset({"項目の説明", "選択肢"})
"""Sheets beside the table in the templates that `hiraku template` writes."""


def choose_sheet(sheets: list[Sheet]) -> int:
    """Position of the sheet that holds the table.

    The first visible one that is at least half as full as the fullest: months or wards side by side in one workbook
    differ by a few cells, a page of notes in front of the table is much emptier. A sheet of our own templates that
    explains the fields is fuller than a table of few records and never the table.
    """
    sizes = [0 if sheet.hidden or sheet.name in EXPLAINING else sheet.size() for sheet in sheets]
    if not any(sizes):
        sizes = [sheet.size() for sheet in sheets]
    largest = max(sizes, default=0)
    return next(i for i, size in enumerate(sizes) if size * 2 >= largest)


def column_name(number: int) -> str:
    """A spreadsheet's letters for a column counted from 1: "A", "Z", "AA"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def rounded_finding(rows: list[int], sheet: str) -> list[Finding]:
    """One notice for all cells whose format shows fewer digits than are stored (and published)."""
    if not rows:
        return []
    params: dict[str, object] = {"count": len(rows), "rows": [str(n) for n in sorted(set(rows))[:50]]}
    return [Finding("display-rounded", "notice", line=f"{sheet}!{rows[0]}", params=params)]


def hidden_finding(rows: list[int], columns: list[str]) -> list[Finding]:
    """Hidden rows and columns are data like the others; whoever looked at the sheet did not see them."""
    if not rows and not columns:
        return []
    params: dict[str, object] = {"rows": [str(n) for n in rows[:50]], "columns": columns, "count": len(rows)}
    return [Finding("hidden-rows", "notice", params=params)]
