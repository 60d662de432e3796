"""Machine readability by the Digital Agency's 30 rules, before and after repair, as far as the files show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.model.finding import Finding
from pipelines.model.readability import RuleVerdict, Verdict
from pipelines.model.schema import Field, TableSchema
from pipelines.model.surroundings import LastVersion
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.validate.readability.catalogue import ReadabilityRule, points, rules
from pipelines.validate.readability.level1 import LEVEL_1
from pipelines.validate.readability.level2 import LEVEL_2
from pipelines.validate.readability.level3 import LEVEL_3, alike
from pipelines.validate.readability.places import MOST
from pipelines.validate.readability.sheet import (
    Judge,
    Judgement,
    Sheet,
    Unjudged,
    Violation,
    sheet_of_published,
    sheet_of_raw,
    with_schema,
)
from pipelines.validate.readability.workbook import WORKBOOK

JUDGES: dict[str, Judge] = {**LEVEL_1, **LEVEL_2, **LEVEL_3, **WORKBOOK}
"""Rule id -> judge: the violations in a sheet, or why this file cannot show them."""

_TOLD = 3
"""Ranges that a finding's own sentence names; its parameters have more."""


@dataclass(frozen=True, slots=True)
class Readability:
    """How readable a dataset is for a program.

    Attributes:
        findings: code "readability", severity notice, one a rule and column of the raw file; params: rule (id), name
            (Japanese), level, weight (official severity), n (cells), places (ranges, the first 50), where (the first
            three as one text), so that before and after use the official ids.
        scores: "L1-before" … "L3-before" of the raw files and "L1-after" … of the published one: 0 … 100 by the
            official deductions, over the rules that could be judged.
        verdicts: each of the 30 rules, before and after.
    """

    findings: tuple[Finding, ...]
    scores: dict[str, float]
    verdicts: tuple[RuleVerdict, ...] = ()

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Ids of rules that apply to the raw files and could not be judged there."""
        return tuple(v.id for v in self.verdicts if v.before.status == "unchecked" and v.before.reason != _OTHER)


_OTHER = "other-format"


def judge_readability(
    raw: RawTable | Sequence[RawTable],
    published: NormalizedTable | None = None,
    schema: TableSchema | None = None,
    last: LastVersion | None = None,
) -> Readability:
    """Judge raw files, and the table that would be published from them, by the same rules.

    Args:
        raw: the file as ingest read it, or all files that make one dataset; a rule is broken where one breaks it.
        published: the same after repair; None leaves out what is "after".
        schema: what the published table travels with.
        last: what is published now, for the rule that one edition alone cannot show (L3-07).
    """
    raws = [raw] if isinstance(raw, RawTable) else list(raw)
    defined = _defined(published, schema)
    judged = [judge_sheet(sheet_of_raw(own, [o for o in raws if o is not own], defined)) for own in raws]
    before = {rule.id: _verdict([found[rule.id] for found in judged]) for rule in rules()}
    after = None
    if published is not None:
        own = judge_sheet(sheet_of_published(published, schema, stacked=len(raws) > 1))
        after = {rule.id: _verdict([own[rule.id]]) for rule in rules()}
    findings = [
        _finding(rule, violation, own, named=len(raws) > 1)
        for own, found in zip(raws, judged, strict=True)
        for rule in rules()
        for violation in _violations(found[rule.id])
    ]
    verdicts = _verdicts(before, after)
    if published is not None and last is not None:
        verdicts = tuple(_beside(verdict, published, last) for verdict in verdicts)
        findings.extend(_change_of_form(verdict) for verdict in verdicts if verdict.beside == _OTHER_FORM)
    return Readability(tuple(findings), _scores(before, after), verdicts)


_OTHER_FORM = Verdict("broken", n=1)


def _beside(verdict: RuleVerdict, table: NormalizedTable, last: LastVersion) -> RuleVerdict:
    """L3-07 of a table beside the version that is published now; the same verdict for any other rule."""
    if verdict.id != "L3-07" or verdict.after is None or verdict.after.reason != "needs-other-files":
        return verdict
    same = alike(map(str, table.cells.columns), last.columns)
    return replace(verdict, beside=Verdict("kept") if same else _OTHER_FORM)


def _change_of_form(verdict: RuleVerdict) -> Finding:
    params: dict[str, object] = {"rule": verdict.id, "name": verdict.name, "level": verdict.level, "n": 1}
    params |= {"weight": verdict.severity, "places": []}
    return Finding("readability", "notice", params=params, basis="official", momentary=True)


def _defined(table: NormalizedTable | None, schema: TableSchema | None) -> dict[str, Field]:
    """The ward's label -> field, as the table was aligned; a file of the same dataset may name the field itself."""
    if table is None or schema is None:
        return {}
    named = {spec.name: spec for spec in schema.fields}
    return {**named, **{label: named[name] for name, label in table.labels.items() if label and name in named}}


