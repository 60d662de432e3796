"""Ranges of dates, closed and open, and what their right side leaves out.

Grammar, after folding and without spaces (point: see date_point.py):

    range := point WAVE right [まで] | point から right まで | 自 point 至 right
           | WAVE point | point まで[に] | point WAVE | point (から|より|以降|以後)
    WAVE  := ~ | ー | - (only between points written with 年月日 or era names)
    right := point, or the part of a point that the left one completes: 30日, 4月12日, 12月, 6/30, 6年度

Canonical: start/end of ISO 8601-1 4.4, open ends as ".." of ISO 8601-2 (EDTF). The unit may be missing on the left
(H28~31年度, 3月1~12日), the era on the right (平成28年~31年); an era year on the right that runs past the era's end, a
month before the left one, and 以前 (which may or may not hold the day itself) are refused.
"""

import re
from dataclasses import dataclass

from pipelines.normalize.readers import era as eras
from pipelines.normalize.readers.date_point import Point, check, read_point
from pipelines.normalize.readers.date_suffix import split_weekday, weekday
from pipelines.normalize.readers.outcome import Fault

_ISO_END = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|FY[0-9]{4}|\.\.)"
_ISO = re.compile(rf"({_ISO_END})/({_ISO_END})")
_OPEN_START = re.compile(r"(?:~|-(?=[^0-9-]))(?P<end>[^~]+?)(?:までに?)?")
_UNTIL = re.compile(r"(?P<end>[^~]+?)までに?")
_OPEN_END = re.compile(r"(?P<start>[^~]+?)(?:~|から|より|以降|以後)")
_CLOSED = re.compile(r"(?P<start>[^~]+?)(?:から|より)?(?:~|から|より)(?P<end>[^~]+?)(?:まで)?")
_DASHED = re.compile(rf"(?P<start>(?:{eras.PATTERN}|[0-9]{{4}}年)[^-ー]*?)[-ー](?P<end>[^-ー]*[年月日度])(?:まで)?")
_NUMERAL = frozenset("0123456789元")
_FROM_TO = re.compile(r"自(?P<start>[^至]+)至(?P<end>[^至]+)")
_UNIT_AT_END = re.compile(r"年度|年|月|日")
_RIGHT = re.compile(
    r"(?:(?P<y>元|[0-9]{1,2})(?P<fy>年度)|(?P<y2>元|[0-9]{1,2})年(?:(?P<m3>[0-9]{1,2})月(?:(?P<d3>[0-9]{1,2})日)?)?"
    r"|(?P<m>[0-9]{1,2})(?:月(?:(?P<d>[0-9]{1,2})日)?|[/.](?P<d2>[0-9]{1,2}))|(?P<n>[0-9]{1,2})日?)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Two points, either absent where the range is open."""

    start: Point | None
    end: Point | None

    @property
    def text(self) -> str:
        """start/end of ISO 8601, ".." for an open end."""
        return f"{self.start.text if self.start else '..'}/{self.end.text if self.end else '..'}"


def read_span(text: str, as_of: str = "") -> Span | Fault | None:
    """The range that a folded text without spaces names; a Fault where it is one but not certain; else None."""
    iso = _ISO.fullmatch(text)
    if iso:
        return _of_points(_iso_point(iso[1]), _iso_point(iso[2]))
    for pattern, one_end in ((_OPEN_START, "end"), (_OPEN_END, "start"), (_UNTIL, "end")):
        match = pattern.fullmatch(text)
        if match:
            found = _point(match[one_end], as_of)
            if isinstance(found, Point):
                return Span(found, None) if one_end == "start" else Span(None, found)
            if found is not None:
                return Fault(found.reason, _half_open(found.proposal, one_end))
    match = _CLOSED.fullmatch(text) or _DASHED.fullmatch(text) or _FROM_TO.fullmatch(text)
    return _closed_with_weekdays(match["start"], match["end"], as_of) if match else None


def _point(text: str, as_of: str) -> Point | Fault | None:
    """A point that may name its weekday, which must be the right one."""
    named = split_weekday(text)
    found = read_point(named[0] if named else text, as_of)
    if named and isinstance(found, Point) and (not found.day or weekday(found.text) != named[1]):
        return Fault("weekday-mismatch", found.text if found.day else "")
    return found


def _half_open(proposal: str, one_end: str) -> str:
    return "" if not proposal else f"{proposal}/.." if one_end == "start" else f"../{proposal}"


def _iso_point(text: str) -> Point | Fault | None:
    """One side of a canonical range; None for ".."."""
    if text == "..":
        return None
    fiscal = text.startswith("FY")
    parts = [int(part) for part in text.removeprefix("FY").split("-")] + [0, 0]
    if (len(text) > 4 and not fiscal and not parts[1]) or (len(text) > 7 and not parts[2]):
        return Fault("impossible-date")
    return check(Point(parts[0], parts[1], parts[2], fiscal))


def _closed_with_weekdays(left: str, right: str, as_of: str) -> Span | Fault | None:
    """A closed range whose ends may name their weekdays (4日(火)~7日(金)), each of which must be its day's own."""
    first, last = split_weekday(left), split_weekday(right)
    found = _closed(first[0] if first else left, last[0] if last else right, as_of)
    if not isinstance(found, Span):
        return found
    for point, named in ((found.start, first), (found.end, last)):
        if named and point and (not point.day or weekday(point.text) != named[1]):
            return Fault("weekday-mismatch", found.text if point.day else "")
    return found


def _closed(left: str, right: str, as_of: str) -> Span | Fault | None:
    """A range with two ends, each completed from the other."""
    unit = _last_unit(right)
    start = read_point(left + unit if unit and left[-1:] in _NUMERAL else left, as_of)
    if start is None:
        return None
    if isinstance(start, Fault):
        return Fault(start.reason)
    return _of_points(start, _right_end(start, right, as_of))


def _last_unit(text: str) -> str:
    units = _UNIT_AT_END.findall(text)
    return units[-1] if units and text.endswith(units[-1]) else ""


def _right_end(start: Point, text: str, as_of: str) -> Point | Fault | None:
    """The right point, completed with the left one's era, year and month."""
    match = _RIGHT.fullmatch(text)
    if match is None:
        return read_point(text, as_of) or Fault("unreadable-date")
    year = match["y"] or match["y2"]
    if year:
        return _later_year(start, text, year)
    if match["m"]:
        return _later_month(start, int(match["m"]), int(match["d"] or match["d2"] or 0))
    number = int(match["n"])
    if start.day and text.endswith("日"):
        return check(Point(start.year, start.month, number))
    return Fault("ambiguous-range")


def _later_year(start: Point, text: str, year: str) -> Point | Fault:
    """An era year without its era: the left side's era, as long as it was in force."""
    if not start.era or year == "元":
        return Fault("ambiguous-range")
    found = read_point(start.era + text)
    return found if isinstance(found, Point) else Fault("ambiguous-range", "" if found is None else found.proposal)


def _later_month(start: Point, month: int, day: int) -> Point | Fault:
    """A month of the left side's year; one before the left month belongs to the next year, which is only proposed."""
    if not start.month or bool(start.day) != bool(day):
        return Fault("ambiguous-range")
    if (month, day) < (start.month, start.day):
        later = check(Point(start.year + 1, month, day))
        return Fault("ambiguous-range", later.text if isinstance(later, Point) else "")
    return check(Point(start.year, month, day))


def _of_points(start: Point | Fault | None, end: Point | Fault | None) -> Span | Fault:
    """The range of two points, or why it is none."""
    if isinstance(start, Fault):
        return Fault(start.reason)
    if isinstance(end, Fault):
        return Fault(end.reason, f"{start.text}/{end.proposal}" if start and end.proposal else "")
    if start is None and end is None:
        return Fault("unreadable-date")
    if start and end:
        if start.fiscal != end.fiscal:
            return Fault("ambiguous-range")
        if (end.year, end.month or 12, end.day or 31) < (start.year, start.month or 1, start.day or 1):
            return Fault("range-reversed")
    return Span(start, end)
