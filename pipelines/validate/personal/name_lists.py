"""What names are made of: listed surnames and given names, old forms of characters, and words that are neither."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pipelines.validate.personal.folding import OLD_FORMS, fold_words

KANJI = "一-鿿㐀-䶿豈-﫿々ヶ"
_GIVEN_MORE = frozenset(
    "太朗郎子美江枝代恵乃奈菜香花華佳加里理莉沙紗咲希紀季貴樹輝之也哉矢弥介助佑祐輔斗人仁翔颯湊蓮蒼碧陽暖悠優結愛心桜葵凛凜杏音羽衣依彩絢綾月星空海夏秋冬雪晴那穂帆歩実未央緒織祢寧"
)
"""Characters of given names beyond those of the list."""
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}
_SPACES = frozenset(" 　")
_RARE = re.compile(f"[{KANJI}][{KANJI}ノケツ之]*")
_PLACE_ENDS = "丘町台区市都道府県村駅園館校会課部局店院寺社堂場所橋川山線号目側館室前上下北南東西"
NATURE = frozenset("桜菊梅椿楓杏葵蘭菫空海湊都南光環緑翠渚岬蓮旭泉樹力道")
"""大島桜 is a tree, 大迫力 an impression: as a whole given name only behind a space."""
DIRECTIONS = frozenset("東西南北")


@cache
def listed(name: str) -> frozenset[str]:
    """The words of surnames.txt or given_names.txt, old forms of characters made new ones."""
    return frozenset(fold_words((files(__package__) / f"{name}.txt").read_text(encoding="utf-8")).split())


@cache
def given_characters() -> frozenset[str]:
    """Every character of a listed given name, and more."""
    return frozenset("".join(listed("given_names"))) | _GIVEN_MORE


@cache
def _place_words() -> re.Pattern[str]:
    return re.compile("[東西南北上下中小大高町台丘里山川田原野平浜岡城宮森林園駅海泉港橋]|新田|海岸|地区|方面|地域")


def is_place_word(text: str) -> bool:
    """What a given name is not, though written with the characters of one."""
    return _place_words().fullmatch(text) is not None


def is_surname(text: str) -> bool:
    """Whether a text is one of the common surnames."""
    return text in listed("surnames")


def is_given(text: str) -> bool:
    """Whether a text is one of the common given names; kana in either of their scripts."""
    return text in listed("given_names") or text.translate(_TO_HIRAGANA) in _given_in_hiragana()


@cache
def _given_in_hiragana() -> frozenset[str]:
    return frozenset(name.translate(_TO_HIRAGANA) for name in listed("given_names") if name[0] < "一")


def may_be_surname(text: str) -> bool:
    """Whether an unlisted word could be a surname, as far as its last character says."""
    return 1 < len(text) <= 4 and text[-1] not in _PLACE_ENDS and _RARE.fullmatch(text) is not None


@cache
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """First two characters of surnames, and those of one character, in every form that a raw text may have."""
    old: dict[str, list[str]] = {}
    for code, new in OLD_FORMS.items():
        old.setdefault(new, []).append(chr(code))
    heads = {name[:2] for name in listed("surnames")}
    spelled = {
        a + b for head in heads for a in (head[:1], *old.get(head[:1], ())) for b in (head[1:], *old.get(head[1:], ()))
    }
    return frozenset(head for head in spelled if len(head) == 2), frozenset(
        head for head in spelled if len(head) == 1
    ) | {" ", "　"}


def begin_like_names(texts: Sequence[str]) -> list[str]:
    """The texts that begin with the first characters of a surname (or a space), or have a space near their beginning.

    Quick, and never wrong in saying no.
    """
    two, one = _beginnings()
    return [
        text
        for text in texts
        if text[:2] in two or text[:1] in one or ((" " in text or "　" in text) and not _SPACES.isdisjoint(text[1:5]))
    ]
