"""Small tables and schemas for the tests of this room."""

import pandas as pd
import pytest

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import Dialect, NormalizedTable, Provenance, RawTable


def _provenance(**facts):
    base = {"name": "t.csv", "sha256": "0" * 64, "size": 1, "encoding": "utf-8", "newline": "LF"}
    return Provenance(**{**base, "dialect": Dialect(), "header_lines": (1,), **facts})


@pytest.fixture
def make_table():
    def make(columns, *, findings=(), changes=(), labels=None, first_line=2):
        rows = len(next(iter(columns.values())))
        cells = pd.DataFrame(columns, index=range(first_line, first_line + rows), dtype="str")
        names = {name: name for name in columns} if labels is None else labels
        return NormalizedTable(cells, names, tuple(changes), tuple(findings), _provenance())

    return make


@pytest.fixture
def make_raw():
    def make(labels, rows, *, lines=None, findings=(), **facts):
        index = lines or range(2, 2 + len(rows))
        cells = pd.DataFrame(rows, index=index, columns=range(len(labels)), dtype="str")
        return RawTable(cells, tuple(labels), _provenance(**facts), tuple(findings))

    return make


@pytest.fixture
def make_schema():
    def make(*fields, standard="自治体標準オープンデータセット", primary_key=(), **facts):
        specs = tuple(Field(name=f) if isinstance(f, str) else f for f in fields)
        return TableSchema("t", "e", standard, "表", "table", specs, primary_key=primary_key, **facts)

    return make
