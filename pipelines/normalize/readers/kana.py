"""Reads a reading (フリガナ): full-width katakana.

Grammar: katakana, the marks ー ・ ヽ ヾ ゛ ゜ 「 」 、 。, digits and Latin letters of either width (they
stand in names such as ２丁目 or ABCホール), brackets, hyphens and spaces between words. Hiragana becomes
katakana, half-width katakana becomes full width. A hyphen straight after a katakana letter other than ン and
ッ, with no digit or Latin letter behind it, is most likely a long vowel (センタ-), which is a proposal, never
a repair. Kanji and other signs are refused: a reading cannot be made from them.

Source: standard/README "カナ in full-width katakana" (GIF 441).
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded
from pipelines.normalize.readers.text import LETTERS

_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KANA = re.compile(r"[ァ-ヺー・ヽヾ゛゜「」、。０-９Ａ-Ｚａ-ｚ\u3000（）－ 0-9A-Za-z()\-]*")
_KANJI = re.compile("[々〆一-鿿㐀-䶿豈-﫿\U00020000-\U0003ffff]")
_DASH_AS_VOWEL = re.compile(f"(?<=[ァ-ヺー])(?<![ンッ])[-{DASHES.replace('ー', '')}](?![0-9０-９A-Za-zＡ-Ｚａ-ｚ])")

ACCEPTED: tuple[Sample, ...] = (
    ("ネリマクヤクショ", "ネリマクヤクショ"),
    ("ねりまく", "ネリマク"),
    ("ﾈﾘﾏｸ ﾋﾞｼﾞｭﾂｶﾝ", "ネリマク ビジュツカン"),
    ("ゔぁいおりん", "ヴァイオリン"),
    ("ＡＢＣホール２", "ＡＢＣホール２"),
)
REFUSED: tuple[str, ...] = ("練馬区ヤクショ", "センタ-", "センタ－", "ネリマ★")


@guarded(steps=LETTERS, words=True)
def read_kana(text: str, _context: Mapping[str, object]) -> Reading:
    """Read kana as full-width katakana; refusals: kana-kanji, kana-dash (with proposal), kana-other."""
    katakana = text.translate(_TO_KATAKANA)
    if _KANJI.search(katakana):
        return refused(text, "kana-kanji")
    joined = _DASH_AS_VOWEL.sub("ー", katakana)
    if joined != katakana:
        return refused(text, "kana-dash", joined if _KANA.fullmatch(joined) else "")
    if not _KANA.fullmatch(katakana):
        return refused(text, "kana-other")
    return found(katakana, "" if katakana == text else "hiragana-to-katakana")
