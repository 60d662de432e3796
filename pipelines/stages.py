"""Composition: the chain from the bytes of a dataset's files to its package; no Dagster, no disk."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pipelines.export import build_package
from pipelines.ingest import read_table
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.finding import SEVERITIES, Finding, Line
from pipelines.model.package import Package
from pipelines.model.repair import Repair
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.model.surroundings import Surroundings
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.normalize.offers import offer_releases
from pipelines.normalize.propose import propose, raw_texts
from pipelines.normalize.repairs import place
from pipelines.normalize.row_keys import RowKeys, line_named
from pipelines.normalize.stack import stack
from pipelines.normalize.whole_rows import decide_rows
from pipelines.parts import part_of, read_part, with_rows_decided
from pipelines.publish.gate import check_gate
from pipelines.report import explain, render_html
from pipelines.report.known import known_rows
from pipelines.report.messages import known_codes
from pipelines.standard import read_schema, schema
from pipelines.table_schema.declared import with_declared
from pipelines.validate import judge_readability, validate
from pipelines.validate.personal import MASK
from pipelines.validate.personal.declared import refuse_declared
from pipelines.validate.personal.outside import refuse_file_names
from pipelines.validate.personal.release import Releases
from pipelines.validate.personal.veil import Veil
from pipelines.validate.readability import Readability
from pipelines.validate.readability.reach import points_in_reach
from pipelines.validate.referee import confirm
from pipelines.validate.weights import weigh

_ALONE, _NONE = Surroundings(), Releases()
"""Nothing published, no clock, no registers; nothing decided."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A dataset's table with the report that is bound to it."""

    dataset: Dataset
    table: NormalizedTable
    schema: TableSchema
    report: Report
    proposals: tuple[Repair, ...] = ()
    """What a steward may decide: undecided rows of the repairs file."""
    keys: tuple[RowKeys, ...] = ()
    """Of each file: which row a decision is about."""


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
        DeclarationError: unknown-table, unknown-edition, invalid-schema, what with_declared raises.
    """
    if local is not None:
        found = read_schema(dict(local), file=f"schemas/local/{dataset.local}.json")
    else:
        found = schema(dataset.table, dataset.edition)
    found = with_declared(found, dataset.definitions, dataset.contexts, file=f"datasets/{dataset.slug}.toml")
    return dataclasses.replace(found, primary_key=dataset.primary_key) if dataset.primary_key else found


def judge_files(
    dataset: Dataset,
    files: Sequence[tuple[str, bytes]],
    catalog: Catalog,
    local: Mapping[str, Any] | None = None,
    repairs: Sequence[Repair] = (),
    around: Surroundings = _ALONE,
) -> Judged:
    """Ingest, align, normalize and validate a dataset's files.

    Args:
        dataset: its declaration.
        files: (name, bytes) in the order of the declaration.
        catalog: whose publisher supplies code, city and bounds.
        local: the ward's own schema where the declaration names one.
        repairs: rows of its repairs file; those that were decided and taken in enter the table.
        around: what is published now and what day it is, for findings that only the steward sees.

    Raises:
        HirakuError: when a file cannot become a table, or a declaration cannot be used.
    """
    _check_weights(catalog, dataset)
    refuse_declared(dataset)
    table_schema = schema_of(dataset, local)
    parts = [
        part_of(dataset, read_table(data, name, sheet=dataset.sheet), i, table_schema)
        for i, (name, data) in enumerate(files)
    ]
    rows = decide_rows(repairs, [part.keys for part in parts], dataset.slug, dataset.stack)
    parts, keys = with_rows_decided(parts, rows), rows.keys
    placed, lost = place(repairs, keys, dataset.slug, rows.settled)
    table = stack([
        read_part(part, decided, dataset, table_schema, catalog)
        for part, decided in zip(parts, placed, strict=True)
    ])  # fmt: skip
    table = dataclasses.replace(table, findings=(*table.findings, *rows.findings, *lost))
    if not catalog.keep_unknown:
        table = _hold_back_unknown(table, table_schema)
    releases = Releases(repairs, lambda key: line_named(key, keys), raw_texts(table))
    raws = [part.raw for part in parts]
    report = judge_table(table, table_schema, raws, catalog, dataset, around=around, releases=releases)
    open_findings = [finding for finding in report.findings if finding.proposal != MASK]
    proposals = propose(dataset.slug, table, open_findings, keys, _said)
    offers = offer_releases(dataset.slug, report.findings, keys, releases.declines, _said)
    return Judged(dataset, table, table_schema, report, (*rows.open, *proposals, *offers), tuple(keys))


def _check_weights(catalog: Catalog, dataset: Dataset) -> None:
    """Refuse a [severity] for a code that nobody reports: the ward would believe that it had decided something."""
    known = known_codes()["findings"]
    for file, weights in (("catalog.toml", catalog.severity), (f"datasets/{dataset.slug}.toml", dataset.severity)):
        for code, weight in weights.items():
            if code not in known:
                near = "".join(get_close_matches(code, sorted(known), n=1))
                raise DeclarationError("severity-unknown-code", file=file, line=weight.line, value=code, proposal=near)


def _said(finding: Finding) -> str:
    told = {**finding.params, "value": finding.value, "field": finding.field, "proposal": finding.proposal}
    return explain(finding.code, told).what


def _hold_back_unknown(table: NormalizedTable, table_schema: TableSchema) -> NormalizedTable:
    """Without the columns that no schema knows, older editions included; align has reported them."""
    kept = {name for step in (table.migration.of_kind("kept") if table.migration else ()) for name in step.before}
    known = [name for name in table.cells.columns if table_schema.field_named(name) is not None or name in kept]
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
    around: Surroundings = _ALONE,
    releases: Releases = _NONE,
) -> Report:
    """The report of a normalized table, bound to it by its SHA-256.

    `releases` are decisions to publish what is suspected to be personal. `readability` False leaves out the 30 rules,
    which nobody reads after `hiraku clean` and which never block.
    """
    refuse_file_names([table.provenance, *(raw.provenance for raw in raws)])
    judged = releases.applied(validate(table, table_schema, catalog=catalog, dataset=dataset, around=around))
    readable = judge_readability(raws, table, table_schema, around.last) if readability else Readability((), {})
    # from here on no finding and no change shows the text of a cell that holds personal data
    veil = Veil(table, judged)
    hidden = veil.findings([*table.findings, *judged, *readable.findings])
    found = weigh(hidden, {**(catalog.severity if catalog else {}), **(dataset.severity if dataset else {})})
    lines: list[Line] = table.cells.index.tolist()
    place: dict[object, int] = {line: position for position, line in enumerate(lines)}
    return Report(
        slug=dataset.slug if dataset else table.provenance.name.rsplit(".", 1)[0],
        title=dataset.title if dataset else table.provenance.name,
        table_sha256=table.sha256(),
        rows=len(table.cells),
        columns=len(table.cells.columns),
        findings=tuple(sorted(found, key=lambda f: _rank(f, place))),
        changes=veil.changes(),
        provenance=veil.provenance(),
        scores=readable.scores,
        unchecked=readable.unchecked,
        readability=readable.verdicts,
        span=(lines[0], lines[-1]) if len(lines) else None,
        reach=points_in_reach(readable.verdicts, table, table_schema, found),
        schema=_judged_against(table, table_schema),
        migration=table.migration,
        # what lasts comes first: where only so many rows are named, they are the same with and without the rest
        known=veil.known(known_rows(table.cells, sorted(found, key=lambda f: f.momentary), catalog)),
    )


def _judged_against(table: NormalizedTable, table_schema: TableSchema) -> dict[str, str]:
    told = {"slug": table_schema.slug, "edition": table_schema.edition, "title": table_schema.title}
    return {**told, "from_edition": table.migration.from_edition} if table.migration else told


def _rank(finding: Finding, place: Mapping[object, int]) -> tuple[int, int, str, str]:
    line = place.get(finding.line, -1)
    return SEVERITIES.index(finding.severity), line, finding.field, finding.code


def package_of(judged: Judged, catalog: Catalog) -> Package:
    """The files of a judged table; the gate stands in front, and Frictionless confirms what a target writes.

    Raises:
        GateClosed: when the report has errors or is of another table.
    """
    clearance = check_gate(judged.table, judged.report, confirm)
    published = judged.report.lasting()
    html = render_html(published, dataset=judged.dataset, catalog=catalog, beside=("changes.csv",))
    # what the report hides of changes and of the file's facts is no more public in the files beside it
    shown = dataclasses.replace(judged.table, changes=published.changes, provenance=published.provenance)
    return build_package(
        judged.dataset, shown, judged.schema, published, catalog, report_html=html, clearance=clearance
    )


def process(
    dataset: Dataset,
    files: Sequence[tuple[str, bytes]],
    catalog: Catalog,
    local: Mapping[str, Any] | None = None,
    repairs: Sequence[Repair] = (),
    beside: Surroundings = _ALONE,
) -> Outcome:
    """The whole chain for one dataset; what stops it becomes its outcome and stops nobody else."""
    try:
        judged = judge_files(dataset, files, catalog, local, repairs, beside)
        package = package_of(judged, catalog) if judged.report.publishable() else None
    except HirakuError as error:
        return Outcome(dataset.slug, dataset.title, error=error)
    return Outcome(dataset.slug, dataset.title, judged, package)