def judge_published(raw: RawTable, schema: TableSchema) -> Readability:
    """Judge a published file as it was read back, with the definition that travels with it; scores are "after"."""
    found = judge_sheet(with_schema(sheet_of_raw(raw), schema))
    after = {rule.id: _verdict([found[rule.id]]) for rule in rules()}
    return Readability((), _scores({}, after), _verdicts(after, after))


def judge_unreadable() -> Readability:
    """What the rules say of a file that never became a table (PDF, Word, a picture): L1-01 is broken."""
    before = {rule.id: Verdict("unchecked", "unreadable") for rule in rules()}
    before["L1-01"] = Verdict("broken", n=1)
    return Readability((), {"L1-before": 0.0}, _verdicts(before, None))


def judge_sheet(sheet: Sheet) -> dict[str, Judgement]:
    """Rule id -> violations, or why it could not be judged, for all 30."""
    judged: dict[str, Judgement] = {}
    for rule in rules():
        # Excel's rules ask nothing of a text file, nor those for CSV of a workbook
        foreign = rule.applies_to not in ("any", "series", sheet.family)
        judged[rule.id] = Unjudged(_OTHER) if foreign else JUDGES[rule.id](sheet)
    return judged


def _violations(judgement: Judgement) -> list[Violation]:
    return [] if isinstance(judgement, Unjudged) else judgement


def _verdict(judgements: Sequence[Judgement]) -> Verdict:
    """One verdict of a rule over all files of a dataset."""
    found = [violation for judgement in judgements for violation in _violations(judgement)]
    if found:
        places = [place for violation in found for place in violation.places]
        return Verdict("broken", n=sum(violation.n for violation in found), places=tuple(places[:MOST]))
    reasons = [judgement.reason for judgement in judgements if isinstance(judgement, Unjudged)]
    return Verdict("unchecked", reasons[0]) if reasons else Verdict("kept")


def _verdicts(before: Mapping[str, Verdict], after: Mapping[str, Verdict] | None) -> tuple[RuleVerdict, ...]:
    return tuple(
        RuleVerdict(
            rule.id,
            rule.name,
            rule.level,
            rule.severity,
            rule.deduction,
            before[rule.id],
            after[rule.id] if after else None,
        )
        for rule in rules()
    )


def _scores(before: Mapping[str, Verdict], after: Mapping[str, Verdict] | None) -> dict[str, float]:
    scores: dict[str, float] = {}
    for when, verdicts in (("before", before), ("after", after)):
        broken = [rule for rule, verdict in (verdicts or {}).items() if verdict.status == "broken"]
        scores |= {f"L{level}-{when}": points(level, broken) for level in (1, 2, 3) if verdicts}
    return scores


def _finding(rule: ReadabilityRule, violation: Violation, raw: RawTable, *, named: bool) -> Finding:
    column = violation.column
    line = violation.line
    mark = f"{raw.provenance.name}:" if named else ""  # as the lines of a dataset of several files are named
    places = list(violation.places)
    more = "など" if len(places) > _TOLD else ""
    params: dict[str, object] = {"rule": rule.id, "name": rule.name, "level": rule.level, "weight": rule.severity}
    params |= {"n": violation.n, "places": places, "where": "、".join(places[:_TOLD]) + more}
    return Finding(
        "readability",
        "notice",
        line=f"{mark}{line}" if mark and line is not None else line,
        label="" if column is None else raw.labels[column],
        params=params,
        basis="official",
    )
