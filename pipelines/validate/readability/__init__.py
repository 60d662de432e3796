"""Machine readability by the Digital Agency's 30 rules, before and after repair, as far as one file shows it."""

from dataclasses import dataclass

from pipelines.model.finding import Finding
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.validate.readability.catalogue import ReadabilityRule, rules
from pipelines.validate.readability.level1 import LEVEL_1
from pipelines.validate.readability.level2 import LEVEL_2
from pipelines.validate.readability.level3 import LEVEL_3
from pipelines.validate.readability.sheet import Sheet, Violation, sheet_of_published, sheet_of_raw

JUDGES = {**LEVEL_1, **LEVEL_2, **LEVEL_3}
"""Rule id -> judge: the violations in a sheet, or None where this file cannot show them."""


@dataclass(frozen=True, slots=True)
class Readability:
    """How readable a file is for a program.

    Attributes:
        findings: code "readability", severity notice, one a rule and column of the raw file; params: rule (id), name
            (Japanese), level, n (cells), so that before and after use the official ids.
        scores: "L1-before" … "L3-before" of the raw file and "L1-after" … of the published one: 0 … 100 by the
            official deductions, over the rules that could be judged.
        unchecked: ids of rules that could not be judged in the raw file.
    """

    findings: tuple[Finding, ...]
    scores: dict[str, float]
    unchecked: tuple[str, ...]


def judge_readability(raw: RawTable, published: NormalizedTable | None = None) -> Readability:
    """Judge a raw file, and the table that would be published from it, by the same rules.

    Args:
        raw: the file as ingest read it.
        published: the same after repair; None leaves out the scores "after".
    """
    before = _judge(sheet_of_raw(raw))
    findings = [_finding(rule, violation, raw) for rule in rules() for violation in before.get(rule.id) or []]
    scores = _scores(before, "before")
    if published is not None:
        scores.update(_scores(_judge(sheet_of_published(published)), "after"))
    unchecked = tuple(rule.id for rule in rules() if before[rule.id] is None)
    return Readability(tuple(findings), scores, unchecked)


def _judge(sheet: Sheet) -> dict[str, list[Violation] | None]:
    judged: dict[str, list[Violation] | None] = {}
    for rule in rules():
        judge = JUDGES.get(rule.id)
        # Excel's rules ask nothing of a text file, nor those for CSV of a workbook
        foreign = rule.applies_to not in ("any", "series", sheet.family)
        judged[rule.id] = [] if foreign else judge(sheet) if judge else None
    return judged


def _scores(judged: dict[str, list[Violation] | None], when: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for level in (1, 2, 3):
        broken = [rule for rule in rules() if rule.level == level and judged[rule.id]]
        fatal = any(rule.deduction is None for rule in broken)
        left = 100 - sum(rule.deduction or 0 for rule in broken)
        scores[f"L{level}-{when}"] = 0.0 if fatal else float(max(left, 0))
    return scores


def _finding(rule: ReadabilityRule, violation: Violation, raw: RawTable) -> Finding:
    label = "" if violation.column is None else raw.labels[int(violation.column)]
    return Finding(
        "readability",
        "notice",
        line=violation.line,
        label=label,
        params={"rule": rule.id, "name": rule.name, "level": rule.level, "n": violation.n},
        basis="official",
    )
