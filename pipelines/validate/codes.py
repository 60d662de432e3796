"""Which message a broken constraint becomes: by the field's kind, then its type."""

import re

from pipelines.model.schema import Field

_BY_KIND = {
    "date": "unreadable-date",
    "time": "time-unreadable",
    "number": "number-unreadable",
    "integer": "number-unreadable",
    "flag": "choice-unknown",
    "choice": "choice-unknown",
    "phone": "phone-unreadable",
    "postal": "postal-unreadable",
    "lat": "coordinate-unreadable",
    "lon": "coordinate-unreadable",
    "lgcode": "lgcode-invalid",
    "houjin": "houjin-invalid",
    "townid": "townid-invalid",
    "kana": "kana-other",
    "url": "url-invalid",
    "email": "email-invalid",
    "weekday": "weekday-invalid",
}
_BY_TYPE = {
    "date": "unreadable-date",
    "datetime": "unreadable-date",
    "year": "unreadable-date",
    "yearmonth": "unreadable-date",
    "time": "time-unreadable",
    "integer": "number-unreadable",
    "number": "number-unreadable",
    "boolean": "choice-unknown",
}
_SEXAGESIMAL = re.compile(r"[度分秒°′″'\"]")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_IDENTITY = ("unique", "primaryKey")

USES = {
    "lat": "地図での表示",
    "lon": "地図での表示",
    "address": "場所の検索",
    "phone": "電話での問い合わせ",
    "date": "期間での検索",
    "time": "「いま使えるか」の検索",
    "lgcode": "ほかの自治体の表との突き合わせ",
    "houjin": "事業者の情報との突き合わせ",
}
"""Kind of a field -> what a visitor cannot do while it is empty (message parameter `use`)."""

OTHER_USE = "検索や絞り込み"


def code_for(field: Field, constraint: str, value: str) -> str:
    """The finding code of a constraint that a value broke (look.md, section 5)."""
    if constraint == "required":
        return "required-missing"
    if constraint in _IDENTITY:
        return "duplicate-id"
    if constraint == "enum":
        return "choice-unknown"
    if constraint in ("minLength", "maxLength"):
        return "length-outside"
    if constraint in _BOUNDS:
        return "coordinate-outside" if field.kind in ("lat", "lon") else "value-outside"
    if field.kind in ("lat", "lon") and _SEXAGESIMAL.search(value):
        return "coordinate-not-decimal"
    return _BY_KIND.get(field.kind) or _BY_TYPE.get(field.type, "pattern-mismatch")


def basis_key(constraint: str) -> str:
    """Under which name Field.basis keeps where a constraint comes from."""
    if constraint in ("type", "pattern", "minLength", "maxLength", *_BOUNDS):
        return "format"
    return "unique" if constraint in _IDENTITY else constraint
