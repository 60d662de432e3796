"""Divides what follows the municipality into 町字, 番地以下 and building, by the municipality's town table.

Grammar, with digits and dashes folded:

    tail     [大字|字] town [chome] lot building | lot (where the table says that towns have no name)
    town     the longest name of the table that the tail begins with, in any spelling (name_fold.py)
    chome    6丁目, 六丁目, ６丁目 [東西南北] (丁 in 堺市), 第35地割, 1号 of a name, or the bare first number where the
             table gives the town 丁目 and another number or nothing follows: 松波2-8-1 is 松波二丁目 8-1
    street   in 京都市 a town may stand behind 通り名: 釜座通下立売下る東裏辻町398

What the table does not have is unknown: a town that is not in it, a name behind which the town's name goes on. What
it has but cannot decide is in doubt, by one of four codes:

    address-chome-undecided     a bare number in a town of which a part has 丁目; 漢数字 that touch (与一四-1); three
                                numbers in a town without 丁目, for the table does not mark every town that has them;
                                a bare number behind 大字X where X has 丁目
    address-section-undecided   大字 or 字 left out where most of the neighbours have it and no office writes the town
    address-koaza-undecided     a 小字 whose end, or whose beginning, is not marked: 字X behind a town without 大字, a
                                name behind 字X, a name with no lot behind it, a name of one character or of a 町, a
                                name behind a town that has 丁目 or that other towns begin with
    address-spelling-undecided  a name written with another form of a character of which several are in use; one that
                                its offices spell otherwise (檮原, by them 梼原); a town behind 通り名 that is not
                                spelled exactly as the table has it

Behind 大字 a 小字 belongs to 番地以下, marked or not; without, to the town if lots are numbered within the 小字.
Another name between town and lot, which is in no table, is given with the lot, but then neither is certain.

町字 is given with 漢数字 (六丁目) and, in Kyoto, with the 通り名 behind it, as アドレス・ベース・レジストリ joins them.

Source: 日本郵便 郵便番号データの説明 (丁目を有する町域, 次に番地がくる場合); 住居表示に関する法律; GIF 445.
"""

import re

from pipelines.normalize.readers.division import KOAZA, SPELLING, UNDECIDED, UNKNOWN, Division, Name
from pipelines.normalize.readers.kanji_chome import NUMERALS, from_kanji, to_kanji
from pipelines.normalize.readers.lot import DASHES, begins_lot, lot_and_building
from pipelines.normalize.readers.name_fold import is_unsettled, plain_name, settle_spelling
from pipelines.normalize.readers.town_table import Match, Town, TownTable

