"""Reads one Table Schema document (a national table or a ward's own) into a record, and says what is wrong with it."""

from pathlib import PurePosixPath
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.model.schema import KINDS, Field, TableSchema
from pipelines.table_schema.contradictions import find_contradictions
from pipelines.table_schema.form import check_form

KIND_OF_TYPE = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "flag",
    "date": "date",
    "time": "time",
    "year": "code",
    "yearmonth": "date",
    "datetime": "text",
    "any": "text",
}
"""Types a field may have, with the reader kind where the document names none."""
KIND_OF_FORMAT = {"email": "email", "uri": "url"}
PRECISION = {"date": "day", "yearmonth": "month"}
CONSTRAINTS = {
    "required": bool,
    "unique": bool,
    "pattern": str,
    "enum": list,
    "minimum": (int, float, str),
    "maximum": (int, float, str),
    "minLength": int,
    "maxLength": int,
}
IMPORTANCE = ("mandatory", "recommended", "optional", "unknown")
WORKSPACE_BASIS = dict.fromkeys(("header", "format", "required", "enum", "unique"), "workspace")


def read_schema(document: dict[str, Any], *, file: str) -> TableSchema:
    """A Table Schema JSON document as a record.

    Args:
        document: the parsed JSON; `hiraku:` properties are optional (schemas/source/README.md).
        file: the document's name for messages; its stem is the slug where the document gives none.

    Raises:
        DeclarationError: "invalid-schema" with the file and `detail`, a Japanese phrase that says what is wrong;
            what find_contradictions raises.
    """
    if not isinstance(document, dict) or not isinstance(document.get("fields"), list) or not document["fields"]:
        raise _fault(file, "fields に項目の並びがありません")
    check_form(document, file=file)
    standard = _text(document, "hiraku:standard", file)
    _text(document, "$schema", file)  # Frictionless reads the profile that it names
    fields = tuple(_field(item, n, file, standard) for n, item in enumerate(document["fields"], 1))
    names = [field.name for field in fields]
    find_contradictions(document, file=file)
    return TableSchema(
        slug=_text(document, "hiraku:slug", file) or PurePosixPath(file.replace("\\", "/")).stem,
        edition=_text(document, "hiraku:edition", file) or "local",
        standard=standard,
        title=_text(document, "title", file),
        title_en=_text(document, "hiraku:titleEn", file),
        fields=fields,
        primary_key=_primary_key(document, names, file),
        missing_values=_texts(document, "missingValues", file),
        order_basis=_text(document, "hiraku:orderBasis", file) or "inferred",
        descriptor=document,
    )


def _fault(file: str, detail: str) -> DeclarationError:
    return DeclarationError("invalid-schema", file=file, detail=detail)


def _text(owner: dict[str, Any], key: str, file: str, where: str = "") -> str:
    value = owner.get(key, "")
    if not isinstance(value, str):
        raise _fault(file, f"{where}{key} は文字で書きます")
    return value


def _table(owner: dict[str, Any], key: str, file: str, where: str) -> dict[str, Any]:
    value = owner.get(key, {})
    if not isinstance(value, dict):
        raise _fault(file, f"{where}{key} は {{…}} の形で書きます")
    return value


def _primary_key(document: dict[str, Any], names: list[str], file: str) -> tuple[str, ...]:
    value = document.get("primaryKey", [])
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(key in names for key in keys):
        raise _fault(file, f"primaryKey に書かれた項目がありません：{keys}")
    return tuple(keys)


def _texts(owner: dict[str, Any], key: str, file: str, where: str = "") -> tuple[str, ...]:
    values = owner.get(key, [""])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _fault(file, f"{where}{key} は文字の並びで書きます")
    return tuple(values)


def _field(item: Any, n: int, file: str, standard: str) -> Field:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"]:
        raise _fault(file, f"{n}番目の項目に name がありません")
    where = f"項目「{item['name']}」の "
    type_ = item.get("type", "string")
    if not isinstance(type_, str) or type_ not in KIND_OF_TYPE:
        raise _fault(file, f"{where}type {type_!r} は使えません")
    constraints = _table(item, "constraints", file, where)
    _check_constraints(constraints, file, where)
    _check_notation(item, file, where)
    kind = _kind(item, type_, constraints, file, where)
    required = constraints.get("required") is True
    basis = _table(item, "hiraku:basis", file, where)
    return Field(
        name=item["name"],
        type=type_,
        title=_text(item, "title", file, where) or item["name"],
        description=_text(item, "description", file, where),
        name_en=_text(item, "hiraku:nameEn", file, where),
        kind=kind,
        constraints=constraints,
        basis=basis if standard else WORKSPACE_BASIS | basis,
        importance=_importance(item, file, where) or ("mandatory" if required else "optional"),
        codelist=_text(item, "hiraku:codelist", file, where),
        unit=_text(item, "hiraku:unit", file, where),
        example=_text(item, "hiraku:example", file, where),
        context=_default_context(kind, type_, constraints) | _table(item, "hiraku:context", file, where),
        raw=item,
    )


def _kind(item: dict[str, Any], type_: str, constraints: dict[str, Any], file: str, where: str) -> str:
    kind = _text(item, "hiraku:kind", file, where)
    if not kind:
        if type_ == "string" and "enum" in constraints:
            return "choice"
        return KIND_OF_FORMAT.get(str(item.get("format", "")), KIND_OF_TYPE[type_])
    if kind not in KINDS:
        raise _fault(file, f"{where}hiraku:kind {kind!r} は使えません（使えるもの：{'、'.join(KINDS)}）")
    return kind


def _importance(item: dict[str, Any], file: str, where: str) -> str:
    value = _text(item, "hiraku:importance", file, where)
    if value and value not in IMPORTANCE:
        raise _fault(file, f"{where}hiraku:importance {value!r} は使えません（使えるもの：{'、'.join(IMPORTANCE)}）")
    return value


def _default_context(kind: str, type_: str, constraints: dict[str, Any]) -> dict[str, Any]:
    """What a reader must know and a ward's own schema need not repeat."""
    if kind == "choice" and "enum" in constraints:
        return {"choices": list(constraints["enum"])}
    if kind == "date" and type_ in PRECISION:
        return {"precision": PRECISION[type_]}
    return {}


def _check_notation(item: dict[str, Any], file: str, where: str) -> None:
    """How values are written, as Table Schema lets a field say it; Frictionless takes the types for granted."""
    for key in ("format", "decimalChar", "groupChar"):
        _text(item, key, file, where)
    for key in ("missingValues", "trueValues", "falseValues"):
        _texts(item, key, file, where)
    if not isinstance(item.get("bareNumber", True), bool):
        raise _fault(file, f"{where}bareNumber は true か false で書きます")


def _check_constraints(constraints: dict[str, Any], file: str, where: str) -> None:
    for name, value in constraints.items():
        wanted = CONSTRAINTS.get(name)
        if wanted is None:
            raise _fault(file, f"{where}constraints の {name} は使えません（使えるもの：{'、'.join(CONSTRAINTS)}）")
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool) or value == []:  # type: ignore[arg-type]
            raise _fault(file, f"{where}constraints の {name} の値 {value!r} が正しくありません")
