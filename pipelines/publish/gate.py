"""The gate in front of publishing: only a judged, error-free table gets out, and only exactly that table."""

import csv
import io

from pipelines.model.errors import GateClosed
from pipelines.model.package import Clearance, LastLook, Package, column_sha256
from pipelines.model.report import Report
from pipelines.model.table import NormalizedTable


def check_gate(table: NormalizedTable, report: Report, last_look: LastLook | None = None) -> Clearance:
    """Let a table through that its own report found free of errors.

    Args:
        table: what is about to be published.
        report: the judgement, bound to a table by its SHA-256.
        last_look: what is to look at the bytes before a target writes them (validate.referee.confirm).

    Returns:
        The proof that every target demands (Package.clearance).

    Raises:
        GateClosed: "gate-closed" (the report holds errors), "gate-stale" (it judged another table).
    """
    if report.table_sha256 != table.sha256():
        raise GateClosed("gate-stale", file=report.slug)
    if not report.publishable():
        raise GateClosed("gate-closed", file=report.slug, n=report.counts()["error"])
    columns = tuple((str(name), column_sha256(table.cells[name].tolist())) for name in table.cells.columns)
    return Clearance(report.table_sha256, len(table.cells), columns, last_look)


def verify_clearance(package: Package) -> None:
    """Make sure that a package's CSV holds nothing but what the gate let through; every target asks before it writes.

    Every column of the CSV must be a cleared column with the same cells in the same order; a column that the judged
    table had not may only be empty. So no path into a target goes round the gate, whoever built the package.

    Raises:
        GateClosed: "gate-closed" (no clearance, or its report holds errors), "gate-stale" (other data than judged),
            and what the clearance's last look raises.
    """
    slug = package.dataset.slug
    clearance = package.clearance
    if clearance is None:
        raise GateClosed("gate-closed", file=slug, n=0)
    judged = package.facts.get("report")
    if not isinstance(judged, dict) or judged.get("table_sha256") != clearance.table_sha256:
        raise GateClosed("gate-stale", file=slug)
    if judged.get("errors") != 0:
        raise GateClosed("gate-closed", file=slug, n=judged.get("errors", 0))
    if package.sealed != package.fingerprint():  # the CSV is compared with the table, the files beside it with this
        raise GateClosed("gate-stale", file=slug)
    rows = list(csv.reader(io.StringIO(package.files[0].data.decode("utf-8"), newline="")))
    if len(rows) != clearance.rows + 1 or any(len(row) != len(rows[0]) for row in rows):
        raise GateClosed("gate-stale", file=slug)
    cleared = dict(clearance.columns)
    for position, name in enumerate(rows[0]):
        cells = [row[position] for row in rows[1:]]
        if column_sha256(cells) != cleared.get(name, "") and (name in cleared or any(cells)):
            raise GateClosed("gate-stale", file=slug)
    if clearance.last_look is not None:
        clearance.last_look(package.files[0].data, package.schema.descriptor, slug)
