"""What bringing a table from an older edition of its standard to the current one did, step by step."""

from dataclasses import dataclass
from typing import Literal

StepKind = Literal["renamed", "joined", "split", "kept", "new"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to whole columns; what became of single cells is in the changes.

    Attributes:
        kind: "renamed" (one column, another name), "joined" (several became one), "split" (parts of one were written
            into several; the column itself may stay), "kept" (left behind under its old name), "new" (empty columns
            that the older edition had not).
        before: fields of the older edition, () for new ones.
        after: fields of the current edition, () for kept ones.
        rows: records that hold something there; 0 for new ones.
    """

    kind: StepKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Migration:
    """From which edition to which, and how; editions as in schemas/standard ("2017", "A-2022" …)."""

    slug: str
    from_edition: str
    to_edition: str
    steps: tuple[Step, ...]

    def of_kind(self, kind: StepKind) -> tuple[Step, ...]:
        """The steps of one kind, in their order."""
        return tuple(step for step in self.steps if step.kind == kind)
