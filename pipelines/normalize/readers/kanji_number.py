"""漢数字 as whole numbers: positional (二〇二〇) and with units (二千二十).

Grammar (after 大字 are folded to common numerals):

    positional := digit+                         二〇二〇, 〇〇三
    section    := [digit] 千 [digit] 百 [digit] 十 [digit]   each unit once, descending, 零 allowed as a filler
    number     := section 京 section 兆 section 億 section 万 section   each once, descending

A unit stands for itself without a digit (十二 = 12), 万 and above never do (万 alone is no number). Two digits before a
small unit (三五十) are no number in either style. Source: 公用文作成の考え方 (2022), 大字: 戸籍法施行規則 第31条.
"""

import re

_SPELLINGS = ("〇零", "一壱壹弌", "二弐貳弍", "三参參弎", "四肆", "五伍", "六陸", "七漆", "八捌", "九玖")

DIGITS: dict[str, int] = {mark: value for value, marks in enumerate(_SPELLINGS) for mark in marks}
"""One kanji digit to its value."""

SMALL: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "陌": 100, "千": 1000, "仟": 1000, "阡": 1000}
LARGE: dict[str, int] = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}

KANJI = "".join(DIGITS) + "".join(SMALL)
"""All numerals below 万."""

RUN = re.compile(f"[{KANJI}]+")


def section(text: str) -> int | None:
    """Value below 10,000 of numerals with or without units; None where it is no number.

    >>> section("二千二十"), section("二〇二〇"), section("十"), section("三五十")
    (2020, 2020, 10, None)
    """
    if all(mark in DIGITS for mark in text):
        return positional(text) if text else None
    total, digit, filler, floor = 0, None, False, 10_000
    for mark in text:
        if mark in DIGITS:
            if digit is not None or (filler and DIGITS[mark] == 0):
                return None
            if DIGITS[mark] == 0:
                if not total:  # 〇十: a zero counts no unit; after a unit it only fills a gap
                    return None
                filler = True
            else:
                digit, filler = DIGITS[mark], False
        else:
            unit = SMALL[mark]
            if unit >= floor or filler:
                return None
            total, digit, floor = total + (1 if digit is None else digit) * unit, None, unit
    return None if filler else total + (digit or 0)


def positional(text: str) -> int:
    """Value of kanji digits written like Arabic ones."""
    value = 0
    for mark in text:
        value = value * 10 + DIGITS[mark]
    return value


def to_ascii(text: str) -> str | None:
    """Kanji numerals of a folded date or time as ASCII digits; None where one is malformed or glued to a digit.

    Leading zeros of positional runs stay (〇五 is 05), so that a two-digit part stays one.
    """
    pieces, end = [], 0
    for match in RUN.finditer(text):
        run = match.group()
        value = section(run)
        before = text[match.start() - 1] if match.start() else ""
        after = text[match.end()] if match.end() < len(text) else ""
        if value is None or ("0" <= before <= "9") or ("0" <= after <= "9"):
            return None
        width = len(run) if run[0] in DIGITS and all(mark in DIGITS for mark in run) else 0
        pieces += [text[end : match.start()], str(value).zfill(width)]
        end = match.end()
    return "".join(pieces) + text[end:]
