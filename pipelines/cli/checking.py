"""A file outside any workspace: which table it is, and its report."""

import json
from pathlib import Path
from typing import Any

from pipelines.align import align, identify, older_edition
from pipelines.ingest import read_table
from pipelines.model.dataset import Dataset
from pipelines.model.errors import DeclarationError
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.model.table import RawTable
from pipelines.normalize.bridge import bridge
from pipelines.normalize.migrate import migrate
from pipelines.normalize.table import normalize
from pipelines.stages import Judged, judge_table
from pipelines.standard import read_schema, schema

_UNKNOWN = TableSchema(slug="", edition="", standard="", title="表の種類は分かりません", title_en="", fields=())
"""A table that nobody knows: no field, so every column is published under its own label, trimmed and looked at."""


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file that a person named.

    Raises:
        DeclarationError: file-not-found or invalid-json with its line.
    """
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise DeclarationError("file-not-found", file=str(path)) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise DeclarationError("invalid-json", file=str(path), line=line, detail=str(error)) from error
    if not isinstance(document, dict):
        raise DeclarationError("invalid-schema", file=str(path), detail="オブジェクトではありません")
    return document


def schema_for(raw: RawTable, slug: str, schema_file: Path | None) -> TableSchema:
    """The schema named by the caller, else the national table that the labels show, else one without fields."""
    if schema_file is not None:
        return read_schema(read_json(schema_file), file=str(schema_file))
    match = identify(raw.labels)
    if slug:
        return schema(slug, match.edition if match is not None and match.slug == slug else "")
    return schema(match.slug, match.edition) if match is not None else _UNKNOWN


def judge_loose_file(
    path: Path,
    data: bytes,
    slug: str,
    schema_file: Path | None,
    *,
    readability: bool = True,
    to_current: bool = False,
) -> Judged:
    """Ingest, align, normalize and validate one file that no workspace declares.

    It is judged against the edition that its header shows; `to_current` brings it to the current one before.

    Raises:
        UnreadableFile, DeclarationError: as the stages do.
    """
    raw = read_table(data, path.name)
    table_schema = schema_for(raw, slug, schema_file)
    if to_current and table_schema.standard:
        table_schema = schema(table_schema.slug)
    old = older_edition(raw.labels, table_schema) if to_current else None
    if old is None:
        table = normalize(align(raw, table_schema, {}), table_schema)
    else:
        road = bridge(old, table_schema)
        table = migrate(normalize(align(raw, road, {}), road), old, table_schema)
    report = judge_table(table, table_schema, [raw], None, None, readability=readability)
    dataset = Dataset(slug=path.stem, title=path.name, description="", section="")
    return Judged(dataset, table, table_schema, report)


def summary_line(report: Report, file: str) -> dict[str, Any]:
    """The last line of `hiraku check --format jsonl`: counts, scores, and whether every cell was looked at."""
    return {
        "file": file,
        "rows": report.rows,
        "columns": report.columns,
        "table": report.schema,
        "counts": report.counts(),
        "changes": len(report.changes),
        "scores": report.scores,
        "complete": True,
        "unchecked": list(report.unchecked),
    }
