"""What a steward reads in Dagster: Japanese metadata, numbers that plot, the first findings, a link to the report."""

import os
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import dagster as dg

from pipelines.model.finding import Finding
from pipelines.model.package import Package
from pipelines.model.readability import Verdict
from pipelines.model.report import Report
from pipelines.report import explain
from pipelines.report.first_pass import first_pass, total
from pipelines.report.judgements import HEADER, read_judgements
from pipelines.report.messages import shown, word
from pipelines.report.privacy import WITHHELD, Privacy, is_personal, privacy_of
from pipelines.report.text import verdict

FIRST = 20
"""Findings shown as a table; the report has them all."""

SEVERITY_COUNTS = {"error": "止めている", "warning": "注意", "notice": "お知らせ"}
"""Headings of the counts, those of the closing table of `hiraku run`."""

_COLUMNS = ("重さ", "行", "項目", "今の値", "何が", "どうすればよいか", "候補")


def report_link(root: Path, slug: str) -> dg.MetadataValue:
    """The report one click away: `hiraku dev` serves reports/ on this machine; otherwise the path on disk."""
    base = os.environ.get("HIRAKU_REPORTS_URL", "")
    if base:
        return dg.MetadataValue.url(f"{base}/reports/{slug}/report.html")
    return dg.MetadataValue.path(root / "reports" / slug / "report.html")


def of_report(
    report: Report, root: Path, history: bytes = b"", section: Sequence[bytes] = ()
) -> dict[str, dg.MetadataValue]:
    """Metadata of one normalized table; `history` is the dataset's history.csv, `section` those of its section."""
    return {
        "判定": dg.MetadataValue.text(verdict(report)),
        "検査の結果": report_link(root, report.slug),
        **{SEVERITY_COUNTS[name]: dg.MetadataValue.int(n) for name, n in report.counts().items()},
        "自動で直した": dg.MetadataValue.int(len(report.changes)),
        "行": dg.MetadataValue.int(report.rows),
        "項目": dg.MetadataValue.int(report.columns),
        **scores_of(report),
        **first_pass_of(history, section),
        # tables are long: below the figures that are read at a glance
        **({"はじめの指摘": findings_table(report.findings)} if report.findings else {}),
        **({"これまでの検査": history_table(history)} if history else {}),
        "元のファイル": dg.MetadataValue.text(report.provenance.name),
        "元のファイルの指紋": dg.MetadataValue.text(report.provenance.sha256),
        "dagster/row_count": dg.MetadataValue.int(report.rows),
    }


def of_package(package: Package, done: str, root: Path) -> dict[str, dg.MetadataValue]:
    """Metadata of one publication; `done` is what happened at the targets, in Japanese."""
    return {
        "結果": dg.MetadataValue.text(done),
        "公開したページ": _page_link(root, package.dataset.slug),
        "行": dg.MetadataValue.int(package.rows),
        "ファイル": dg.MetadataValue.int(len(package.files)),
        "検査の結果": report_link(root, package.dataset.slug),
        "指紋": dg.MetadataValue.text(package.fingerprint()),
        "dagster/row_count": dg.MetadataValue.int(package.rows),
    }


def _page_link(root: Path, slug: str) -> dg.MetadataValue:
    base = os.environ.get("HIRAKU_REPORTS_URL", "")
    if base:
        return dg.MetadataValue.url(f"{base}/published/{slug}/index.html")
    return dg.MetadataValue.path(root / "published" / slug / "index.html")


def scores_of(report: Report) -> dict[str, dg.MetadataValue]:
    """The points of the three levels before and now, as numbers that plot, under the headings of history.csv."""
    when = {"before": "前", "after": "今"}
    return {
        f"読みやすさ{level}（{name}）": dg.MetadataValue.float(report.scores[f"L{level}-{key}"])
        for key, name in when.items()
        for level in (1, 2, 3)
        if f"L{level}-{key}" in report.scores
    }


def first_pass_of(history: bytes, section: Sequence[bytes]) -> dict[str, dg.MetadataValue]:
    """How often a file passed at its first check, of the dataset and of its section, as numbers that plot."""
    own = first_pass(read_judgements(history))
    whole = total(first_pass(read_judgements(one)) for one in section)
    shares = {"一回で通った割合（%）": own.share, "課で一回で通った割合（%）": whole.share}
    told = {name: dg.MetadataValue.float(round(100 * share, 1)) for name, share in shares.items() if share is not None}
    return {"届いた回数": dg.MetadataValue.int(own.hand_ins), **told} if own.hand_ins else {}


def rules_table(report: Report) -> dg.MetadataValue:
    """The 30 rules with what they say of the raw files and of what is published; places are ranges, never values."""
    columns = ("番号", "ルール", "減点", "前", "今", "前の場所")
    records = [
        dg.TableRecord(dict(zip(columns, cells, strict=True)))
        for cells in (
            (
                verdict.id,
                verdict.name,
                "0点になる" if verdict.deduction is None else str(verdict.deduction),
                _told(verdict.before),
                _told(verdict.after) if verdict.after else "",
                "、".join(verdict.before.places[:3]),
            )
            for verdict in report.readability
        )
    ]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name, "string") for name in columns]))


def _told(verdict: Verdict) -> str:
    if verdict.status == "unchecked":
        return f"確かめられません：{word('readability_reasons', verdict.reason, '')}"
    return f"{verdict.n:,}か所" if verdict.status == "broken" else "合っています"


def history_table(history: bytes) -> dg.MetadataValue:
    """The last judgements that differ from the one before, newest first."""
    lines = reversed(read_judgements(history)[-FIRST:])
    records = [dg.TableRecord(dict(zip(HEADER, astuple(line), strict=True))) for line in lines]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name, "string") for name in HEADER]))


def findings_table(findings: tuple[Finding, ...]) -> dg.MetadataValue:
    """The first findings, worst first, as a table: where, what, and the value to type instead.

    What is suspected to be personal data stays out, here as in the report: Dagster's log outlives the raw file.
    """
    privacy = privacy_of(findings)
    records = [dg.TableRecord(_record(finding, privacy)) for finding in findings[:FIRST]]
    columns = [dg.TableColumn(name, "string") for name in _COLUMNS]
    return dg.MetadataValue.table(records, dg.TableSchema(columns=columns))


def _record(finding: Finding, privacy: Privacy) -> dict[str, str]:
    hidden = is_personal(finding.code) or privacy.withholds(finding.line, finding.field, finding.label)
    value = "" if hidden else finding.value
    proposal = "" if hidden else finding.proposal
    told = explain(finding.code, {**finding.params, "value": value, "proposal": proposal, "field": finding.field})
    cells = (
        SEVERITY_COUNTS[finding.severity],
        "" if finding.line is None else str(finding.line),
        finding.field or finding.label,
        WITHHELD if hidden else shown(value) if finding.line is not None and (finding.field or value) else "",
        told.what,
        told.how,
        proposal,
    )
    return dict(zip(_COLUMNS, cells, strict=True))