_NUMERAL = rf"(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,4}})"
_UNIT = rf"丁目(?:[東西南北](?=[0-9]))?|丁(?=[0-9{NUMERALS}\s-]|$)"
_CHOME = re.compile(rf"(?P<before>)(?P<number>{_NUMERAL})(?P<unit>{_UNIT})")
_BANDED = re.compile(rf"(?P<before>第?)(?P<number>{_NUMERAL})(?P<unit>地割|番[町丁](?!目))")
_NUMBERED = re.compile(rf"(?P<before>第)(?P<number>{_NUMERAL})(?P<unit>号)(?=[0-9])")
_USUAL = 9  # 丁目 beyond are rare outside 北海道: 15 in 下柚木15-1 is a lot
_MOST = 30  # a higher first number is taken for a lot
_THREE = re.compile("[0-9]+[-のノ][0-9]+[-のノ][0-9]")
_FOUR = re.compile("[0-9]+(?:[-の][0-9]+){3}")
_BARE = re.compile(rf"([0-9]{{1,3}}|[{NUMERALS}]{{1,3}})(?![0-9{NUMERALS}番号地丁目])")
_UNMARKED = re.compile(r"(?!字|の[0-9])[^0-9\s-]{1,20}?(?=[甲乙丙丁]?[0-9]|$)")
_LETTER = re.compile(rf"[ァ-ヺぁ-ねは-ゖ子丑寅卯辰巳午未申酉戌亥](?:[-ー－\s]?(?=[0-9])|\s?(?=[{NUMERALS}]+番))")
_STEM = re.compile("[甲乙丙丁](?=[0-9])")
_SECTION_ONLY = re.compile(r"(?:小?字|[^0-9\s]*大字)[^0-9\s]+")
_MARKED = re.compile(r"小?字[^0-9\s字]")
_OPEN = re.compile(r"(?!小?字|[のノ][0-9])(?P<name>[^\x00-\x7f]{1,30}?)(?P<lot>[0-9]|$|\s)")
_LOST = re.compile(rf"[^0-9\s]*丁目|[0-9{NUMERALS}]+目|[{DASHES}][0-9]")
_SMALL = ("字", "小字")
_LINE = re.compile(rf"第({_NUMERAL})線([東西南北]?)(?=[0-9])")
_TOUCHING = re.compile("[〇一二三四五六七八九]{2}丁目")  # 助七一丁目 would be read as 71丁目
_SIDE = re.compile("[東西南北丁](?=[0-9])")
_AFTER_SHORT = re.compile(r"[\s0-9字のノ甲乙丙-]|$")
_SECTION = re.compile("大字|小?字")
_STREET_END = re.compile("(?:通|上る|下る|上ル|下ル|東入る?|西入る?|東入ル|西入ル|筋目|丁目|御池|角|小路|まで)$")
_GOES_ON = re.compile(r"[町村](?!字)|[東西南北](?:[0-9]|$)|[新本元]?町|条|丁(?!目)")
_PLAIN_NAME = re.compile("[々〆〇ァ-ヺぁ-ゖ一-鿿豈-﫿]{1,12}")
_FACILITY = re.compile(
    "ビル|館$|役[所場]|支所|学校|学園$|公園|広場|センター|会$|[病医]院|駅|交番|[内外前横隣裏]$|神社|署$|局$|園$|寺$|社$|店$|庁舎|住宅|団地$"
)
_NO_TOWN = re.compile("不明|未定|各所|周辺|付近|丁目.|番|号$|なし$|ほか|他$|全域|一円|市$|[^一二三四五六七八九十]丁目")
_MANY_CHOME = ("01",)
_SAKAI = re.compile("2714[0-6]")


def divide(tail: str, table: TownTable, code: str) -> Division:
    """Divide what follows the municipality (6-digit code)."""
    division = _divide(tail, table, code)
    return UNDECIDED if _TOUCHING.search(division.town) else division


def _divide(tail: str, table: TownTable, code: str) -> Division:
    tail = re.sub("(?<=[0-9])一(?=[0-9])", "-", tail.strip())  # 1一3: between digits 一 is a dash
    if not tail:
        return Division()
    section = _SECTION.match(tail)
    match = table.at(tail)
    if section and match is None:
        match = table.at(tail, section.end())
        if match:
            return _behind(tail, section.end(), match, table, code)
    if match is None or (code.startswith("2610") and _is_street(tail, match.end)):
        return _behind_street(tail, table, code) or _shortened(tail, table) or _without_name(tail, table, code)
    return _behind(tail, 0, match, table, code)


