"""Finds the prefecture and municipality that an address begins with, whatever variant of the characters it uses.

Names come from schemas/codelists (総務省 全国地方公共団体コード). Characters that are written in two ways in
place names (ケ ヶ ガ, 竈 釜, 龍 竜 …) compare as equal, variation selectors and spaces between the parts are
skipped; what is returned is the official name.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

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


def find_place(text: str, publisher: str) -> Place:
    """The place that the text begins with.

    Args:
        text: the address without outer spaces.
        publisher: 6-digit code of the municipality (or ward) whose data it is, "" when unknown; it supplies
            prefecture and city where the address leaves them out.
    """
    for prefecture in _cities():
        end = _follow(text, 0, prefecture)
        if end:
            city, behind = _city_at(text, end, _cities()[prefecture])
            return Place(prefecture, city, behind, known=bool(city) or not text[end:].strip())
    if publisher:
        return _of_publisher(text, publisher)
    return _unique(text)


def _of_publisher(text: str, publisher: str) -> Place:
    """The publisher's own name or ward, any city of its prefecture, a city elsewhere, else it goes without saying."""
    own = municipalities().get(publisher)
    if not own:
        return _unique(text)
    family = [name for name in _cities()[own.prefecture] if name.startswith(own.city)]
    wards = {name.removeprefix(own.city): name for name in family if name != own.city}
    neighbours = {name: name for name in _cities()[own.prefecture] if name[-1] in "市区"}
    for names in ({name: name for name in family}, wards, neighbours):
        written, end = _city_at(text, 0, names)
        if written:
            return Place(own.prefecture, names[written], end)
    elsewhere = _unique(text)
    if elsewhere.city:
        return elsewhere
    return Place(own.prefecture, own.city + own.ward, 0, proven=not _names_another(text))


def _unique(text: str) -> Place:
    """A city or ward whose name only one prefecture has; 町 and 村 are also names of quarters."""
    hits = {}
    for prefecture, names in _cities().items():
        city, end = _city_at(text, 0, [name for name in names if name[-1] in "市区"])
        if city and text[end : end + 1] not in ("場", "町"):  # 津市場町 is no quarter of 津市
            hits[prefecture] = (city, end)
    longest = max((end for _, end in hits.values()), default=0)
    best = [(prefecture, city) for prefecture, (city, end) in hits.items() if end == longest]
    return Place(*best[0], longest) if len(best) == 1 else Place("", "", 0)


def _names_another(text: str) -> bool:
    """Whether the first words may be a municipality that is not the publisher."""
    if _UNREAD.match(text):
        return True
    return any(_follow(text, 0, name) for names in _cities().values() for name in names if name[-1] in "町村")


def _city_at(text: str, start: int, names: Iterable[str]) -> tuple[str, int]:
    """The longest of the names at an index, also behind a 郡; ("", start) when there is none."""
    best, behind = "", start
    known = tuple(names)
    for name in known:
        end = _follow(text, start, name)
        if end > behind:
            best, behind = name, end
    if best:
        return best, behind
    county = text.find("郡", start, start + _MAX_COUNTY)
    if county > start:
        for name in known:
            end = _follow(text, county + 1, name)
            if end > behind and name[-1] in "町村":
                best, behind = text[start : county + 1].strip() + name, end
    return best, behind


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


@cache
def _key(char: str) -> str:
    # NFC on one character only undoes the compatibility ideographs (塚 U+FA10), which names mix with the common ones
    return unicodedata.normalize("NFC", char).translate(_VARIANTS)


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    """Prefecture -> names of its municipalities and of wards of designated cities (札幌市中央区)."""
    names: dict[str, list[str]] = {}
    for place in municipalities().values():
        listed = names.setdefault(place.prefecture, [])
        if place.city:
            listed.append(place.city + place.ward)
    return {prefecture: tuple(listed) for prefecture, listed in names.items()}
