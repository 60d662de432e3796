"""The 30 rules as data: id, Japanese name, level, severity and deduction."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from pipelines.standard import SCHEMAS


@dataclass(frozen=True, slots=True)
class ReadabilityRule:
    """One official rule.

    Attributes:
        id: "L1-01" … "L3-09".
        name: Japanese.
        level: 1, 2 or 3.
        severity: "FATAL", "CRITICAL", "MAJOR" or "MINOR".
        deduction: points taken from the level's 100; None for a fatal rule, which leaves nothing.
        applies_to: "any", "csv", "xlsx" or "series".
    """

    id: str
    name: str
    level: int
    severity: str
    deduction: int | None
    applies_to: str


@cache
def rules() -> tuple[ReadabilityRule, ...]:
    """All rules in the order of their ids, read from schemas/source/machine_readability_rules.csv."""
    file = SCHEMAS / "source" / "machine_readability_rules.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            ReadabilityRule(
                id=row["id"],
                name=row["name_ja"],
                level=int(row["level"]),
                severity=row["severity"],
                deduction=None if row["deduction"] == "zero" else int(row["deduction"]),
                applies_to=row["applies_to"],
            )
            for row in csv.DictReader(lines)
        )


def points(level: int, broken: Collection[str]) -> float:
    """Points of a level, 0 … 100, by the official deductions; each rule counts once, a fatal one leaves nothing."""
    costs = [rule.deduction for rule in rules() if rule.level == level and rule.id in broken]
    return 0.0 if None in costs else float(max(100 - sum(cost or 0 for cost in costs), 0))