def _behind(tail: str, start: int, match: Match, table: TownTable, code: str, street: str = "") -> Division:
    """What stands behind the town's name, which begins at start."""
    town, after, as_written = match.town, tail[match.end :].lstrip(), tail[start : match.end]
    name = Name(
        town,
        prefix="" if street else tail[:start],
        spelled=town.other or settle_spelling(as_written, town.name),
        street=street,
        doubt=_doubt(plain_name(as_written), town, table, street),
        extended=table.extends(town.name),
    )
    written = _CHOME.match(after) or _BANDED.match(after) or _NUMBERED.match(after)
    if written:
        return _numbered(name, written, after)
    if _LOST.match(after):
        return UNKNOWN
    bare = _BARE.match(after)
    number = _number(bare[1]) if bare else 0
    if number and (table.continues(town.name, number) or _runs_on(as_written[-1], after)):
        return (_shortened(tail, table) if _FOUR.match(after) else None) or UNDECIDED
    if number and _is_no_chome(number, town):
        return UNKNOWN
    is_chome = bool(bare) and _is_chome(number, town, code)
    three = bool(_THREE.match(after))
    if is_chome and (town.mixed or name.prefix):
        return UNDECIDED
    if three and 0 < number <= _MOST and not name.prefix and not is_chome:
        return UNDECIDED  # 当山3-1-1 in 浦添市 is 当山三丁目, though the postal table marks no 丁目 there
    if bare and is_chome:
        rest, building = lot_and_building(after[bare.end() :], koaza=False)
        unit = "丁" if _SAKAI.match(code) else "丁目"
        return name.divided(f"{to_kanji(number)}{unit}", rest, building, chome=True)
    goes_on = _GOES_ON.match(after) and not _side(town.name, after)
    if len(town.name) == 1 and not goes_on and _LETTER.match(after):
        # 字橘ソ68: the table has 橘, and ソ is a 小字 or the end of a name that it lacks
        return Division(doubt=KOAZA)
    if goes_on or (len(town.name) == 1 and not _AFTER_SHORT.match(after)):
        return UNKNOWN
    return _with_lot(name, after)


def _doubt(written: str, town: Town, table: TownTable, street: str) -> str:
    """Why it is in doubt that a town of the table is the one that was written, ""."""
    head = _SECTION.split(written)[0]
    shorter = table.at(head) if head != written and "字" not in town.name else None
    if shorter and shorter.end == len(head):
        return KOAZA  # 桶狭間字西 is 桶狭間西, or 字西 in 桶狭間
    # behind streets a name is found by its end: only if it is exact does that prove anything
    unlike = written != town.other if town.other else bool(street) and written != town.name
    return SPELLING if unlike or is_unsettled(written, town.name) else ""


def _numbered(name: Name, written: re.Match[str], after: str) -> Division:
    """A town with its 丁目, 地割 or 号 in words; one that the table does not have is unknown."""
    number = _number(written["number"])
    if not number or _is_no_chome(number, name.town):
        return UNKNOWN
    unit = written["unit"]
    spelled = written[0].strip() if unit == "地割" else written["before"] + to_kanji(number) + unit
    rest, building = lot_and_building(after[written.end() :], koaza=False)
    return name.divided(spelled, rest, building, chome=unit.startswith("丁"))


def _with_lot(name: Name, after: str) -> Division:
    """小字 and lot behind a town; a 小字 belongs to the town where lots are numbered in it or where none follows."""
    if _SECTION_ONLY.fullmatch(after):
        return name.divided(after, "", "")
    facility = _FACILITY.search(re.sub("[0-9].*|地[先内]$", "", after))
    whole = name.prefix == "大字"
    section = _LETTER.match(after) or _side(name.spelled, after) or (_STEM.match(after) if name.town.koaza else None)
    unmarked = None if section or begins_lot(after) else _OPEN.match(after)
    doubt = KOAZA if (_MARKED.match(after) and not whole) or (unmarked and _is_loose(name, unmarked, facility)) else ""
    koaza = section or (_UNMARKED.match(after) if unmarked and name.town.koaza else None)
    behind = ""
    if koaza and not whole and not facility:
        behind, after = koaza[0].rstrip(" -ー－").strip(), after[koaza.end() :]
    rest, building = lot_and_building(after, koaza=not facility)
    sure = bool(behind or facility or whole or not unmarked)
    return name.divided(behind, rest, building, sure=sure, doubt=doubt)


