"""Times of day and opening hours: `read_time` answers with HH:MM[:SS], ranges HH:MM-HH:MM, slots joined by ",".

One clock is read as clock.py says. Opening hours, only where the column's context says `ranges`:

    hours := slot (, | 、 | ・ | / | ; | space between complete slots) slot …
    slot  := clock (~ | - | ー | から | より) clock [まで | の間]        each end may be a lone hour: 10-14, 9-正午

What one end leaves out comes from the other where only one reading exists: 午後5時から6時まで ends at 18:00, for
the end follows the start; 9時から午後5時 starts at 09:00, since 21:00 is past the end. 1時から午後3時, 9時から5時 and
11時から午前3時 have two readings and are refused. An end of 0:00 is the 24:00 of JIS X 0301, the end of the same
day. Lone hours on both sides must rise (10-9 is refused) and end by 24. Slots are sorted and must not overlap.
A fraction of a day needs `serial`.
以降 and まで behind one clock are kept as the property `bound` ("gte", "lte") beside its time. Everything with
weekdays, holidays, 24時間 or 終日 stays for 特記事項: refused with the reason not-a-time.
"""

import itertools
import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, canonical, refused, repaired
from pipelines.normalize.readers.clock import names_half, read_clock
from pipelines.normalize.readers.digits import missing, prepared
from pipelines.normalize.readers.kanji_number import RUN, to_ascii
from pipelines.normalize.readers.outcome import Fault

_CANONICAL = re.compile(r"(?:[01][0-9]|2[0-9]):[0-5][0-9](?::[0-5][0-9])?")
_SLOTS_APART = re.compile(r"(?<=[0-9時分半]) +(?=[0-9]{1,2}[:;時][^~]*[~-])")
_DIGITS_APART = re.compile(r"[0-9] +[0-9]")
_SERIAL = re.compile(r"(?:0?|1)\.[0-9]{1,17}|[01]")
_SLOT = re.compile(r"(?P<start>[^~ー-]+?)(?:から|より)?(?:[~ー-]|から|より)(?P<end>[^~ー-]+?)(?:まで|の間)?")
_BETWEEN = re.compile(r"[,、・/]|(?<=[0-9]{2});(?=[0-9]{1,2}[:;])(?=[^,、]*[~-])")
_LONE_HOUR = re.compile(r"[0-9]{1,2}")
_BOUNDS = (("以降", "gte"), ("以後", "gte"), ("まで", "lte"))
_LEGAL_NOON = re.compile(r"(?:午前|午後|[Aa][Mm])12(?:時(?![0-9半])|:00|時00?分)")
"""By 太政官布告第337号 午前12時 is noon and 午後12時 midnight; clocks and daily use have it the other way round."""
_ALWAYS = re.compile(r"24時間|終日|常時|随時")
_CLOCK_LIKE = re.compile(r"[0-9]{1,2}[:;][0-9]{2}(?:[~-][0-9]{1,2}[:;][0-9]{2})?")
_WORDS = re.compile(r"[月火水木金土日]曜|平日|祝|休|毎|週|除く|以降|以前|頃|ごろ|まで|から|開館|閉館|営業")


def read_time(text: str, context: Mapping[str, object] = {}) -> Reading:
    """A time of day, or opening hours, or a refusal.

    Args:
        text: the cell.
        context: `ranges` (true: HH:MM-HH:MM and several slots are canonical), `serial` (true: fractions of a day).
    """
    if _CANONICAL.fullmatch(text):
        return canonical(text)
    answer, folded = prepared(text)
    if answer is not None:
        return answer
    found = _read(folded, context)
    if isinstance(found, str):
        bound = _bound_of(folded)
        if bound and "-" not in found:
            open_ended = repaired(found, "bound-split", bound=bound)
            return open_ended if context.get("ranges") else refused(text, "time-range", found, bound=bound)
        return canonical(text) if found == text else repaired(found, _rule_of(text, folded, found))
    token = missing(text, folded) if found.reason == "time-unreadable" else None
    return token or refused(text, found.reason, found.proposal)


def _rule_of(text: str, folded: str, found: str) -> str:
    """The rule to record."""
    if folded == found:
        return "trim-space" if text.strip() == folded else "fullwidth-to-ascii"
    if _SERIAL.fullmatch(folded):
        return "excel-serial-to-iso"
    return "hours-to-iso" if "-" in found else "time-to-iso"


def _bound_of(text: str) -> str:
    """What stands behind one clock: "gte" for 以降, "lte" for まで, else ""."""
    return next((bound for word, bound in _BOUNDS if text.endswith(word)), "")


def _read(folded: str, context: Mapping[str, object]) -> str | Fault:
    """The canonical form of a folded text, or why it has none."""
    if context.get("serial") and _SERIAL.fullmatch(folded):
        return _of_serial(folded)
    ascii_text = to_ascii(folded) if RUN.search(folded) else folded
    if ascii_text:
        ascii_text = _SLOTS_APART.sub(",", ascii_text)
    if ascii_text is None or _DIGITS_APART.search(ascii_text):
        return Fault("time-unreadable")
    text = ascii_text.replace(" ", "")
    if _LEGAL_NOON.search(text):
        return Fault("ambiguous-time")
    clock = read_clock(next((text[: -len(word)] for word, _ in _BOUNDS if text.endswith(word)), text))
    if clock:
        return clock
    hours = _read_hours(text)
    if hours is None:
        return _why_not(text)
    if isinstance(hours, str) and not context.get("ranges"):
        return Fault("time-range")
    return hours


