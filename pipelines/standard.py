"""National tables, code lists and header aliases, read from schemas/ when asked for and kept.

Reads with json and csv only, so that `hiraku read` and `hiraku --help` stay light. Where a table comes from and how
sure each rule is stands in schemas/source/README.md.
"""

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipelines.model.errors import DeclarationError
from pipelines.model.schema import TableSchema
from pipelines.table_schema import read_schema

__all__ = [
    "SCHEMAS",
    "Code",
    "Municipality",
    "Succession",
    "aliases",
    "codelist",
    "edition_title",
    "editions",
    "municipalities",
    "proposals",
    "read_schema",
    "renamed",
    "schema",
    "schemas",
    "slugs",
    "successions",
]


@dataclass(frozen=True, slots=True)
class Succession:
    """Fields of an older edition and the fields of the current one that hold their content."""

    kind: Literal["rename", "join", "split"]
    old: tuple[str, ...]
    new: tuple[str, ...]


def _find_schemas() -> Path:
    """`pipelines/_schemas` in an installed wheel, `schemas` beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "_schemas"
    return packed if packed.is_dir() else package.parent / "schemas"


_SUCCESSIONS: dict[str, Literal["rename", "join", "split"]] = {"renamed": "rename", "merge": "join", "split": "split"}
"""Relation in schemas/aliases -> kind of Succession."""

SCHEMAS = _find_schemas()
"""The folder that holds standard/, codelists/ and aliases/."""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list: `code` and `label` as the standard writes them, either may be ""."""

    code: str
    label: str
    label_en: str = ""
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A prefecture, municipality or ward of a designated city."""

    code: str
    """6 digits, the last one a check digit."""
    level: str
    """"prefecture", "city", "special_ward", "ward_of_designated_city" …"""
    prefecture: str
    city: str
    ward: str
    """Japanese names, "" where the level has none."""
    name: str
    """The three joined ("北海道札幌市中央区")."""
    kana: str
    """Full-width katakana reading of the last part."""
    name_en: str
    parent: str
    """Code of the designated city or the prefecture, "" for prefectures."""


@cache
def slugs() -> tuple[str, ...]:
    """Slugs of all national tables, sorted."""
    return tuple(sorted(folder.name for folder in (SCHEMAS / "standard").iterdir() if folder.is_dir()))


@cache
def editions(slug: str) -> tuple[str, ...]:
    """Editions of a table, newest first: an undated one is the newest of its letter, the old standard ("2017") last.

    Raises:
        DeclarationError: "unknown-table".
    """
    if slug not in slugs():
        raise DeclarationError("unknown-table", table=slug, known=list(slugs()))
    return tuple(sorted((file.stem for file in (SCHEMAS / "standard" / slug).glob("*.json")), reverse=True))


def schema(slug: str, edition: str = "") -> TableSchema:
    """A national table, in its newest edition unless one is named; read once and kept.

    Raises:
        DeclarationError: "unknown-table", or "unknown-edition" with the editions there are.
    """
    known = editions(slug)
    if edition and edition not in known:
        raise DeclarationError("unknown-edition", table=slug, edition=edition, known=list(known))
    return _load(slug, edition or known[0])


@cache
def _load(slug: str, edition: str) -> TableSchema:
    file = SCHEMAS / "standard" / slug / f"{edition}.json"
    document: Any = json.loads(file.read_text(encoding="utf-8"))
    return read_schema(document, file=f"schemas/standard/{slug}/{edition}.json")


def edition_title(slug: str, edition: str) -> str:
    """How a person calls an edition: 推奨データセット（2017年版）, the standard's name alone where no year is known."""
    standard = schema(slug, edition).standard
    day = re.search("([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?$", edition)
    if day is None:
        return standard
    return f"{standard}（{day[1]}年{f'{int(day[2])}月{int(day[3])}日' if day[2] else ''}版）"


@cache
def schemas() -> tuple[TableSchema, ...]:
    """All national tables in all editions, by slug, newest edition first."""
    return tuple(schema(slug, edition) for slug in slugs() for edition in editions(slug))


@cache
def aliases(slug: str) -> dict[str, str]:
    """Ward label -> field of that table, certain ones only; the table's own aliases before those of every table.

    A field may be absent from one edition of the table; a label that is itself a field of the edition is that field.
    """
    return _aliases(slug, certain=True)


@cache
def proposals(slug: str) -> dict[str, str]:
    """Ward label -> field that it probably means, for a steward to accept; never applied by the program."""
    return _aliases(slug, certain=False)


@cache
def renamed(slug: str) -> dict[str, str]:
    """Field of the old standard -> the field that it became in the new one, where only the name changed."""
    rows = _rows(SCHEMAS / "aliases" / f"{slug}.csv")
    return {row["alias"]: row["field"] for row in rows if row["relation"] == "renamed"}


@cache
def successions(slug: str) -> tuple[Succession, ...]:
    """How columns of older editions became fields of the current one, where more than nothing changed."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(SCHEMAS / "aliases" / f"{slug}.csv"):
        if row["relation"] in _SUCCESSIONS:
            key = row["alias"] if row["relation"] == "renamed" else row["relation"] + row["field"]
            groups.setdefault(f"{row['relation']} {key}", []).append((row["alias"], row["field"]))
    return tuple(
        Succession(_SUCCESSIONS[key.split(" ")[0]], tuple(old for old, _ in rows), tuple(rows[0][1].split("|")))
        for key, rows in groups.items()
    )


def _aliases(slug: str, *, certain: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in (slug, "_all"):
        for row in _rows(SCHEMAS / "aliases" / f"{name}.csv"):
            wanted = bool(row["certain"]) is certain and row["relation"] not in ("merge", "split")
            if wanted and slug not in row["except"].split(";"):
                found.setdefault(row["alias"], row["field"])
    return found


@cache
def codelist(name: str) -> tuple[Code, ...]:
    """The codes of schemas/codelists/<name>.csv in its order; () when there is no such list.

    "municipalities" gives 6-digit code and full name.
    """
    if name == "municipalities":
        return tuple(Code(place.code, place.name, place.name_en) for place in municipalities().values())
    return tuple(
        Code(row["code"], row["label"], row["label_en"], row["group"], row["note"])
        for row in _rows(SCHEMAS / "codelists" / f"{name}.csv")
    )


@cache
def municipalities() -> dict[str, Municipality]:
    """6-digit code -> municipality, prefectures and wards of designated cities included."""
    return {
        row["code6"]: Municipality(
            code=row["code6"],
            level=row["level"],
            prefecture=row["prefecture"],
            city=row["city"],
            ward=row["ward"],
            name=row["name_full"],
            kana=row["kana_katakana"],
            name_en=row["name_en"],
            parent=row["parent_code6"],
        )
        for row in _rows(SCHEMAS / "codelists" / "municipalities.csv")
    }


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
