r"""Which kind of value a field row holds, and the type, constraints and reader context that follow from it.

Patterns are ours unless the standard spells them out; they are written for Python's re and for RE2 alike
([0-9] instead of \d, no look-around) and accept at least what the reader of the kind returns.
"""

from dataclasses import dataclass, field

from tools.schemas.source import Row, read_rows

SPACE = "\\t\\n\\r\\f\\v \u00a0\u3000"
PHONE = (
    r"^(?:\(0[0-9]{1,4}\)[0-9]{1,4}-[0-9]{3,4}"  # (03)3993-1111
    r"|0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}"  # 03-3993-1111, 090-1234-5678, 0120-999-999
    r"|0[0-9]{3}-[0-9]{6})$"  # 0120-999999, 0570-012345
)
PATTERNS = {
    "phone": PHONE,
    "postal": r"^[0-9]{7}$",
    "lgcode": r"^[0-9]{6}$",
    "houjin": r"^[0-9]{13}$",
    "townid": r"^[0-9]{4}-?[0-9]{3}$",
    "weekday": r"^月?火?水?木?金?土?日?$",
    "url": f"^https?://[^{SPACE}]+$",
    "email": r"^[!-?A-~]+@[!-?A-~]+$",
    "kana": "^[ァ-ヺー・ヽヾ０-９Ａ-Ｚａ-ｚ\u3000（）－ 0-9A-Za-z()\\-]*$",
}
ASCII = r"^[ -~]*$"
IDENTIFIER = r"^[0-9A-Za-z_\-]+$"
EXTENSION = r"^[0-9/ ]+$"

TYPES = {"date": "date", "time": "time", "number": "number", "integer": "integer", "lat": "number", "lon": "number"}
BOUNDS = {"lat": (20, 46), "lon": (122, 154)}
"""Decimal degrees around Japan's territory; the publisher's own bounds are tested by validate."""

ADDRESSES = ("所在地_連結表記", "住所")
FLAGS = {"有|無": ("有", "無"), "可|否": ("可", "否"), "1|(空欄)": ("1", "")}
CODE_ENDINGS = ("コード", "ID", "NO", "番号")
NO_CODES = ("許可番号", "SSID")
"""Their names end like codes: 許可番号 is free text (第12号 …), an SSID is what the access point calls itself."""
CHOICE_LISTS = ("estat_field", "cultural_property_kind", "fire_water_type")
"""Code lists whose labels are the only values of their column; licences and services stay free text."""
OBSERVED_LISTS = {("自治体標準オープンデータセット", "preschool", "種別"): "preschool_type"}
"""Columns whose list is the old standard's, while published files of the new one hold more: both are accepted."""
ROW_KEYS = ("ID", "NO", "レコードID", "支援制度ID", "公営駐輪場_ID", "投票所_ID", "ゴミの分別方法_ID")
"""Identifiers of the record itself; 学校ID, 料理ID, SSID and データセット_ID repeat from row to row."""
LISTED = ("を半角;区切り", "複数は半角;")
"""What the standard says of a field that holds several words in one cell."""
COUNTED = "（数）"
"""員数（数） takes the number alone; its unit has a field of its own, 員数（単位）."""
STRICTER = ("phone", "email", "townid", "extension", "想定収容人数")
"""Kinds (or fields) whose test is stricter than the standard's own words: never more than a warning."""


@dataclass(frozen=True)
class Shape:
    """What a column holds: reader kind, Table Schema type and format, constraints, reader context, code list."""

    kind: str
    type: str = "string"
    format: str = ""
    constraints: dict[str, object] = field(default_factory=dict)
    context: dict[str, object] = field(default_factory=dict)
    codelist: str = ""
    strict: bool = False


