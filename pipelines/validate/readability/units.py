"""Units of quantities: stated in the label or the definition, or implied by what is counted."""

import re

from pipelines.validate.readability.sheet import Sheet
from pipelines.validate.readability.values import UNITS, fold

_STATED = re.compile(
    rf"[(\[〔【/_](?:単位[:]? ?)?(?:{UNITS}|人口|㎢|キロ|メートル|比|率)(?:/[^)\]〕】]+)?[)\]〕】]?|単位", re.IGNORECASE
)
_IMPLIED = re.compile(
    r"数$|数[(_]|人口|世帯|人員|定員|収容|台数|件数|金額|料金|価格|費|額$|年齢|歳|率$|割合|比$|比率|密度|面積|標高|高度|距離|男|女|計$|回$"
    r"|月齢|量$|得票|count|number|amount|total|rate|ratio|population|household|elevation|male|(?:^|_)(?:wo)?man(?:_|$)|area$|price|capacity"
    r"|総計|増減|出生|死亡|転入|転出|日本人|外国人|点$|得点|気温"
)
"""Words that leave no doubt what is counted (people, things, yen, percent, metres above the sea)."""
_NO_QUANTITY = re.compile(
    r"コード|番号|No|ID|№|緯度|経度|年$|年度|西暦|和暦|レベル|年月|月$|日$|日時|時刻|時間|順|区分|フラグ|指数|郵便|電話|FAX|ファクス|内線|有無|可否"
    r"|階|丁目|番地|号$|種別|分類|種類|重複|災害|対応|コード|code|index|flag|year|座標|lat|lon|lng|[xy]$|問[0-9]|Q[0-9]|評価|回答|地区|町|学年|組$|級$",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"_[0-9]+$")
"""What a label gets that stands there a second time."""
_FEWEST_VALUES = 2
"""Different numbers that a quantity has; a column of 1 and blank is a mark."""


def lacks_unit(sheet: Sheet, position: int) -> bool:
    """Whether a column holds quantities of which nothing says in what they are measured."""
    label = _DOUBLED.sub("", fold(sheet.labels[position]))
    field = sheet.field(position)
    if field is not None:
        # a definition that gives no unit for a number says that it has none (numbers of pieces, coordinates, codes)
        return False
    if _STATED.search(label) or _NO_QUANTITY.search(label) or _IMPLIED.search(label):
        return False
    column = sheet.column(position)
    values = {text for text, _ in column.counts() if text.strip()}
    return (
        len(values) >= _FEWEST_VALUES and sheet.numeric(position) and any(not fold(v).startswith("0") for v in values)
    )
