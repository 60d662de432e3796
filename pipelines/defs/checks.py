"""The three checks of `normalized`, made from the report in the same step (a step of its own costs double)."""

import dagster as dg

from pipelines.defs.metadata import SEVERITY_COUNTS
from pipelines.model.finding import Finding, count_by_severity
from pipelines.model.report import Report
from pipelines.report.causes import find_causes
from pipelines.report.messages import word
from pipelines.report.privacy import is_personal

CHECKS = {
    "conformance": "国の標準の表（または区独自の表）のきまりに合うか",
    "personal_data": "個人情報の疑いがある値がないか",
    "machine_readability": "機械での読みやすさ（デジタル庁の30のルール）",
}

_NAMED = 3
"""Causes that a check's description names; the report has them all."""


def specs(key: dg.AssetKey) -> list[dg.AssetCheckSpec]:
    """Blocking checks: within a run `published` waits for them; the gate itself is in `published`."""
    return [dg.AssetCheckSpec(name=name, asset=key, description=text, blocking=True) for name, text in CHECKS.items()]


def results(report: Report, key: dg.AssetKey) -> list[dg.AssetCheckResult]:
    """One result per check; a check fails on errors and warns without blocking otherwise."""
    groups: dict[str, list[Finding]] = {name: [] for name in CHECKS}
    for finding in report.findings:
        groups[_check_of(finding)].append(finding)
    return [_result(name, found, key, report) for name, found in groups.items()]


def _check_of(finding: Finding) -> str:
    if is_personal(finding.code):
        return "personal_data"
    return "machine_readability" if finding.code == "readability" else "conformance"


def _result(name: str, found: list[Finding], key: dg.AssetKey, report: Report) -> dg.AssetCheckResult:
    counts = count_by_severity(found)
    metadata: dict[str, dg.MetadataValue] = {
        SEVERITY_COUNTS[severity]: dg.MetadataValue.int(n) for severity, n in counts.items()
    }
    if name == "machine_readability":
        metadata.update({f"点数（{label}）": dg.MetadataValue.float(score) for label, score in report.scores.items()})
    blocked = counts["error"] > 0
    return dg.AssetCheckResult(
        check_name=name,
        asset_key=key,
        passed=not blocked and counts["warning"] == 0,
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        description=_told(found),
        metadata=metadata,
    )


def _told(found: list[Finding]) -> str:
    """The causes that somebody should act on, worst first, as one line."""
    causes = [cause for cause in find_causes(found) if cause.severity != "notice"]
    if not causes:
        return "直すところはありません。"
    parts = [f"[{word('severities', c.severity)}] {c.message.title} {c.count:,}件" for c in causes[:_NAMED]]
    more = [f"ほかに{len(causes) - _NAMED:,}種類"] if len(causes) > _NAMED else []
    return "、".join(parts + more)
