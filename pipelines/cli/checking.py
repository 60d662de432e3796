"""A file outside any workspace: which table it is, its report, and the report in the format that was asked for."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipelines.align import align, identify, older_edition
from pipelines.cli.named_files import read_json
from pipelines.ingest import read_table
from pipelines.ingest.decode import decode
from pipelines.ingest.records import physical_lines
from pipelines.model.dataset import Dataset
from pipelines.model.schema import TableSchema
from pipelines.model.table import RawTable
from pipelines.normalize.bridge import bridge
from pipelines.normalize.migrate import migrate
from pipelines.normalize.row_keys import RowKeys
from pipelines.normalize.table import normalize
from pipelines.report import render_html, render_text
from pipelines.report.annotations import annotation_lines
from pipelines.report.json_lines import result_lines
from pipelines.report.places import FileResult, Places
from pipelines.report.sarif import render_sarif
from pipelines.stages import Judged, judge_table
from pipelines.standard import read_schema, schema

_UNKNOWN = TableSchema(slug="", edition="", standard="", title="表の種類は分かりません", title_en="", fields=())
"""A table that nobody knows: no field, so every column is published under its own label, trimmed and looked at."""

TOGETHER = frozenset({"sarif"})
"""Formats that are one document over all files."""


def schema_for(raw: RawTable, slug: str, schema_file: Path | None) -> TableSchema:
    """The schema named by the caller, else the national table that the labels show, else one without fields."""
    if schema_file is not None:
        return read_schema(read_json(schema_file), file=str(schema_file))
    match = identify(raw.labels)
    if slug:
        return schema(slug, match.edition if match is not None and match.slug == slug else "")
    return schema(match.slug, match.edition) if match is not None else _UNKNOWN


@dataclass(frozen=True, slots=True)
class Choice:
    """How the person who called wants loose files to be judged.

    Attributes:
        slug: the national table, "" to find it by the labels.
        schema_file: a Table Schema of the ward's own instead.
        to_current: bring an older edition to the current one before.
    """

    slug: str = ""
    schema_file: Path | None = None
    to_current: bool = False


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
    choice = Choice(slug, schema_file, to_current)
    raws = [read_table(data, path.name)]
    del data  # a large file is not held twice, nor its received cells longer than they are asked for
    return _judge(path, raws.pop(), choice, readability=readability)


def check_file(path: Path, data: bytes, choice: Choice) -> FileResult:
    """The report of a loose file with the places of its cells, for `hiraku check`.

    Raises:
        UnreadableFile, DeclarationError: as the stages do.
    """
    raw = read_table(data, path.name)
    return FileResult(str(path), _judge(path, raw, choice).report, places=_places(raw, data))


def _places(raw: RawTable, data: bytes) -> Places | None:
    found = raw.provenance
    if found.container != "csv" or found.dialect is None or found.sha256 != sha256(data).hexdigest():
        return None  # a workbook, or a file out of an archive
    header = next((line for line in found.header_lines if isinstance(line, int)), 0)
    return Places(physical_lines(decode(data, found.name).text), found.dialect, raw.labels, header)


def told_lines(result: FileResult, form: str) -> Iterator[str]:
    """What standard output says about one file in a format that tells file by file."""
    if form == "jsonl":
        yield from (json.dumps(line, ensure_ascii=False) for line in result_lines(result))
    elif form == "github":
        yield from annotation_lines(result)
    elif result.report is not None and form not in TOGETHER:
        yield render_html(result.report, dataset=None) if form == "html" else render_text(result.report)


def told_together(results: Sequence[FileResult], form: str) -> Iterator[str]:
    """What standard output says at the end, in a format that tells of all files at once."""
    if form in TOGETHER:
        yield render_sarif(results)


def _judge(path: Path, raw: RawTable, choice: Choice, *, readability: bool = True) -> Judged:
    slug, schema_file, to_current = choice.slug, choice.schema_file, choice.to_current
    table_schema = schema_for(raw, slug, schema_file)
    if to_current and table_schema.standard:
        table_schema = schema(table_schema.slug)
    old = older_edition(raw.labels, table_schema) if to_current else None
    road = table_schema if old is None else bridge(old, table_schema)
    labelled = align(raw, road, {})
    table = normalize(labelled, road)
    if old is not None:
        table = migrate(table, old, table_schema)
    keys = (RowKeys(labelled, table_schema, {}),) if readability else ()
    raws = [raw] if readability else []
    del raw, labelled  # after `hiraku clean` nobody asks for the received cells again
    report = judge_table(table, table_schema, raws, None, None, readability=readability)
    dataset = Dataset(slug=path.stem, title=path.name, description="", section="")
    return Judged(dataset, table, table_schema, report, keys=keys)
