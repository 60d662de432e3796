"""Numbers: `read_number` answers with a plain decimal, `read_integer` with a whole one; unit and bound stand beside it.

Grammar, after folding (numeral: see numeral.py, unit: see units.py):

    number := [約|およそ|…] [sign] [money] numeral [unit] [以上|以下|未満|…] [程度|…]
    sign   := - | + | マイナス | ▲ | △        (▲ △ before a digit is the minus of Japanese accounts and statistics)

    １，２３４            fullwidth-to-ascii         1,234              thousands-separator
    二億三千万 3万5千     kanji-number               007                leading-zeros
    ▲12 マイナス5         negative-mark              (1,234)            only where the column says negative_brackets
    40人 75.0％ ¥1,200    unit-split                 約100 22以下       approximate-split, bound-split

Beside the text of a reading: `unit` ("人", "%", "円"), `approximate` (True), `bound` ("gte" 以上, "lte" 以下 or
以内, "lt" 未満, "gt" 超). Refused: commas out of place, ratios and formulas, ranges (their ends in `start`, `end`),
exponent form (a spreadsheet's 1.23E+11 has lost digits), two numbers in one cell, words, and tokens for "no value".
Sources: 統計表における機械判読可能なデータの表記方法の統一ルール (2020-12): no commas, no units, "-" for negatives.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pipelines.model.reading import Reading, canonical, refused, repaired
from pipelines.normalize.readers.digits import missing, prepared
from pipelines.normalize.readers.kanji_number import DIGITS, LARGE, SMALL
from pipelines.normalize.readers.numeral import read_numeral
from pipelines.normalize.readers.outcome import Fault
from pipelines.normalize.readers.units import WORD_ENDS, read_unit, split_prefix

_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ZERO = re.compile(r"-0(?:\.0+)?")
_KANJI = "".join(DIGITS) + "".join(SMALL) + "".join(LARGE)
# groups of three by spaces (JIS Z 8000) are told from several numbers only by a decimal point behind the last
_SPACED_GROUPS = re.compile(r"^([0-9]{1,3})((?: [0-9]{3}){2,})(?=\.[0-9])")
_NUMERAL_MARKS = "0123456789.,点・" + _KANJI
_NUMBERS_APART = re.compile(f"[0-9{''.join(DIGITS)}.,] +[0-9{''.join(DIGITS)}.,]|[{_KANJI}] +[{_KANJI}]")
_APPROXIMATE = re.compile(r"約|およそ|おおよそ|概ね|おおむね|ほぼ|凡そ")
_ABOUT = re.compile(r"(?:程度|ほど|くらい|ぐらい|前後)$")
_BOUND = re.compile(r"(?P<gte>以上)$|(?P<lte>以下|以内|まで)$|(?P<lt>未満)$|(?P<gt>超|を?超え|を超える)$")
_SIGN = re.compile(r"マイナス|プラス|[-+▲△]")
_MONEY_TAIL = re.compile(r"^金(.+円?)也$|^(.*円)(?:也|-)$|^(¥.*[0-9])-$")
_BRACKETED = re.compile(r"\((.+)\)")
_EXPONENT = re.compile(r"(-?)([0-9])(?:\.([0-9]+))?[eE]([+-]?)([0-9]{1,2})")
_RANGE = re.compile(r"(?P<start>[^~-][^~-]*)[~-](?P<end>[^~-]+)")
_PLAIN_NUMERAL = re.compile(r"[0-9.,]+")
_RATIO = re.compile(r"[0-9.]+[/:][0-9.]+|.*分の.*|.*[=×÷*].*|.*[0-9]\+[0-9].*")


class _Found(NamedTuple):
    """A plain decimal, the rule that gave it, and what the cell held beside it."""

    text: str
    rule: str
    beside: dict[str, object]


def read_number(text: str, context: Mapping[str, object] = {}) -> Reading:
    """A number in plain decimal, or a refusal.

    Args:
        text: the cell.
        context: `negative_brackets` (true: a number in brackets is negative), `negative_marks` (false: ▲ and △ are
            symbols of their own in this column), `unit` (the field's own: a cell that names another is refused).
    """
    if _CANONICAL.fullmatch(text) and len(text) <= 200:
        return repaired(text[1:], "negative-zero") if text[0] == "-" and _ZERO.fullmatch(text) else canonical(text)
    answer, folded = prepared(text)
    if answer is not None:
        return answer
    token = missing(text, folded)
    if token is not None:
        return token
    found = _read(folded, context)
    if isinstance(found, Fault):
        return refused(text, found.reason, found.proposal, **found.beside)
    if found.text == text:
        return canonical(text, **found.beside)
    if folded == found.text:
        return repaired(found.text, "trim-space" if text.strip() == folded else "fullwidth-to-ascii")
    rule = found.rule or ("thousands-separator" if _SPACED_GROUPS.match(folded) else "trim-space")
    return repaired(found.text, rule, **found.beside)


def read_integer(text: str, context: Mapping[str, object] = {}) -> Reading:
    """A whole number, or a refusal: 5.0 is one (integer-from-decimal), 5.5 is not. Context as read_number."""
    reading = read_number(text, context)
    if reading.status == "refused" or "/" in reading.text:
        return reading
    whole, point, fraction = reading.text.partition(".")
    if not point:
        return reading
    if fraction.strip("0"):
        return refused(text, "not-an-integer")
    whole = "0" if whole == "-0" else whole
    rule = reading.rule if reading.rule not in {"", "trim-space"} else "integer-from-decimal"
    return replace(reading, status="repaired", text=whole, rule=rule)


def _read(folded: str, context: Mapping[str, object]) -> _Found | Fault:
    """What a folded text says."""
    if folded == "〇":  # the numeral, or the circle that says "yes": both are typed so
        return Fault("ambiguous-mark", "0")
    exponent = _EXPONENT.fullmatch(folded)
    if exponent:
        return Fault("exponent-form", _expand(exponent))
    grouped = _SPACED_GROUPS.sub(lambda match: match[1] + match[2].replace(" ", ""), folded)
    if _NUMBERS_APART.search(grouped):
        return Fault("several-numbers")
    text = grouped.replace(" ", "")
    bracketed = _BRACKETED.fullmatch(text)
    found = _negative_in_brackets(bracketed[1], context) if bracketed else _quantity(text, context)
    if isinstance(found, Fault) or found is not None:
        return found
    return _range(text) or Fault("not-a-number" if _RATIO.fullmatch(text) else "number-unreadable")


def _negative_in_brackets(inner: str, context: Mapping[str, object]) -> _Found | Fault | None:
    """(1,234): a loss in accounts, a part of the number above it in statistics; only the column knows."""
    found = _quantity(inner, context)
    if not isinstance(found, _Found) or found.text.startswith("-") or _SIGN.match(inner):
        return None
    negative = f"-{found.text}"
    if context.get("negative_brackets"):
        return _Found(negative, "negative-mark", found.beside)
    return Fault("ambiguous-brackets", negative)


def _quantity(text: str, context: Mapping[str, object]) -> _Found | Fault | None:
    """A number with what may stand around it; None where it is no such text."""
    beside: dict[str, object] = {}
    rest = _APPROXIMATE.sub("", text, count=1) if _APPROXIMATE.match(text) else text
    rest = _ABOUT.sub("", rest)
    if rest != text:
        beside["approximate"] = True
    bound = _BOUND.search(rest)
    if bound:
        beside["bound"] = bound.lastgroup
        rest = rest[: bound.start()]
    tail = _MONEY_TAIL.fullmatch(rest)
    rest = next(group for group in tail.groups() if group) if tail else rest
    signed = _signed(rest, context)
    if signed is None:
        return None
    number, unit, rule = signed
    wanted = str(context.get("unit") or "")
    if unit:
        if wanted and unit != wanted:
            return Fault("unit-mismatch", number, {"unit": unit, "wanted": wanted})
        beside["unit"] = unit
    rule = "unit-split" if unit else rule
    return _Found(number, "bound-split" if bound else "approximate-split" if "approximate" in beside else rule, beside)


def _signed(text: str, context: Mapping[str, object]) -> tuple[str, str, str] | None:
    """(plain decimal, unit, rule) of sign, money mark, numeral and unit in any certain order."""
    sign = _SIGN.match(text)
    rest = text[sign.end() :] if sign else text
    prefix, rest = split_prefix(rest)
    if prefix and not sign:
        sign = _SIGN.match(rest)
        rest = rest[sign.end() :] if sign else rest
    mark = sign[0] if sign else ""
    if mark in {"▲", "△"} and context.get("negative_marks") is False:
        return None
    parts = _numeral_and_unit(rest, str(context.get("unit") or ""))
    if parts is None:
        return None
    number, unit, rule = parts
    if prefix and unit and prefix not in {"時速", "分速", "秒速", "毎秒", "毎時", "摂氏", "華氏温度", "華氏"}:
        if prefix != unit:
            return None
        prefix = ""
    if mark in {"", "+", "プラス"}:
        return number, prefix + unit, "plus-sign" if mark and not rule else rule
    negative = "0" if not number.strip("0.") else f"-{number}"
    return negative, prefix + unit, rule if mark == "-" and rule else "negative-mark"


def _numeral_and_unit(text: str, own: str) -> tuple[str, str, str] | None:
    """(plain decimal, unit, rule) of a numeral and what stands behind it; `own` is the field's unit (千円)."""
    if own and text.endswith(own):
        number = read_numeral(text[: -len(own)])
        if number is not None:
            return number, own, "unit-split"
    end = len(text) - len(text.lstrip(_NUMERAL_MARKS))
    end = len(text[:end].rstrip(".,点・"))
    number = read_numeral(text[:end]) if end else None
    unit = read_unit(text[end:])
    if end == 1 and text[0] in _KANJI and unit and unit in WORD_ENDS:
        return None
    if number is None or unit is None:
        return None
    return number, unit, _rule_of(text[:end], number)


def _rule_of(numeral: str, number: str) -> str:
    """The rule that made plain decimal of a numeral."""
    if not numeral.isascii():
        return "kanji-number"
    if "," in numeral:
        return "thousands-separator"
    return "" if numeral == number else "leading-zeros"


def _range(text: str) -> Fault | None:
    """Two numbers, named for the column: in 200~210万人 the right one lends its 万; None where it is no range."""
    match = _RANGE.fullmatch(text)
    end = _quantity(match["end"], {}) if match else None
    if match is None or not isinstance(end, _Found):
        return None
    left = match["start"]
    tail = match["end"].lstrip("0123456789.,")
    start = _quantity(left + tail, {}) if _PLAIN_NUMERAL.fullmatch(left) else _quantity(left, {})
    if not isinstance(start, _Found) or start.beside.get("unit") != end.beside.get("unit"):
        return None
    if float(start.text) >= float(end.text):
        return Fault("range-reversed")
    return Fault("number-range", "", {"start": start.text, "end": end.text})


def _expand(match: re.Match[str]) -> str:
    """Plain decimal of an exponent form whose digits are all there; "" where a spreadsheet has dropped some."""
    sign, whole, fraction, minus, power = match[1], match[2], match[3] or "", match[4] == "-", int(match[5])
    if minus:
        digits = ("0" * power + whole) if power else whole
        return f"{sign}{digits[0]}.{digits[1:]}{fraction}" if power else ""
    if power > len(fraction):
        return ""
    return f"{sign}{whole}{fraction[:power]}" + (f".{fraction[power:]}" if fraction[power:] else "")


ACCEPTED: tuple[tuple[str, str] | tuple[str, str, Mapping[str, object]], ...] = (
    ("12", "12"),
    ("-0.50", "-0.50"),
    (" １２ ", "12"),
    ("12,345", "12345"),
    ("12 345 678.5", "12345678.5"),
    ("0012", "12"),
    (".25", "0.25"),
    ("▲12,345", "-12345"),
    ("△ 12", "-12"),
    ("マイナス3.5", "-3.5"),
    ("（12,345）", "-12345", {"negative_brackets": True}),
    ("百二十三", "123"),
    ("弐萬参阡", "23000"),
    ("3億4千5百万", "345000000"),
    ("12万3,456", "123456"),
    ("一万〇五", "10005"),
    ("2.5億", "250000000"),
    ("四点二五", "4.25"),
    ("38人", "38"),
    ("1,250 ㎡", "1250"),
    ("62.5％", "62.5"),
    ("¥3,400", "3400"),
    ("金壱万五千円也", "15000"),
    ("3,400千円", "3400000"),
    ("約17億3千万円", "1730000000"),
    ("18以下", "18"),
    ("5人以上", "5"),
)
REFUSED: tuple[str | tuple[str, Mapping[str, object]], ...] = (
    "1,23",
    "1,2345",
    "12,3",
    "1 234",
    "3 100 200",
    "12 34",
    "万",
    "1万2億",
    "(1,234)",
    "-(12)",
    "▼12",
    "1.23E+11",
    "300×12",
    "3(1)",
    "一部",
    "1通 200円",
    "22～48",
    "3/4",
    "2ダース",
    "3割",
    "2026年",
    "x",
    "－",
    "約人",
    ("△12", {"negative_marks": False}),
    ("300円", {"unit": "人"}),
)
