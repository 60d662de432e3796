"""What a steward sees on the terminal: progress on long work and the closing table."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from pipelines.model.finding import count_by_severity
from pipelines.stages import Outcome

_PLAIN_WIDTH = 120


@dataclass(frozen=True)
class Row:
    """One line of the closing table: how a dataset fared and what became of it, in Japanese."""

    outcome: Outcome
    state: str


def console() -> Console:
    """Standard error, with colours only where a person looks at it."""
    width = None if sys.stderr.isatty() else _PLAIN_WIDTH
    return Console(stderr=True, highlight=False, soft_wrap=False, width=width)


def with_progress(slugs: Sequence[str], verb: str) -> Iterator[str]:
    """The slugs one by one, under a progress bar (drawn only on a terminal)."""
    columns = (TextColumn(f"{verb} {{task.description}}"), BarColumn(), MofNCompleteColumn())
    screen = console()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("", total=len(slugs))
        for slug in slugs:
            progress.update(task, description=slug)
            yield slug
            progress.advance(task)


def closing_table(rows: Iterable[Row]) -> Table:
    """Dataset, rows, repaired, findings by severity, published or why not."""
    table = Table(title="結果", title_justify="left", show_edge=False, pad_edge=False)
    for heading in ("データ", "名前"):
        table.add_column(heading, overflow="fold")
    for heading in ("行", "自動で直した", "止めている", "注意", "お知らせ"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("公開", overflow="fold")
    for row in rows:
        table.add_row(row.outcome.slug, row.outcome.title, *_numbers(row.outcome), row.state)
    return table


def _numbers(outcome: Outcome) -> tuple[str, ...]:
    if outcome.judged is None:
        return ("－",) * 5
    report = outcome.judged.report
    counts = count_by_severity(report.findings)
    return (f"{report.rows:,}", f"{len(report.changes):,}", *(f"{n:,}" for n in counts.values()))