def _of_serial(text: str) -> str:
    """HH:MM:SS of a fraction of a day, to the second."""
    seconds = round(float(text) * 86400)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _read_hours(text: str) -> str | Fault | None:
    """Slots in order, joined by commas; None where a part is no slot."""
    slots = []
    for part in _BETWEEN.split(text):
        match = _SLOT.fullmatch(part)
        slot = _read_slot(match["start"], match["end"]) if match else None
        if slot is None or isinstance(slot, Fault):
            return slot
        slots.append(slot)
    slots.sort()
    for (_, end), (start, _) in itertools.pairwise(slots):
        if start < end:
            return Fault("hours-overlap")
    if len(slots) > 1 and any(end < start for start, end in slots[:-1]):
        return Fault("hours-overlap")
    return ",".join(f"{start}-{end}" for start, end in slots)


def _read_slot(left: str, right: str) -> tuple[str, str] | Fault | None:
    """Start and end of one slot, each completed from the other; None where either is no time."""
    start, end = read_clock(left, bare=True), read_clock(right, bare=True)
    if start is None or end is None or start >= "30":
        return None
    lone = _LONE_HOUR.fullmatch(left) and _LONE_HOUR.fullmatch(right)
    if not names_half(right) and names_half(left) and start >= "12" and end < "12":
        later = f"{int(end[:2]) + 12:02d}{end[2:]}"
        end = later if later > start else end
    elif names_half(right) and not names_half(left) and start < "12":
        afternoon = f"{int(start[:2]) + 12:02d}{start[2:]}"
        if afternoon < end or (end < start and end < "12"):
            return Fault("ambiguous-time", f"{afternoon}-{end}")
    if end < start < "13" and end > "00:00:00" and not lone:
        # 9時～5時: the afternoon, or the next morning
        later = "" if names_half(right) else f"{start}-{int(end[:2]) + 12:02d}{end[2:]}"
        return Fault("ambiguous-time", later)
    if end[:5] == "00:00" and end <= "00:00:00":
        end = "24:00"
    if start == end or (lone and end < start):
        return Fault("range-reversed")
    if lone and end > "24:00":
        return None
    return start, end


def _why_not(text: str) -> Fault:
    """The reason that helps a steward most."""
    if _ALWAYS.fullmatch(text):
        return Fault("not-a-time", "00:00-24:00")
    if _WORDS.search(text) or _ALWAYS.search(text):
        return Fault("not-a-time")
    return Fault("impossible-time" if _CLOCK_LIKE.fullmatch(text) else "time-unreadable")


_HOURS = {"ranges": True}
ACCEPTED: tuple[tuple[str, str] | tuple[str, str, Mapping[str, object]], ...] = (
    ("08:05", "08:05"),
    ("08:05:30", "08:05:30"),
    ("26:15", "26:15"),
    ("8:05", "08:05"),
    (" 08:05", "08:05"),
    ("０８：０５", "08:05"),
    ("8;05", "08:05"),
    ("8時5分", "08:05"),
    ("午後八時半", "20:30"),
    ("PM 8:05", "20:05"),
    ("8:05 p.m.", "20:05"),
    ("午後20時", "20:00"),
    ("正午", "12:00"),
    ("午後12時30分", "12:30"),
    ("午前12時5分", "00:05"),
    ("24時00分", "24:00"),
    ("朝8時", "08:00"),
    ("夜8時", "20:00"),
    ("午後5時以降", "17:00", _HOURS),
    ("19:30まで", "19:30", _HOURS),
    ("0.25", "06:00:00", {"serial": True}),
    ("8:30～17:15", "08:30-17:15", _HOURS),
    ("午前8時半から午後5時15分まで", "08:30-17:15", _HOURS),
    ("午後1時から5時", "13:00-17:00", _HOURS),
    ("8時から午後7時", "08:00-19:00", _HOURS),
    ("13:00～17:00、9:00～12:00", "09:00-12:00,13:00-17:00", _HOURS),
    ("9-17", "09:00-17:00", _HOURS),
    ("9:00～12:00\n13:00～17:00", "09:00-12:00,13:00-17:00", _HOURS),
    ("22:00～5:00", "22:00-05:00", _HOURS),
    ("18:00～0:00", "18:00-24:00", _HOURS),
    ("17:00～26:00", "17:00-26:00", _HOURS),
    ("09:00-12:00,13:00-17:00", "09:00-12:00,13:00-17:00", _HOURS),
)
REFUSED: tuple[str | tuple[str, Mapping[str, object]], ...] = (
    "8:60",
    "8:5",
    "8",
    "31:00",
    "午前14時",
    "午前12時",
    "午後12時",
    "午後5時～午後12時",
    "8時30秒",
    "8:30～17:15",
    "19:30まで",
    "平日8:30～17:15",
    "24時間",
    "終日",
    "夜1時",
    "未定",
    "0.25",
    ("7:30～78:30", _HOURS),
    ("2時から午後5時", _HOURS),
    ("10時から午前2時", _HOURS),
    ("9:00～5:00", _HOURS),
    ("9:00～12:00、11:00～15:00", _HOURS),
    ("17-9", _HOURS),
    ("4-30", _HOURS),
    ("9:00～17:00（土曜は12:00まで）", _HOURS),
)
