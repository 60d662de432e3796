"""Dates: `read_date` answers with YYYY-MM-DD, YYYY-MM, YYYY, FY2022, a time of day behind "T", or start/end.

What is read, each by a named rule (the grammars stand in the modules named):

    2022/10/19 2022.10.19 2022-4-1 2020.10/5    slash-to-iso, dot-to-iso, zero-pad           date_point
    2022年10月19日 西暦2022年                    kanji-units-to-iso                           date_point
    令和４年10月19日 R4.10.19 ㋿4 平元            era-to-western                         date_point, era
    令和2年度 2020年度                            fiscal-year (April to March)                 date_point
    令和２(2020)年７月                            era-to-western, both years must agree        date_point
    4年4月1日 with era.as_of                      era-from-context                             date_point
    11.6.H17; 5/16/2020 with order               month-day-era-to-western, month-day-order    date_coded
    20221019 R041019 5040101 with compact        compact-to-iso                               date_coded
    44853 with serial                            excel-serial-to-iso                          date_coded
    平成28年4月～令和2年1月, ～R2.9月             range-to-iso, only with ranges               date_range
    2022年10月19日（水）, …現在, 10:30            weekday-suffix, as-of-marker, datetime-to-iso  here

What is not certain is refused: eras that had ended or not begun (era-overrun, era-underrun), days that are not in the
calendar, weekdays that disagree, day and month in doubt, no year, 頃 and 末, durations and recurrences, ditto marks
(the column resolves them), and whatever the field's `precision` does not allow: a month is never padded to a day.
Sources: ISO 8601-1, JIS X 0301, 統計表における機械判読可能なデータの表記方法の統一ルール (2020-12).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.model.reading import Reading, canonical, refused, repaired
from pipelines.normalize.readers.date_coded import read_compact, read_serial, read_year_last
from pipelines.normalize.readers.date_point import Point, exists, read_point
from pipelines.normalize.readers.date_range import Span, read_span
from pipelines.normalize.readers.date_refusal import why_not
from pipelines.normalize.readers.date_suffix import split_mark, split_time, split_weekday, weekday
from pipelines.normalize.readers.digits import missing, prepared
from pipelines.normalize.readers.kanji_number import RUN, to_ascii
from pipelines.normalize.readers.outcome import Fault

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_AS_OF_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_YEAR_ALONE = re.compile(r"[0-9]{4}|[^0-9年月日/~().-]{1,2}(?:[0-9]{1,2}|元)")
_BARE_ERA_YEAR = re.compile(r"[0-9]{1,2}|元")
_YEAR_LIKE = re.compile(r"1[6-9][0-9]{2}|2[01][0-9]{2}")
_DIGITS_APART = re.compile(r"[0-9] +[0-9]")


class _Found(NamedTuple):
    """A canonical text, how precise it is, and the rule that read it."""

    text: str
    precision: str
    rule: str


def read_date(text: str, context: Mapping[str, object] = {}) -> Reading:
    """A date in ISO 8601, or a refusal.

    Args:
        text: the cell.
        context: `precision` (day, month, year, fiscal-year, any; absent is any), `ranges` (true: start/end is
            canonical), `serial` (true or "1904": spreadsheet serials), `compact` (true), `order` ("mdy", "dmy"),
            `era` ({"as_of": "2022-04-01"}).
    """
    if len(text) == 10 and context.get("precision", "any") in {"day", "any"} and not context.get("serial"):
        day = _ISO_DAY.fullmatch(text)
        if day and exists(int(day[1]), int(day[2]), int(day[3])) and int(day[1]) > 1582:
            return canonical(text)
    answer, folded = prepared(text)
    if answer is not None:
        return answer
    found = _read(folded, context)
    if isinstance(found, Fault):
        token = missing(text, folded) if found.reason == "unreadable-date" else None
        return token or refused(text, found.reason, found.proposal)
    misfit = _misfit(text, found, context)
    if misfit is not None:
        return misfit
    if found.text == text:
        return canonical(text)
    return repaired(found.text, _rule_of(text, folded, found))


def _rule_of(text: str, folded: str, found: _Found) -> str:
    """The rule to record: what read the date, or what made an already canonical date of it."""
    if folded != found.text:
        return found.rule or "trim-space"
    return "trim-space" if text.strip() == folded else "fullwidth-to-ascii"


def _misfit(text: str, found: _Found, context: Mapping[str, object]) -> Reading | None:
    """A refusal where the field wants another precision, or one end of a range was asked for; else None."""
    wanted = str(context.get("precision") or "any")
    if found.precision == "range":
        start, end = found.text.split("/")
        if not context.get("ranges"):
            return refused(text, "date-range", start=start, end=end)
        ends = {_precision_of(part) for part in (start, end)} - {""}
        return None if wanted == "any" or ends == {wanted} else refused(text, "wrong-precision", wanted=wanted)
    if wanted in {"any", found.precision}:
        # a bare year in a column of serials would be read as a serial next time
        return refused(text, "wrong-precision", wanted="day") if _lone_year(found, context) else None
    if found.precision == "datetime" and wanted != "fiscal-year":
        return refused(text, "has-time", found.text[: {"day": 10, "month": 7}.get(wanted, 4)])
    finer = {"month": 7, "year": 4}.get(wanted, 99)
    proposal = found.text[:finer] if found.precision in {"day", "month"} and finer < len(found.text) else ""
    if wanted == "fiscal-year" and found.precision == "year":
        proposal = f"FY{found.text}"
    return refused(text, "wrong-precision", proposal, wanted=wanted)


def _precision_of(text: str) -> str:
    """Precision of a canonical point, "" for an open end."""
    if text.startswith("FY"):
        return "fiscal-year"
    return {10: "day", 7: "month", 4: "year"}.get(len(text), "")


def _read(folded: str, context: Mapping[str, object]) -> _Found | Fault:
    """What a folded text says, as precise as it says it."""
    serial = _serial_system(context)
    if serial:
        if _YEAR_LIKE.fullmatch(folded):
            return Fault("ambiguous-date")  # 2022 is a year, or the serial of a day in 1905
        day = read_serial(folded, serial)
        if isinstance(day, Fault):
            return day
        if day:
            return _at_midnight(_Found(day, "datetime" if "T" in day else "day", "excel-serial-to-iso"), context)
    ascii_text = to_ascii(folded) if RUN.search(folded) else folded
    if ascii_text is None:
        return Fault("unreadable-date")
    for reading in (_read_whole, _read_with_weekday, _read_with_time, _read_as_of):
        found = reading(ascii_text, context)
        if found is not None:
            return found
    return why_not(ascii_text.replace(" ", ""), _as_of(context), compact=bool(context.get("compact")))


def _as_of(context: Mapping[str, object]) -> str:
    """The day that bare era years are read as of, "" where the column declares none."""
    era = context.get("era")
    day = str(era.get("as_of") or "") if isinstance(era, Mapping) else ""
    return day if _AS_OF_DAY.fullmatch(day) else ""


def _serial_system(context: Mapping[str, object]) -> str:
    """Which serials the column holds: "1900", "1904" or "" for none (fields of months or years hold no days)."""
    serial = context.get("serial")
    if not serial or context.get("precision", "any") not in {"any", "day"}:
        return ""
    return "1904" if str(serial) == "1904" else "1900"


def _lone_year(found: _Found, context: Mapping[str, object]) -> bool:
    return found.precision == "year" and bool(_serial_system(context))


def _squeeze(text: str) -> str | None:
    """The text without spaces; None where a space stands between two digits and may part two numbers."""
    return None if " " in text and _DIGITS_APART.search(text) else text.replace(" ", "")


def _read_whole(spaced: str, context: Mapping[str, object]) -> _Found | Fault | None:
    """A point or range that is the whole text."""
    text = _squeeze(spaced)
    if text is None:
        return None
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    as_of = _as_of(context)
    if context.get("precision") == "fiscal-year":
        text = _as_fiscal(text, as_of)
    found: Point | Span | Fault | None = read_point(text, as_of)
    if found is None and context.get("compact"):
        found = read_compact(text)
    found = found or read_year_last(text, str(context.get("order") or "")) or read_span(text, as_of)
    if isinstance(found, Span):
        return _Found(found.text, "range", "range-to-iso")
    return _Found(found.text, found.precision, found.rule) if isinstance(found, Point) else found


def _as_fiscal(text: str, as_of: str) -> str:
    """In a column of fiscal years R4, 2021 and, where the era is declared, a bare 3 need no 年度."""
    if _YEAR_ALONE.fullmatch(text) or (as_of and _BARE_ERA_YEAR.fullmatch(text)):
        return text + "年度"
    ends = text.split("~")
    return "~".join(end + "年度" for end in ends) if all(map(_YEAR_ALONE.fullmatch, ends)) else text


def _read_with_weekday(spaced: str, context: Mapping[str, object]) -> _Found | Fault | None:
    """A day with its weekday, which must be the right one."""
    parts = split_weekday(_squeeze(spaced) or "")
    found = _read_whole(parts[0], context) if parts else None
    if parts is None or not isinstance(found, _Found) or found.precision != "day":
        return found if isinstance(found, Fault) else None
    if parts[1] != weekday(found.text):
        return Fault("weekday-mismatch", found.text)
    return found._replace(rule="weekday-suffix" if found.rule in {"", "kanji-units-to-iso"} else found.rule)


def _read_with_time(spaced: str, context: Mapping[str, object]) -> _Found | Fault | None:
    """A day with a time of day behind it."""
    parts = split_time(spaced)
    if parts is None:
        return None
    found = _read_whole(parts[0], context) or _read_with_weekday(parts[0], context)
    if not isinstance(found, _Found) or found.precision != "day":
        return found if isinstance(found, Fault) else None
    return _at_midnight(_Found(f"{found.text}T{parts[1]}", "datetime", "datetime-to-iso"), context)


def _at_midnight(found: _Found, context: Mapping[str, object]) -> _Found:
    """A spreadsheet's midnight is no time of day: in a field of days it is dropped."""
    if context.get("precision") == "day" and found.text[10:] in {"T00:00:00", "T00:00"}:
        return _Found(found.text[:10], "day", "midnight-dropped")
    return found


