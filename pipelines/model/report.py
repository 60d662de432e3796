"""The report: all findings of one table with counts, bound to the table by its SHA-256."""

from dataclasses import dataclass, field, replace

from pipelines.model.finding import CellChange, Finding, Line, Severity, count_by_severity
from pipelines.model.migration import Migration
from pipelines.model.readability import RuleVerdict
from pipelines.model.table import Provenance


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What a person knows a row by: its name and the town of its address, "" where there is none."""

    name: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found and done in one dataset's file.

    Attributes:
        slug: dataset, or the file's stem where no dataset is declared.
        title: Japanese title of the dataset.
        table_sha256: NormalizedTable.sha256() of the table that was judged.
        rows: number of records.
        columns: number of published fields.
        findings: all of them, worst first, then by line.
        changes: all of them.
        provenance: of the raw file.
        scores: name -> 0 … 100 (machine readability per level, before and after), may be empty.
        span: lines of the first and the last record, None for a table without records.
        reach: level of machine readability -> points once everything that the findings ask for is done; empty where
            that was left out.
        readability: each of the 30 rules behind the scores, before and after; empty where they were left out.
        unchecked: codes of what could not be checked, said aloud in the report.
        schema: {"slug", "edition", "title"} of the table that it was judged against, and "from_edition" where the
            file came in an older one.
        known: line -> what a person knows that row by, for rows with findings; none with personal data among them.
        migration: how it was brought from that one to this, None when it was not.
    """

    slug: str
    title: str
    table_sha256: str
    rows: int
    columns: int
    findings: tuple[Finding, ...]
    changes: tuple[CellChange, ...]
    provenance: Provenance
    scores: dict[str, float] = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    readability: tuple[RuleVerdict, ...] = ()
    schema: dict[str, str] = field(default_factory=dict)
    migration: Migration | None = None
    known: dict[Line, KnownRow] = field(default_factory=dict)
    reach: dict[int, float] = field(default_factory=dict)
    span: tuple[Line, Line] | None = None

    def counts(self) -> dict[Severity, int]:
        """Findings per severity."""
        return count_by_severity(self.findings)

    def lasting(self) -> "Report":
        """The report as it is published: without what is true only today or beside what is published now."""
        kept = tuple(finding for finding in self.findings if not finding.momentary)
        lines = {finding.line for finding in kept}
        known = {line: row for line, row in self.known.items() if line in lines}
        verdicts = tuple(replace(verdict, beside=None) for verdict in self.readability)
        return replace(self, findings=kept, known=known, readability=verdicts)

    def publishable(self) -> bool:
        """True when nothing of severity error was found."""
        return self.counts()["error"] == 0
