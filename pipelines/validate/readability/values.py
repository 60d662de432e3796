"""What kind of values a column holds, and what its label promises, as the readability rules need it."""

import re
import unicodedata

from pipelines.validate.columns import Distinct

BARE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
UNITS = (
    r"円|千円|万円|百万円|億円|人|名|件|台|箇所|か所|カ所|ヶ所|個|本|戸|世帯|歳|才|回|校|園|%|m|m2|m3|km|km2|ha|kg|t|点"
    r"|枚|冊|棟|基|日|時間|分|階|床|室|席|票|頭|匹|羽|隻|段|a|㎡|㎥|㎞|℃|度|年|か月|ヶ月|月|トン|リットル|L|ml|g|cm|mm"
)
_DRESSED = re.compile(
    rf"約?[△▲-]? ?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)? ?(?:{UNITS})?(?:程度|以上|以下|未満|※.*)?"
)
_SUPPRESSED = re.compile(r"[xX*-]|\*{2,3}|…|−|―|－|秘|非公開|不明|該当なし")
# a column of remarks is prose
_FREE = re.compile("特記|備考|説明|注記|案内|概要|内容|意見|感想|コメント|自由記述|理由|由来|紹介|アクセス|方法")
_PROPER = re.compile("名称|氏名|法人名|団体名|施設名|店名|会社名|事業者名|屋号|商号|名前")
_MOST = 0.8
_LONGEST_MARK = 10
_DIGIT = re.compile(r"\d")


def fold(text: str) -> str:
    """Half width without spaces around: what two spellings of one value share."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def numeric(column: Distinct) -> bool:
    """Whether four in five filled cells are numbers, bare or dressed; marks of suppression count as neither."""
    numbers = others = 0
    for text, n in column.counts():
        if BARE.fullmatch(text):
            numbers += n
        elif not _DIGIT.search(text):
            others += n if text.strip() and not stands_for_number(text) else 0
        elif _DRESSED.fullmatch(fold(text)):
            numbers += n
        else:
            others += n
    return numbers > 0 and numbers >= _MOST * (numbers + others)


def stands_for_number(text: str) -> bool:
    """A mark that stands in the place of a number."""
    return len(text) < _LONGEST_MARK and _SUPPRESSED.fullmatch(fold(text)) is not None


def free_text(label: str) -> bool:
    """Whether a label promises prose."""
    return _FREE.search(label) is not None


def is_proper_noun(label: str) -> bool:
    """Whether a label promises names, which are written as their owners write them."""
    return _PROPER.search(label) is not None
