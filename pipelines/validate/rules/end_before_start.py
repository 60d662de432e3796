"""An end that lies before its start: 終了日 before 開始日, 終了時間 before 開始時間 of the same day."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_TIME = re.compile(r"[0-9]{2}:[0-5][0-9](:[0-5][0-9])?")
_OPENS = re.compile("開(?=[所館園店門庁場])")
_EVENING, _MORNING = "17:00", "07:00"
"""Who opens after the first and closes before the second is open over night, and no official form says it better."""


def partner(name: str) -> str:
    """The field of the end that belongs to a field of a start; the name itself where there is none."""
    return _OPENS.sub("閉", name.replace("開始", "終了"))


def _pairs(subject: Subject, kind: str) -> Iterator[tuple[str, Distinct, str, Distinct]]:
    for start in subject.fields(kind):
        end = partner(start.name)
        first, last = subject.column(start.name), subject.column(end)
        if end != start.name and first is not None and last is not None:
            yield start.name, first, end, last


def _find_dates(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for start, first, end, last in _pairs(subject, "date"):
        for row, (begin, finish) in enumerate(zip(first.texts(), last.texts(), strict=True)):
            # 2022-04 ends with the month: held against a day, only as far as both say something
            known = min(len(begin), len(finish))
            if finish[:known] < begin[:known] and _DATE.fullmatch(begin) and _DATE.fullmatch(finish):
                yield rule.finding(subject, end, row, value=finish, start=begin, start_field=start)


def _find_times(subject: Subject, rule: Rule) -> Iterator[Finding]:
    one_day, several_days = _rows_by_days(subject)
    for start, first, end, last in _pairs(subject, "time"):
        for row, (begin, finish) in enumerate(zip(first.texts(), last.texts(), strict=True)):
            # hours past 24 are written 25:00 and compare as they should; both are zero-padded
            if not (finish < begin and _TIME.fullmatch(begin) and _TIME.fullmatch(finish)) or row in several_days:
                continue
            # midnight has no other official spelling than 00:00
            overnight = finish[:5] == "00:00" or (begin >= _EVENING and finish <= _MORNING)
            if row in one_day or not overnight:
                yield rule.finding(subject, end, row, value=finish, start=begin, start_field=start)


def _rows_by_days(subject: Subject) -> tuple[frozenset[int], frozenset[int]]:
    """Rows that end on the day on which they start, and rows that end on a later one: any order of times is right."""
    same: set[int] = set()
    later: set[int] = set()
    for _, first, _, last in _pairs(subject, "date"):
        for row, (begin, finish) in enumerate(zip(first.texts(), last.texts(), strict=True)):
            if begin and finish >= begin:
                (later if finish > begin else same).add(row)
    return frozenset(same), frozenset(later)


_DAYS, _HOURS = of_kind("date", "開始日", "終了日"), of_kind("time", "開始時間", "終了時間")
_NIGHT = {"開始時間": ["22:00"], "終了時間": ["05:00"]}
_BOTH = ((2, "終了時間"), (3, "終了時間"))
DATES = Rule(
    "end-before-start",
    "inferred",
    "the order of time",
    _find_dates,
    violating=(
        Sample({"開始日": ["2022-04-02"], "終了日": ["2022-04-01"]}, ((2, "終了日"),), _DAYS),
        Sample(
            {"開始日": ["2022-04", "2022"], "終了日": ["2022-03", "2021-12"]}, ((2, "終了日"), (3, "終了日")), _DAYS
        ),
    ),
    clean=(
        Sample({"開始日": ["2022-04-02", "2022-04-02"], "終了日": ["2022-04-02", ""]}, (), _DAYS),
        Sample({"開始日": ["令和4年"], "終了日": ["2022-01-01"]}, (), _DAYS),
        Sample({"開始日": ["2022-04-15", "2022-04"], "終了日": ["2022-04", "2022-04-15"]}, (), _DAYS),
    ),
)
# a place may be open over night in other hours, too, hence never more than a warning
TIMES = Rule(
    "end-before-start",
    "inferred",
    "the order of time on one day",
    _find_times,
    violating=(
        Sample({"開始時間": ["09:00", "13:00"], "終了時間": ["05:00", "12:00"]}, _BOTH, _HOURS),
        Sample({**_NIGHT, "開始日": ["2022-04-01"], "終了日": ["2022-04-01"]}, ((2, "終了時間"),), (*_DAYS, *_HOURS)),
        Sample(
            {"開館時間": ["17:00"], "閉館時間": ["09:00"]}, ((2, "閉館時間"),), of_kind("time", "開館時間", "閉館時間")
        ),
    ),
    clean=(
        Sample({"開始時間": ["22:00", "00:00"], "終了時間": ["29:00", "00:00"]}, (), _HOURS),
        Sample({"開始時間": ["22:00", "10:00"], "終了時間": ["05:00", "00:00"]}, (), _HOURS),
        Sample({"開始時間": ["25:90"], "終了時間": ["17:00"]}, (), _HOURS),
        Sample({**_NIGHT, "開始日": ["2022-04-01"], "終了日": ["2022-04-02"]}, (), (*_DAYS, *_HOURS)),
    ),
)
