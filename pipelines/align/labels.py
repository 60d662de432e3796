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

    Taken off: a spreadsheet's hint after ←, marks (※ *), numbering (1. ①), a bracket at the end that holds a note on
    notation or the very unit of the field (`unit`). Any other bracket may change the meaning and stays.
    """
    found: list[str] = []
    marked = re.match("^[①-⑳]", label.strip())
    text = fold_label(label.strip()[1:] if marked else label)
    for pattern in (_HINT, _MARKS, _NUMBERING):
        text = pattern.sub("", text)
        found.append(text)
    while (bracket := _BRACKETED.search(text)) and _harmless(bracket[1], unit):
        text = text[: bracket.start()]
        found.append(text)
    folded = fold_label(label)
    return tuple(dict.fromkeys(item for item in found if item and item != folded))


def _harmless(content: str, unit: str) -> bool:
    words = _UNIT_WORDS.get(unit, (unit,)) if unit else ()
    return _NOTE.fullmatch(content) is not None or content in {fold_label(word) for word in words}
