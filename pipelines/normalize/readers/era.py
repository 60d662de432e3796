"""The five eras since 明治, exact to the day, and what a year of an era is in the western calendar.

Sources: 明治 from 1868 (改元の詔, counted from 1868-01-25); 大正 from 1912-07-30 and 昭和 from 1926-12-25, each on
the day of its 改元の詔書, which therefore belongs to the new era; 平成 from 1989-01-08 (昭和64年政令第1号, the day
after); 令和 from 2019-05-01 (平成31年政令第143号).
The solar calendar holds from 明治6年1月1日 = 1873-01-01 (明治5年太政官布告第337号): months and days before it are of
another calendar. Letters and square era marks: JIS X 0301, JIS X 0213, Unicode U+337B-337E and U+32FF.
Fiscal years run from 1 April to 31 March (地方自治法 第208条); one carries an era's name where the two overlap.
"""

from dataclasses import dataclass

YMD = tuple[int, int, int]

SOLAR_FROM: YMD = (1873, 1, 1)
_FOREVER: YMD = (9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its name, first and last day (both inclusive)."""

    name: str
    first: YMD
    last: YMD

    def year(self, number: int) -> int:
        """Western year of the era's `number`-th year, counted on past its end if need be."""
        return self.first[0] + number - 1


MEIJI = Era("明治", (1868, 1, 25), (1912, 7, 29))
TAISHO = Era("大正", (1912, 7, 30), (1926, 12, 24))
SHOWA = Era("昭和", (1926, 12, 25), (1989, 1, 7))
HEISEI = Era("平成", (1989, 1, 8), (2019, 4, 30))
REIWA = Era("令和", (2019, 5, 1), _FOREVER)
ERAS: tuple[Era, ...] = (MEIJI, TAISHO, SHOWA, HEISEI, REIWA)

_MARKS: tuple[tuple[Era, str], ...] = (
    (MEIJI, "明治 明 M m ㍾"),
    (TAISHO, "大正 大 T t ㍽"),
    (SHOWA, "昭和 昭 S s ㍼"),
    (HEISEI, "平成 平 H h ㍻"),
    (REIWA, "令和 令 R r ㋿"),
)
ERA_OF: dict[str, Era] = {mark: era for era, marks in _MARKS for mark in marks.split()}
"""Every spelling of an era's name."""

PATTERN = "(?:" + "|".join(sorted(ERA_OF, key=len, reverse=True)) + ")"
"""Regular expression of any spelling, longest first."""

ERA_OF_DIGIT: dict[str, Era] = {str(number): era for number, era in enumerate(ERAS, start=1)}
"""1 明治 … 5 令和: the era code of seven-digit dates (JIS X 0301 annex)."""


def era_at(day: YMD) -> Era | None:
    """The era in force on a day; None before 明治."""
    for era in reversed(ERAS):
        if day >= era.first:
            return era
    return None


def span(year: int, month: int, day: int) -> tuple[YMD, YMD]:
    """First and last day of a year, month or day (0 where a part is absent); month ends may overshoot to 31."""
    if not month:
        return (year, 1, 1), (year, 12, 31)
    return (year, month, day or 1), (year, month, day or 31)


def covers(era: Era, first: YMD, last: YMD) -> bool:
    """Whether the era was in force on at least one day of the span."""
    return first <= era.last and last >= era.first
