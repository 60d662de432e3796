"""Data older than its declared update frequency allows; known only to the steward, for a report has no clock."""

import datetime as dt
import re
from collections.abc import Iterator

from pipelines.model.dataset import Dataset
from pipelines.model.finding import Finding
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_YEAR = 366
_DAYS = {
    "毎日": 1, "日次": 1, "毎週": 7, "週次": 7, "毎月": 31, "月次": 31,
    "四半期": 92, "半年": 183, "毎年": _YEAR, "年次": _YEAR, "隔週": 14, "隔月": 62, "隔年": 2 * _YEAR,
}  # fmt: skip
"""Word in a frequency -> the days between two updates."""
_TIMES = re.compile(r"(?P<unit>[日週月年])(?P<n>[0-9]+)回")
_EVERY = re.compile(r"(?P<n>[0-9]+)(?P<unit>日|週間|か月|ヶ月|カ月|年)(?:に(?:1|一)[回度]|ごと|毎)")
_UNIT_DAYS = {"日": 1, "週": 7, "週間": 7, "月": 31, "か月": 31, "ヶ月": 31, "カ月": 31, "年": _YEAR}
_PATIENCE = 1.5
"""Periods that may go by before a dataset counts as late."""


def days_between(frequency: str) -> int | None:
    """Days between two updates of a declared frequency ("年1回", "毎月", "3年ごと"); None for 随時 and other words."""
    text = frequency.translate(str.maketrans("０１２３４５６７８９", "0123456789")).replace("一回", "1回")
    if found := _EVERY.search(text):
        return int(found["n"]) * _UNIT_DAYS[found["unit"]]
    if found := _TIMES.search(text):
        return _UNIT_DAYS[found["unit"]] // max(int(found["n"]), 1) or 1
    return next((days for word, days in _DAYS.items() if word in text), None)


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    today, dataset, last = subject.around.today, subject.dataset, subject.around.last
    if today is None or dataset is None:
        return
    days = days_between(dataset.frequency)
    # what the data are about counts; only where nobody says it, the day on which they went out
    since = _end_of(dataset.temporal) or _published(subject, last)
    if days is None or since is None:
        return
    age = (today - since).days
    if age > _PATIENCE * days:
        yield rule.finding(subject, "", None, n=age, since=since.isoformat(), frequency=dataset.frequency)


def _published(subject: Subject, last: LastVersion | None) -> dt.date | None:
    """When these very data first went out; None when they are new."""
    if last is None or last.rows != len(subject.columns):
        return None
    names = [str(name) for name in subject.columns.names if subject.column(name) is not None]
    same = all(tuple(subject.columns[name].texts()) == last.columns.get(name) for name in names)
    return last.day() if same else None


def _end_of(temporal: str) -> dt.date | None:
    """The last day of the declared period, where it names a whole date."""
    try:
        return dt.date.fromisoformat(temporal.rpartition("/")[2])
    except ValueError:
        return None


def _sample(frequency: str, today: str, *finds: tuple[None, str], temporal: str = "", texts: str = "ab") -> Sample:
    last = LastVersion("2022-04-01T00:00:00+00:00", {"名称": ("a", "b")})
    dataset = Dataset("x", "x", "x", "x", frequency=frequency, temporal=temporal)
    around = Surroundings(last, dt.date.fromisoformat(today))
    return Sample({"名称": list(texts)}, finds, dataset=dataset, around=around)


RULE = Rule(
    "data-stale",
    "inferred",
    "更新頻度 of the declaration (オープンデータ一覧: データセット_更新頻度)",
    _find,
    violating=(
        _sample("毎月", "2022-06-01", (None, "")),
        _sample("年1回", "2024-01-01", (None, "")),
        _sample("隔月", "2022-08-01", (None, "")),
        _sample("年1回", "2026-01-01", (None, ""), temporal="2021-04-01/2022-03-31", texts="ac"),
        _sample("年1回", "2022-06-01", (None, ""), temporal="2019-04-01/2020-03-31"),  # old when they went out
    ),
    clean=(
        _sample("年1回", "2023-04-20"),
        _sample("随時", "2030-01-01"),
        _sample("隔年（西暦奇数年）", "2024-12-01"),
        _sample("５年に一度（国勢調査）", "2029-01-01"),
        _sample("毎月", "2022-06-01", texts="ac"),  # new data on that day
        Sample({"名称": ["a", "b"]}, dataset=Dataset("x", "x", "x", "x", frequency="毎月")),  # no clock
    ),
    momentary=True,
)
