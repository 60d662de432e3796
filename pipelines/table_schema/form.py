"""Says in Japanese where a Table Schema document has not the form of one: a property of the wrong kind or value."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipelines.model.errors import DeclarationError

Test = Callable[[Any], bool]
_MATCHES = ("exact", "equal", "subset", "superset", "partial")
_ITEM_TYPES = ("string", "integer", "boolean", "number", "datetime", "date", "time")
_FORMATS = {
    "string": ("default", "email", "uri", "binary", "uuid"),
    "geojson": ("default", "topojson"),
}
"""Type -> the formats that it may have; Frictionless lets every other type write what it likes."""


def check_form(document: Mapping[str, Any], *, file: str) -> None:
    """Refuse a document that is no Table Schema.

    Args:
        document: a JSON object.
        file: its name for messages.

    Raises:
        DeclarationError: invalid-schema with `detail`, a Japanese phrase that names the place and what belongs there.
    """
    _check(document, _DOCUMENT, "", file)
    fields = document.get("fields")
    if not isinstance(fields, list):
        raise _fault(file, "fields に項目の並びがありません")
    for place, item in enumerate(fields, 1):
        if not isinstance(item, dict) or not isinstance(item.get("name"), str):
            raise _fault(file, f"{place}番目の項目に name がありません")
        _check_field(item, file)
    _check_foreign_keys(document, [item["name"] for item in fields], file)


def _fault(file: str, detail: str) -> DeclarationError:
    return DeclarationError("invalid-schema", file=file, detail=detail)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _missing(value: Any) -> bool:
    """Texts; with a `$schema` of version 2 also objects, which only Frictionless judges."""
    return _texts(value) or (isinstance(value, list) and all(isinstance(item, dict) for item in value))


def _key(value: Any) -> bool:
    return _text(value) or _texts(value)


def _length(value: Any) -> bool:
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return whole and not isinstance(value, bool) and value >= 0


def _choices(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _separator(value: Any) -> bool:
    return isinstance(value, str) and value != ""


Rules = Mapping[str, tuple[Test, str]]
_DOCUMENT: Rules = {
    "$schema": (_text, "文字で"),
    "name": (_text, "文字で"),
    "title": (_text, "文字で"),
    "description": (_text, "文字で"),
    "fieldsMatch": (lambda value: value in _MATCHES, f"{'、'.join(_MATCHES)}のどれかで"),
    "missingValues": (_missing, "文字の並びで"),
    "primaryKey": (_key, "項目名か、項目名の並びで"),
    "foreignKeys": (lambda value: isinstance(value, list) and all(map(_object, value)), "{…}の並びで"),
}
_FIELD: Rules = {
    **dict.fromkeys(("type", "title", "description", "format", "rdfType"), (_text, "文字で")),
    **dict.fromkeys(("decimalChar", "groupChar"), (_text, "文字で")),
    **dict.fromkeys(("constraints", "arrayItem"), (_object, "{…}の形で")),
    **dict.fromkeys(("bareNumber", "floatNumber"), (_truth, "trueかfalseで")),
    **dict.fromkeys(("trueValues", "falseValues"), (_texts, "文字の並びで")),
    "missingValues": (_missing, "文字の並びで"),
    "delimiter": (_separator, "1文字以上の文字で"),
    "itemType": (lambda value: value in _ITEM_TYPES, f"{'、'.join(_ITEM_TYPES)}のどれかで"),
}
_CONSTRAINTS: Rules = {
    **dict.fromkeys(("required", "unique"), (_truth, "trueかfalseで")),
    **dict.fromkeys(("minLength", "maxLength"), (_length, "0以上の整数で")),
    "pattern": (_text, "文字で"),
    "enum": (_choices, "値の並びで"),
}


def _check(owner: Mapping[str, Any], rules: Rules, where: str, file: str) -> None:
    for key, (test, form) in rules.items():
        if key in owner and not test(owner[key]):
            raise _fault(file, f"{where}{key}は{form}書きます")


def _check_field(item: Mapping[str, Any], file: str) -> None:
    where = f"項目「{item['name']}」の"
    _check(item, _FIELD, where, file)
    _check(item.get("constraints", {}), _CONSTRAINTS, where, file)
    if "required" in item:
        raise _fault(file, f"{where}requiredは、constraintsの中に書きます")
    form = item.get("format", "default").removeprefix("fmt:")
    known = _FORMATS.get(item.get("type", "string"))
    if known and form not in known:
        raise _fault(file, f"{where}formatは{_one_of(known)}で書きます")


def _one_of(values: Iterable[str]) -> str:
    return f"{'、'.join(values)}のどれか"


def _check_foreign_keys(document: Mapping[str, Any], names: list[str], file: str) -> None:
    for key in document.get("foreignKeys", []):
        reference = key.get("reference")
        if not _key(key.get("fields")) or not isinstance(reference, dict) or not _key(reference.get("fields")):
            raise _fault(file, "foreignKeysにはfieldsとreferenceのfieldsを書きます")
        if not isinstance(reference.get("resource", ""), str):
            raise _fault(file, "foreignKeysのresourceは文字で書きます")
        own, others = _names(key["fields"]), _names(reference["fields"])
        if len(own) != len(others):
            raise _fault(file, "foreignKeysのfieldsと、referenceのfieldsの数が違います")
        asked = [*own, *(others if not reference.get("resource") else [])]
        for name in asked:
            if name not in names:
                raise _fault(file, f"foreignKeysの「{name}」という項目が、fieldsにありません")


def _names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
