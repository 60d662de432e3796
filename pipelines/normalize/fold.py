"""Character folding that readers share: every function does one thing and is safe on any text.

None of them is applied blindly to free text. NFKC is never used: it would turn ① into 1, ㈱ into (株) and
〜 into ~, which are spellings that a ward chose. Sources: Unicode 15 blocks "Halfwidth and Fullwidth Forms", "CJK
Radicals Supplement", "Kangxi Radicals"; the equivalents of the supplement follow EquivalentUnifiedIdeograph.txt.
"""

import re
import unicodedata
from collections.abc import Callable

DASHES = "‐‑‒–—―−－ーｰ﹣﹘⁃─"
"""Characters that people type for a hyphen between digits; ー and ｰ are letters everywhere else."""

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASH_BETWEEN_DIGITS = re.compile(f"(?<=[0-9０-９])[{DASHES}](?=[0-9０-９])")

# the supplement has no decomposition in Unicode; only whole characters are listed, components (⺅ ⺡ …) stay
_SUPPLEMENT = dict(zip("⺝⺟⺠⻁⻄⻆⻑⻗⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲", "月母民虎西角長雨青食骨鬼麦黄斉歯竜亀", strict=True))
RADICALS: dict[str, str] = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for code in range(0x2F00, 0x2FD6)  # Kangxi Radicals: each has a compatibility decomposition
} | _SUPPLEMENT
"""CJK radical -> the unified ideograph of the same shape."""
_RADICAL_TABLE = str.maketrans(RADICALS)

_NARROW = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"
_WIDE = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソ"
    "タチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
)
_WIDEN = {ord(narrow): wide for narrow, wide in zip(_NARROW, _WIDE, strict=True) if narrow != "ｰ"}
# behind kana ｰ is the long vowel; behind a digit or a kanji (3-28ｰ1) it is somebody's hyphen and stays as typed
_LONG_VOWEL = re.compile("(?<=[ぁ-ゖァ-ヺーヽヾ゛゜])ｰ+")
_VOICED = {
    (chr(code), mark): joined
    for code in (*range(0x3041, 0x3097), 0x309D, *range(0x30A1, 0x30F4), 0x30FD)
    for mark in "\u3099\u309a"
    if len(joined := unicodedata.normalize("NFC", chr(code) + mark)) == 1
}
_MARKED = {letter + mark: joined for (letter, mark), joined in _VOICED.items()}
_HALF_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
_NARROW_MARKED = {
    letter + _HALF_MARKS[mark]: joined
    for (wide, mark), joined in _VOICED.items()
    for letter in (wide, *(narrow for narrow, same in zip(_NARROW, _WIDE, strict=True) if same == wide))
}

_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F, 0x0009, 0x000B, 0x000C, 0x0085), " ")
_GONE = (
    *range(0x0009), *range(0x000E, 0x0020), 0x007F, 0x00AD,
    0x061C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
    *range(0x2066, 0x206A), 0xFEFF,
)  # fmt: skip
_INVISIBLE: dict[int, str | None] = {**_SPACES, **dict.fromkeys(_GONE)}
# U+200D joins emoji into one picture; between other characters it is nothing
_STRAY_JOINER = re.compile("(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")


def fold_width(text: str) -> str:
    """Full-width ASCII (！ to ～) and the ideographic space as their half-width counterparts."""
    return text.translate(_WIDTH)


def strip_space(text: str) -> str:
    """Without spaces of any kind (also U+3000 and new lines) at both ends."""
    return text.strip()


def fold_dashes(text: str) -> str:
    """Any of DASHES standing between two digits (of either width) as "-"; elsewhere they are left alone."""
    return _DASH_BETWEEN_DIGITS.sub("-", text)


def drop_invisible(text: str) -> str:
    """Without zero-width, bidi and control characters and soft hyphens; NBSP and tab become a space.

    New lines, variation selectors and the joiner inside emoji are kept: they are content. So are U+0080 to U+009F:
    they are what is left of Japanese bytes that were read by another table, and without them nobody can mend it.
    """
    return _STRAY_JOINER.sub("", text.translate(_INVISIBLE))


def fold_radicals(text: str) -> str:
    """CJK radical characters (⺠ ⾺), which come out of PDF files, as the ideographs they look like."""
    return text.translate(_RADICAL_TABLE)


def widen_kana(text: str) -> str:
    """Half-width katakana in full width; a voiced mark joins its letter where such a letter exists.

    ｰ is a letter only behind kana; elsewhere it stands for a hyphen and stays as it was typed.
    """
    if "ﾞ" in text or "ﾟ" in text:
        text = _replace_all(text, _NARROW_MARKED)
    return _LONG_VOWEL.sub(lambda match: "ー" * len(match[0]), text.translate(_WIDEN))


def join_marks(text: str) -> str:
    """Kana with a combining voiced mark (as macOS writes file names and cells) as one character."""
    return _replace_all(text, _MARKED) if "\u3099" in text or "\u309a" in text else text


Step = tuple[str, Callable[[str], str]]


def apply_steps(text: str, steps: tuple[Step, ...]) -> tuple[str, str]:
    """Apply (rule, function) steps in order; return the result and the last rule that changed something, or ""."""
    rule = ""
    for name, function in steps:
        changed = function(text)
        if changed != text:
            text, rule = changed, name
    return text, rule


def _replace_all(text: str, pairs: dict[str, str]) -> str:
    """Each pair replaced in turn: faster than one pattern with a function, and no pair overlaps another."""
    for pair, joined in pairs.items():
        text = text.replace(pair, joined)
    return text
