"""Groups the changes of a table by rule, equal before → after pairs as one row with all their lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.model.finding import CellChange, Line
from pipelines.report.messages import rule_fills, rule_title, shown
from pipelines.report.privacy import WITHHELD, Privacy


@dataclass(frozen=True, slots=True)
class Pair:
    """One before → after of one field, with every line it happened on."""

    field: str
    before: str
    after: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """All changes of one rule; `fills` tells 補った from 直した."""

    rule: str
    title: str
    fills: bool
    count: int
    pairs: tuple[Pair, ...]


def find_repairs(changes: Iterable[CellChange], privacy: Privacy) -> list[Repair]:
    """Repairs by rule, the most frequent first; pairs in the order of the file, most lines first."""
    rules: dict[str, dict[tuple[str, str, str], list[Line]]] = {}
    for change in changes:
        hidden = privacy.withholds(change.line, change.field)
        key = (change.field, WITHHELD, WITHHELD) if hidden else (change.field, change.before, change.after)
        rules.setdefault(change.rule, {}).setdefault(key, []).append(change.line)
    repairs = [_repair(rule, pairs) for rule, pairs in rules.items()]
    return sorted(repairs, key=lambda repair: -repair.count)


def _repair(rule: str, pairs: dict[tuple[str, str, str], list[Line]]) -> Repair:
    made = [
        Pair(field, shown(before, 120), shown(after, 120), tuple(lines))
        for (field, before, after), lines in sorted(pairs.items(), key=lambda item: -len(item[1]))
    ]
    count = sum(len(pair.lines) for pair in made)
    return Repair(rule, rule_title(rule), rule_fills(rule), count, tuple(made))
