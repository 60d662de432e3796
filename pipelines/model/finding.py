"""Findings and cell changes: what was noticed and what was done, cell by cell."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

Line = int | str
"""Physical line in the raw file, counted from 1; "sheet!row" for workbooks."""

Severity = Literal["error", "warning", "notice"]
"""error blocks publishing, warning is publishable, notice asks for nothing (design, section 5)."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one cell, row, column or file.

    Attributes:
        code: kebab-case ASCII, a key of the messages catalogue.
        severity: see Severity.
        line: where, or None for a finding about a column or the whole file.
        field: name of the field (national Japanese header), "" for a row or file.
        label: the ward's own header text of that column, "" where there is none.
        value: the text at fault as it stands in the raw file.
        proposal: a value that a steward may accept, "" where there is none.
        params: further parameters of the message (only str, int, float, list of str).
        basis: "official", "inferred", "style" or "workspace": why the severity is what it is.
        momentary: true only as of today or beside what is published now (age, drift): the steward sees it, a published
            report never holds it, so that an unchanged dataset stays unchanged.
        severity_before: what the basis gave where the workspace weighs this code otherwise, "" where it does not.
        reason: why it does, in the ward's own words.
    """

    code: str
    severity: Severity
    line: Line | None = None
    field: str = ""
    label: str = ""
    value: str = ""
    proposal: str = ""
    params: dict[str, object] = dataclasses.field(default_factory=dict)
    basis: str = ""
    momentary: bool = False
    severity_before: Severity | Literal[""] = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """How a workspace weighs a code of finding, and why (catalog.toml or datasets/<slug>.toml, [severity.<code>]).

    `line` is where that stands in the file; it is no part of what was decided.
    """

    severity: Severity
    reason: str
    line: int | None = dataclasses.field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that a certain rule changed, or filled.

    Attributes:
        line: physical line of the row in the raw file.
        field: name of the published field.
        before: text as it stood ("" when filled).
        after: text as it is published.
        rule: kebab-case name of the rule.
    """

    line: Line
    field: str
    before: str
    after: str
    rule: str


def count_by_severity(findings: "tuple[Finding, ...] | list[Finding]") -> dict[Severity, int]:
    """Number of findings of each severity, zeros included, in the order of SEVERITIES."""
    counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def severity_for(basis: str, *, weight: str = "rule") -> Severity:
    """Severity of a broken rule by how the rule is known (design, section 5).

    Args:
        basis: "official" → error, "inferred" → warning, "style" → notice, "workspace" (a ward's own schema) → error.
        weight: "rule" for a broken value or a missing mandatory one; "recommended" or "style" are always a notice.
    """
    if weight != "rule" or basis == "style":
        return "notice"
    return "error" if basis in ("official", "workspace") else "warning"
