"""The figure 一回で通った割合: how many hand-ins passed at their first check, from the judgements on record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.report.judgements import PUBLISHABLE, Judgement


@dataclass(frozen=True, slots=True)
class FirstPass:
    """Hand-ins, and how many of them passed at once."""

    hand_ins: int = 0
    first: int = 0

    def __add__(self, other: "FirstPass") -> "FirstPass":
        return FirstPass(self.hand_ins + other.hand_ins, self.first + other.first)

    @property
    def share(self) -> float | None:
        """0 … 1, None where nothing was handed in."""
        return self.first / self.hand_ins if self.hand_ins else None


def first_pass(judgements: Sequence[Judgement]) -> FirstPass:
    """The figure of one dataset.

    A hand-in begins with the first file, and with every other file after one that passed; it lasts until a file
    passes. Its first judgement decides: mended files and decisions that are taken in later belong to the same
    hand-in, so that a section is not praised for passing at the third attempt, nor blamed three times for one fault.

    Args:
        judgements: of one dataset, oldest first.
    """
    found = FirstPass()
    raw, passed = "", True
    for judgement in judgements:
        passes = judgement.result == PUBLISHABLE
        if passed and judgement.raw != raw:
            found += FirstPass(1, int(passes))
            passed = passes
        elif not passed:
            passed = passes
        raw = judgement.raw
    return found


def total(figures: Iterable[FirstPass]) -> FirstPass:
    """The figure of several datasets together: hand-ins count alike, whatever dataset they are of."""
    return sum(figures, FirstPass())
