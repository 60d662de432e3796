"""Finds the prefecture and municipality that an address begins with, whatever variant of the characters it uses.

Names come from schemas/codelists (総務省 全国地方公共団体コード). Characters that are written in two ways in
place names (ケ ヶ ガ, 竈 釜, 龍 竜 …) compare as equal, variation selectors and spaces between the parts are
skipped; what is returned is the official name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from pipelines.normalize.readers.name_fold import is_filler, key
from pipelines.normalize.readers.postal_table import county_of, postal_towns
from pipelines.standard import municipalities

_UNREAD = re.compile(r"[^0-9]{1,5}(?:[市区郡](?![場町])|[都道府県])")
_MAX_COUNTY = 7  # 西津軽郡 and shorter, with room


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address begins.

    Attributes:
        prefecture: official name, "".
        city: official name, with 郡 and the ward of a designated city, "".
        end: index in the text behind what was recognised.
        known: False when a prefecture was written and no municipality of it follows.
        proven: False when prefecture and city are only supposed: the address begins with words that may name a
            municipality elsewhere (大泉町 is a quarter of 練馬区 and a town in 群馬県).
        code: 6-digit code of the municipality or ward, "".
    """

    prefecture: str
    city: str
    end: int
    known: bool = True
    proven: bool = True
    code: str = ""


@dataclass(frozen=True)
class _Names:
    """Official names, kept by their first character so that an address is compared with a few of them only."""

    names: tuple[str, ...]

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for name in sorted(self.names, key=len, reverse=True):
            index.setdefault(key(name[0]), []).append(name)
        return index

    def at(self, text: str, start: int = 0) -> tuple[str, int]:
        """The longest of the names at an index and the index behind it; ("", start) when there is none."""
        while start < len(text) and text[start].isspace():
            start += 1
        for name in self._by_first.get(key(text[start]) if start < len(text) else "", ()):
            end = _follow(text, start, name)
            if end:
                return name, end
        return "", start

    def behind_county(self, text: str, start: int) -> tuple[str, str, int]:
        """A town or village behind its 郡 or island: that as written, name, end; ("", "", start) when there is none."""
        for mark in "郡島":
            county = text.find(mark, start, start + _MAX_COUNTY)
            name, end = self.at(text, county + 1) if county > start else ("", start)
            if name and name[-1] in "町村":
                return text[start : county + 1].strip(), name, end
        return "", "", start


def find_place(text: str, publisher: str) -> Place:
    """The place that the text begins with.

    Args:
        text: the address without outer spaces.
        publisher: 6-digit code of the municipality (or ward) whose data it is, "" when unknown; it supplies
            prefecture and city where the address leaves them out.
    """
    prefecture, end = _prefectures().at(text)
    if prefecture:
        return _in_prefecture(text, prefecture, end)
    return _of_publisher(text, publisher) if publisher in municipalities() else _unique(text)


def _in_prefecture(text: str, prefecture: str, end: int) -> Place:
    """A municipality behind its prefecture; a 郡 that is written must be its own."""
    names = _names_in(prefecture)
    city, behind = names.at(text, end)
    if city:
        return _place(prefecture, city, behind)
    county, city, behind = names.behind_county(text, end)
    if not city:
        return Place(prefecture, "", end, known=not text[end:].strip())
    for code in _codes()[prefecture, city]:
        official = county_of(code) or county
        if _follow(county, 0, official) == len(county):
            return Place(prefecture, official.removesuffix(_island(official)) + city, behind, code=code)
    return Place(prefecture, "", end, known=False)


def _place(prefecture: str, city: str, end: int) -> Place:
    """A place by its official name, the 郡 supplied where only one municipality of the prefecture has that name."""
    codes = _codes()[prefecture, city]
    county = county_of(codes[0]) if len(codes) == 1 else ""
    return Place(prefecture, county.removesuffix(_island(county)) + city, end, code=codes[0])


def _island(county: str) -> str:
    """An island is written before its town but is no part of the town's name."""
    return county if county.endswith("島") else ""


def _of_publisher(text: str, publisher: str) -> Place:
    """The publisher's own name or ward, its own town, a city of its prefecture or elsewhere, else it is supposed."""
    own = municipalities()[publisher]
    for prefix, names in _family(own.prefecture, own.city):
        written, end = names.at(text)
        if written:
            return _place(own.prefecture, prefix + written, end)
    table = postal_towns(publisher)
    town = table.at(text) if table else None
    elsewhere = _unique(text)
    if elsewhere.city and (town is None or town.end < elsewhere.end):
        return elsewhere
    supposed = town is None and bool(_UNREAD.match(text) or _towns().at(text)[0])
    county = county_of(publisher)
    county = county.removesuffix(_island(county))
    return Place(own.prefecture, county + own.city + own.ward, 0, proven=not supposed, code=publisher)


def _unique(text: str) -> Place:
    """A municipality whose name only one prefecture has; 町 and 村 (also names of quarters) need 郡 or a town."""
    county, name, end = _towns().behind_county(text, 0)
    found = (
        [place for home in _homes().get(name, ()) if (place := _in_prefecture(text, home, 0)).city] if county else []
    )
    if len(found) == 1:
        return found[0]
    name, end = _urban().at(text)
    if not name:
        name, end = _towns().at(text)
    homes = _homes().get(name, ())
    if len(homes) != 1:
        return Place("", "", 0)
    place = _place(homes[0], name, end)
    if name[-1] in "市区" and text[end : end + 1] not in ("場", "町"):
        return place
    table = postal_towns(place.code)  # 津市場町 is no quarter of 津市, but 今治市 has 町谷
    return place if table and table.at(text.replace("大字", ""), end) else Place("", "", 0)


def _follow(text: str, start: int, name: str) -> int:
    """The index behind the name when the text has it at start, else 0; spaces and selectors are skipped."""
    index = start
    for wanted in name:
        while index < len(text) and is_filler(text[index]):
            index += 1
        if index >= len(text) or key(text[index]) != key(wanted):
            return 0
        index += 1
    while index < len(text) and is_filler(text[index]) and not text[index].isspace():
        index += 1
    return index


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
def _codes() -> dict[tuple[str, str], tuple[str, ...]]:
    """(prefecture, name with ward) -> codes; 泊村 has two in one prefecture."""
    codes: dict[tuple[str, str], tuple[str, ...]] = {}
    for place in municipalities().values():
        name = (place.prefecture, place.city + place.ward)
        codes[name] = (*codes.get(name, ()), place.code)
    return codes


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
