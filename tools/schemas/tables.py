"""Turn code lists, municipalities and header aliases into the CSV files that hiraku reads."""

import csv
import io

from tools.schemas.source import Row, read_rows

CODE_COLUMNS = ("code", "label", "label_en", "group", "used_by", "note", "source", "confidence")
ALIAS_COLUMNS = ("alias", "field", "relation", "transform", "certain", "except", "origin", "confidence")
CERTAIN_RELATIONS = ("renamed", "variant", "width-variant", "typo", "english-physical-name")
"""One column becomes one column with the same meaning; merge and split need more than a new name."""


def codelist_files() -> dict[str, str]:
    """File name -> CSV text: one file per list_id, and municipalities.csv."""
    lists: dict[str, list[Row]] = {}
    for row in read_rows("codelists"):
        lists.setdefault(row["list_id"], []).append(row | {"label": row["label_ja"]})
    files = {f"{name}.csv": _csv(CODE_COLUMNS, rows) for name, rows in lists.items()}
    municipalities = read_rows("municipalities")
    columns = tuple(name for name in municipalities[0] if name not in ("source", "note"))
    return files | {"municipalities.csv": _csv(columns, municipalities)}


def alias_files() -> dict[str, str]:
    """File name -> CSV text: one file per table that has aliases of its own, "_all.csv" for the others."""
    verdicts = {(row["dataset_id"], row["alias"]): row["certain"] for row in read_rows("alias_verdicts")}
    files: dict[str, dict[str, Row]] = {}
    for row in read_rows("header_aliases"):
        if row["alias_header"] and row["standard_header"] and row["relation"] not in ("identical", "new-only"):
            _add(files, row["dataset_id"], _alias(row, verdicts))
    for row in read_rows("ward_aliases"):
        alias = {**row, "relation": "synonym", "transform": "", "certain": "1", "origin": "ward"}
        _add(files, row["dataset_id"], alias | {"confidence": "ours"})
    return {
        f"{'_all' if slug == '*' else slug}.csv": _csv(ALIAS_COLUMNS, list(rows.values()))
        for slug, rows in sorted(files.items())
    }


def _add(files: dict[str, dict[str, Row]], slug: str, alias: Row) -> None:
    """Keep the first row of an alias: the standard's own before what was observed, ours last."""
    files.setdefault(slug, {}).setdefault(alias["alias"], alias)


def _alias(row: Row, verdicts: dict[tuple[str, str], str]) -> Row:
    one_to_one = row["relation"] in CERTAIN_RELATIONS
    certain = one_to_one and row["confidence"] != "inferred"
    verdict = verdicts.get((row["dataset_id"], row["alias_header"]), "1" if certain else "")
    return row | {"alias": row["alias_header"], "field": row["standard_header"], "certain": verdict, "except": ""}


def _csv(columns: tuple[str, ...], rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
