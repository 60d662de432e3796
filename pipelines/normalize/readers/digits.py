r"""Width, spaces and dashes of dates, times and numbers: only what cannot change a value is folded here.

Sources: JIS X 0201 / JIS X 0208 full-width forms (Unicode block FF01-FF5E), the dashes that Japanese input methods
and Excel put between digits, the two wave dashes of CP932 and JIS X 0208. The long vowel mark ー is a letter and is
folded by nobody here; the readers that know it as a dash between digits say so themselves.

Digits are ASCII after folding and every pattern of these readers is written [0-9]: `\d`, `str.isdigit` and `int`
also take Thai, Arabic and superscript digits and would let them through.
"""

from pipelines.model.reading import Reading, canonical, refused, repaired

MAX_LENGTH = 200
"""Longer cells are prose, never one date, time or number: refused before any pattern sees them."""

_SPACES = "\t\n\r\x0b\x0c\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Kangxi radicals and compatibility ideographs as PDF files and old fonts write numerals, 日, 月, 年, 令
_LOOKALIKES = "\u2f00\u2f06\u2f0b\u2f17\u2f47\u2f49\uf98e\uf9a8"
_WAVES = "\u301c\uff5e\u223c"

WIDTH: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(mark): " " for mark in _SPACES},
    **{ord(mark): "-" for mark in _DASHES},
    **{ord(mark): "~" for mark in _WAVES},
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
    **{ord(before): after for before, after in zip(_LOOKALIKES, "一二八十日月年令", strict=True)},
    ord("\uffe5"): "¥",
}
"""Full width to ASCII, any space to one kind, dashes to "-", waves to "~" (for str.translate)."""

MISSING = frozenset({
    "-", "--", "---", "----", "ー", "ーー", "…", "...", "・・・", "‥", "*", "**", "***", "x", "X", "xx", "xxx", "X X",
    "×", "・", ".", "/", "N/A", "n/a", "NA", "#N/A", "null", "NULL", "None", "nan", "NaN", "?", "??", "???",
    "なし", "無し", "無", "ナシ", "特になし", "不明", "不詳", "未詳", "未定", "未記入", "未回答", "非公開", "秘匿",
    "該当なし", "該当無し", "データなし", "調査なし", "空欄", "欠測", "欠損",
})  # fmt: skip
"""Tokens that stand for "no value" (after folding); what each means differs by table, so a column decides."""


def half_width(text: str) -> str:
    """The text in half width with one kind of space, dash and wave, trimmed. Length can only shrink."""
    return text.strip(" ") if text.isascii() and text.isprintable() else text.translate(WIDTH).strip(" ")


def early_answer(text: str) -> Reading | None:
    """The answer that needs no grammar: blank cells, and cells too long to be one value; otherwise None."""
    if not text:
        return canonical("")
    if len(text) > MAX_LENGTH:
        return refused(text, "too-long", limit=MAX_LENGTH)
    if text.isspace():
        return repaired("", "trim-space")
    return None


def prepared(text: str) -> tuple[Reading | None, str]:
    """The answer that needs no grammar, or None and the folded text for the grammar."""
    answer = early_answer(text)
    return answer, "" if answer is not None else half_width(text)


def missing(text: str, folded: str) -> Reading | None:
    """A refusal that names the token where the cell says "no value" in its own way; otherwise None."""
    if folded in MISSING:
        return refused(text, "missing-token", token=folded)
    return None
