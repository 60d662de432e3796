"""Columns of codes: values that mean nothing to a reader without a table that says what they stand for."""

import re

from pipelines.validate.columns import Distinct
from pipelines.validate.readability.values import fold

_CODED = re.compile(
    r"コード|区分|種別|種類|分類|フラグ|回答|設問|問[0-9]|Q[0-9]|評価|判定|code|type|flag", re.IGNORECASE
)
_PUBLIC = re.compile(
    "全国地方公共団体|市区町村|団体|法人番号|郵便|町字|都道府県|自治体|国勢調査|ISO|JIS|施設コード|医療機関コード|QR|バー",
    re.IGNORECASE,
)
"""Codes whose tables everybody can look up."""
_CODE = re.compile(r"[0-9]{1,3}|[A-Za-z][0-9]{0,2}")
_FEW = 30
_FEWEST_CODES = 2
"""A column of 1 and blank is a mark."""


def is_coded(label: str, column: Distinct) -> bool:
    """Whether a column's label promises a choice and all its values are short codes that come again."""
    name = re.split("[/#]", label)[-1]  # of a URI only the last part is the name
    if not _CODED.search(name) or _PUBLIC.search(name):
        return False
    texts = {fold(text) for text in column.values if text.strip()}
    filled = sum(n for text, n in column.counts() if text.strip())
    again = len(texts) < filled
    return _FEWEST_CODES <= len(texts) <= _FEW and again and all(_CODE.fullmatch(text) for text in texts)
