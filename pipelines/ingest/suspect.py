"""What a table looks like it suffers from, seen over the whole of it: tables side by side, cells like formulas."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.ingest.capped import capped
from pipelines.ingest.grid import is_blank
from pipelines.ingest.scan import cells_with
from pipelines.model.finding import Finding
from pipelines.model.table import RawTable

_FORMULA = r"^(?:[=＝@\t].|\+[^\d(０-９\s])"


def find_suspects(table: RawTable) -> RawTable:
    """The table with "several-tables" for blocks side by side and "formula-like" for cells that a spreadsheet runs."""
    findings = [*_side_by_side(table.labels), *(_formula_like(table) if table.provenance.dialect else ())]
    return replace(table, findings=(*table.findings, *findings)) if findings else table


def _side_by_side(labels: Sequence[str]) -> list[Finding]:
    """The same labels again and again (blank columns between them or not): one table cut into blocks."""
    names = [label.strip() for label in labels if not is_blank(label)]
    for period in range(2, len(names) // 2 + 1):
        block = names[:period]
        if len(names) % period == 0 and len(set(block)) == period and block * (len(names) // period) == names:
            params: dict[str, object] = {"count": len(names) // period, "labels": block}
            return [Finding("several-tables", "error", params=params)]
    return []


def _formula_like(table: RawTable) -> list[Finding]:
    """Cells that begin like a formula stay data; a person who opens the file in a spreadsheet should know."""
    return capped(
        Finding("formula-like", "notice", line, label=table.labels[j], value=text, params={"column": j + 1})
        for line, j, text in cells_with(table, _FORMULA)
    )
