"""One point in time in words of Japan: a day, month, year or fiscal year, with every part checked.

Grammar, after folding (digits.half_width, kanji_number.to_ascii) and without spaces:

    point     := year [alt] (年度 [alt] | 年 [alt] [の|/] [month]) | year sep month [sep day] | year
    year      := [西暦] 4 digits | era ["."] (元 | digits)
    month     := M月 [[の] D日] | M/D | M.D
    sep       := - / . , ・   (the same twice, or "." and "/" mixed: 2020.10/5; "-" never mixes, it may be a range)
    alt       := ( the same year in the other calendar ), which must agree: 令和２(2020)年, 2019年度（平成31年度）

A year without an era or of fewer than four digits is an era year whose era is left out: read only where the column
declares `era.as_of`. Months and days of an era before 1873-01-01 belong to the lunisolar calendar (see era.py).
Sources: JIS X 0301 (era letters,元), ISO 8601-1 (years before 1583 only by agreement: refused).
"""

import re
from dataclasses import dataclass

from pipelines.normalize.readers import era as eras
from pipelines.normalize.readers.outcome import Fault

_ALT = rf"(?:\((?P<alt%d>(?:西暦)?{eras.PATTERN}?(?:元|[0-9]{{1,4}})(?:年度?)?)\))?"
_POINT = re.compile(
    rf"(?P<west>西暦)?(?:(?P<era>{eras.PATTERN})\.?)?(?P<y>元|[0-9]{{1,4}})"
    + _ALT % 0
    + r"(?:(?P<fy>年度)" + _ALT % 1 + r"|(?P<unit>年)" + _ALT % 2
    + r"(?:[の/]?(?P<m1>[0-9]{1,2})(?:月(?:の?(?P<d1>[0-9]{1,2})日)?|[/.](?P<d2>[0-9]{1,2})日?))?"
    + r"|(?P<s1>[-/.,・])(?P<m2>[0-9]{1,2})(?:月(?:(?P<d3>[0-9]{1,2})日)?|(?P<s2>[-/.,・])(?P<d4>[0-9]{1,2})日?)?)?"
)  # fmt: skip
_FISCAL = re.compile(r"FY([0-9]{4})")
_OTHER_YEAR = re.compile(rf"(?:西暦)?(?P<era>{eras.PATTERN})?(?P<y>元|[0-9]{{1,4}})(?:年度?)?")
_RULE_OF_SEPARATOR = {"-": "zero-pad", "/": "slash-to-iso", ".": "dot-to-iso", ",": "comma-to-iso", "・": "dot-to-iso"}
_MONTH_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR, LAST_YEAR = 1583, 2200
"""Years that are read: from the Gregorian calendar on; beyond the second only days (9999-12-31 for "no end")."""
HORIZON = 10
"""Years after `as_of` up to which a bare era year is read in the era of `as_of` (plans reach ahead, not further)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month (0 absent), day (0 absent), or fiscal year, and the rule that read it."""

    year: int
    month: int = 0
    day: int = 0
    fiscal: bool = False
    rule: str = ""
    era: str = ""

    @property
    def text(self) -> str:
        """The canonical form: YYYY-MM-DD, YYYY-MM, YYYY or FYYYYY."""
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.month:
            return f"{self.year:04d}-{self.month:02d}"
        return f"FY{self.year:04d}" if self.fiscal else f"{self.year:04d}"

    @property
    def precision(self) -> str:
        """day, month, year or fiscal-year."""
        return "day" if self.day else "month" if self.month else "fiscal-year" if self.fiscal else "year"


def month_length(year: int, month: int) -> int:
    """Days of a month of the Gregorian calendar; 0 for a month that does not exist."""
    if not 1 <= month <= 12:
        return 0
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return _MONTH_DAYS[month]


def exists(year: int, month: int, day: int) -> bool:
    """Whether the day is in the calendar."""
    return 1 <= day <= month_length(year, month)


def check(point: Point) -> Point | Fault:
    """The point, or why it cannot be: no such month or day, or a year out of range."""
    if not FIRST_YEAR <= point.year <= (9999 if point.day else LAST_YEAR):
        return Fault("date-out-of-range")
    if not point.month and not point.day:
        return point
    length = month_length(point.year, point.month)
    if not length:
        return Fault("impossible-date")
    if point.day > length:
        # the 29th to 31st of a shorter month is the month's end for whoever wrote it; the 32nd is a slip of the hand
        end = Point(point.year, point.month, length).text if point.day <= 31 else ""
        return Fault("impossible-date", end)
    return point


