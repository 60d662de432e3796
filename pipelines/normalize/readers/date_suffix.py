"""What stands behind a day in one cell: its weekday, a time of day, or the mark of a count's day.

（水） (水曜日) 水曜日 （火・祝） (Wed)       the weekday must be the day's own; a holiday mark says nothing more
10:30  午後3時  T09:00:00+09:00               a time of day before 24:00, in Japan's zone or none
現在 時点                                     the day that a count refers to: the date itself
"""

import re

from pipelines.normalize.readers.clock import read_clock

_TIME = re.compile(r"(?P<day>.*?(?:[0-9]日?|\)))(?:T| +|(?<=[日)]) *)(?P<clock>[0-9午AaPp][^/~()]{0,17})")
_ZONE = re.compile(r"(?:\+09:?00|JST)$")
_WEEKDAY = re.compile(
    r"(?P<day>.*?)(?:[(\[](?P<short>[月火水木金土日])(?:曜日?)?(?:[・,]?[祝休](?:日)?)?[)\]]"
    r"|(?P<long>[月火水木金土日])曜日?|[(\[](?P<en>[A-Za-z]{3})[a-z]{0,6}[)\]])"
)
_MARK = re.compile(r"(?P<day>.*?[年度月日0-9])(?:現在|時点)")
_WEEKDAYS = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OFFSETS = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)


def split_weekday(text: str) -> tuple[str, int] | None:
    """The date and its weekday (0 Monday to 6 Sunday) of a folded text without spaces; None without a weekday."""
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        return None
    if not match["en"]:
        return match["day"], _WEEKDAYS.index(match["short"] or match["long"])
    english = match["en"].lower()
    return (match["day"], _ENGLISH.index(english)) if english in _ENGLISH else None


def split_time(text: str) -> tuple[str, str] | None:
    """The date and the time of day (canonical, with its zone) of a folded text; None without a certain time."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    zoned = match["clock"].replace(" ", "")
    local = _ZONE.sub("", zoned)
    clock = read_clock(local)
    if clock is None or clock >= "24":
        return None
    return match["day"], clock + ("+09:00" if zoned != local else "")


def split_mark(text: str) -> str | None:
    """The date in front of 現在 or 時点; None without such a mark."""
    match = _MARK.fullmatch(text)
    return match["day"] if match else None


def weekday(iso: str) -> int:
    """0 for Monday to 6 for Sunday of a YYYY-MM-DD (Sakamoto's congruence)."""
    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:10])
    year -= month < 3
    return (year + year // 4 - year // 100 + year // 400 + _OFFSETS[month - 1] + day + 6) % 7
