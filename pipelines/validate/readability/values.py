"""What kind of values a column holds, and what its label promises, as the readability rules need it."""

import re
import unicodedata

from pipelines.model.schema import Field
from pipelines.validate.columns import Distinct

BARE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
UNITS = (
    r"円|千円|万円|百万円|億円|人|名|件|台|箇所|か所|カ所|ヶ所|個|本|戸|世帯|歳|才|回|校|園|%|m|m2|m3|km|km2|ha|kg|t|点"
    r"|枚|冊|棟|基|日|時間|分|階|床|室|席|票|頭|匹|羽|隻|段|a|㎡|㎥|㎞|℃|度|年|か月|ヶ月|月|トン|リットル|L|ml|g|cm|mm"
)
_DRESSED = re.compile(
    rf"約?[△▲-]? ?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)? ?(?:{UNITS})?"
    r"(?:程度|以上|以下|未満|※.*|\([^()]*\))?"
)
_SUPPRESSED = re.compile(r"[xX*-]|\*{2,3}|…|\.{2,3}|−|―|－|秘|非公開|不明|該当なし")
# a column of remarks is prose
_FREE = re.compile("特記|備考|説明|注記|案内|概要|内容|意見|感想|コメント|自由記述|理由|由来|紹介|アクセス|方法")
_PROPER = re.compile("名称|氏名|法人名|団体名|施設名|店名|会社名|事業者名|屋号|商号|名前")
_QUANTITY = re.compile(
    r"数$|数[(_]|人口|世帯|人員|定員|収容|台数|件数|金額|料金|料$|価格|費|額$|年齢|歳|率$|割合|比$|比率|密度|面積|標高|高度|距離|男|女|計$|回$"
    r"|月齢|量$|得票|count|number|amount|total|rate|ratio|population|household|elevation|male|(?:^|_)(?:wo)?man(?:_|$)|area$|price|capacity"
    r"|総計|増減|出生|死亡|転入|転出|日本人|外国人|点$|得点|気温"
)
"""Words that leave no doubt what is counted (people, things, yen, percent, metres above the sea)."""
_NO_QUANTITY = re.compile(
    r"コード|番号|No|ID|№|緯度|経度|年$|年度|西暦|和暦|レベル|年月|月$|日$|日時|時刻|時間|順|区分|フラグ|指数|郵便|電話|FAX|ファクス|内線|有無|可否"
    r"|階|丁目|番地|号$|種別|分類|種類|重複|災害|対応|コード|code|index|flag|year|座標|lat|lon|lng|[xy]$|問[0-9]|Q[0-9]|評価|回答|地区|町|学年|組$|級$",
    re.IGNORECASE,
)
_NUMBER_KINDS = ("number", "integer", "lat", "lon")
_MOST = 0.8
_HALF = 0.5
_LONGEST_MARK = 10
_DIGIT = re.compile(r"\d")


def fold(text: str) -> str:
    """Half width without spaces around: what two spellings of one value share."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def of_numbers(column: Distinct, label: str, defined: Field | None) -> bool:
    """Whether a column is number data in the sense of rule L2-01.

    A definition says so itself: a number field is one even where few of its cells are numbers, a code, a date or a
    text is none. A text field whose name promises a quantity (最大駐輪台数, 料金) is judged by its values all the same:
    that it may hold a sentence does not make 300台 a text.
    """
    if defined is None or (defined.kind == "text" and promises_quantity(defined.name)):
        promised = promises_quantity(label if defined is None else defined.name)
        return numeric(column, _HALF if promised else _MOST)
    return defined.kind in _NUMBER_KINDS


def numeric(column: Distinct, share: float = _MOST) -> bool:
    """Whether most filled cells are numbers, bare or dressed; marks of suppression count as neither."""
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
    return numbers > 0 and numbers >= share * (numbers + others)


def stands_for_number(text: str) -> bool:
    """A mark that stands in the place of a number."""
    return len(text) < _LONGEST_MARK and _SUPPRESSED.fullmatch(fold(text)) is not None


def promises_quantity(label: str) -> bool:
    """Whether a label says what is counted or measured."""
    return _QUANTITY.search(label) is not None and _NO_QUANTITY.search(label) is None


def is_no_quantity(label: str) -> bool:
    """Whether a label says that its numbers count nothing (codes, years, floors)."""
    return _NO_QUANTITY.search(label) is not None


def free_text(label: str) -> bool:
    """Whether a label promises prose."""
    return _FREE.search(label) is not None


def is_proper_noun(label: str) -> bool:
    """Whether a label promises names, which are written as their owners write them."""
    return _PROPER.search(label) is not None
