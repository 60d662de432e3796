"""A table in each of its formats, as bytes that depend on the table alone."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pipelines.export.csv_file import rows_of
from pipelines.export.truth import Truth
from pipelines.export.values import Value
from pipelines.model.schema import TableSchema

_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_INT64 = 2**63


def render_json(cells: pd.DataFrame, truth: Truth) -> bytes:
    """An array of objects, one a line; values have the published type, null is missing."""
    return _json_array(_records(cells, truth), before="[", after="]")


def render_geojson(cells: pd.DataFrame, truth: Truth) -> bytes | None:
    """RFC 7946 features of the rows that have both coordinates; None when no row has them.

    Coordinates are the table's first lat and lon fields, longitude first, as decimal degrees of the published CSV.
    """
    points = find_points(cells, truth.schema)
    if not points:
        return None
    features = (
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [points[i][1], points[i][0]]},
            "properties": record,
        }
        for i, record in enumerate(_records(cells, truth))
        if i in points
    )
    bbox = ",".join(json.dumps(edge) for edge in bounds(points.values()))
    return _json_array(features, before='{"type":"FeatureCollection","bbox":[' + bbox + '],"features":[', after="]}")


def find_points(cells: pd.DataFrame, schema: TableSchema) -> dict[int, tuple[float, float]]:
    """Row position -> (lat, lon) in decimal degrees for every row whose two cells are such numbers."""
    names = {spec.kind: spec.name for spec in reversed(schema.fields) if spec.kind in ("lat", "lon")}
    if len(names) < 2 or not {names["lat"], names["lon"]} <= set(cells.columns):
        return {}
    found = {}
    for i, (lat, lon) in enumerate(rows_of(cells[[names["lat"], names["lon"]]])):
        if _DECIMAL.fullmatch(lat) and _DECIMAL.fullmatch(lon) and abs(float(lat)) <= 90 and abs(float(lon)) <= 180:
            found[i] = (float(lat), float(lon))
    return found


def bounds(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """(west, south, east, north) of (lat, lon) points; at least one."""
    lats, lons = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def render_parquet(cells: pd.DataFrame, truth: Truth, title: str) -> bytes:
    """Parquet with real types: int64, double, bool, date32, else string; descriptions in the columns' metadata."""
    import pyarrow as pa  # noqa: PLC0415 - 0.3 s, only on the paths that publish
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    kinds = {
        "integer": pa.int64(),
        "year": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    fields, arrays = [], []
    for spec in truth.schema.fields:
        values = truth.typed[spec.name]
        kind = kinds.get(spec.type, pa.string())
        if kind == pa.int64() and any(isinstance(v, int) and not -_INT64 <= v < _INT64 for v in values.values()):
            kind = pa.string()
        column = [_arrow(values[text], text, as_text=kind == pa.string()) for text in cells[spec.name].tolist()]
        about = {"title": spec.title, "description": spec.description, "unit": spec.unit, "name_en": spec.name_en}
        fields.append(pa.field(spec.name, kind, metadata={k: v for k, v in about.items() if v} or None))
        arrays.append(pa.array(column, type=kind))
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"title": title}))
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _arrow(value: Value, text: str, *, as_text: bool) -> Value:
    return text if as_text and value is not None else value


def _records(cells: pd.DataFrame, truth: Truth) -> Iterable[dict[str, Any]]:
    names = [str(name) for name in cells.columns]
    typed = [_for_json(truth.typed[name]) for name in names]
    for row in rows_of(cells):
        yield {name: values[text] for name, values, text in zip(names, typed, row, strict=True)}


def _for_json(values: Mapping[str, Value]) -> dict[str, Value]:
    return {text: value.isoformat() if isinstance(value, date) else value for text, value in values.items()}


def _json_array(items: Iterable[Mapping[str, Any]], *, before: str, after: str) -> bytes:
    body = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for item in items)
    return f"{before}\n{body}\n{after}\n".encode()
