"""Names and addresses made comparable: keys for judging only, never a text that is published."""

import re
import unicodedata
from functools import cache

from pipelines.standard import municipalities

_KANJI = "〇一二三四五六七八九"
_COUNTED = re.compile(r"([〇一二三四五六七八九十]+)(?=丁目|番|号|条|線|区)")
_UNITS = re.compile(r"丁目|番地の|番地|番|号|(?<=[0-9])字|(?<=[0-9])の(?=[0-9])")
_DASHES = re.compile(r"(?<=[0-9])[-‐‑–—―−ーｰ－](?=[0-9])")
_SIGNS = re.compile(r"[\s()\[\]{}「」『』【】〔〕・,.、。'\"“”_/=~〜-]")
_BETWEEN = re.compile(rf"(?<=[0-9])(?:{_SIGNS.pattern})+(?=[0-9])")
_SMALL = str.maketrans("ヶヵゕゖけケへべぺ", "ケカカケケケヘベペ")
"""Letters that are spelled small and large, and those that look the same in hiragana and katakana (福久町へ)."""
_NUMBER = re.compile(r"[0-9]+")
_DISTRICT = re.compile(r"^[^0-9]{1,5}?郡")


def name_key(name: str) -> str:
    """A name without what is only spelling: width, case, spaces, brackets, dots, dashes, small ヶ."""
    # 1-1号棟 is not 11号棟: between digits a sign is no spelling
    pieces = _BETWEEN.split(unicodedata.normalize("NFKC", name))
    return "|".join(_SIGNS.sub("", piece) for piece in pieces).casefold().translate(_SMALL)


def address_key(address: str) -> str:
    """An address with numbers in ASCII digits joined by "-", without spaces, 大字 and 字."""
    folded = "".join(unicodedata.normalize("NFKC", address).split()).translate(_SMALL)
    folded = _COUNTED.sub(lambda found: str(_value(found[1])), folded)
    folded = _UNITS.sub("-", _DASHES.sub("-", folded))
    return re.sub(r"-+", "-", folded.replace("大字", "").replace("字", "")).strip("-")


def numbers(key: str) -> list[int]:
    """The numbers of an address key in their order."""
    return [int(digits) for digits in _NUMBER.findall(key)]


def split_place(address: str, prefecture: str = "") -> tuple[str, str, str]:
    """(prefecture, municipality, rest) of an address by the list of municipalities; "" for what it does not name.

    Args:
        address: as written.
        prefecture: where the address lies when it does not say so itself.
    """
    text = "".join(address.split())
    stated = next((name for name in _by_prefecture() if text.startswith(name)), "")
    rest = text.removeprefix(stated)
    names = _by_prefecture().get(stated or prefecture, ())
    for start in (rest, _DISTRICT.sub("", rest)):  # 郡山市 is in no 郡: the name as it stands comes first
        city = next((name for name in names if start.startswith(name)), "")
        if city:
            return stated, city, start.removeprefix(city)
    return stated, "", rest


def town_of(address: str, prefecture: str = "") -> str:
    """Key of the town of an address: what stands between the municipality and the first number."""
    rest = split_place(address, prefecture)[2]
    return _NUMBER.split(address_key(rest), maxsplit=1)[0].strip("-")


@cache
def _by_prefecture() -> dict[str, tuple[str, ...]]:
    """Prefecture -> names of its municipalities and wards, longest first."""
    found: dict[str, set[str]] = {}
    for place in municipalities().values():
        found.setdefault(place.prefecture, set()).update({place.city + place.ward, place.city, place.ward} - {""})
    return {name: tuple(sorted(cities, key=len, reverse=True)) for name, cities in found.items()}


def _value(kanji: str) -> int:
    """漢数字 up to 99."""
    tens, ten, ones = kanji.rpartition("十")
    if ten:
        return (int(_digits(tens)) if tens else 1) * 10 + (int(_digits(ones)) if ones else 0)
    return int(_digits(kanji))


def _digits(kanji: str) -> str:
    return "".join(str(_KANJI.index(char)) for char in kanji if char in _KANJI) or "0"
