"""A file outside any workspace: which table it is, and its report."""

import json
from pathlib import Path
from typing import Any

from pipelines.align import align, identify
from pipelines.ingest import read_table
from pipelines.model.dataset import Dataset
from pipelines.model.errors import DeclarationError
from pipelines.model.report import Report
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import RawTable
from pipelines.normalize.headers import published_names
from pipelines.normalize.table import normalize
from pipelines.stages import Judged, judge_table
from pipelines.standard import read_schema, schema


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
    """The schema named by the caller, else the national table that the labels show, else one made of the labels."""
    if schema_file is not None:
        return read_schema(read_json(schema_file), file=str(schema_file))
    match = identify(raw.labels)
    if slug:
        return schema(slug, match.edition if match is not None and match.slug == slug else "")
    return schema(match.slug, match.edition) if match is not None else _plain_schema(raw)


def _plain_schema(raw: RawTable) -> TableSchema:
    """Every column as text: a table that nobody knows is still read, trimmed and looked at."""
    bare = TableSchema(slug="", edition="", standard="", title="表の種類は分かりません", title_en="", fields=())
    columns = published_names(align(raw, bare, {}).columns, bare)
    return TableSchema(
        slug="",
        edition="",
        standard="",
        title=bare.title,
        title_en="",
        fields=tuple(Field(name=name, title=name) for _, name in columns),
    )


def judge_loose_file(
    path: Path, data: bytes, slug: str, schema_file: Path | None, *, readability: bool = True
) -> Judged:
    """Ingest, align, normalize and validate one file that no workspace declares.

    Raises:
        UnreadableFile, DeclarationError: as the stages do.
    """
    raw = read_table(data, path.name)
    table_schema = schema_for(raw, slug, schema_file)
    table = normalize(align(raw, table_schema, {}), table_schema)
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
