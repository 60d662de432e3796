"""Composition: the chain from the bytes of a dataset's files to its package; no Dagster, no disk."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.align import align
from pipelines.export import build_package
from pipelines.ingest import read_table
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.errors import HirakuError
from pipelines.model.finding import SEVERITIES, Finding
from pipelines.model.package import Package
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.normalize.stack import stack
from pipelines.normalize.table import normalize
from pipelines.publish.gate import check_gate
from pipelines.report import render_html
from pipelines.standard import read_schema, schema
from pipelines.validate import judge_readability, validate
from pipelines.validate.personal import hide_changes, hide_values
from pipelines.validate.readability import Readability


@dataclass(frozen=True, slots=True)
class Judged:
    """A dataset's table with the report that is bound to it."""

    dataset: Dataset
    table: NormalizedTable
    schema: TableSchema
    report: Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one dataset fared: judged and packaged, judged and held back (package None), or stopped by an error."""

    slug: str
    title: str
    judged: Judged | None = None
    package: Package | None = None
    error: HirakuError | None = None


def schema_of(dataset: Dataset, local: Mapping[str, Any] | None) -> TableSchema:
    """The schema that a declaration names: a national table's edition, or the ward's own document.

    Raises:
        DeclarationError: unknown-table, unknown-edition, invalid-schema.
    """
    if local is not None:
        found = read_schema(dict(local), file=f"schemas/local/{dataset.local}.json")
    else:
        found = schema(dataset.table, dataset.edition)
    return dataclasses.replace(found, primary_key=dataset.primary_key) if dataset.primary_key else found


def judge_files(
    dataset: Dataset, files: Sequence[tuple[str, bytes]], catalog: Catalog, local: Mapping[str, Any] | None = None
) -> Judged:
    """Ingest, align, normalize and validate a dataset's files.

    Args:
        dataset: its declaration.
        files: (name, bytes) in the order of the declaration.
        catalog: whose publisher supplies code, city and bounds.
        local: the ward's own schema where the declaration names one.

    Raises:
        HirakuError: when a file cannot become a table, or a declaration cannot be used.
    """
    table_schema = schema_of(dataset, local)
    raws = [read_table(data, name, sheet=dataset.sheet) for name, data in files]
    table = stack([_normalize_one(dataset, raw, i, table_schema, catalog) for i, raw in enumerate(raws)])
    if not catalog.keep_unknown:
        table = _hold_back_unknown(table, table_schema)
    return Judged(dataset, table, table_schema, judge_table(table, table_schema, raws, catalog, dataset))


def _normalize_one(
    dataset: Dataset, raw: RawTable, number: int, table_schema: TableSchema, catalog: Catalog
) -> NormalizedTable:
    stacked = {name: values[number] for name, values in dataset.stack.items()}
    return normalize(
        align(raw, table_schema, dataset.aliases),
        table_schema,
        fill={**dataset.fill, **stacked},
        contexts=dataset.contexts,
        publisher=catalog.publisher,
    )


def _hold_back_unknown(table: NormalizedTable, table_schema: TableSchema) -> NormalizedTable:
    """Without the columns that no schema knows; align has reported them."""
    known = [name for name in table.cells.columns if table_schema.field_named(name) is not None]
    return dataclasses.replace(
        table,
        cells=table.cells[known],
        changes=tuple(c for c in table.changes if c.field in known),
    )


def judge_table(
    table: NormalizedTable,
    table_schema: TableSchema,
    raws: Sequence[RawTable],
    catalog: Catalog | None,
    dataset: Dataset | None,
    *,
    readability: bool = True,
) -> Report:
    """The report of a normalized table, bound to it by its SHA-256.

    `readability` False leaves out the 30 rules, which nobody reads after `hiraku clean` and which never block.
    """
    publisher = catalog.publisher if catalog else None
    judged = validate(table, table_schema, publisher=publisher)
    readable = judge_readability(raws[0], table) if readability else Readability((), {}, ())
    # from here on no finding and no change shows the text of a cell that holds personal data
    found = hide_values([*table.findings, *judged, *readable.findings], judged)
    place = {line: position for position, line in enumerate(table.cells.index)}
    return Report(
        slug=dataset.slug if dataset else table.provenance.name.rsplit(".", 1)[0],
        title=dataset.title if dataset else table.provenance.name,
        table_sha256=table.sha256(),
        rows=len(table.cells),
        columns=len(table.cells.columns),
        findings=tuple(sorted(found, key=lambda f: _rank(f, place))),
        changes=hide_changes(table.changes, judged),
        provenance=table.provenance,
        scores=readable.scores,
        unchecked=tuple(readable.unchecked),
        schema=_judged_against(table, table_schema),
        migration=table.migration,
    )


def _judged_against(table: NormalizedTable, table_schema: TableSchema) -> dict[str, str]:
    told = {"slug": table_schema.slug, "edition": table_schema.edition, "title": table_schema.title}
    return {**told, "from_edition": table.migration.from_edition} if table.migration else told


def _rank(finding: Finding, place: Mapping[object, int]) -> tuple[int, int, str, str]:
    line = place.get(finding.line, -1)
    return SEVERITIES.index(finding.severity), line, finding.field, finding.code


def package_of(judged: Judged, catalog: Catalog) -> Package:
    """The files of a judged table; the gate stands in front.

    Raises:
        GateClosed: when the report has errors or is of another table.
    """
    clearance = check_gate(judged.table, judged.report)
    html = render_html(judged.report, dataset=judged.dataset, beside=("changes.csv",))
    return build_package(
        judged.dataset,
        judged.table,
        judged.schema,
        judged.report,
        catalog,
        report_html=html,
        clearance=clearance,
    )


def process(
    dataset: Dataset, files: Sequence[tuple[str, bytes]], catalog: Catalog, local: Mapping[str, Any] | None = None
) -> Outcome:
    """The whole chain for one dataset; what stops it becomes its outcome and stops nobody else."""
    try:
        judged = judge_files(dataset, files, catalog, local)
        package = package_of(judged, catalog) if judged.report.publishable() else None
    except HirakuError as error:
        return Outcome(dataset.slug, dataset.title, error=error)
    return Outcome(dataset.slug, dataset.title, judged, package)
