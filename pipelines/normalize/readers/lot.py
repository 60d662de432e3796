"""Reads what follows the town: 小字, 番地以下 and building.

Grammar:

    tail     [小字] lot [building] | building
    lot      [甲乙丙 | イロハ | 十干十二支 | A-Z] number {separator [イロハ | A-Z] number} [番地|番|号] [地先|地内|先]
             | 無番地
    number   digits or 漢数字 (一四, 九十五, 壱); separator  - の ノ 番 番地 番地の 号の

番地以下 is given with hyphens (GIF 445), 小字 in front of it as written.
"""

import re

from pipelines.normalize.readers.kanji_chome import NUMERALS, from_kanji

DASHES = r"\-‐‑‒–—―−－ーｰ━─"
"""What stands for a hyphen between numbers, as a class of a regular expression."""
_AROUND = " \u3000、," + DASHES.replace("\\", "")
_MARK = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥イロハニホヘトチリヌルヲろはにほへとちりぬA-ZＡ-Ｚａ-ｚa-z"
_STEP = rf"(?:番地[のノ]?|番[のノ]?|号[のノ]?|[{DASHES}のノ])"
_NUMBER = rf"(?:[0-9]+|[{NUMERALS}]+)"
_ROOM = r"[0-9]+(?:番館|号[館棟室]|[階棟F]|[A-Za-zＡ-Ｚ](?![A-Za-zＡ-Ｚ]))"
_FIRST = rf"[{_MARK}]?[{DASHES}のノ]?"
_APART = rf"(?<![0-9])([{_MARK}])\s(?=[0-9])"
_LOT = re.compile(
    rf"{_FIRST}{_NUMBER}(?:{_STEP}(?!{_ROOM})[{_MARK}]?{_NUMBER})*(?:番地|番(?!館)|号(?![館棟室]))?(?:[甲乙丙丁戊](?=$|\s|地))?(?:地?先|地内)?"
)
_DIGIT_LOT = re.compile(rf"[{_MARK}]?[{DASHES}]?[0-9]|{_APART}")
_KANJI_LOT = re.compile(rf"[{NUMERALS}]+(?=番|[{DASHES}のノ][{_MARK}]?[0-9{NUMERALS}]|$|\s)")
_KOAZA = re.compile(rf"[^0-9\s]{{1,30}}?(?=[{_MARK}]?[0-9]|[{NUMERALS}]+番地?)")
_NO_LOT = re.compile("無番地(?:先)?|番地なし|地先|地内")


def begins_lot(tail: str) -> bool:
    """Whether a lot stands at the very beginning, or a word in its place."""
    return bool(_DIGIT_LOT.match(tail) or _KANJI_LOT.match(tail) or _NO_LOT.match(tail))


def lot_and_building(tail: str, *, koaza: bool) -> tuple[str, str]:
    """番地以下 (with the 小字 in front of it, when one is possible) and what stands behind it."""
    tail = re.sub(r"^[のノ](?=[0-9])", "", tail.lstrip(_AROUND))
    tail = re.sub(f"^{_APART}", r"\1", tail)  # 甲 2280-1
    without = _NO_LOT.match(tail)
    if without:
        return without[0], tail[without.end() :].strip()
    start = 0
    if not (_DIGIT_LOT.match(tail) or _KANJI_LOT.match(tail)):
        section = _KOAZA.match(tail) if koaza else None
        start = section.end() if section else 0
    lot = _LOT.match(tail, start)
    numbered = lot and (re.search("[0-9]", lot[0]) or _KANJI_LOT.match(tail, start))
    if not lot or not numbered:
        return (tail.strip(), "") if koaza else ("", tail.strip())
    return tail[:start] + _plain(lot[0]), tail[lot.end() :].strip(_AROUND)


def _plain(lot: str) -> str:
    """A lot with hyphens and half-width digits; a malformed 漢数字 stays as it is."""
    lot = re.sub(f"[{NUMERALS}]+", lambda m: str(from_kanji(m[0]) or m[0]), lot)
    lot = lot.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    lot = re.sub(
        rf"(?<=[0-9])(?:番地|番|号)[のノ]?(?=[0-9{_MARK}])|(?<=[0-9{_MARK}])[のノ{DASHES}](?=[0-9{_MARK}])", "-", lot
    )
    return re.sub("(?:番地|番|号)(?=$)|番(?=地[先内])|号(?=地?[先内])", "", lot)
