"""What was cleaned once is clean: a generated table, its result handed in again, is published without a change."""

import csv
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.align import align
from pipelines.export.csv_file import render_csv
from pipelines.ingest import read_table
from pipelines.model.schema import Field, TableSchema
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


_FLAGS = tuple(Field(name, kind="flag", context={"true": "1", "false": ""}) for name in ("洪水", "地震"))
MARKED = TableSchema("t", "e", "標準", "表", "table", (Field("名称"), *_FLAGS))
_MARKS = st.sampled_from(["○", "－", "×", "無", "", "1", "0", "　", "\u200b"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "甲", "乙"]), _MARKS, _MARKS), min_size=1, max_size=8))
def test_no_row_is_published_of_which_reading_left_nothing_and_none_is_lost(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("名称", "洪水", "地震"), ("一", "1", ""), *rows])
    first = clean(out.getvalue().encode(), MARKED)
    assert (first.cells != "").any(axis=1).all()
    gone = {line for line, *_ in (*first.provenance.dropped, *first.provenance.footer)}
    assert gone | set(first.cells.index) == set(range(2, 3 + len(rows)))
    again = clean(render_csv(first), MARKED)
    assert not again.changes
    assert not again.provenance.dropped
    assert render_csv(again) == render_csv(first)
