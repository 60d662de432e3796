"""A spreadsheet's typed cell as the text that a person sees there: dates in ISO form, whole numbers without ".0"."""

import datetime as dt
import math
import re
from decimal import Context, Decimal
from functools import lru_cache

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKET = re.compile(r"\[[^\]]*\]")
_ESCAPED_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")
_WIDE = Context(prec=1_000)
"""A double under a percent format may have 310 digits before the point and any number of places after it."""

_LAST_DAY = 2_958_466
_SURROGATE = re.compile("[\ud800-\udfff]")


def shown(value: object, number_format: str = "General") -> str:
    """Text of a cell value (None, str, bool, int, float, date, time, timedelta).

    Dates and times become ISO 8601 whatever their format shows (eras too); a number under a percent format is written
    with its sign ("12.5%"), under a format of zeros only with its leading zeros ("013200"), otherwise as a plain
    decimal. No digit that is stored is rounded away, whatever the format shows (0.125 under "0%" is "12.5%", not
    "13%"): rounding cannot be undone, and sums of rounded numbers are wrong. hides_digits says where that happens.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, number_format)
    if isinstance(value, dt.time):
        return _time(value)
    if isinstance(value, dt.timedelta):
        return _duration(value)
    return str(value)


def _text(value: str) -> str:
    """The string without the escapes of OOXML for control characters; half a surrogate pair is no character."""
    if "_x00" in value:
        value = _ESCAPED_CONTROL.sub(lambda match: chr(int(match[1], 16)), value)
    return _SURROGATE.sub("\ufffd", value)


@lru_cache(maxsize=1_000)
def _format(number_format: str) -> tuple[int, int, bool]:
    """(decimal places of a percent format or -1, leading zeros or 0, whether it is an era without month and day)."""
    section = number_format.split(";", maxsplit=1)[0]
    bare = _BRACKET.sub("", _LITERAL.sub("", section)).strip()
    places = -1
    if "%" in bare:
        places = len(bare.partition(".")[2].replace("%", "").rstrip()) if "." in bare else 0
    letters = bare.lower().replace("general", "")
    return places, len(bare) if re.fullmatch("0{2,}", bare) else 0, "g" in letters and "e" in letters


def _number(value: float, number_format: str) -> str:
    places, zeros, era = _format(number_format)
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if era and 0 <= value < _LAST_DAY:
        return _serial(value)
    # a double holds 15 digits that were typed; the rest is the machine's (0.1 + 0.2)
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if places >= 0:
        text = _plain(_WIDE.multiply(exact, Decimal(100)))
        stored = len(text.partition(".")[2])
        return f"{text}{'.' if places and not stored else ''}{'0' * (places - stored)}%"
    text = _plain(exact)
    return text.zfill(zeros) if zeros and text.isdigit() else text


def hides_digits(value: object, number_format: str) -> bool:
    """Whether a number has digits after the point that its format does not show."""
    if not isinstance(value, float) or not math.isfinite(value) or number_format == "General":
        return False
    places = _places(number_format)
    if places < 0:
        return False
    percent = _format(number_format)[0] >= 0
    stored = _plain(_WIDE.multiply(Decimal(f"{value:.15g}"), Decimal(100 if percent else 1)))
    return len(stored.partition(".")[2]) > places


@lru_cache(maxsize=1_000)
def _places(number_format: str) -> int:
    """Decimal places that a plain number format shows, -1 for one that is no plain number (text, date, fraction)."""
    section = _BRACKET.sub("", _LITERAL.sub("", number_format.split(";", maxsplit=1)[0])).strip()
    found = re.fullmatch(r"[#0,?]*(?:\.([0#?]*))?\s*%?", section)
    # a comma at the end divides by a thousand: what is shown then says nothing about places
    return len(found[1] or "") if found and section and not re.search(r",(?:\.|%|$)", section) else -1


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if value else "0"


def _serial(value: float) -> str:
    """A day number under an era format that names no month or day (openpyxl takes it for a number)."""
    day = dt.datetime(1899, 12, 30) + dt.timedelta(days=value)  # noqa: DTZ001 (a calendar day, no instant)
    return day.date().isoformat()


def _date(value: dt.date, number_format: str) -> str:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if value.time() == dt.time():
        bare = _BRACKET.sub("", _LITERAL.sub("", number_format.split(";", maxsplit=1)[0])).lower()
        if "y" in bare and "d" not in bare and "h" not in bare:
            # 2020年4月 holds no day, although a spreadsheet stores the first
            return f"{value:%Y-%m}" if "m" in bare else f"{value:%Y}"
        return value.date().isoformat()
    rounded = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded.isoformat(timespec="seconds" if rounded.second else "minutes")


def _time(value: dt.time) -> str:
    if value.microsecond >= 500_000:
        value = (dt.datetime.combine(dt.date(2000, 1, 1), value) + dt.timedelta(milliseconds=500)).time()
    return value.replace(microsecond=0).isoformat(timespec="seconds" if value.second else "minutes")


def _duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
