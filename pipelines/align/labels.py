"""What two labels are compared by: folded text, and text without units, notes, numbering and URI."""

import re
import unicodedata
from functools import cache
from urllib.parse import unquote

_DASHES = "‐‑‒–—―−─━－ｰー"
_BRACKETS = str.maketrans("【〔［[｛{〈《「『】〕］]｝}〉》」』", "((((((((((" + "))))))))))")
_SEPARATORS = str.maketrans(dict.fromkeys("、，,､･·‧•", "・") | dict.fromkeys(_DASHES, "-"))
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_HINT = re.compile("(?:←|⇐|<-).*$")
_MARKS = re.compile("[*※★◎○]+$|^[*※★◎○]+")
_NUMBERING = re.compile(r"^(?:\(?[0-9]{1,2}[.)・:](?=[^0-9])|[①-⑳])")
_BRACKETED = re.compile(r"\(([^()]*)\)$")
AS_OF = re.compile(
    r"[\s_＿・、,（(\[［〔【]*"
    r"(?P<day>(?:(?:明治|大正|昭和|平成|令和|[MTSHRＭＴＳＨＲ])\s*[.．]?\s*[元0-9０-９]{1,3}|[0-9０-９]{4})"
    r"\s*[年./．／-][^\s（）()_＿]{0,20}?)"
    r"\s*(?:現在|時点)[）)\]］〕】]?\s*$"
)
"""A day at the end of a label, with the mark that divides it from the name: 人数_令和6年1月9日午後6時時点."""

_NOTE = re.compile(
    r"(?:必須|任意|推奨|省略可|半角|全角|半角数字|半角英数字?|全角カナ|全角カタカナ|カタカナ|数字7桁|西暦|"
    r"世界測地系|世界測地系・?10進法|10進法?|十進法?|10進度|jgd2011|wgs84|"
    r"yyyy[-/]mm[-/]dd|hh:mm|24時間制|税込)"
)
_UNIT_WORDS = {
    "円": ("円", "¥"),
    "人": ("人", "名"),
    "便器": ("便器", "個", "基", "穴"),
    "床": ("床",),
    "世帯": ("世帯", "戸"),
    "度": ("度", "°"),
}
"""Words for the same unit at the same scale; 千円 and ％ are another scale and never taken off."""


@cache
def fold_label(label: str) -> str:
    """The label with everything folded that carries no meaning in a header; idempotent.

    Width, case, spaces and line breaks, kinds of dashes (a typed ― for ー included), brackets, ・ and 、.
    """
    before = ""
    while label != before:  # NFKC and case folding can each undo the other's work once
        before = label
        label = unicodedata.normalize("NFKC", label).casefold()
        label = _INVISIBLE.sub("", label.translate(_BRACKETS).translate(_SEPARATORS))
    return label


def uri_tail(label: str) -> str:
    """The last name of a label that is a URI ("…/schema#name" → "name"), else the label."""
    text = label.strip()
    if not re.match(r"https?://", text):
        return label
    return unquote(re.split(r"[#/]", text.rstrip("/#"))[-1])


def bare_labels(label: str, unit: str = "") -> tuple[str, ...]:
    """The folded label without decorations, from the least taken off to the most; without the folded label itself.

    Taken off: the day that the numbers hold for (総人口_令和4年1月1日現在), a spreadsheet's hint after ←, marks (※ *),
    numbering (1. ①), a bracket at the end that holds a note on notation or the very unit of the field (`unit`). Any
    other bracket may change the meaning and stays.
    """
    found: list[str] = []
    marked = re.match("^[①-⑳]", label.strip())
    dated = AS_OF.search(label)
    name = label[: dated.start()] if dated and dated.start() else label
    text = fold_label(name.strip()[1:] if marked else name)
    found.append(text)
    for pattern in (_HINT, _MARKS, _NUMBERING):
        text = pattern.sub("", text)
        found.append(text)
    while (bracket := _BRACKETED.search(text)) and _harmless(bracket[1], unit):
        text = text[: bracket.start()]
        found.append(text)
    folded = fold_label(label)
    return tuple(dict.fromkeys(item for item in found if item and item != folded))


def is_notation(content: str) -> bool:
    """Whether the folded text of a bracket says how values are written (半角, 世界測地系), not what they are."""
    return _NOTE.fullmatch(content) is not None


def _harmless(content: str, unit: str) -> bool:
    words = _UNIT_WORDS.get(unit, (unit,)) if unit else ()
    return is_notation(content) or content in {fold_label(word) for word in words}
