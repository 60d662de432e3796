"""How many files of a folder break each of the 30 rules of machine readability, as received and as published.

.venv/bin/python benchmarks/readability.py FOLDER   prints a table in Markdown.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.cli.checking import judge_loose_file
from pipelines.model.errors import UnreadableFile
from pipelines.model.report import Report
from pipelines.validate.readability.catalogue import rules

SUFFIXES = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}


@dataclass
class Tally:
    """Over many files: rule -> how many break it before and after, how many could not be judged, cells."""

    files: int = 0
    unreadable: list[str] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    unjudged: Counter[str] = field(default_factory=Counter)
    cells_before: Counter[str] = field(default_factory=Counter)
    cells_after: Counter[str] = field(default_factory=Counter)
    which_after: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, report: Report) -> None:
        """Count one file's verdicts."""
        self.files += 1
        for verdict in report.readability:
            self.before[verdict.id] += verdict.before.status == "broken"
            self.cells_before[verdict.id] += verdict.before.n
            self.unjudged[verdict.id] += verdict.before.status == "unchecked"
            if verdict.after is not None and verdict.after.status == "broken":
                self.after[verdict.id] += 1
                self.cells_after[verdict.id] += verdict.after.n
                self.which_after.setdefault(verdict.id, []).append(name)


def tally(paths: Iterable[Path]) -> Tally:
    """The verdicts over some files; those that are no table are named."""
    found = Tally()
    for path in paths:
        try:
            report = judge_loose_file(path, path.read_bytes(), "", None).report
        except UnreadableFile:
            found.unreadable.append(path.name)
        else:
            found.add(path.name, report)
    return found


def render(found: Tally) -> str:
    """The table: rule, files that break it before and after, cells, files in which it could not be judged."""
    lines = [
        "| rule | 減点 | before: files | cells | after: files | cells | not judged |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for rule in rules():
        cost = "zero" if rule.deduction is None else str(rule.deduction)
        lines.append(
            f"| {rule.id} {rule.name} | {cost} | {found.before[rule.id]} | {found.cells_before[rule.id]} "
            f"| {found.after[rule.id]} | {found.cells_after[rule.id]} | {found.unjudged[rule.id]} |"
        )
    return "\n".join([f"{found.files} files, not readable: {found.unreadable or 'none'}", "", *lines])


if __name__ == "__main__":
    print(render(tally(p for p in sorted(Path(sys.argv[1]).rglob("*")) if p.suffix.lower() in SUFFIXES)))
