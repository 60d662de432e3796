"""One row of a dataset's repairs file: what was proposed for a cell, and what a steward decided."""

from dataclasses import dataclass

ACCEPT, REJECT, OWN = "採用", "不採用", "手入力"
"""A steward's words for a proposal (look.md, section 4): take it, refuse it, write another value."""

DECISIONS = (ACCEPT, REJECT, OWN)

BLANK = "（空欄）"
"""What a steward writes for 手入力 where the cell is to be empty; a value that is merely missing decides nothing."""

RELEASE = "公開"
"""Another decision, about what is suspected to be personal data: the value may go out as it is."""


ADD, REMOVE = "追加", "行を除く"
"""Decisions about whole rows: a value of a row that the file has not (one a cell), and a row that is not published."""

ROW_ADDED, ROW_REMOVED = "row-added", "row-removed"
"""Codes of decisions about whole rows: of a new one, and of the question whether one is to go."""

PRINT = "sha256:"
"""What stands before a fingerprint where a row of the file must not repeat what it is about."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposal for one cell, decided or not; of ADD one cell of a new row, of REMOVE a whole row (field "").

    Attributes:
        key: which row, as RowKeys writes it: primary key values, or line and hash of the row.
        field: name of the published field.
        before: the raw cell's text; the repair holds only as long as the cell says this.
        after: the text to publish: the proposal, or what the steward wrote.
        decision: one of DECISIONS, RELEASE, ADD, REMOVE, "" for undecided; kept as written even when it is none of
            these.
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
        return self.decision in (*DECISIONS, RELEASE, ADD, REMOVE) and bool(self.by)

    @property
    def about_row(self) -> bool:
        """Whether it is about a whole row of the file: that it goes, or stays."""
        return self.decision == REMOVE or (self.code == ROW_REMOVED and not self.field)