def _is_loose(name: Name, unmarked: re.Match[str], facility: re.Match[str] | None) -> bool:
    """Whether an unmarked name behind a town may as well be part of the town's name, or no 小字."""
    behind, lot = unmarked["name"].rstrip(DASHES), unmarked["lot"].isdecimal()
    unlike = lot if facility else not lot or name.prefix in _SMALL or len(behind) == 1
    another = behind.endswith(("町", "村")) and not name.town.koaza
    return unlike or another or name.extended or name.town.chome


def _side(name: str, after: str) -> re.Match[str] | None:
    """The side of a town that its lots are counted by (金沢市福増町南1309)."""
    return _SIDE.match(after) if name.endswith("町") else None


def _is_chome(number: int, town: Town, code: str) -> bool:
    """Whether a bare first number is a 丁目 of the town; beyond 9 they are rare, but in the grids of 北海道."""
    usual = 99 if code.startswith(_MANY_CHOME) else _USUAL
    return town.chome and (0 < number <= usual or number in town.numbers)


def _is_no_chome(number: int, town: Town) -> bool:
    """Whether all 丁目 of the town are listed and the number is none of them."""
    return bool(town.numbers) and not town.open and not town.mixed and number not in town.numbers


def _runs_on(last: str, after: str) -> bool:
    """Whether two 漢数字 touch: 与一四 is 与一 四 or 与 十四."""
    return last in NUMERALS and after[:1] in tuple(NUMERALS)


def _is_street(tail: str, end: int) -> bool:
    """Whether a name that was found begins a Kyoto street (御前通今出川上る…)."""
    return bool(re.match("[^0-9]{0,6}?(?:通|筋|小路)[^0-9]", tail[end:])) or bool(
        re.match("(?:上|下)[るル]|[東西]入", tail[end:])
    )


def _behind_street(tail: str, table: TownTable, code: str) -> Division | None:
    """A town of 京都市 behind the names of its streets."""
    if not code.startswith("2610"):
        return None
    lot = re.search(r"[0-9]|\s|$", tail)
    stop = lot.start() if lot else len(tail)
    found = table.ending(tail, stop)
    if not found or not _STREET_END.search(tail[: found[0]]):
        return None
    return _behind(tail, found[0], found[1], table, code, tail[: found[0]])


def _shortened(tail: str, table: TownTable) -> Division | None:
    """A town whose counting word is left out: 月寒東3-18-1-72 is 月寒東三条十八丁目."""
    short = table.abbreviated(tail)
    if not short:
        return None
    town, end = short
    bare = _BARE.match(tail[end + 1 :]) if town.chome else None
    chome = f"{to_kanji(_number(bare[1]))}丁目" if bare and _number(bare[1]) else ""
    rest, building = lot_and_building(tail[end + 1 + (bare.end() if bare and chome else 0) :], koaza=False)
    return Division(town.name + chome, rest, building, town.ward)


def _without_name(tail: str, table: TownTable, code: str) -> Division:
    """Lots that follow the municipality directly, where the table knows of such; a bare name that it lacks."""
    if table.nameless and re.match("[0-9]|無番地", tail):
        rest, building = lot_and_building(tail, koaza=False)
        return Division("", rest, building)
    line = _LINE.match(tail) if code.startswith(_MANY_CHOME) else None
    if line and _number(line[1]):
        rest, building = lot_and_building(tail[line.end() :], koaza=False)
        return Division(f"第{to_kanji(_number(line[1]))}線{line[2]}", rest, building, proven=False)
    near, end = table.resembling(tail)
    if near or not _PLAIN_NAME.fullmatch(tail) or _FACILITY.search(tail) or _NO_TOWN.search(tail):
        return Division(known=False, near=near, near_end=end)
    return Division(tail, proven=False)


def _number(numeral: str) -> int:
    """A number in digits or 漢数字; 0 when it is none."""
    return int(numeral) if numeral.isascii() and numeral.isdigit() else from_kanji(numeral)
