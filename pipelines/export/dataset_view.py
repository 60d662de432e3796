"""What a dataset's page shows: downloads, preview, data dictionary, quality."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pipelines.export.formats import find_points
from pipelines.export.point_map import point_map
from pipelines.export.wording import FORMATS, MARKS, TYPES, rule
from pipelines.model.dataset import Catalog
from pipelines.model.package import Package
from pipelines.model.schema import Field

_ROWS = 200
_COLUMNS = 14
_PAGE_BYTES = 121_000
"""Room for preview, dictionary and map beside style, script and the rest, so that a page keeps the look's 150 KB."""
_MAP_BYTES = 38_000
_CELL = 80
_RANK = {"mandatory": 0, "recommended": 1}


def dataset_view(package: Package, catalog: Catalog) -> dict[str, Any]:
    """Template values of one package; everything comes from its published files and facts."""
    rows = list(csv.reader(io.StringIO(package.files[0].data.decode("utf-8"), newline="")))
    cells = pd.DataFrame(rows[1:], columns=rows[0], dtype="str")
    dataset = package.dataset
    dictionary = _dictionary(package.schema.fields, package.facts)
    room = _PAGE_BYTES - _MAP_BYTES - sum(_weight(entry.values()) for entry in dictionary)
    preview = _preview(cells, package.schema.fields, package.schema.primary_key, room)
    section = catalog.sections.get(dataset.section)
    return {
        "dataset": dataset,
        "facts": package.facts,
        "licence": dataset.license or catalog.license,
        "section": section,
        "theme": next((catalog.themes[t].title for t in dataset.themes if t in catalog.themes), ""),
        "downloads": [(f, FORMATS[f.format]) for f in package.files if f.format in FORMATS and _is_data(f.name)],
        "addresses": [(f.title, f.name) for f in package.files],
        "base": f"{catalog.site_url.rstrip('/')}/{dataset.slug}/" if catalog.site_url else "",
        "columns": len(package.schema.fields),
        "rows": package.rows,
        "preview": preview,
        "map": point_map(find_points(cells, package.schema), catalog.publisher.bounds, shown=len(preview["rows"])),
        "dictionary": dictionary,
        "empty": [f.name for f in package.schema.fields if not _filled(package.facts, f.name)],
    }


def _is_data(name: str) -> bool:
    return name not in ("schema.json", "datapackage.json", "changes.csv", "report.html")


def _filled(facts: Mapping[str, Any], name: str) -> int:
    return int(facts.get("filled", {}).get(name, 0))


def _preview(cells: pd.DataFrame, fields: Sequence[Field], key: Sequence[str], room: int) -> dict[str, Any]:
    """The main columns of the first rows: {"fields", "head" (column that names a row), "rows"}."""
    kept = _main_fields(cells, fields)
    head = _naming_field([spec.name for spec in kept], cells, key)
    shown: list[list[str]] = []
    for row in cells[[spec.name for spec in kept]].head(_ROWS).itertuples(index=False, name=None):
        texts = [text if len(text) <= _CELL else text[: _CELL - 1] + "…" for text in row]
        room -= _weight(texts)
        if room < 0 and shown:
            break
        shown.append(texts)
    numeric = [spec.type in ("integer", "number") for spec in kept]
    return {"fields": kept, "head": head, "rows": shown, "numeric": numeric}


def _weight(texts: Iterable[object]) -> int:
    """Bytes of a table row on the page, about."""
    return 25 + sum(len(str(text).encode("utf-8")) + 15 for text in texts)


def _main_fields(cells: pd.DataFrame, fields: Sequence[Field]) -> list[Field]:
    """At most 14 filled fields in published order: those that differ between rows, by what the standard asks for."""
    filled = [spec for spec in fields if spec.name in cells.columns and (cells[spec.name] != "").any()]
    if len(filled) > _COLUMNS:
        filled = [spec for spec in filled if _differs(cells[spec.name])] or filled
    chosen = sorted(filled, key=lambda spec: _RANK.get(spec.importance, 2))[:_COLUMNS]
    return [spec for spec in filled if spec in chosen]


def _differs(column: pd.Series) -> bool:
    return bool((column != column.iloc[0]).any())


def _naming_field(names: Sequence[str], cells: pd.DataFrame, key: Sequence[str]) -> int:
    """Which shown column names a row: 名称, else one that ends in 名 and differs, else the key, else the first."""
    if "名称" in names:
        return names.index("名称")
    titles = [i for i, name in enumerate(names) if name.endswith(("名", "名称")) and _differs(cells[name])]
    keys = [i for i, name in enumerate(names) if name in key]
    return (titles or keys or [0])[0]


def _of_the_ward(spec: Field) -> bool:
    """Whether the table's definition does not have the column."""
    return bool(spec.raw.get("hiraku:unknown")) or spec.raw.get("hiraku:own") == "column"


def _dictionary(fields: Sequence[Field], facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": spec.name,
            "name_en": spec.name_en,
            "type": TYPES.get(spec.type, spec.type),
            "unit": spec.unit,
            "mark": "区独自" if _of_the_ward(spec) else MARKS.get(spec.importance, ""),
            "rule": rule(spec),
            "filled": _filled(facts, spec.name),
        }
        for spec in fields
    ]
