"""Counts of one to four persons in statistics, from which a person may be known: a warning."""

from collections.abc import Iterator, Sequence

from pipelines.model.finding import Finding
from pipelines.validate.personal.policy import Column
from pipelines.validate.rules.rule import Subject

_SMALL = frozenset("1234")


def find_small_counts(subject: Subject, columns: Sequence[Column]) -> Iterator[Finding]:
    """Small cells of columns that count persons, in tables of counts: a table of places counts seats, not people.

    Source: the practice of official statistics to withhold cells below five (秘匿処理).
    """
    counting = [column for column in columns if column.people]
    if not counting or any(column.kind in ("lat", "lon", "coordinate", "phone", "address") for column in columns):
        return
    facility = any(column.of_facility for column in columns)
    for column in counting:
        if facility and column.policy != "count":
            continue
        rows = subject.columns[column.name].positions(lambda text: text.strip() in _SMALL)
        for row in rows:
            yield Finding(
                "small-count",
                "warning",
                line=subject.columns.lines[row],
                field=column.name,
                label=column.label,
                value=subject.columns[column.name].text(row),
                params={"n": len(rows)},
                basis="inferred",
            )
