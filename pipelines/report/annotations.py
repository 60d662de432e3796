"""The findings of files as workflow commands of GitHub Actions, which shows them beside the lines of a change."""

from collections import Counter
from collections.abc import Iterator

from pipelines.model.finding import SEVERITIES, Finding
from pipelines.report.json_lines import message_of
from pipelines.report.messages import explain, line_word, sentence, word
from pipelines.report.places import FileResult

_SHOWN = 10
"""Annotations of one level that GitHub shows a step; more of them would only fill the log."""
_COMMANDS = {"error": "error", "warning": "warning", "notice": "notice"}


def annotation_lines(result: FileResult) -> Iterator[str]:
    """One command a finding, worst first and of every cause one first, at most _SHOWN a level; then how many are left.

    The last line is no command: it stands in the log, and names the formats that hold everything.
    """
    file = result.file.replace("\\", "/")
    if result.error is not None:
        yield _command("error", {"file": file, "title": result.error.code}, sentence(result.error))
    counts: Counter[str] = Counter()
    for finding in _ordered(result.report.findings if result.report is not None else ()):
        counts[finding.severity] += 1
        if counts[finding.severity] > _SHOWN:
            continue
        place = result.place_of(finding)
        where: dict[str, object] = {"file": file}
        if place is not None:
            where |= {"line": place.line, "endLine": place.end_line}
            if place.line == place.end_line:  # columns of a range over lines are not shown
                where |= {"col": place.column, "endColumn": place.end_column}
        title = explain(finding.code, {**finding.params, "field": finding.field}).title
        where["title"] = f"{title}（{finding.code}）"
        beyond = f"{line_word(finding.line)}：" if place is None and finding.line is not None else ""
        yield _command(_COMMANDS[finding.severity], where, beyond + message_of(finding))
    left = {level: n - _SHOWN for level, n in counts.items() if n > _SHOWN}
    if left:
        told = "、".join(f"{word('severities', level)} {n:,}件" for level, n in left.items())
        yield _line(f"{file}：ほかに {told}（すべては --format jsonl か sarif で出ます）")


def _ordered(findings: tuple[Finding, ...]) -> list[Finding]:
    seen: Counter[tuple[str, str]] = Counter()
    ranked: list[tuple[int, int, Finding]] = []
    for finding in findings:
        cause = (finding.severity, finding.code)
        ranked.append((SEVERITIES.index(finding.severity), seen[cause], finding))
        seen[cause] += 1
    return [finding for _, _, finding in sorted(ranked, key=lambda item: item[:2])]


def _command(name: str, properties: dict[str, object], message: str) -> str:
    told = ",".join(f"{key}={_escape(str(value), more=True)}" for key, value in properties.items())
    return f"::{name} {told}::{_escape(message)}"


def _line(text: str) -> str:
    """A line of the log that cannot be taken for a command, whatever the file is called."""
    return "hiraku " + text.replace("\r", " ").replace("\n", " ")


def _escape(text: str, *, more: bool = False) -> str:
    """As the runner's own toolkit escapes: the percent sign first, in properties the separators too."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if more else text
