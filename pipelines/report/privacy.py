"""Which cells a page must not show: whatever a finding suspects to be personal data, in every list of the report."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.model.finding import Finding, Line

WITHHELD = "（この画面には出していません）"


def is_personal(code: str) -> bool:
    """Whether a finding of this code suspects personal data."""
    return code.startswith("personal-")


@dataclass(frozen=True, slots=True)
class Privacy:
    """Cells, whole columns and whole rows whose values stay out of the page."""

    cells: frozenset[tuple[Line, str]]
    columns: frozenset[str]
    lines: frozenset[Line]

    def withholds(self, line: Line | None, *names: str) -> bool:
        """Whether the value of a cell (by field or label), or of a row without a name, must not be shown."""
        if not self.lines and not self.columns:
            return False
        named = [name for name in names if name]
        if any(name in self.columns for name in named):
            return True
        if line is None:
            return False
        return any((line, name) in self.cells for name in named) or (not named and line in self.lines)


def privacy_of(findings: Iterable[Finding]) -> Privacy:
    """What the findings about personal data forbid to show."""
    cells: set[tuple[Line, str]] = set()
    columns: set[str] = set()
    for finding in findings:
        if not is_personal(finding.code):
            continue
        names = [name for name in (finding.field, finding.label) if name]
        if finding.line is None:
            columns.update(names)
        else:
            cells.update((finding.line, name) for name in names or [""])
    return Privacy(frozenset(cells), frozenset(columns), frozenset(line for line, _ in cells))
