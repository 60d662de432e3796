"""The report for a terminal: verdict, causes with their lines, what was repaired; plain text, no colour needed."""

from collections import Counter

from pipelines.model.report import Report
from pipelines.report.causes import Cause, find_causes
from pipelines.report.lines import line_ranges
from pipelines.report.messages import rule_title, word
from pipelines.report.verdict import judge

_RANGES = 12
_FIELDS = 6


def verdict(report: Report) -> str:
    """One sentence: can it be published, and what has to be done."""
    return judge(report).text


def render_text(report: Report) -> str:
    """The report as plain Japanese text, ending with a line break."""
    causes = find_causes(report.findings)
    state = judge(report, causes)
    file = report.provenance.name
    parts = [
        report.title if report.title == file else f"{report.title}（{file}）",
        state.text,
        state.note,
        "",
        _facts(report, causes),
    ]
    for cause in causes:
        parts.extend(["", *_card(cause, report.rows)])
    parts.extend(_repairs(report))
    return "\n".join(parts) + "\n"


def _facts(report: Report, causes: list[Cause]) -> str:
    stopping = report.counts()["error"]
    return (
        f"指摘 {len(report.findings):,}件（{len(causes):,}つの原因）、公開を止めている {stopping:,}件、"
        f"自動で直した {len(report.changes):,}か所、調べた範囲 {report.rows:,}行"
    )


def _card(cause: Cause, rows: int) -> list[str]:
    head = f"■ [{word('severities', cause.severity)}] {cause.message.title}　{cause.count:,}件"
    lines = line_ranges((f.line for f in cause.findings), rows=rows, most=_RANGES)[0]
    fields = "、".join(cause.fields[:_FIELDS]) + (
        f" など{len(cause.fields)}項目" if len(cause.fields) > _FIELDS else ""
    )
    where = "、".join(part for part in (fields, lines) if part)
    told = [head, f"  どこ　　　：{where or 'ファイル全体'}", f"  何が　　　：{cause.message.what}"]
    told.extend(
        _example(example.where, example.value, example.proposal) for example in cause.examples(3) if example.proposal
    )
    told.extend(_weighed(cause))
    told.extend([f"  なぜ困るか：{cause.message.why}", f"  どうするか：{cause.message.how}（{cause.code}）"])
    return told


def _weighed(cause: Cause) -> list[str]:
    """What the workspace decided about the weight of this cause, and why."""
    decided = next((f for f in cause.findings if f.reason), None)
    if decided is None:
        return []
    before, after = word("severities", decided.severity_before), word("severities", decided.severity)
    return [f"  重さ　　　：設定により「{before}」から「{after}」に変えています。理由：{decided.reason}"]


def _example(where: str, value: str, proposal: str) -> str:
    return f"  　　例　　：{where} {value} → 候補 {proposal}"


def _repairs(report: Report) -> list[str]:
    if not report.changes:
        return []
    counts = Counter(change.rule for change in report.changes)
    return ["", "自動で直したところ", *(f"  {rule_title(rule)}　{n:,}か所" for rule, n in counts.most_common())]
