"""Sheets of a workbook as rows of text with what they hide: the common ground of the two workbook readers."""

from dataclasses import dataclass, field

from pipelines.ingest.grid import filled
from pipelines.model.finding import Finding


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
    """One sheet: name, rows from row 1 on, whether it is hidden, merged ranges, and what was noticed."""

    name: str
    rows: list[list[str]]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    findings: tuple[Finding, ...] = ()
    cells: int = field(default=-1)

    def size(self) -> int:
        """Number of filled cells."""
        return sum(map(filled, self.rows))


def choose_sheet(sheets: list[Sheet]) -> int:
    """Position of the sheet that holds the table.

    The first visible one that is at least half as full as the fullest: months or wards side by side in one workbook
    differ by a few cells, a page of notes in front of the table is much emptier.
    """
    sizes = [0 if sheet.hidden else sheet.size() for sheet in sheets]
    if not any(sizes):
        sizes = [sheet.size() for sheet in sheets]
    largest = max(sizes, default=0)
    return next(i for i, size in enumerate(sizes) if size * 2 >= largest)
