"""The points a file reaches once everything that its findings ask for is done, judged again, never added up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from pipelines.model.finding import Finding, Line
from pipelines.model.readability import RuleVerdict
from pipelines.model.schema import KINDS, TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.validate.readability import JUDGES
from pipelines.validate.readability.catalogue import points
from pipelines.validate.readability.sheet import Unjudged, sheet_of_published

_LEVELS = (1, 2, 3)
_FORMED = frozenset(KINDS) - {"text", "kana", "address", "coordinate"}
"""Kinds whose right values have one form; what a mended text, name or address will look like nobody knows."""
_NAMELESS = re.compile("列([0-9]+)(?:_[0-9]+)?")
"""What a column without a label is published under."""


def points_in_reach(
    verdicts: Sequence[RuleVerdict], table: NormalizedTable, schema: TableSchema, findings: Iterable[Finding]
) -> dict[int, float]:
    """Level -> 0 … 100: the points of the published table with every value in its form that a finding asks to mend.

    A rule that is broken now counts as kept only where it is kept in that table: all its places must be reported cells
    of fields whose right form is known (the proposal, or the form that the definition gives), or labels that somebody
    is asked for. What nobody is asked to change stays as it is. What is true only today asks for nothing here, so that
    a published report does not change with the day.

    Args:
        verdicts: of the 30 rules, with those on the published table.
        table: what would be published.
        schema: its definition.
        findings: of the report; notices without a proposal ask for nothing.

    Returns:
        {} where no table was judged after repair.
    """
    broken = {verdict.id for verdict in verdicts if verdict.after and verdict.after.status == "broken"}
    if not any(verdict.after for verdict in verdicts):
        return {}
    asking = [f for f in findings if not f.momentary and (f.severity != "notice" or f.proposal)] if broken else []
    if asking:
        sheet = sheet_of_published(_named(_mended(table, schema, asking), asking), schema)
        # a rule that needs the raw files says nothing here, and is as broken as before
        judged = {rule: JUDGES[rule](sheet) for rule in broken}
        broken = {rule for rule, found in judged.items() if isinstance(found, Unjudged) or found}
    return {level: points(level, broken) for level in _LEVELS}


def _mended(table: NormalizedTable, schema: TableSchema, asking: Sequence[Finding]) -> NormalizedTable:
    """The table with the values that are asked for."""
    asked: dict[str, dict[Line | None, str]] = {}
    for finding in asking:
        if finding.field in table.cells.columns:
            proposal = finding.proposal if finding.line is not None else ""  # a column's is a name, not a value
            asked.setdefault(finding.field, {})[finding.line] = proposal
    cells = table.cells.copy(deep=False)
    for name, by_line in asked.items():
        known, before = schema.field_named(name), table.cells[name]
        formed = known is not None and known.kind in _FORMED
        right = _usual(before, by_line) if formed else None
        texts = [_cured(text, by_line, line, right) for line, text in zip(before.index, before, strict=True)]
        cells[name] = pd.Series(texts, index=before.index, dtype=before.dtype)
    return replace(table, cells=cells)


def _usual(column: "pd.Series[str]", by_line: dict[Line | None, str]) -> str:
    """A value of the column that nobody asks about, in place of right ones; "" where all are asked about.

    What rules ask of a column as a whole (is it numbers, how many choices) so stays as it is. Where it breaks a rule
    itself, that rule stays broken by the cell that it was taken from.
    """
    left = column[[line not in by_line and None not in by_line for line in column.index]]
    counts = left[left.str.strip() != ""].value_counts()
    return str(counts.index[0]) if len(counts) else ""


def _cured(text: str, by_line: dict[Line | None, str], line: Line, right: str | None) -> str:
    """A cell after its cure; `right` stands for the value of a cell without a proposal, None where nothing can."""
    if by_line.get(line):
        return by_line[line]
    return right if right is not None and (line in by_line or None in by_line) else text


def _named(table: NormalizedTable, asking: Sequence[Finding]) -> NormalizedTable:
    """The table with names for the columns without a label that somebody is asked to name; any name will do."""
    every = any(finding.code == "header-not-found" for finding in asking)
    asked = {str(finding.params.get("column")) for finding in asking if finding.code == "label-blank"}
    found = {name: _NAMELESS.fullmatch(name) for name in table.cells.columns}
    named = {name: f"名{match[1]}" for name, match in found.items() if match and (every or match[1] in asked)}
    return replace(table, cells=table.cells.rename(columns=named)) if named else table
