"""A judged table to its package: every file of the dataset, the same bytes for the same input."""

from collections import Counter
from typing import Any

from pipelines.export.csv_file import render_changes, render_csv
from pipelines.export.descriptor import render_datapackage, render_document
from pipelines.export.formats import (
    bounds,
    find_points,
    render_geojson,
    render_json,
    render_parquet,
)
from pipelines.export.long_form import render_long
from pipelines.export.truth import Truth, find_truth
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.package import Clearance, Package, PackageFile
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.model.statistics import statistics_of
from pipelines.model.table import NormalizedTable


def build_package(
    dataset: Dataset,
    table: NormalizedTable,
    schema: TableSchema,
    report: Report,
    catalog: Catalog,
    *,
    report_html: str,
    clearance: Clearance | None = None,
) -> Package:
    """All files of one dataset version.

    Args:
        dataset: its declaration.
        table: as it will be published: columns in published order.
        schema: that the table was judged against.
        report: the judgement of exactly this table.
        catalog: publisher, licence, contact.
        report_html: the report's page, shipped as it is.
        clearance: what the gate returned; without it every target refuses the package.

    Returns:
        CSV, JSON, GeoJSON (where rows have coordinates), Parquet, schema.json, datapackage.json, changes.csv and
        report.html. Deterministic: no clock, no random name.
    """
    truth = find_truth(table.cells, schema, dataset.primary_key)
    data = _data_files(_stem(dataset, catalog), dataset.title, table, truth)
    document = truth.schema.descriptor
    files = (
        *data,
        *_long_files(_stem(dataset, catalog), dataset, table, schema),
        PackageFile("schema.json", render_document(document), "JSON", "application/json", "項目の定義（Table Schema）"),
        PackageFile(
            "datapackage.json",
            render_datapackage(dataset, catalog, data, document, table.provenance),
            "JSON",
            "application/json",
            "データパッケージ（Data Package）",
            resource=False,
        ),
        PackageFile(
            "changes.csv", render_changes(table.changes), "CSV", "text/csv", "自動で直した値の一覧", resource=False
        ),
        PackageFile("report.html", report_html.encode("utf-8"), "HTML", "text/html", "検査の結果", resource=False),
    )
    facts = _facts(table, schema, truth, report)
    return Package(dataset, files, truth.schema, len(table.cells), facts, clearance).seal()


def _stem(dataset: Dataset, catalog: Catalog) -> str:
    """File name without extension: municipality code and the national table's slug, or the dataset's own."""
    return f"{catalog.publisher.code}_{(dataset.table or dataset.slug).replace('-', '_')}"


def _data_files(stem: str, title: str, table: NormalizedTable, truth: Truth) -> tuple[PackageFile, ...]:
    cells = table.cells
    files = [
        PackageFile(f"{stem}.csv", render_csv(table), "CSV", "text/csv", f"{title}（CSV）"),
        PackageFile(f"{stem}.json", render_json(cells, truth), "JSON", "application/json", f"{title}（JSON）"),
    ]
    geojson = render_geojson(cells, truth)
    if geojson is not None:
        files.append(PackageFile(f"{stem}.geojson", geojson, "GeoJSON", "application/geo+json", f"{title}（GeoJSON）"))
    parquet = render_parquet(cells, truth, title)
    media = "application/vnd.apache.parquet"
    files.append(PackageFile(f"{stem}.parquet", parquet, "Parquet", media, f"{title}（Parquet）"))
    return tuple(files)


def _long_files(stem: str, dataset: Dataset, table: NormalizedTable, schema: TableSchema) -> tuple[PackageFile, ...]:
    """A statistics table once more with one line a number; nothing for other tables."""
    if statistics_of(schema) is None:
        return ()
    data = render_long(table, schema, dataset.slug)
    return (PackageFile(f"{stem}_long.csv", data, "CSV", "text/csv", f"{dataset.title}（縦持ちCSV）"),)


def _facts(table: NormalizedTable, schema: TableSchema, truth: Truth, report: Report) -> dict[str, Any]:
    """JSON-able facts for pages and catalogs."""
    counts = report.counts()
    points = find_points(table.cells, truth.schema)
    kinds = {finding.code: finding.severity for finding in report.findings}
    found = Counter(finding.code for finding in report.findings)
    return {
        "table": {
            "slug": schema.slug,
            "edition": schema.edition,
            "title": schema.title,
            "title_en": schema.title_en,
            "standard": schema.standard,
        },
        "report": {
            "table_sha256": report.table_sha256,
            "errors": counts["error"],
            "warnings": counts["warning"],
            "notices": counts["notice"],
        },
        "findings": {code: {"n": n, "severity": kinds[code]} for code, n in sorted(found.items())},
        "repairs": dict(sorted(Counter(change.rule for change in table.changes).items())),
        "filled": {str(name): int((table.cells[name] != "").sum()) for name in table.cells.columns},
        "relaxed": list(truth.relaxed),
        "unknown": list(truth.unknown),
        "points": len(points),
        "bbox": list(bounds(points.values())) if points else None,
        "scores": dict(report.scores),
        "source": {
            "name": table.provenance.name,
            "sha256": table.provenance.sha256,
            "bytes": table.provenance.size,
            "encoding": table.provenance.encoding,
        },
    }
