"""Dates that only a column can prove: spreadsheet serials, digits without separators, day and month in doubt.

Serials: days since 1899-12-30 (ECMA-376 part 1, 18.17.4.1); 1 to 60 are refused, since the 1900 date system counts a
29 February 1900 that never was and programs disagree below it. Compact forms: YYYYMMDD (ISO 8601 basic), GYYMMDD with
the era code 1 to 5, letter + YYMMDD, YYMM. Six digits are never read: YYYYMM and YYMMDD look the same.
"""

import re
from datetime import datetime, timedelta

from pipelines.normalize.readers import era as eras
from pipelines.normalize.readers.date_point import Point, check, exists, in_era
from pipelines.normalize.readers.outcome import Fault

_SERIAL = re.compile(r"[0-9]{1,7}(?:\.[0-9]{0,15})?")
_COMPACT = re.compile(r"[0-9]{8}")
_CODED = re.compile(r"(?P<g>[1-5])(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_LETTERED = re.compile(rf"(?P<era>{eras.PATTERN})(?P<y>[0-9]{{2}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})?")
_YEAR_LAST = re.compile(r"(?P<a>[0-9]{1,2})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})")
_ERA_LAST = re.compile(
    rf"(?P<a>[0-9]{{1,2}})(?P<sep>[-/.])(?P<b>[0-9]{{1,2}})(?P=sep)(?P<era>{eras.PATTERN})(?P<y>[0-9]{{1,2}})"
)
_EPOCHS = {"1900": datetime(1899, 12, 30), "1904": datetime(1904, 1, 1)}  # noqa: DTZ001 - serials know no zone
_FIRST_SERIAL = 61
_LAST_SERIAL = {"1900": 2958465, "1904": 2957003}  # 9999-12-31


def read_serial(text: str, system: str = "1900") -> str | Fault | None:
    """YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS of a spreadsheet serial; None where the text is no number."""
    if not _SERIAL.fullmatch(text):
        return None
    serial = float(text)
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL[system]:
        return Fault("date-out-of-range")
    moment = _EPOCHS[system] + timedelta(days=int(serial), seconds=round(serial % 1 * 86400))
    return moment.strftime("%Y-%m-%d") if serial == int(serial) else moment.strftime("%Y-%m-%dT%H:%M:%S")


def read_compact(text: str) -> Point | Fault | None:
    """The day or month of digits without separators; None where the text has no such form."""
    if _COMPACT.fullmatch(text):
        return check_day(int(text[:4]), int(text[4:6]), int(text[6:]), "compact-to-iso")
    match = _CODED.fullmatch(text) or _LETTERED.fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    era = part.get("era") or eras.ERA_OF_DIGIT[part["g"] or ""].name
    month, day = int(part["m"] or 0), int(part["d"] or 0)
    if not month or (part["d"] and not day):
        return Fault("impossible-date")
    return in_era(era, int(part["y"] or 0), month, day, rule="compact-to-iso")


def check_day(year: int, month: int, day: int, rule: str) -> Point | Fault:
    """A day all of whose parts must be there and exist."""
    if not month or not day:
        return Fault("impossible-date")
    return check(Point(year, month, day, rule=rule))


def read_year_last(text: str, order: str) -> Point | Fault | None:
    """A date whose year stands last: 5/16/2020 by the column's `order`, 11.6.H17 as month.day.era-year.

    With a western year nothing in one cell says which of the two numbers is the month: without `order` ("mdy" or
    "dmy") it is refused, with a proposal where only one reading exists. With an era year month.day is the order of
    the Japanese language; only a column may say otherwise.
    """
    match = _ERA_LAST.fullmatch(text)
    if match:
        first, second = int(match["a"]), int(match["b"])
        month, day = (second, first) if order == "dmy" else (first, second)
        if not month or not day:
            return Fault("impossible-date")
        found = in_era(match["era"], int(match["y"]), month, day, rule="month-day-era-to-western")
        if isinstance(found, Fault) and month > 12 and not order:
            swapped = in_era(match["era"], int(match["y"]), day, month)
            return Fault("ambiguous-date", swapped.text if isinstance(swapped, Point) else "")
        return found
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    year, first, second = int(match["y"]), int(match["a"]), int(match["b"])
    if order in {"mdy", "dmy"}:
        month, day = (first, second) if order == "mdy" else (second, first)
        return check_day(year, month, day, "month-day-order" if order == "mdy" else "day-month-order")
    american, european = exists(year, first, second), exists(year, second, first)
    if american == european and first != second:
        return Fault("ambiguous-date" if american else "impossible-date")
    month, day = (first, second) if american else (second, first)
    return Fault("ambiguous-date", Point(year, month, day).text if american or european else "")
