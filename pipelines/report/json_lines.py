"""The findings of a file as JSON Lines: the contract of design section 12, docs/schemas/check.v1.schema.json."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipelines.model.errors import HirakuError
from pipelines.model.finding import Finding
from pipelines.model.readability import RuleVerdict
from pipelines.model.report import Report
from pipelines.report.messages import explain, sentence
from pipelines.report.places import FileResult


def result_lines(result: FileResult) -> Iterator[dict[str, Any]]:
    """One object a finding, then one with counts; one object alone where the file could not be read."""
    if result.error is not None:
        yield failure_line(result.error, result.file)
    if result.report is not None:
        yield from (finding_line(finding, result.file) for finding in result.report.findings)
        yield summary_line(result.report, result.file)


def message_of(finding: Finding) -> str:
    """What was found and what to do about it, in Japanese."""
    told = explain(finding.code, {**finding.params, **_said(finding)})
    return f"{told.what}{told.how}"


def _said(finding: Finding) -> dict[str, object]:
    return {
        "value": finding.value,
        "field": finding.field,
        "label": finding.label,
        "proposal": finding.proposal.strip("●"),  # a masked one is no value to copy
    }


def finding_line(finding: Finding, file: str) -> dict[str, Any]:
    """A finding; values that are suspected to be personal are masked in the report already."""
    return {
        "file": file,
        "line": finding.line,
        "field": finding.field,
        "label": finding.label,
        "code": finding.code,
        "severity": finding.severity,
        "value": finding.value,
        "message": message_of(finding),
        "proposal": finding.proposal,
    }


def summary_line(report: Report, file: str) -> dict[str, Any]:
    """The last line of a file: counts, scores, and whether every cell was looked at."""
    return {
        "file": file,
        "rows": report.rows,
        "columns": report.columns,
        "table": report.schema,
        "counts": report.counts(),
        "changes": len(report.changes),
        "scores": report.scores,
        "readability": [rule_verdict(verdict) for verdict in report.readability],
        "complete": True,
        "unchecked": list(report.unchecked),
    }


def rule_verdict(verdict: RuleVerdict) -> dict[str, Any]:
    """One of the 30 rules: of the file as it was received, and of the CSV that would be published."""
    return {
        "rule": verdict.id,
        "name": verdict.name,
        "level": verdict.level,
        "severity": verdict.severity,
        "deduction": verdict.deduction,
        "before": asdict(verdict.before),
        "after": None if verdict.after is None else asdict(verdict.after),
    }


def failure_line(error: HirakuError, file: str) -> dict[str, Any]:
    """A file that could not be read, with the sentence that says what to do."""
    return {"file": file, "error": error.code, "message": sentence(error)}