def shape_of(row: Row) -> Shape:
    """The shape of a row of fields.csv."""
    codelist = _codelist(row)
    choices = _choices(row, codelist)
    if row["enum"] in FLAGS:
        return _flag(*FLAGS[row["enum"]])
    if choices:
        return Shape("choice", constraints={"enum": choices}, context={"choices": choices}, codelist=codelist)
    kind = _kind(row)
    if kind in TYPES:
        return _measured(kind, row)
    pattern = PATTERNS.get(kind, "") or _text_pattern(row)
    constraints: dict[str, object] = {"pattern": pattern} if pattern else {}
    if row["name_ja"] in ROW_KEYS and "unique" in row["check"]:
        constraints["unique"] = True
    context: dict[str, object] = {"ascii": True} if pattern == ASCII else {}
    if kind == "text" and any(words in row["rule_ja"] + row["enum_note"] for words in LISTED):
        context["list"] = ";"
    strict = kind in STRICTER or pattern == EXTENSION
    return Shape(kind, constraints=constraints, context=context, codelist=codelist, strict=strict)


def _codelist(row: Row) -> str:
    observed = OBSERVED_LISTS.get((row["standard"], row["dataset_id"], row["name_ja"]), "")
    named = row["enum"].removeprefix("codelist:").removesuffix(".csv") if "codelist:" in row["enum"] else ""
    return observed or named


def _choices(row: Row, codelist: str) -> list[str]:
    if codelist in CHOICE_LISTS or codelist in OBSERVED_LISTS.values():
        return [code["label_ja"] for code in read_rows("codelists") if code["list_id"] == codelist]
    return row["enum"].split("|") if "|" in row["enum"] else []


def _flag(yes: str, no: str) -> Shape:
    words = [word for word in (yes, no) if word]
    return Shape("flag", constraints={"enum": words}, context={"true": yes, "false": no})


def _measured(kind: str, row: Row) -> Shape:
    constraints: dict[str, object] = {}
    if kind in BOUNDS:
        constraints = {"minimum": BOUNDS[kind][0], "maximum": BOUNDS[kind][1]}
    elif kind in ("number", "integer") and "-?" not in row["pattern"]:
        constraints = {"minimum": 0}
    context: dict[str, object] = {"precision": "day"} if kind == "date" else {}
    if row["name_ja"].endswith(COUNTED):
        context["units"] = "row"
    return Shape(
        kind,
        TYPES[kind],
        "%H:%M" if kind == "time" else "",
        constraints,
        context,
        strict=row["name_ja"] in STRICTER,
    )


def _kind(row: Row) -> str:
    name, pattern, data_type = row["name_ja"], row["pattern"], row["data_type"]
    if row["unit"] == "度":
        return "lat" if name.endswith("緯度") else "lon"
    if data_type in ("date", "time"):
        return data_type
    if data_type == "uri":
        return "url"
    if pattern == r"^\d+$":
        return "integer"
    if pattern in (r"^\d+(\.\d+)?$", r"^-?\d+(\.\d+)?$"):
        return "number"
    for kind, mark in (("lgcode", "check_digit:lgcode"), ("houjin", "check_digit:houjin")):
        if mark in row["check"]:
            return kind
    return _kind_of_text(name, pattern)


def _kind_of_text(name: str, pattern: str) -> str:
    marks = (
        ("phone", r"^(\(0\d{1,4}\)"),
        ("kana", "^[ァ-ヺ"),
        ("email", "^[^@"),
        ("weekday", "^月?"),
        ("postal", r"^\d{7}$"),
        ("townid", r"^\d{4}-?\d{3}$"),
    )
    for kind, mark in marks:
        if pattern.startswith(mark):
            return kind
    if name in ADDRESSES:
        return "address"
    return "code" if name.endswith(CODE_ENDINGS) and name not in NO_CODES else "text"


def _text_pattern(row: Row) -> str:
    if "\\x20-\\x7E" in row["pattern"]:
        return ASCII
    if row["pattern"] == r"^[0-9A-Za-z_\-]+$" and "SSID" not in row["name_ja"]:
        return IDENTIFIER
    return {r"^[0-9/ ]+$": EXTENSION, r"^\d{4}$": r"^[0-9]{4}$"}.get(row["pattern"], "")
