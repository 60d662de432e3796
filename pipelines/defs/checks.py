"""The three checks of `normalized`, made from the report in the same step (a step of its own costs double)."""

import dagster as dg

from pipelines.model.finding import Finding, count_by_severity
from pipelines.model.report import Report

CHECKS = {
    "conformance": "国の標準の表（または区独自の表）のきまりに合うか",
    "personal_data": "個人情報の疑いがある値がないか",
    "machine_readability": "機械での読みやすさ（30のルール）",
}

_PERSONAL = ("personal-data", "personal-mobile", "personal-email")
_READABILITY = ("readability",)


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
    if finding.code in _PERSONAL:
        return "personal_data"
    return "machine_readability" if finding.code in _READABILITY else "conformance"


def _result(name: str, found: list[Finding], key: dg.AssetKey, report: Report) -> dg.AssetCheckResult:
    counts = count_by_severity(found)
    metadata: dict[str, dg.MetadataValue] = {
        "公開を止めている": dg.MetadataValue.int(counts["error"]),
        "注意": dg.MetadataValue.int(counts["warning"]),
        "お知らせ": dg.MetadataValue.int(counts["notice"]),
    }
    if name == "machine_readability":
        metadata.update({label: dg.MetadataValue.float(score) for label, score in report.scores.items()})
    blocked = counts["error"] > 0
    return dg.AssetCheckResult(
        check_name=name,
        asset_key=key,
        passed=not blocked and counts["warning"] == 0,
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        description=f"公開を止めている指摘 {counts['error']}件、注意 {counts['warning']}件",
        metadata=metadata,
    )
