"""Divides what follows the municipality into 町字, 番地以下 and building by its wording alone.

Grammar, with digits and dashes folded:

    tail     town lot building
    town     anything up to 丁目 (丁 in 堺市); without 丁目, up to the first digit that does not belong to
             a name (2条, 3線), or up to 字 where something stands before it (大字舞戸町 | 字鳴戸321)
    lot      321, 1-2-3, 1番3号, 482番地の2, 14-イ22, 甲15, with 先 or 地先 behind it
    building the rest

The division is certain only where 丁目, 番地 or 番…号 is written: 松波2-8-1 may be 松波二丁目, which only a
town table knows. 町字 is given with 漢数字 (六丁目) as the アドレス・ベース・レジストリ writes it, 番地以下
with hyphens (GIF 445).
"""

import re
from dataclasses import dataclass

_KANJI = "一二三四五六七八九"
_NUMERAL = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_IN_NAME = r"[0-9]+(?=条|線|軒|番町|地割|区)"
_CHOME = re.compile(rf"((?:[^0-9]|{_IN_NAME}){{0,40}}?{_NUMERAL}(?:丁目[東西南北]?|丁(?=[0-9])))(?=$|[^東西南北])")
_NAME = re.compile(rf"(?:(?![甲乙丙][0-9])[^0-9]|{_IN_NAME})*")
_KOAZA = re.compile(r"(?<=[^大小])(?<!^)字(?=[^0-9])")
_STEP = r"(?:番地の?|番の?|号の?|[-のノ])"
_LOT = re.compile(rf"[甲乙丙]?[0-9]+(?:{_STEP}[A-Zイロハニホヘト甲乙丙]?[0-9]+)*(?:番地|番|号)?(?:地?先|地内)?")
_SPELLED = re.compile("(?<=[^一二三四五六七八九十])([一二三四五六七八九十]+)(番地|番)(?:([一二三四五六七八九十]+)号)?")


@dataclass(frozen=True, slots=True)
class Division:
    """Town, lot and building of an address, and whether the wording alone proves the division."""

    town: str
    rest: str
    building: str
    certain: bool


def divide(tail: str) -> Division:
    """Divide what follows the municipality."""
    tail = _SPELLED.sub(_to_digits, tail.strip())
    chome = _CHOME.match(tail)
    if chome:
        lot, building = _lot_and_building(tail[chome.end() :])
        return Division(_town(chome[1]), lot, building, certain=True)
    name = _NAME.match(tail)
    town, numbers = (name[0], tail[name.end() :]) if name else ("", tail)
    koaza = _KOAZA.search(town)
    lot, building = _lot_and_building(numbers)
    certain = bool(re.match("[0-9]+番", numbers))
    if koaza:
        return Division(_town(town[: koaza.start()]), town[koaza.start() :].strip() + lot, building, certain)
    if not numbers:
        town, _, building = town.strip().partition(" ")
        return Division(_town(town), "", building.strip(), certain=False)
    return Division(_town(re.sub("(?<=.)の$", "", town)), lot, building, certain)


def to_kanji(number: int) -> str:
    """A number from 1 to 99 in 漢数字."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _KANJI[tens - 1]) + "十" * bool(tens) + (_KANJI[ones - 1] if ones else "")


def _to_digits(match: re.Match[str]) -> str:
    lot = str(_from_kanji(match[1])) + match[2]
    return lot + (f"{_from_kanji(match[3])}号" if match[3] else "")


def _from_kanji(numeral: str) -> int:
    if "十" not in numeral:
        return int("".join(str(_KANJI.index(char) + 1) for char in numeral))
    tens, _, ones = numeral.partition("十")
    return (_KANJI.find(tens) + 1 if tens else 1) * 10 + (_KANJI.find(ones) + 1 if ones else 0)


def _town(town: str) -> str:
    """The name with its 丁目 and 条 in 漢数字 and without spaces around."""
    spelled = re.sub("([0-9]{1,2})(?=丁|条)", lambda m: to_kanji(int(m[1])) if int(m[1]) else m[1], town)
    return re.sub(r"\s+", "", spelled)


def _lot_and_building(numbers: str) -> tuple[str, str]:
    numbers = numbers.lstrip(" 　-、,")
    lot = _LOT.match(numbers)
    if not lot:
        return "", numbers.strip()
    plain = re.sub(rf"{_STEP}(?=[0-9A-Zイロハニホヘト甲乙丙])", "-", lot[0])
    return re.sub("(?:番地|番|号)(?=$|先|地)", "", plain), numbers[lot.end() :].strip()
