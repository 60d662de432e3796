"""No file makes the readability judge stumble, and its scores stay between 0 and 100."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable, Provenance, RawTable
from pipelines.validate import judge_readability, validate

CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
GRID = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(CELL, min_size=width, max_size=width),
        st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=5),
    )
)


@settings(max_examples=150, deadline=None)
@given(GRID)
def test_any_table_is_judged_without_an_exception(grid):
    labels, rows = grid
    cells = pd.DataFrame(rows, columns=range(len(labels)), index=range(2, 2 + len(rows)), dtype="str")
    facts = Provenance("t.csv", "", 0, header_lines=(1,))
    judged = judge_readability(RawTable(cells, tuple(labels), facts))
    assert all(0 <= score <= 100 for score in judged.scores.values())
    named = cells.set_axis([f"{i}{label}" for i, label in enumerate(labels)], axis="columns")
    table = NormalizedTable(named, dict.fromkeys(named.columns, ""), (), (), facts)
    found = validate(table, TableSchema("t", "e", "", "表", "t", ()))
    assert all(f.code == "duplicate-row" or f.code.startswith("personal") for f in found)
