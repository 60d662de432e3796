"""The towns (町字) of one municipality, and which of them a text begins with.

A table is built from the postal table (postal_table.py) or from a ward's own list (`listed_towns`), which a caller
passes in the context of a reading as "towns". Names are found by their first character and compared by
name_fold.follow; the longest wins, and two that are spelled alike are none.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipelines.normalize.readers.kanji_chome import elements, from_kanji
from pipelines.normalize.readers.name_fold import Element, follow, is_filler, key

_CHOME = re.compile("(.+?)([一二三四五六七八九十]+)丁目?")
_ANY = -1
_COUNTED = ("条", "番町", "番丁")
_COUNT = re.compile("([0-9]{1,2})(?=[-の][0-9])")
_NEARBY = re.compile("地[内先]|付近|周辺|所属|[内外前横裏隣]")
_DIGITS = "〇一二三四五六七八九十0123456789壱弐参拾"


class Section(NamedTuple):
    """大字 or 字 that stands before a town's name, "" for neither; not `sure` when nobody can tell, only suppose."""

    mark: str = ""
    sure: bool = True


BARE = Section()


@dataclass(frozen=True, slots=True)
class Town:
    """One 町字 of a municipality.

    Attributes:
        name: as the table spells it, numbers in 漢数字.
        chome: whether it has 丁目, in whole or in part.
        numbers: 丁目 that the table names; empty when it does not say.
        open: whether there may be other 丁目 than those.
        mixed: whether parts of it have 丁目 and parts have none, so that a bare number tells nothing.
        koaza: whether lots are numbered within each 小字, which is then part of the town.
        section: what stands before the name where a lot follows.
        chome_section: the same where a 丁目 follows.
        other: how all offices in it spell the name, where the table spells it otherwise.
        ward: code of the ward it lies in, when the table is that of a whole designated city.
    """

    name: str
    chome: bool = False
    numbers: frozenset[int] = frozenset()
    open: bool = True
    mixed: bool = False
    koaza: bool = False
    section: Section = BARE
    chome_section: Section = BARE
    other: str = ""
    ward: str = ""


class Match(NamedTuple):
    """A town found in a text, and the index behind it."""

    town: Town
    end: int


@dataclass(frozen=True)
class TownTable:
    """The towns of one municipality, kept by the first character of their names.

    Attributes:
        towns: all of them.
        nameless: whether lots may follow the municipality directly (龍ケ崎市3710番地).
    """

    towns: tuple[Town, ...]
    nameless: bool = False
    _by_first: dict[Element, list[tuple[tuple[Element, ...], Town]]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Index the names."""
        for town in self.towns:
            parts = elements(town.name, key)
            for first in {parts[0], *(n for n in (_ANY,) if isinstance(parts[0], int))} if parts else ():
                self._by_first.setdefault(first, []).append((parts, town))

    def at(self, text: str, start: int = 0) -> Match | None:
        """The town with the longest name at an index; None when there is none or two are spelled alike."""
        while start < len(text) and is_filler(text[start]):
            start += 1
        if start >= len(text):
            return None
        hits = [
            (end, town)
            for first in (key(text[start]), *((_ANY,) if text[start] in _DIGITS else ()))
            for parts, town in self._by_first.get(first, ())
            if (end := follow(text, start, parts))
        ]
        longest = max((end for end, _ in hits), default=0)
        best = [town for end, town in hits if end == longest]
        exact = [town for town in best if town.name == text[start:longest]] or best
        return Match(exact[0], longest) if len({(town.name, town.ward) for town in exact}) == 1 else None

    def continues(self, name: str, number: int) -> bool:
        """Whether a longer name begins with this one and the number: 東茨戸 and 1 may be 東茨戸一条."""
        begun = (*elements(name, key), number)
        return any(parts[: len(begun)] == begun for parts, _ in self._by_first.get(begun[0], ()))

    def extends(self, name: str) -> bool:
        """Whether the name of another town begins with this one: 木津 and 木津駅前."""
        begun = elements(name, key)
        return any(len(p) > len(begun) and p[: len(begun)] == begun for p, _ in self._by_first.get(begun[0], ()))

    def abbreviated(self, text: str) -> tuple[Town, int] | None:
        """A town without its counting word, and the index behind: 東16-48 is 東十六番町 48 where there is no 東."""
        found = []
        for parts, town in self._by_first.get(key(text[:1]), ()):
            ending = next((e for e in _COUNTED if town.name.endswith(e)), "")
            number = parts[-len(ending) - 1] if ending and len(parts) > len(ending) + 1 else ""
            end = follow(text, 0, parts[: -len(ending) - 1]) if isinstance(number, int) else 0
            written = _COUNT.match(text, end) if end else None
            if written and int(written[1]) == number:
                found.append((town, written.end()))
        return found[0] if len(found) == 1 else None

    def resembling(self, text: str) -> tuple[str, int]:
        """The only town that the text's beginning misses by one character, and the index behind it; or ("", 0).

        One character is another, in names of three and more, or is left out, in names of four and more.
        """
        found = {town.name: end for town in self.towns if (end := _misses_one(town.name, text))}
        near, end = next(iter(found.items())) if len(found) == 1 else ("", 0)
        # 山中温泉上新保町 begins as other towns do: 山代温泉 was not meant
        begins_another = near and end > 1 and any(town.name.startswith(text[:end]) for town in self.towns)
        return ("", 0) if begins_another and end == len(near) else (near, end)

    def ending(self, text: str, stop: int) -> tuple[int, Match] | None:
        """The longest town that ends at an index, with the index where it begins (Kyoto: behind the streets)."""
        for start in range(max(0, stop - 20), stop):
            match = self.at(text, start)
            if match and match.end == stop:
                return start, match
        return None


def _misses_one(name: str, text: str) -> int:
    """The index behind a beginning of the text that is the name but for one character, which no digit stands for."""
    name, text = "".join(map(key, name)), "".join(map(key, text))  # 南ヶ丘 is 南ケ丘町 without its last character
    pairs = zip(name, text, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(name), len(text)))
    if _NEARBY.match(text, same):
        return 0  # 熊谷地内 is no misspelt 熊谷町
    if len(name) > 3 and same < len(name) and text.startswith(name[same + 1 :], same):
        return len(name) - 1
    changed = len(name) > 2 and same < len(text) and not text[same].isdecimal()
    return len(name) if changed and same < len(name) and text.startswith(name[same + 1 :], same + 1) else 0


@lru_cache(maxsize=8)
def listed_towns(names: tuple[str, ...]) -> TownTable:
    """The table of a ward's own list of 町字, written as in アドレス・ベース・レジストリ (豊玉北六丁目).

    Args:
        names: all 町字 of the municipality; a town that is listed with 丁目 has those and no others.
    """
    known: dict[str, set[int]] = {}
    for name in names:
        chome = _CHOME.fullmatch(name)
        known.setdefault(chome[1] if chome else name, set()).update({from_kanji(chome[2])} if chome else ())
    towns = (Town(name, bool(some), frozenset(some), open=not some) for name, some in known.items() if name)
    return TownTable(tuple(towns))
