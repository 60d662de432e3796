"""Finds the prefecture and municipality that an address begins with, whatever variant of the characters it uses.

Names come from schemas/codelists (総務省 全国地方公共団体コード). Characters that are written in two ways in
place names (ケ ヶ ガ, 竈 釜, 龍 竜 …) compare as equal, variation selectors and spaces between the parts are
skipped; what is returned is the official name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from pipelines.standard import municipalities

_VARIANTS = str.maketrans(
    "ヶｹガが竜釜条舘諌鯵驒娄梼桧渕曽髙﨑嶋濱澤冨斉齋壷籔礪惠",
    "ケケケケ龍竈條館諫鰺騨婁檮檜淵曾高崎島浜沢富斎斎壺藪砺恵",
)
_UNREAD = re.compile(r"[^0-9]{1,5}(?:[市区郡](?![場町])|[都道府県])")
_MAX_COUNTY = 7  # 西津軽郡 and shorter, with room


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address begins.

    Attributes:
        prefecture: official name, "".
        city: official name, with 郡 where it was written and the ward of a designated city, "".
        end: index in the text behind what was recognised.
        known: False when a prefecture was written and no municipality of it follows.
        proven: False when prefecture and city are only supposed: the address begins with words that may name a
            municipality elsewhere (大泉町 is a quarter of 練馬区 and a town in 群馬県).
    """

    prefecture: str
    city: str
    end: int
    known: bool = True
    proven: bool = True


@dataclass(frozen=True)
class _Names:
    """Official names, kept by their first character so that an address is compared with a few of them only."""

    names: tuple[str, ...]

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for name in sorted(self.names, key=len, reverse=True):
            index.setdefault(_key(name[0]), []).append(name)
        return index

    def at(self, text: str, start: int = 0) -> tuple[str, int]:
        """The longest of the names at an index and the index behind it; ("", start) when there is none."""
        while start < len(text) and text[start].isspace():
            start += 1
        for name in self._by_first.get(_key(text[start]) if start < len(text) else "", ()):
            end = _follow(text, start, name)
            if end:
                return name, end
        return "", start

    def behind_county(self, text: str, start: int) -> tuple[str, int]:
        """A town or village behind its 郡, which is returned with it."""
        county = text.find("郡", start, start + _MAX_COUNTY)
        name, end = self.at(text, county + 1) if county > start else ("", start)
        return (text[start : county + 1].strip() + name, end) if name and name[-1] in "町村" else ("", start)


def find_place(text: str, publisher: str) -> Place:
    """The place that the text begins with.

    Args:
        text: the address without outer spaces.
        publisher: 6-digit code of the municipality (or ward) whose data it is, "" when unknown; it supplies
            prefecture and city where the address leaves them out.
    """
    prefecture, end = _prefectures().at(text)
    if prefecture:
        names = _names_in(prefecture)
        city, behind = names.at(text, end)
        if not city:
            city, behind = names.behind_county(text, end)
        return Place(prefecture, city, behind if city else end, known=bool(city) or not text[end:].strip())
    return _of_publisher(text, publisher) if publisher in municipalities() else _unique(text)


def _of_publisher(text: str, publisher: str) -> Place:
    """The publisher's own name or ward, any city of its prefecture, a city elsewhere, else it goes without saying."""
    own = municipalities()[publisher]
    for prefix, names in _family(own.prefecture, own.city):
        written, end = names.at(text)
        if written:
            return Place(own.prefecture, prefix + written, end)
    elsewhere = _unique(text)
    if elsewhere.city:
        return elsewhere
    supposed = bool(_UNREAD.match(text) or _towns().at(text)[0])
    return Place(own.prefecture, own.city + own.ward, 0, proven=not supposed)


def _unique(text: str) -> Place:
    """A city or ward whose name only one prefecture has; 町 and 村 are also names of quarters."""
    name, end = _urban().at(text)
    homes = _homes().get(name, ())
    if len(homes) != 1 or text[end : end + 1] in ("場", "町"):  # 津市場町 is no quarter of 津市
        return Place("", "", 0)
    return Place(homes[0], name, end)


def _follow(text: str, start: int, name: str) -> int:
    """The index behind the name when the text has it at start, else 0; spaces and selectors are skipped."""
    index = start
    for wanted in name:
        while index < len(text) and (text[index].isspace() or _is_selector(text[index])):
            index += 1
        if index >= len(text) or _key(text[index]) != _key(wanted):
            return 0
        index += 1
    while index < len(text) and _is_selector(text[index]):
        index += 1
    return index


@lru_cache(maxsize=4096)
def _key(char: str) -> str:
    # NFC on one character only undoes the compatibility ideographs (塚 U+FA10), which names mix with the common ones
    return unicodedata.normalize("NFC", char).translate(_VARIANTS)


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _homes() -> dict[str, tuple[str, ...]]:
    """Name of a municipality or of a ward of a designated city (札幌市中央区) -> its prefectures."""
    homes: dict[str, tuple[str, ...]] = {}
    for place in municipalities().values():
        if place.city:
            name = place.city + place.ward
            homes[name] = (*homes.get(name, ()), place.prefecture)
    return homes


@cache
def _prefectures() -> _Names:
    return _Names(tuple({place.prefecture: None for place in municipalities().values()}))


@cache
def _names_in(prefecture: str) -> _Names:
    return _Names(tuple(name for name, homes in _homes().items() if prefecture in homes))


@cache
def _urban() -> _Names:
    return _Names(_ending(_homes(), "市区"))


@cache
def _towns() -> _Names:
    return _Names(_ending(_homes(), "町村"))


@cache
def _family(prefecture: str, city: str) -> tuple[tuple[str, _Names], ...]:
    """What a publisher's addresses may begin with: (what to put before, names), the nearest first."""
    names = _names_in(prefecture).names
    own = tuple(name for name in names if city and name.startswith(city))
    wards = tuple(name.removeprefix(city) for name in own if name != city)
    return ("", _Names(own)), (city, _Names(wards)), ("", _Names(_ending(names, "市区")))


def _ending(names: Iterable[str], last: str) -> tuple[str, ...]:
    return tuple(name for name in names if name[-1] in last)
