"""Every finding as one row for a spreadsheet: what the page shows in part, whole; personal data stays withheld."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.model.report import Report
from pipelines.report.causes import Cause, find_causes
from pipelines.report.messages import word

HEADER = ("重さ", "原因", "行", "名称", "項目", "元の項目名", "今の値", "候補", "どうするか", "コード")
_FORMULA = re.compile(r"[=+\-@\t\r]")


def listed_findings(report: Report) -> Iterator[tuple[str, ...]]:
    """Rows under HEADER, in the order of the page: causes by gain, in each cause by line.

    Values that a spreadsheet would take for a formula have an apostrophe in front, as in the repairs file.
    """
    for cause in find_causes(report.findings):
        for finding in cause.findings:
            row = report.known.get(finding.line) if finding.line is not None else None
            value, proposal = _values(cause, finding)
            cells = (
                word("severities", cause.severity), cause.message.title,
                "" if finding.line is None else str(finding.line), row.name if row else "", finding.field,
                finding.label, value, proposal, cause.message.how, cause.code,
            )  # fmt: skip
            yield tuple(_guarded(cell) for cell in cells)


def _values(cause: Cause, finding: Finding) -> tuple[str, str]:
    """Value and proposal as they stand, or that they are withheld."""
    if cause.privacy.withholds(finding.line, finding.field, finding.label):
        return cause.example(finding).value, ""
    return finding.value, finding.proposal


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
