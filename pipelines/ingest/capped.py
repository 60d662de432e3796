"""Findings that can be as many as cells: the first ones as they are, all of them in a count."""

from collections import Counter
from collections.abc import Iterable

from pipelines.model.finding import Finding, Severity

LIMIT = 1_000
"""Findings of one code per table that are listed one by one."""


def capped(findings: Iterable[Finding]) -> list[Finding]:
    """The first LIMIT findings of each code and, where there are more, a last one about the whole file.

    That one is "findings-cut", as severe as what it counts: kind (the code), total (with those listed), limit.
    """
    counts: Counter[str] = Counter()
    severities: dict[str, Severity] = {}
    listed = []
    for finding in findings:
        counts[finding.code] += 1
        if counts[finding.code] <= LIMIT:
            listed.append(finding)
            severities[finding.code] = finding.severity
    for code, total in counts.items():
        if total > LIMIT:
            params: dict[str, object] = {"kind": code, "total": total, "limit": LIMIT}
            listed.append(Finding("findings-cut", severities[code], params=params))
    return listed
