"""Reads free text: repairs only what no person meant to write.

Grammar: any text. Rules, in order: outer spaces go (trim-space); a line break and the white space around it become
one space (join-lines); zero-width, bidi and control characters and soft hyphens go, NBSP and tab become a space
(drop-invisible); several spaces in a row become one (join-spaces); half-width katakana becomes full width
(widen-kana); kana with a combining voiced mark becomes one letter (join-marks); CJK radicals become the ideographs
they look like (fold-radicals). Everything else stays as the ward wrote it: ① ㈱ 〜 ヶ 髙 﨑, full-width digits and
letters, variation selectors, one space or none.

Context {"ascii": true} (English names) folds full-width letters, typographic quotes and dashes as well
(fold-ascii) and refuses what is left outside ASCII (text-not-ascii). Context {"list": ";"} (a field that holds
several words) brings what stands between them to that mark where that is certain, see listing.py (list-separator).
Context {"whole_numbers": true} (a column that no schema knows) turns a cell that is nothing but digits to half width
(fold-digits): １００ is 100 in any column.

One record stands on one line of the published CSV (rule L1-14 of the Digital Agency is fatal; many programs break a
quoted cell apart); the text as it was is in the list of changes.

Source: design section 4 (no blanket NFKC on published text); Unicode blocks as in fold.py.
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES, Step, drop_invisible, fold_radicals, fold_width, join_marks, widen_kana
from pipelines.normalize.readers import listing
from pipelines.normalize.readers.guard import TRIM, Sample, found, guarded

_WIDE_NUMBER = re.compile("[0-9０-９]*[０-９][0-9０-９]*")
_GAP = re.compile("[ \u3000]{2,}")
_BREAK = re.compile("[\r\n\u2028\u2029]")


def _join_lines(text: str) -> str:
    """The lines of a text as one, what was indented or left blank with it."""
    if not _BREAK.search(text):
        return text
    return " ".join(line for part in _BREAK.split(text) if (line := part.strip(" \t\u3000")))


def _join_spaces(text: str) -> str:
    """A run of spaces, with which a text is set out, as the one space that it stands for."""
    return _GAP.sub(lambda match: "\u3000" if "\u3000" in match[0] else " ", text)


LETTERS: tuple[Step, ...] = (
    TRIM,
    ("join-lines", _join_lines),
    ("drop-invisible", drop_invisible),
    ("join-spaces", _join_spaces),
    ("widen-kana", widen_kana),
    ("join-marks", join_marks),
    ("fold-radicals", fold_radicals),
)

_TYPOGRAPHY = str.maketrans(dict.fromkeys("‘’′", "'") | dict.fromkeys("“”″", '"') | dict.fromkeys(DASHES, "-"))

ACCEPTED: tuple[Sample, ...] = (
    ("練馬区立石神井公園ふるさと文化館", "練馬区立石神井公園ふるさと文化館"),
    ("　光が丘図書館 ", "光が丘図書館"),
    ("①㈱髙﨑〜ヶ１２", "①㈱髙﨑〜ヶ１２"),
    ("ﾈﾘﾏ ﾊﾟｰｸ", "ネリマ パーク"),
    ("⺠間⾺場", "民間馬場"),
    ("練馬\u200b区", "練馬区"),
    ("練馬\u00a0区", "練馬 区"),
    ("みほん庁舎   別館", "みほん庁舎 別館"),
    ("みほん庁舎　　別館", "みほん庁舎　別館"),
    ("みほん庁舎　別館", "みほん庁舎　別館"),
    ("一行目\r\n二行目", "一行目 二行目"),
    ("一行目。　\n\n ・二行目", "一行目。 ・二行目"),
    ("ホ\u3099ール", "ボール"),
    ("辻\U000e0100", "辻\U000e0100"),
    ("Ｎｅｒｉｍａ　Ｃｉｔｙ’ｓ　Ｈａｌｌ", "Nerima City's Hall", {"ascii": True}),
    ("１００", "100", {"whole_numbers": True}),
    ("１００", "100", {"whole_numbers": True, "list": ";"}),
    ("１基", "１基", {"whole_numbers": True}),
    *listing.ACCEPTED,
)
REFUSED: tuple[str, ...] = ("練馬\ufffd区", "\ud83d")


@guarded(steps=LETTERS, limit=None, words=True)
def read_text(text: str, context: Mapping[str, object]) -> Reading:
    """Read free text; refused only where characters were already lost (broken-character) or must be ASCII."""
    if context.get("whole_numbers") and _WIDE_NUMBER.fullmatch(text):
        return found(fold_width(text), "fold-digits")
    if mark := context.get("list"):
        listed = listing.separated(text, str(mark))
        return found(listed, listing.RULE if listed != text else "")
    if not context.get("ascii"):
        return found(text)
    plain = fold_width(text).translate(_TYPOGRAPHY).strip()
    if not plain.isascii():
        return refused(text, "text-not-ascii")
    return found(plain, "fold-ascii" if plain != text else "")
