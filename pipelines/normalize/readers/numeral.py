"""Numerals without sign and unit: ASCII digits with commas by position, 漢数字, and both mixed with 十 to 京.

Grammar, after digits.half_width and without spaces:

    numeral  := arabic | whole [point fraction]
    arabic   := digits ["." digits] | group ("," 3 digits)+ ["." digits] | "." digits
    whole    := (section 京 | 兆 | 億 | 万, descending)* [section]
    section  := (coefficient 千 | 百 | 十, descending)* [coefficient]
    coefficient := arabic | one kanji digit | kanji digits in positional style before 万 and above or alone
    point    := 点 | ・ (only between 漢数字)

What follows a unit must be smaller than the unit's last counted place: 1.5億250.32千 and 20万2000 are numbers, 1千1000
and 1万0万 are not. 万 and above need a coefficient, 十百千 do not; 三五十 is neither style. 万億 in a row is left
alone. A comma counts only with one to three digits before it and three behind: 1,23 and 15,7 are damage.
Sources: 公用文作成の考え方 (2022) on 漢数字; 統計表における機械判読可能なデータの表記方法の統一ルール (no commas).
"""

import re
from typing import NamedTuple

from pipelines.normalize.readers.kanji_number import DIGITS, LARGE, SMALL, positional, section

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_PLAIN = re.compile(rf"(?:{_ARABIC})")
_KANJI_DIGITS = "[" + "".join(DIGITS) + "]"
_POINTED = re.compile(
    rf"(?P<whole>[^.点・]+)(?:点(?P<after>[0-9]+|{_KANJI_DIGITS}+)|(?<=[^0-9])・(?P<kanji>{_KANJI_DIGITS}+))"
)
_LARGE_PART = re.compile("([^" + "".join(LARGE) + "]*)([" + "".join(LARGE) + "])")
_SMALL_PART = re.compile(rf"({_ARABIC}|{_KANJI_DIGITS})?([" + "".join(SMALL) + "])")
_FILLER = re.compile("[零〇]")


class _Fixed(NamedTuple):
    """number / 10 ** places, exact."""

    number: int
    places: int


def read_numeral(text: str) -> str | None:
    """Plain decimal of a numeral (no sign, no comma, no leading zeros); None where it is none or not certain."""
    if _PLAIN.fullmatch(text):
        return _tidy(text.replace(",", ""))
    match = _POINTED.fullmatch(text)
    if match:
        whole = _whole(match["whole"])
        if whole is None or whole.places:
            return None
        fraction = "".join(str(DIGITS.get(mark, mark)) for mark in match["after"] or match["kanji"])
        return f"{whole.number}.{fraction}"
    value = _whole(text)
    return None if value is None else _render(value)


def _tidy(digits: str) -> str:
    """Without leading zeros, and with one before a leading point."""
    whole, point, fraction = digits.partition(".")
    return (whole.lstrip("0") or "0") + point + fraction


def _render(value: _Fixed) -> str:
    digits = str(value.number).zfill(value.places + 1)
    if not value.places:
        return digits
    fraction = digits[-value.places :].rstrip("0")
    return digits[: -value.places] + ("." + fraction if fraction else "")


def _add(total: _Fixed, value: _Fixed) -> _Fixed:
    places = max(total.places, value.places)
    return _Fixed(total.number * 10 ** (places - total.places) + value.number * 10 ** (places - value.places), places)


def _below(value: _Fixed, unit: int, places: int) -> bool:
    """Whether value < unit / 10 ** places: it fits below the last counted place of what stands before it."""
    return bool(value.number * 10**places < unit * 10**value.places)


def _whole(text: str) -> _Fixed | None:
    """Value of a numeral with 万 and above."""
    parts: list[tuple[_Fixed, int]] = []
    end = 0
    for match in _LARGE_PART.finditer(text):
        value = _section(_without_filler(match[1], first=not parts))
        unit = LARGE[match[2]]
        if value is None or not value.number or (parts and unit >= parts[-1][1]):
            return None
        parts.append((value, unit))
        end = match.end()
    rest = _section(_without_filler(text[end:], first=not parts)) if text[end:] or not parts else _Fixed(0, 0)
    return None if rest is None else _sum([*parts, (rest, 1)])


def _without_filler(text: str, *, first: bool) -> str:
    """一万零二百: a 零 behind a unit only marks the gap."""
    return text[1:] if not first and len(text) > 1 and _FILLER.match(text) else text


def _section(text: str) -> _Fixed | None:
    """Value of what stands before 万 or at the end: units to 千, or plain digits."""
    if _PLAIN.fullmatch(text):
        return _fixed(text)
    if text and all(mark in DIGITS for mark in text):
        return _Fixed(positional(text), 0)
    if not text.isascii() and all(mark in DIGITS or mark in SMALL for mark in text):
        value = section(text)
        return None if value is None else _Fixed(value, 0)
    parts: list[tuple[_Fixed, int]] = []
    end = 0
    for match in _SMALL_PART.finditer(text):
        unit = SMALL[match[2]]
        if match.start() != end or (parts and unit >= parts[-1][1]):
            return None
        parts.append((_coefficient(match[1]), unit))
        end = match.end()
    rest = text[end:]
    if _FILLER.match(rest) and len(rest) > 1:
        rest = rest[1:]
    if not parts or (rest and not (_PLAIN.fullmatch(rest) or rest in DIGITS)):
        return None
    return _sum([*parts, (_coefficient(rest) if rest else _Fixed(0, 0), 1)])


def _coefficient(text: str | None) -> _Fixed:
    if not text:
        return _Fixed(1, 0)
    return _Fixed(DIGITS[text], 0) if text in DIGITS else _fixed(text)


def _fixed(text: str) -> _Fixed:
    whole, _, fraction = text.replace(",", "").partition(".")
    return _Fixed(int((whole + fraction) or "0"), len(fraction))


def _sum(parts: list[tuple[_Fixed, int]]) -> _Fixed | None:
    """Sum of value × unit, each of which must fit below the last counted place of the one before."""
    total = _Fixed(0, 0)
    for index in range(len(parts) - 1, -1, -1):
        value, unit = parts[index]
        if index < len(parts) - 1 and not _below(total, unit, value.places):
            return None
        total = _add(total, _Fixed(value.number * unit, value.places))
    return total
