"""One row of a dataset's repairs file: what was proposed for a cell, and what a steward decided."""

from dataclasses import dataclass

ACCEPT, REJECT, OWN = "採用", "不採用", "手入力"
"""A steward's words for a proposal (look.md, section 4): take it, refuse it, write another value."""

DECISIONS = (ACCEPT, REJECT, OWN)

BLANK = "（空欄）"
"""What a steward writes for 手入力 where the cell is to be empty; a value that is merely missing decides nothing."""

RELEASE = "公開"
"""Another decision, about what is suspected to be personal data: the value may go out as it is."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposal for one cell, decided or not.

    Attributes:
        key: which row, as RowKeys writes it: primary key values, or line and hash of the row.
        field: name of the published field.
        before: the raw cell's text; the repair holds only as long as the cell says this.
        after: the text to publish: the proposal, or what the steward wrote.
        decision: one of DECISIONS, RELEASE, "" for undecided; kept as written even when it is none of these.
        by: who decided, "" until `hiraku accept` took the row in.
        on: when, YYYY-MM-DD.
        code: of the finding that the proposal came with.
        dataset: slug.
        line: physical line when the row was written; for the reader's eye only.
        problem: the finding's sentence; for the reader's eye only.
        reason: why; a RELEASE without one releases nothing.
    """

    key: str
    field: str
    before: str
    after: str
    decision: str = ""
    by: str = ""
    on: str = ""
    code: str = ""
    dataset: str = ""
    line: str = ""
    problem: str = ""
    reason: str = ""

    @property
    def cell(self) -> tuple[str, str, str]:
        """What the row is about: one cell with one content."""
        return self.key, self.field, self.before

    @property
    def decided(self) -> bool:
        """Whether somebody wrote anything under 判断."""
        return bool(self.decision)

    @property
    def taken_in(self) -> bool:
        """Whether the decision is one that `hiraku accept` has checked and signed."""
        return self.decision in (*DECISIONS, RELEASE) and bool(self.by)
