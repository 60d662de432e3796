"""Read schemas/source/*.csv and group its field rows into tables, one per slug and edition."""

import csv
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "schemas" / "source"

OLD = "推奨データセット"

EDITIONS = {
    "A-20260801": "A-2026-08-01",
    "A-2023": "A-2023",
    "A-undated": "A-undated",
    "A-undated(2022+)": "A-undated",
    "A-undated(2024+)": "A-undated",
    "B-20231206": "B-2023-12-06",
    "C-20250501": "C-2025-05-01",
    "2017-12〜2020（NEC転記 14種）": "2017",
}
"""Version in fields.csv -> file name of the edition. Greatest name first: letters sort after digits."""

BARRIER_FREE = "バリアフリー情報"
SPLIT_EDITION = "A-2022"
"""Files of 2022 and 2023 carry one column バリアフリー情報 in tables 01 and 11 where later ones carry 17."""


@dataclass(frozen=True)
class Table:
    """The field rows of one table in one edition, with its row of datasets.csv."""

    slug: str
    edition: str
    dataset: Row
    rows: tuple[Row, ...]


def read_rows(name: str) -> list[Row]:
    """All rows of schemas/source/<name>.csv."""
    with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def national_tables() -> list[Table]:
    """Every table that has field rows, in the order of fields.csv, then the 2022 editions of 01 and 11."""
    datasets = {(row["standard"], row["dataset_id"]): row for row in read_rows("datasets") if row["dataset_id"]}
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in read_rows("fields"):
        grouped.setdefault((row["standard"], row["dataset_id"]), []).append(row)
    tables = [
        Table(key[1], EDITIONS[rows[0]["version"]], datasets[key], tuple(sorted(rows, key=lambda r: int(r["order"]))))
        for key, rows in grouped.items()
    ]
    return tables + _before_the_split(tables)


def _before_the_split(tables: list[Table]) -> list[Table]:
    splits = {
        row["dataset_id"]: row["standard_header"].split("|")
        for row in read_rows("header_aliases")
        if row["alias_header"] == BARRIER_FREE
    }
    old_rows = {t.slug: _row_named(t.rows, BARRIER_FREE) for t in tables if t.edition == "2017" and t.slug in splits}
    return [
        Table(
            table.slug,
            SPLIT_EDITION,
            {**table.dataset, "order_status": "inferred", "header_status": "names-complete"},
            _joined(table.rows, splits[table.slug], old_rows[table.slug]),
        )
        for table in tables
        if table.slug in splits and table.edition != "2017"
    ]


def _row_named(rows: tuple[Row, ...], name: str) -> Row:
    return next(row for row in rows if row["name_ja"] == name)


def _joined(rows: tuple[Row, ...], parts: list[str], joint: Row) -> tuple[Row, ...]:
    """The rows with the 17 accessibility columns taken back into one, where the first of them stands."""
    first = next(i for i, row in enumerate(rows) if row["name_ja"] in parts)
    kept = [row for row in rows if row["name_ja"] not in parts]
    one = {**joint, "required": "unknown", "required_basis": "", "confidence": "inferred", "source": rows[0]["source"]}
    return (*kept[:first], one, *kept[first:])
