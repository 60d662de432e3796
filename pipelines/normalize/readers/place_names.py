"""Finds the prefecture and municipality that an address begins with, whatever variant of the characters it uses.

Names come from schemas/codelists (総務省 全国地方公共団体コード). Characters that are written in two ways in
place names (ケ ヶ ガ, 竈 釜, 龍 竜 …) compare as equal, variation selectors and spaces between the parts are
skipped; what is returned is the official name.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.standard import municipalities

_VARIANTS = str.maketrans(
    "ヶｹガが竜釜条舘諌鯵驒娄梼桧渕曽髙﨑嶋濱澤冨斉齋壷籔礪惠",
    "ケケケケ龍竈條館諫鰺騨婁檮檜淵曾高崎島浜沢富斎斎壺藪砺恵",
)
_MAX_COUNTY = 7  # 西津軽郡 and shorter, with room


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address begins.

    Attributes:
        prefecture: official name, "".
        city: official name, with 郡 where it was written and the ward of a designated city, "".
        end: index in the text behind what was recognised.
        known: False when a prefecture was written and no municipality of it follows.
    """

    prefecture: str
    city: str
    end: int
    known: bool = True


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
    """The publisher's own name or ward first, then any city of its prefecture, else it goes without saying."""
    own = municipalities().get(publisher)
    if not own:
        return _unique(text)
    city, end = _city_at(text, 0, (own.city + own.ward, own.city, *_with_wards(own.prefecture, own.city)))
    if city:
        return Place(own.prefecture, city, end)
    wards = {name.removeprefix(own.city): name for name in _with_wards(own.prefecture, own.city)}
    ward, end = _city_at(text, 0, wards)
    if ward:
        return Place(own.prefecture, wards[ward], end)
    city, end = _city_at(text, 0, [name for name in _cities()[own.prefecture] if name[-1] in "市区"])
    if city:
        return Place(own.prefecture, city, end)
    return Place(own.prefecture, own.city + own.ward, 0)


def _unique(text: str) -> Place:
    """A city or ward whose name only one prefecture has; 町 and 村 are also names of quarters."""
    hits = {}
    for prefecture, names in _cities().items():
        city, end = _city_at(text, 0, [name for name in names if name[-1] in "市区"])
        if city:
            hits[prefecture] = (city, end)
    longest = max((end for _, end in hits.values()), default=0)
    best = [(prefecture, city) for prefecture, (city, end) in hits.items() if end == longest]
    return Place(*best[0], longest) if len(best) == 1 else Place("", "", 0)


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


def _with_wards(prefecture: str, city: str) -> tuple[str, ...]:
    return tuple(name for name in _cities()[prefecture] if name != city and name.startswith(city))
