"""What a steward reads in Dagster: Japanese metadata, numbers that plot, the first findings, a link to the report."""

import os
from pathlib import Path

import dagster as dg

from pipelines.model.finding import Finding
from pipelines.model.report import Report
from pipelines.report import explain
from pipelines.report.text import verdict

FIRST = 20
"""Findings shown as a table; the report has them all."""

_SEVERITY_JA = {"error": "公開を止めている", "warning": "注意", "notice": "お知らせ"}


def report_link(root: Path, slug: str) -> dg.MetadataValue:
    """The report one click away: `hiraku dev` serves reports/ on this machine; otherwise the path on disk."""
    base = os.environ.get("HIRAKU_REPORTS_URL", "")
    if base:
        return dg.MetadataValue.url(f"{base}/reports/{slug}/report.html")
    return dg.MetadataValue.path(root / "reports" / slug / "report.html")


def of_report(report: Report, root: Path) -> dict[str, dg.MetadataValue]:
    """Metadata of one normalized table."""
    counts = report.counts()
    metadata = {
        "判定": dg.MetadataValue.md(verdict(report)),
        "検査の結果": report_link(root, report.slug),
        "行": dg.MetadataValue.int(report.rows),
        "項目": dg.MetadataValue.int(report.columns),
        "自動で直した": dg.MetadataValue.int(len(report.changes)),
        **{f"指摘（{_SEVERITY_JA[name]}）": dg.MetadataValue.int(n) for name, n in counts.items()},
        **{f"機械での読みやすさ（{name}）": dg.MetadataValue.float(score) for name, score in report.scores.items()},
        "元のファイル": dg.MetadataValue.text(report.provenance.name),
        "元のファイルの指紋": dg.MetadataValue.text(report.provenance.sha256),
        "dagster/row_count": dg.MetadataValue.int(report.rows),
    }
    if report.findings:
        metadata["はじめの指摘"] = findings_table(report.findings)
    return metadata


def findings_table(findings: tuple[Finding, ...]) -> dg.MetadataValue:
    """The first findings, worst first, as a table: where, what, and the value to type instead."""
    records = [dg.TableRecord(_record(finding)) for finding in findings[:FIRST]]
    columns = [
        dg.TableColumn(name, "string") for name in ("重さ", "行", "項目", "今の値", "何が", "どうすればよいか", "候補")
    ]
    return dg.MetadataValue.table(records, dg.TableSchema(columns=columns))


def _record(finding: Finding) -> dict[str, str]:
    told = explain(finding.code, {**finding.params, "value": finding.value, "field": finding.field})
    return {
        "重さ": _SEVERITY_JA[finding.severity],
        "行": "" if finding.line is None else str(finding.line),
        "項目": finding.field,
        "今の値": finding.value or "（空欄）" if finding.line is not None else "",
        "何が": told.what,
        "どうすればよいか": told.how,
        "候補": finding.proposal,
    }