def _read_as_of(spaced: str, context: Mapping[str, object]) -> _Found | Fault | None:
    """A point marked as the day of a count (現在, 時点): the mark adds nothing to the date."""
    day = split_mark(spaced)
    if day is None:
        return None
    found = _read_whole(day, context) or _read_with_weekday(day, context)
    if isinstance(found, _Found):
        return found._replace(rule="as-of-marker") if found.precision != "range" else None
    return found


_RANGES = {"precision": "any", "ranges": True}
_DAY = {"precision": "day"}
_REIWA = {"era": {"as_of": "2022-04-01"}}
ACCEPTED: tuple[tuple[str, str] | tuple[str, str, Mapping[str, object]], ...] = (
    ("2024-05-17", "2024-05-17"),
    ("2024-05", "2024-05"),
    ("2024-05-17T09:30", "2024-05-17T09:30"),
    ("2023/7/4", "2023-07-04"),
    ("２０２３．７／４", "2023-07-04"),
    ("2023年 7月 4日", "2023-07-04"),
    ("2023年7月4日（火）", "2023-07-04"),
    ("2023年11月3日（金・祝）", "2023-11-03"),
    ("2023/7/4 (Tue)", "2023-07-04"),
    ("令和五年七月四日", "2023-07-04"),
    ("Ｒ５．７．４", "2023-07-04"),
    ("平成31年4月30日", "2019-04-30"),
    ("令和元年5月1日", "2019-05-01"),
    ("7.4.R5", "2023-07-04"),
    ("令和５(2023)年７月 ４日", "2023-07-04"),
    ("平成31年度", "FY2019"),
    ("令和元年度", "FY2019"),
    ("R5.12月", "2023-12"),
    ("令和5年7月4日現在", "2023-07-04"),
    ("2023/7/4 0:00:00", "2023-07-04", _DAY),
    ("2023/7/4 午後3時5分", "2023-07-04T15:05"),
    ("45111", "2023-07-04", {"serial": True}),
    ("45111.5", "2023-07-04T12:00:00", {"serial": True}),
    ("20230704", "2023-07-04", {"compact": True}),
    ("5050704", "2023-07-04", {"compact": True}),
    ("7/4/2023", "2023-07-04", {"order": "mdy"}),
    ("4/7/2023 3:30:00 PM", "2023-07-04T15:30:00", {"order": "dmy"}),
    ("5年7月4日", "2023-07-04", {"era": {"as_of": "2023-07-04"}}),
    ("元年度", "FY2019", _REIWA),
    ("３", "FY2021", {"precision": "fiscal-year", **_REIWA}),
    ("R3", "FY2021", {"precision": "fiscal-year"}),
    ("2020-04-01/2020-09-30", "2020-04-01/2020-09-30", _RANGES),
    ("令和２年４月１日～９月30日", "2020-04-01/2020-09-30", _RANGES),
    ("平成29～令和3年度", "FY2017/FY2021", _RANGES),
    ("R2～4年度", "FY2020/FY2022", _RANGES),
    ("2020年2月4日（火）～７日（金）", "2020-02-04/2020-02-07", _RANGES),
    ("（～R3.12月）", "../2021-12", _RANGES),
    ("平成30年度以降", "FY2018/..", _RANGES),
)
REFUSED: tuple[str | tuple[str, Mapping[str, object]], ...] = (
    "平成31年5月2日",
    "令和元年4月1日",
    "2023-02-29",
    "2023年13月1日",
    "2023年7月4日（月）",
    "7/4",
    "5年7月",
    "7/4/2023",
    "23/7/4",
    "20230704",
    "R050704",
    "2021.1",
    "6899.5",
    "昭和40年頃",
    "令和5年度末",
    "令和５・６年度",
    "３年ごと",
    "同年4月",
    "〃",
    "未定",
    "令和５年●月",
    "令和5年(2022年)",
    "R5.7.4～",
    ("令和5年7月", _DAY),
    ("35年", _REIWA),
    ("令和５年４月～３月", _RANGES),
    ("令和5年7月4日以前", _RANGES),
)
