"""What the 30 official rules of machine readability say of a dataset: each rule's verdict, before and after repair."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["kept", "broken", "unchecked"]

REASONS = ("other-format", "format-unread", "needs-other-files", "author-knows", "nothing-to-judge", "unreadable")
"""Why a rule could not be judged: it is about another kind of file; the reader of this kind cannot see it; only other
files show it; only who wrote the file knows; the table has nothing of the kind; the file could not be read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule on one file.

    Attributes:
        status: "kept", "broken" or "unchecked".
        reason: one of REASONS where it is unchecked, "".
        n: number of cells, rows or objects that break it.
        places: where, the first ones: "B5:B9" (A1, workbooks), "R5C2:R9C2" (physical line and column, CSV), "" for
            the file as a whole is left out.
    """

    status: Status
    reason: str = ""
    n: int = 0
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """One rule on the raw files and on what is published of them.

    Attributes:
        id: "L1-01" … "L3-09".
        name: Japanese.
        level: 1, 2 or 3.
        severity: "FATAL", "CRITICAL", "MAJOR" or "MINOR", as in the official table.
        deduction: points taken from the level's 100; None for a fatal rule, which leaves nothing.
        before: of the raw files.
        after: of the published table, None where there is none.
        beside: of the published table beside the version that is published now, for a rule that one file alone cannot
            show (L3-07); None where nothing is. Only the steward sees it, and no points count it.
    """

    id: str
    name: str
    level: int
    severity: str
    deduction: int | None
    before: Verdict
    after: Verdict | None = None
    beside: Verdict | None = None
