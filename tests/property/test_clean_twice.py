"""What was cleaned once is clean: a generated table, its result handed in again, is published without a change."""

import os

import pytest

from pipelines.align import align
from pipelines.export.csv_file import render_csv
from pipelines.ingest import read_table
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.normalize.table import normalize
from tests.generated_tables import table

TABLES = int(os.environ.get("HIRAKU_TABLES", "400"))
"""10,000 take some minutes; the figure of the last such run is in benchmarks/README.md."""
BATCHES = 20


def clean(data: bytes, schema: TableSchema) -> NormalizedTable:
    return normalize(align(read_table(data, "table.csv"), schema), schema)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_cleaning_twice_changes_nothing(batch: int) -> None:
    changed = 0
    for seed in range(batch, TABLES, BATCHES):
        schema, data = table(seed)
        first = clean(data, schema)
        changed += len(first.changes)
        again = clean(render_csv(first), schema)
        assert [(seed, c) for c in again.changes] == [], seed
        assert render_csv(again) == render_csv(first), seed
    assert changed
