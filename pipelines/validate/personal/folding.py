"""One spelling for the detectors: half width, plain dashes, no invisible characters, digits of 漢数字 as digits."""

import re
import unicodedata

_URL = re.compile(r"(?:https?|ftp)://\S+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー─━⁃﹘﹣－ｰ"), "-")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)))
_MARKS = dict.fromkeys((*range(0x2460, 0x2500), *range(0x2776, 0x2794), *range(0x3251, 0x3260), 0x2122), " ")
"""①⑴❶ and so on: they number items, and must not become digits of the number behind them."""
_BEFORE = _INVISIBLE | _MARKS
_OLD = (
    "髙高﨑崎嵜崎邊辺邉辺齋斎齊斉濱浜濵浜嶋島嶌島澤沢廣広國国瀧滝桒桑關関眞真實実惠恵龍竜榮栄德徳櫻桜槇槙藏蔵條条圓円壽寿淺浅"
    "增増禮礼萬万曾曽豐豊應応會会兒児與与靜静彌弥彥彦壯壮莊荘區区澁渋穗穂晉晋栁柳舘館籔藪冨富埜野圡土𠮷吉"
)
OLD_FORMS = {ord(old): new for old, new in zip(_OLD[::2], _OLD[1::2], strict=True)}
"""Characters of surnames that have a common form beside the registered one: 渡邊, 髙橋, 濱田."""
_BEFORE_WORDS = _BEFORE | OLD_FORMS
_KANJI = str.maketrans("〇零一二三四五六七八九", "00123456789")
_RUN = re.compile(r"[〇零一二三四五六七八九](?:[〇零一二三四五六七八九]|-(?=[〇零一二三四五六七八九]))+")
_FEWEST_DIGITS = 7
_SPACED = re.compile(r"(?<![0-9])[0-9](?: (?:- )?[0-9](?![0-9])){8,}")
"""0 9 0 - 1 2 3 4 - 5 6 7 8"""


def fold(text: str) -> str:
    """The text as number detectors read it; addresses of pages are left out, for ids hide there."""
    if text.isascii():
        plain = text
    else:
        plain = unicodedata.normalize("NFKC", text.translate(_BEFORE)).translate(_DASHES)
        if sum(map(plain.count, "〇零一二三四五六七八九")) >= _FEWEST_DIGITS:
            plain = _RUN.sub(lambda run: run.group().translate(_KANJI), plain)
    if "://" in plain:
        plain = _URL.sub(" ", plain)
    return _SPACED.sub(lambda run: run.group().replace(" ", ""), plain)


def fold_words(text: str) -> str:
    """The text as readers of names and words see it: half width, 長音 kept, one kind of space, 髙 as 高."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text.translate(_BEFORE_WORDS))
