"""Numbers of addresses in 漢数字: 丁目 and the numbers inside names of towns.

七十一丁目 is read and written; positional spelling (一四 for 14) and 大字 (壱弐参) are read only. Malformed numerals
(九九十) are no numbers: they are names.

Source: アドレス・ベース・レジストリ 町字データ (丁目 in 漢数字); 住居表示に関する法律の実施基準.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_ONES = "〇一二三四五六七八九"
_FORMAL = str.maketrans("壱弌弐貳参參拾零０１２３４５６７８９", "一一二二三三十〇〇一二三四五六七八九")
_TENS = re.compile("([一二三四五六七八九])?十([一二三四五六七八九])?")
_HUNDREDS = re.compile("([二三四五六七八九])?百(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?")
NUMERALS = "〇一二三四五六七八九十百壱弐参拾"
"""Characters that numbers of addresses are written with."""
_RUN = re.compile("[〇一二三四五六七八九十0-9０-９]+")


def to_kanji(number: int) -> str:
    """A number from 1 to 99 in 漢数字 (71 is 七十一), longer ones digit by digit."""
    if not 0 < number < 100:
        return "".join(_ONES[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _ONES[tens]) + "十" * bool(tens) + ("" if not ones else _ONES[ones])


def from_kanji(numeral: str) -> int:
    """The number that a 漢数字 says, 0 when it is none: 二十三 and 二三 are 23, 九九十 is nothing."""
    plain = numeral.translate(_FORMAL)
    if plain and all(char in _ONES for char in plain):
        return int("".join(str(_ONES.index(char)) for char in plain)) if len(plain) < 6 else 0
    tens = _TENS.fullmatch(plain)
    if tens:
        return (_ONES.index(tens[1]) if tens[1] else 1) * 10 + (_ONES.index(tens[2]) if tens[2] else 0)
    hundreds = _HUNDREDS.fullmatch(plain)
    if not hundreds:
        return 0
    high, ones = (_ONES.index(hundreds[n]) if hundreds[n] else 0 for n in (1, 3))
    ten = (_ONES.index(hundreds[2]) if hundreds[2] else 1) if "十" in plain else 0
    return (high or 1) * 100 + ten * 10 + ones


@lru_cache(maxsize=512)
def spellings(number: int) -> tuple[str, ...]:
    """How a number inside a name is spelled in kanji, the longest first: 12 is 十二, 拾弐 or 一二."""
    usual = to_kanji(number)
    formal = usual.translate(str.maketrans("一二三十", "壱弐参拾"))
    digits = "".join(_ONES[int(digit)] for digit in str(number))
    return tuple(sorted({usual, formal, digits}, key=len, reverse=True))


def elements(name: str, key: Callable[[str], str]) -> tuple[str | int, ...]:
    """A name as folded characters and numbers: 北三条西 is 北, 3, 条, 西; malformed numerals stay characters."""
    parts: list[str | int] = []
    end = 0
    for run in _RUN.finditer(name):
        number = from_kanji(run[0])
        parts += [key(char) for char in name[end : run.start()]]
        parts += [number] if number else [key(char) for char in run[0]]
        end = run.end()
    return (*parts, *(key(char) for char in name[end:]))


def spell_numbers(name: str) -> str:
    """A name of the postal table with its full-width digits in 漢数字 (秋月１条 is 秋月一条), 地割 excepted."""
    spelled = re.sub("[０-９]+(?!地割|[０-９])", lambda m: to_kanji(int(m[0])), name)
    return spelled.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
