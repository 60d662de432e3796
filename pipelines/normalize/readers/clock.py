"""One time of day: the part that read_time and the time part of dates share.

Grammar, after folding and without spaces:

    clock := [part] H : MM [: SS] [half] | [part] H 時 [M 分 [S 秒] | 半] [half] | 正午
    half  := AM | PM | A.M. | P.M.
    part  := (half | 午前 | 午後 | 朝 | 昼 | 夕方 | 夜 | 深夜 | 早朝) ["の"]

";" stands for ":" (the key beside it: 0;00). Hours go on past midnight up to 29:59, and 30:00 as an end: the day of
timetables and opening hours that end after midnight; 78:30 is refused. 12-hour clocks: 午後12時30分 is 12:30,
午前12時10分 is 00:10; 午前12時 alone is noon by law (太政官布告第337号) and midnight on clocks, 午後12時 the reverse:
read_time refuses both. 午後13時 to 午後23時 keep their hour, 午前13時 is refused. 朝, 夜 and the like are read only for
hours that they mean in one way.
"""

import re

_HALF = r"午前|午後|[AaPp]\.?[Mm]\.?"
_PARTS: dict[str, tuple[range, range]] = {
    # hours as written, hours to which 12 is added; others contradict or leave two readings
    "早朝": (range(3, 9), range(0)),
    "朝": (range(2, 12), range(0)),
    "昼": (range(11, 16), range(1, 4)),
    "夕方": (range(15, 20), range(3, 8)),
    "夜": (range(17, 30), range(5, 12)),
    "深夜": (range(6), range(0)),
}
_CLOCK = re.compile(
    rf"(?:(?P<half>{_HALF})|今?(?P<part>早朝|朝|昼|夕方|深夜|夜))?の?(?P<h>[0-9]{{1,2}})"
    r"(?:[:;](?:(?P<m>[0-9]{2})|(?P<m3>[0-9]{1,2})[:;](?P<s>[0-9]{1,2})(?:\.0+)?)"
    r"|(?P<unit>時)(?:(?P<m2>[0-9]{1,2})分(?:(?P<s2>[0-9]{1,2})秒)?|(?P<half_hour>半))?)?"
    rf"(?P<after>{_HALF})?"
)
LAST_HOUR = 30
"""Where a business day that runs past midnight ends: beyond it a digit was mistyped."""
_NOON = frozenset({"正午", "正午12時", "12noon", "noon", "12正午", "12時正午"})


def read_clock(text: str, *, bare: bool = False) -> str | None:
    """HH:MM or HH:MM:SS of a folded text without spaces; None where it is no time of day.

    Args:
        text: folded text.
        bare: a lone hour (9) counts, and so does 30:00: both only inside a range, whose other end proves them.
    """
    if text in _NOON:
        return "12:00"
    match = _CLOCK.fullmatch(text)
    if match is None or ((match["half"] or match["part"]) and match["after"]):
        return None
    half = (match["half"] or match["after"] or "")[:2]
    if not (match["m"] or match["m3"] or match["unit"] or half or bare):
        return None
    hour = _hour(int(match["h"]), half, match["part"])
    minute = 30 if match["half_hour"] else int(match["m"] or match["m3"] or match["m2"] or 0)
    second = match["s"] or match["s2"]
    if hour is None or minute > 59 or (second and int(second) > 59):
        return None
    if hour >= LAST_HOUR and not (bare and hour == LAST_HOUR and not minute and not second):
        return None
    return f"{hour:02d}:{minute:02d}" + (f":{int(second):02d}" if second else "")


def names_half(text: str) -> bool:
    """Whether the text says which half of the day it means, so that its hour needs no help from a neighbour."""
    match = _CLOCK.fullmatch(text)
    return match is None or bool(match["half"] or match["part"] or match["after"])


def _hour(hour: int, half: str, part: str | None) -> int | None:
    """The hour of the day, or None where it and its half contradict each other."""
    if part:
        as_written, afternoon = _PARTS[part]
        if part == "深夜" and 22 <= hour < LAST_HOUR:
            return hour
        return hour + 12 if hour in afternoon else hour if hour in as_written else None
    if half == "午後" or half[:1] in {"P", "p"}:
        return hour if 12 <= hour <= 24 else hour + 12 if hour < 12 else None
    if half:
        return 0 if hour == 12 else hour if hour < 12 else None
    return hour if hour <= LAST_HOUR else None
