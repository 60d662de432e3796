"""What a person decided to publish although the gate stopped it: only with who and why, only what was decided about."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipelines.model.finding import Finding, Line
from pipelines.model.repair import REJECT, RELEASE, Repair
from pipelines.validate.personal.hide import CODES, MASK
from pipelines.validate.personal.outside import kind_of

WHOLE_COLUMN = "*"
"""Row key of a decision about every cell of a column and kind."""
KINDS = (
    "mynumber", "licence", "pension", "passport", "bank-account", "credit-card", "mobile", "email", "birth-date",
    "home-address", "health", "name", "proprietor", "never",
)  # fmt: skip
RELEASED = "personal-released"


def fingerprint(key: str, name: str, raw: str) -> str:
    """What a decision about one cell remembers instead of its value: it is void once the cell says anything else."""
    return "sha256:" + hashlib.sha256(f"{key}\0{name}\0{raw}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def kind_named(row: Repair) -> str:
    """The kind that a decision names ("mobile", or "personal-data:mobile"), "" for none."""
    return row.code.rpartition(":")[2] if row.code.rpartition(":")[2] in KINDS else ""


def is_about_release(row: Repair) -> bool:
    """Whether a row asks, or says, whether a value that the gate stopped may go out."""
    return row.decision == RELEASE or bool(kind_named(row)) or row.code == "personal-data"


def why_refused(row: Repair) -> str:
    """The code of what a decision lacks to release anything, "" when it is complete."""
    if not row.reason.strip():
        return "release-without-reason"
    if not row.by.strip():
        return "release-not-signed"
    if kind_of(row.reason):
        return "release-reason-personal"
    return "release-without-kind" if row.key == WHOLE_COLUMN and not kind_named(row) else ""


@dataclass(frozen=True)
class Releases:
    """The decisions to publish of one dataset, and how they find their cells.

    Attributes:
        rows: of its repairs file; those that are no 公開 are passed over.
        line_of: the row of a key, None where the table has none.
        raw: what a cell of a row held in the raw file.
    """

    rows: Sequence[Repair] = ()
    line_of: Callable[[str], Line | None] = lambda _key: None
    raw: Callable[[Line, str], str] = lambda _line, _name: ""

    def applied(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings about personal data after what was decided about them.

        A finding that a complete decision covers becomes the notice personal-released, which tells kind, reason and
        day and neither value nor name; a decision that cannot be used is a warning and releases nothing.
        """
        decided = [row for row in self.rows if row.decision == RELEASE]
        refused = [_refusal(row, code) for row in decided if (code := why_refused(row))]
        left = list(findings)
        for row in decided:
            if why_refused(row):
                continue
            covered = [n for n, finding in enumerate(left) if finding.code in CODES and self.covers(row, finding)]
            for n in covered:
                left[n] = _released(left[n], row)
            if not covered:
                refused.append(_refusal(row, "release-not-applicable"))
        return (*left, *refused)

    def declines(self, finding: Finding) -> bool:
        """Whether somebody has decided that the value of a finding, as it is now, stays unpublished."""
        refused = (row for row in self.rows if row.decision == REJECT and row.taken_in and is_about_release(row))
        return any(self.covers(row, finding) for row in refused)

    def covers(self, row: Repair, finding: Finding) -> bool:
        """Whether a decision is about the cell and kind of a finding, and about what that cell says now."""
        kind = kind_named(row)
        if row.field != finding.field or finding.line is None or (kind and finding.params.get("kind") != kind):
            return False
        if row.key == WHOLE_COLUMN:
            return bool(kind)
        line = self.line_of(row.key)
        if line is None or line != finding.line:
            return False
        return row.before.startswith(fingerprint(row.key, row.field, self.raw(line, row.field)))


def _released(finding: Finding, row: Repair) -> Finding:
    if finding.code == RELEASED:
        return finding
    params = {"kind": finding.params.get("kind", ""), "reason": row.reason.strip(), "on": row.on}
    return replace(finding, code=RELEASED, severity="notice", value=MASK, params=params, basis="workspace")


def _refusal(row: Repair, code: str) -> Finding:
    return Finding(code, "warning", field=row.field, params={"kind": kind_named(row)}, basis="workspace")
