"""Reads a list of words in one cell: what stands between them becomes the mark that the table's definition asks for.

Grammar: list := word (separator word)+ with separator 、 , ， ､ ; ； and spaces around it. The separator may be changed
only where every word is a bare name: kanji, katakana, letters and ・ ー, no longer than 20 characters, no two alike.
Hiragana makes a sentence (内科、外科は午前のみ), brackets hold a separator of their own, digits and numerals at the
side of a separator make one name of several (豊玉北一、二丁目), 等 and 他 are no words of a list: such a cell stays as
it is. ・ and / are never taken for a separator (耳鼻咽喉科・頭頸部外科 is one department).

Source: 推奨データセット and 自治体標準オープンデータセット, "… を半角;区切り" (診療科目, 文化財分類 …).
"""

import re

from pipelines.normalize.readers.guard import Sample

RULE = "list-separator"
_SEPARATOR = re.compile(r"[ \u3000]*[、,，､;；][ \u3000]*")
_WORD = re.compile(r"[一-龠々〆ヶァ-ヴー・A-Za-zＡ-Ｚａ-ｚ]{1,20}")
_NUMERALS = "一二三四五六七八九十百千"
_MORE = ("等", "他", "外", "各種")

_DEPARTMENTS = {"list": ";"}
ACCEPTED: tuple[Sample, ...] = (
    ("内科、外科、整形外科", "内科;外科;整形外科", _DEPARTMENTS),
    ("内科; 小児科", "内科;小児科", _DEPARTMENTS),
    ("内科，ペインクリニック内科", "内科;ペインクリニック内科", _DEPARTMENTS),
    ("耳鼻咽喉科・頭頸部外科、内科", "耳鼻咽喉科・頭頸部外科;内科", _DEPARTMENTS),
    ("内科・外科", "内科・外科", _DEPARTMENTS),
    ("内科、外科は午前のみ", "内科、外科は午前のみ", _DEPARTMENTS),
    ("内科（循環器、消化器）、外科", "内科（循環器、消化器）、外科", _DEPARTMENTS),
    ("豊玉北一、二丁目", "豊玉北一、二丁目", _DEPARTMENTS),
    ("内科、外科等", "内科、外科等", _DEPARTMENTS),
    ("内科、", "内科、", _DEPARTMENTS),
    ("内科、内科", "内科、内科", _DEPARTMENTS),
    ("内科、外科", "内科、外科"),
)


def separated(text: str, mark: str) -> str:
    """The words of a list with `mark` between them, or the text as it is where it is not certainly a list."""
    words = _SEPARATOR.split(text)
    bare = all(_WORD.fullmatch(word) and not word.endswith(_MORE) for word in words)
    if len(words) < 2 or not bare or len(set(words)) < len(words):
        return text
    beside = "".join([word[-1] for word in words[:-1]] + [word[0] for word in words[1:]])
    return text if set(beside) & set(_NUMERALS) else mark.join(words)
