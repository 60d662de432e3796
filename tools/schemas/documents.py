"""Turn a national table into a Table Schema document with hiraku's custom properties."""

import re
from functools import cache

from tools.schemas.kinds import Shape, shape_of
from tools.schemas.source import OLD, Row, Table, read_rows

IMPORTANCE = {"mandatory": "mandatory", "recommended": "recommended", "optional": "optional"}
ENGLISH_CORRECTIONS = {
    "女性トイレ数（和式）": "japaneseStyleFemaleToilet",
    "女性トイレ数（洋式）": "westernStyleFemaleToilet",
    "男女共用トイレ総数": "totalUnisexToilet",
    "バリアフリートイレ数": "numberOfBarrierFreeToilet",
}
"""The official sheet's English names of these are shifted by one or misspelt; a catalog must not repeat that."""


def english_names() -> dict[str, str]:
    """Japanese field name -> English name: the standard's where it has one, ours (field_names_en.csv) elsewhere."""
    names = {row["name_ja"]: row["name_en"] for row in read_rows("field_names_en")}
    for row in read_rows("fields"):
        if row["name_en"]:
            names.setdefault(row["name_ja"], row["name_en"].removesuffix(" (GIF)"))
    return names | ENGLISH_CORRECTIONS


@cache
def personal_policies() -> dict[tuple[str, str], str]:
    """(slug or "*", field) -> what the field may tell of persons (pipelines/validate/personal/policy.py)."""
    return {(row["dataset_id"], row["field"]): row["policy"] for row in read_rows("personal_policy")}


def schema_document(table: Table, english: dict[str, str]) -> dict[str, object]:
    """The Table Schema document of one table: plain JSON values, keys in a fixed order."""
    dataset = table.dataset
    source = _common_source(table)
    return {
        "title": dataset["name_ja"],
        "description": _table_description(table),
        "hiraku:slug": table.slug,
        "hiraku:edition": table.edition,
        "hiraku:standard": dataset["standard"],
        "hiraku:titleEn": dataset["name_en"],
        "hiraku:number": dataset["dataset_no"],
        "hiraku:orderBasis": _order_basis(table),
        "hiraku:headerStatus": dataset["header_status"],
        "hiraku:source": source,
        "missingValues": [""],
        "fields": [_field(row, english, source) for row in table.rows],
    }


def _common_source(table: Table) -> str:
    return table.rows[0]["source"]


def _table_description(table: Table) -> str:
    edition = "2017年版から2020年版" if table.edition == "2017" else f"{table.edition} 版"
    return f"{table.dataset['standard']}の「{table.dataset['name_ja']}」（{edition}）。{len(table.rows)}項目。"


def _order_basis(table: Table) -> str:
    if table.slug == "open_data_list" and table.edition != "2017":
        return "inferred"  # published files differ on which of the first two columns comes first
    if all(row["confidence"] == "official" and row["order_confidence"] == "verified" for row in table.rows):
        return "official" if table.dataset["standard"] != OLD else "verified"
    return "verified" if table.dataset["order_status"] == "verified" else "inferred"


def _field(row: Row, english: dict[str, str], source: str) -> dict[str, object]:
    shape = shape_of(row)
    constraints = _constraints(row, shape)
    descriptor: dict[str, object] = {"name": row["name_ja"], "type": shape.type}
    if shape.format:
        descriptor["format"] = shape.format
    descriptor |= {"title": row["name_ja"], "description": _description(row, shape)}
    if constraints:
        descriptor["constraints"] = constraints
    optional = {
        "hiraku:nameEn": english.get(row["name_ja"], ""),
        "hiraku:codelist": shape.codelist,
        "hiraku:unit": row["unit"],
        "hiraku:example": _example(row, constraints),
        "hiraku:context": shape.context,
        "hiraku:personal": _personal(row),
        "hiraku:source": row["source"] if row["source"] != source else "",
    }
    descriptor |= {
        "hiraku:kind": shape.kind,
        "hiraku:importance": IMPORTANCE.get(row["required"], "unknown"),
        "hiraku:basis": _basis(row, shape, constraints),
    }
    return descriptor | {key: value for key, value in optional.items() if value}


def _personal(row: Row) -> str:
    policies = personal_policies()
    return policies.get((row["dataset_id"], row["name_ja"])) or policies.get(("*", row["name_ja"]), "")


def _example(row: Row, constraints: dict[str, object]) -> str:
    """The sample value, unless it was read in a file that did not keep to the rule itself."""
    value = row["example"]
    if not row["example_kind"].startswith("observed"):
        return value
    words, pattern = constraints.get("enum"), constraints.get("pattern")
    broken = (isinstance(words, list) and value not in words) or (
        isinstance(pattern, str) and re.fullmatch(pattern, value) is None
    )
    return "" if broken or value.startswith("(00)") else value


def _constraints(row: Row, shape: Shape) -> dict[str, object]:
    """The shape's constraints, and `required` where an empty cell is a fault (for 1-or-empty flags it means no)."""
    empty_has_meaning = shape.kind == "flag" and shape.context["false"] == ""
    if row["required"] == "mandatory" and not empty_has_meaning:
        return {"required": True} | shape.constraints
    return dict(shape.constraints)


def _basis(row: Row, shape: Shape, constraints: dict[str, object]) -> dict[str, str]:
    spelled_out = row["rule_confidence"].startswith("official") and "inferred" not in row["rule_confidence"]
    rule = "official" if spelled_out and not shape.strict else "inferred"
    basis = {"header": "official" if row["confidence"] == "official" else "inferred", "format": rule}
    if row["required"] == "mandatory":
        basis["required"] = "official" if _officially_required(row) else "inferred"
    if "enum" in constraints:
        basis["enum"] = rule
    if "unique" in constraints:
        basis["unique"] = "inferred"  # the standard asks for it within a municipality, a file may hold several
    return basis


def _officially_required(row: Row) -> bool:
    """Only tables 13 and 03 and the joined address are official; the old marks come from a third party's copy."""
    return row["required_basis"].startswith("official") and "転記" not in row["required_basis"]


@cache
def _entry_forms() -> dict[str, str]:
    return {row["kind"]: row["sentence"] for row in read_rows("entry_forms")}


def _description(row: Row, shape: Shape) -> str:
    rule = row["rule_ja"].strip()
    if rule and not rule.endswith("。"):
        rule += "。"
    form = _entry_forms().get(shape.kind, "")
    words = shape.constraints.get("enum")
    if shape.kind == "choice" and isinstance(words, list):
        form = f"{'、'.join(words)} のいずれかを書く。"
    elif shape.kind == "flag":
        yes, no = shape.context["true"], shape.context["false"]
        form = f"{yes} か {no} を書く。" if no else f"当てはまるときは {yes}、当てはまらないときは空欄にする。"
    return (rule + form) or f"{row['name_ja']}を書く。"
