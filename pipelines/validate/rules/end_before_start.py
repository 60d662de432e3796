"""An end that lies before its start: 終了日 before 開始日, 終了時間 before 開始時間 of the same day."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


def partner(name: str) -> str:
    """The field of the end that belongs to a field of a start; the name itself where there is none."""
    return name.replace("開始", "終了").replace("開所", "閉所")


def _pairs(subject: Subject, kind: str) -> Iterator[tuple[str, Distinct, str, Distinct]]:
    for start in subject.fields(kind):
        end = partner(start.name)
        first, last = subject.column(start.name), subject.column(end)
        if end != start.name and first is not None and last is not None:
            yield start.name, first, end, last


def _find_dates(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for start, first, end, last in _pairs(subject, "date"):
        for row, (begin, finish) in enumerate(zip(first.texts(), last.texts(), strict=True)):
            if finish < begin and _DATE.fullmatch(begin) and _DATE.fullmatch(finish):
                yield rule.finding(subject, end, row, value=finish, start=begin, start_field=start)


def _find_times(subject: Subject, rule: Rule) -> Iterator[Finding]:
    several_days = _rows_over_midnight(subject)
    for start, first, end, last in _pairs(subject, "time"):
        for row, (begin, finish) in enumerate(zip(first.texts(), last.texts(), strict=True)):
            # hours past 24 are written 25:00 and compare as they should; both are zero-padded
            if finish < begin and _TIME.fullmatch(begin) and _TIME.fullmatch(finish) and row not in several_days:
                yield rule.finding(subject, end, row, value=finish, start=begin, start_field=start)


def _rows_over_midnight(subject: Subject) -> frozenset[int]:
    """Rows that end on a later day than they start, whose times of day may stand in any order."""
    rows: set[int] = set()
    for _, first, _, last in _pairs(subject, "date"):
        days = enumerate(zip(first.texts(), last.texts(), strict=True))
        rows.update(row for row, (begin, finish) in days if begin and finish > begin)
    return frozenset(rows)


_DAYS, _HOURS = of_kind("date", "開始日", "終了日"), of_kind("time", "開始時間", "終了時間")
_NIGHT = {"開始時間": ["22:00"], "終了時間": ["05:00"]}
DATES = Rule(
    "end-before-start",
    "inferred",
    "the order of time",
    _find_dates,
    violating=(Sample({"開始日": ["2022-04-02"], "終了日": ["2022-04-01"]}, ((2, "終了日"),), _DAYS),),
    clean=(
        Sample({"開始日": ["2022-04-02", "2022-04-02"], "終了日": ["2022-04-02", ""]}, (), _DAYS),
        Sample({"開始日": ["令和4年"], "終了日": ["2022-01-01"]}, (), _DAYS),
    ),
)
# a bar that opens at 22:00 and closes at 05:00 exists, hence never more than a warning
TIMES = Rule(
    "end-before-start",
    "inferred",
    "the order of time on one day",
    _find_times,
    violating=(Sample(_NIGHT, ((2, "終了時間"),), _HOURS),),
    clean=(
        Sample({"開始時間": ["22:00"], "終了時間": ["29:00"]}, (), _HOURS),
        Sample({**_NIGHT, "開始日": ["2022-04-01"], "終了日": ["2022-04-02"]}, (), (*_DAYS, *_HOURS)),
    ),
)
