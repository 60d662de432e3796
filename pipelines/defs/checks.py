"""The three checks of `normalized`, made from the report in the same step (a step of its own costs double)."""

from pathlib import Path

import dagster as dg

from pipelines.defs.metadata import SEVERITY_COUNTS, report_link, rules_table, scores_of
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


def results(report: Report, key: dg.AssetKey, root: Path) -> list[dg.AssetCheckResult]:
    """One result per check; a check fails on errors and warns without blocking otherwise."""
    groups: dict[str, list[Finding]] = {name: [] for name in CHECKS}
    for finding in report.findings:
        groups[_check_of(finding)].append(finding)
    return [_result(name, found, key, report, root) for name, found in groups.items()]


def _check_of(finding: Finding) -> str:
    if is_personal(finding.code):
        return "personal_data"
    return "machine_readability" if finding.code == "readability" else "conformance"


def _result(name: str, found: list[Finding], key: dg.AssetKey, report: Report, root: Path) -> dg.AssetCheckResult:
    """Counts, rows and scores are numbers, so that Dagster plots them from run to run; no value of any cell is here."""
    counts = count_by_severity(found)
    metadata: dict[str, dg.MetadataValue] = {
        "検査の結果": report_link(root, report.slug),
        **{SEVERITY_COUNTS[severity]: dg.MetadataValue.int(n) for severity, n in counts.items()},
        "原因": dg.MetadataValue.int(len(find_causes(found))),
        "行": dg.MetadataValue.int(report.rows),
    }
    if name == "machine_readability":
        metadata |= scores_of(report)
        metadata |= {"30のルール": rules_table(report)} if report.readability else {}
    blocked = counts["error"] > 0
    return dg.AssetCheckResult(
        check_name=name,
        asset_key=key,
        passed=not blocked and counts["warning"] == 0,
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        description=_points_told(report) if name == "machine_readability" else _told(found),
        metadata=metadata,
    )


def _points_told(report: Report) -> str:
    """The points of the three levels, before and now."""
    before, after = ([report.scores.get(f"L{n}-{when}") for n in (1, 2, 3)] for when in ("before", "after"))
    levels = enumerate(zip(before, after, strict=True), start=1)
    told = [f"レベル{n}は{old:g}点から{new:g}点" for n, (old, new) in levels if old is not None and new is not None]
    return "、".join(told) + "になりました。" if told else "点数はありません。"


def _told(found: list[Finding]) -> str:
    """The causes that somebody should act on, worst first, as one line."""
    causes = [cause for cause in find_causes(found) if cause.severity != "notice"]
    if not causes:
        return "直すところはありません。"
    parts = [f"[{word('severities', c.severity)}] {c.message.title} {c.count:,}件" for c in causes[:_NAMED]]
    more = [f"ほかに{len(causes) - _NAMED:,}種類"] if len(causes) > _NAMED else []
    return "、".join(parts + more)
