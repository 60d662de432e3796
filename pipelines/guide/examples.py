"""Rows of a worked example for any national table: valid, evidently fictitious, the same on every machine."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.model.schema import Field, TableSchema

ROWS = 3
"""Rows of a worked example: enough to see what changes from row to row."""


@cache
def _values() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "example_values.toml").read_text(encoding="utf-8"))


def example_rows(schema: TableSchema) -> list[dict[str, str]]:
    """ROWS rows, field name -> canonical text, "" where the example leaves a cell blank.

    Names are made up; place and telephone are those that the ward's office publishes itself; nothing is personal.
    """
    rows = [{field.name: _value(field, schema.slug, row) for field in schema.fields} for row in range(ROWS)]
    for row in rows:
        _add_up(row)
    return rows


def _value(field: Field, slug: str, row: int) -> str:
    given = _values()
    short = field.name.partition("_")[2] or field.name
    named = _name(field.name, slug, row) or _name(short, slug, row)
    for told in (given["values"].get(field.name), named, given["values"].get(short)):
        if told is not None:
            return _pick(told, row)
    told = _by_kind(field, row)
    if told or not field.constraints.get("required"):
        return told
    return f"記入例の{field.name}"


def _pick(told: Any, row: int) -> str:
    return str(told[row % len(told)] if isinstance(told, list) else told)


def _name(name: str, slug: str, row: int) -> str | None:
    """サンプル公園, サンプルコウエン or Sample Park, by which of the three a field asks for."""
    given = _values()
    form = next((form for form, names in given["named"].items() if name in names), None)
    if form is None:
        return None
    noun = dict(zip(("ja", "kana", "en"), given["nouns"].get(slug, given["nouns"]["other"]), strict=True))
    gap = " " if form == "en" else ""
    return f"{given['names'][form][row]}{gap}{noun[form]}"


def _by_kind(field: Field, row: int) -> str:
    if field.kind == "flag":
        return str(field.context.get("false" if row == 1 else "true", ""))
    if field.kind == "choice":
        choices = field.context.get("choices")
        return str(choices[row % len(choices)]) if isinstance(choices, (list, tuple)) and choices else ""
    if field.kind == "time":
        return "09:00" if "開始" in field.name else "17:00"
    if field.kind == "code":
        return _code(field, row)
    return _pick(_values()["kinds"].get(field.kind, ""), row)


def _code(field: Field, row: int) -> str:
    """An identifier that is the table's own; codes of other registers stay blank, for a made-up one means another."""
    if field.name == "NO":
        return str(row + 1)
    return f"SAMPLE-{row + 1:04}" if field.name == "ID" or field.name.endswith(("_ID", "制度ID")) else ""


def _add_up(row: dict[str, str]) -> None:
    """Totals of the population table, which is the sum of its ages."""
    if "総人口" not in row:
        return
    for total, ending in (("男性", "の男性"), ("女性", "の女性")):
        row[total] = str(sum(int(text) for name, text in row.items() if name.endswith(ending)))
    row["総人口"] = str(int(row["男性"]) + int(row["女性"]))