def in_era(mark: str, number: int, month: int, day: int, *, fiscal: bool = False, rule: str = "") -> Point | Fault:
    """The western point of an era's year, month and day; refused where the era was not in force, with a proposal."""
    era = eras.ERA_OF[mark]
    if number < 1:
        return Fault("impossible-date")
    year = era.year(number)
    found = check(Point(year, month, day, fiscal, rule or ("fiscal-year" if fiscal else "era-to-western"), era.name))
    if isinstance(found, Fault):
        return found
    if year < eras.SOLAR_FROM[0]:
        return Fault("lunisolar-calendar")
    first, last = ((year, 4, 1), (year + 1, 3, 31)) if fiscal else eras.span(year, month, day)
    if last < era.first:
        return Fault("era-underrun", found.text)
    return Fault("era-overrun", found.text) if first > era.last else found


def bare_era(number: int, month: int, day: int, as_of: str, *, fiscal: bool) -> Point | Fault:
    """A year whose era is left out, read in the era of `as_of` (YYYY-MM-DD).

    A year that would lie more than HORIZON years ahead belongs to an earlier era: which one is only proposed.
    """
    day_of = (int(as_of[:4]), int(as_of[5:7] or 1), int(as_of[8:10] or 1))
    current = eras.era_at(day_of)
    if current is None:
        return Fault("era-missing")
    if current.year(number) <= day_of[0] + HORIZON:
        return in_era(current.name, number, month, day, fiscal=fiscal, rule="era-from-context")
    for era in reversed(eras.ERAS[: eras.ERAS.index(current)]):
        found = in_era(era.name, number, month, day, fiscal=fiscal)
        if isinstance(found, Point):
            return Fault("ambiguous-era", found.text)
    return Fault("ambiguous-era")


def read_point(text: str, as_of: str = "") -> Point | Fault | None:
    """The point that `text` names; a Fault where it names none that exists; None where it is no such text."""
    match = _POINT.fullmatch(text)
    if match is None:
        year = _FISCAL.fullmatch(text)
        return check(Point(int(year[1]), fiscal=True)) if year else None
    part = match.groupdict()
    month = int(part["m1"] or part["m2"] or 0)
    day_text = part["d1"] or part["d2"] or part["d3"] or part["d4"]
    day = int(day_text or 0)
    if ((part["m1"] or part["m2"]) and not month) or (day_text and not day):
        return Fault("impossible-date")
    separated = _separator_fault(part, day)
    if separated is not None:
        return separated
    found = _in_calendar(part, month, day, as_of)
    alternatives = [part[key] for key in ("alt0", "alt1", "alt2") if part[key]]
    if not isinstance(found, Point) or all(_agrees(found, other) for other in alternatives):
        return found
    return Fault("date-parts-disagree")


def _separator_fault(part: dict[str, str | None], day: int) -> Fault | None:
    """Why separators make the parts uncertain; None where they do not."""
    first, second = part["s1"], part["s2"]
    if not first:
        return None
    if second and second != first and {first, second} != {".", "/"}:
        return Fault("ambiguous-date")
    if not part["era"] and len(part["y"] or "") < 4:
        return Fault("ambiguous-date" if second else "date-without-year")
    if not second and not day and (first in ",・" or (first == "-" and part["era"])):
        return Fault("ambiguous-date")
    if first == "." and not second and not part["era"] and part["m2"] == "1":
        return Fault("ambiguous-date", f"{part['y']}-01")  # 2021.1 is also what a spreadsheet leaves of 2021.10
    return None


def _in_calendar(part: dict[str, str | None], month: int, day: int, as_of: str) -> Point | Fault | None:
    """The point in the calendar that the parts name."""
    year, fiscal = part["y"] or "", bool(part["fy"])
    number = 1 if year == "元" else int(year)
    if part["era"]:
        if part["west"] or len(year) > (3 if part["unit"] or fiscal else 2):
            return None
        return in_era(part["era"], number, month, day, fiscal=fiscal)
    if year == "元" or len(year) < 4:
        if part["west"] or not (part["unit"] or fiscal):
            return None
        return bare_era(number, month, day, as_of, fiscal=fiscal) if as_of else Fault("era-missing")
    if part["s1"]:
        rule = _RULE_OF_SEPARATOR[part["s1"]]
    else:
        rule = "fiscal-year" if fiscal else "kanji-units-to-iso" if part["unit"] or part["west"] else ""
    if month and number < eras.SOLAR_FROM[0] and part["s1"] != "-":
        return Fault("lunisolar-calendar")
    return check(Point(number, month, day, fiscal, rule))


def _agrees(found: Point, other: str) -> bool:
    """Whether the year in brackets is the point's own year in the other calendar."""
    match = _OTHER_YEAR.fullmatch(other)
    if match is None:
        return False
    number = 1 if match["y"] == "元" else int(match["y"])
    if not match["era"]:
        return len(match["y"]) == 4 and match["y"] != "元" and number == found.year
    same = in_era(match["era"], number, found.month, found.day, fiscal=found.fiscal)
    return isinstance(same, Point) and same.year == found.year
