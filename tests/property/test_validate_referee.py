"""What conformance accepts, Frictionless accepts: a published table is valid for everybody."""

import csv
import io

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable, Provenance
from pipelines.validate import referee
from pipelines.validate.columns import Columns
from pipelines.validate.conformance import find_nonconformance

FIELDS = (
    {"name": "文", "type": "string", "constraints": {"minLength": 2, "maxLength": 5}},
    {"name": "型", "type": "string", "constraints": {"pattern": "[0-9]+|[a-c]+|.?"}},
    {"name": "選", "type": "string", "constraints": {"enum": ["有", "無", "1"]}},
    {"name": "整", "type": "integer", "constraints": {"minimum": -5, "maximum": 100, "unique": True}},
    {"name": "数", "type": "number", "constraints": {"enum": [1, "2.50", 0]}},
    {"name": "日", "type": "date", "constraints": {"minimum": "2000-01-01"}},
    {"name": "時", "type": "time"},
    {"name": "分", "type": "time", "format": "%H:%M"},
    {"name": "年", "type": "year", "constraints": {"required": True}},
    {"name": "月", "type": "yearmonth", "constraints": {"maximum": "2030-01"}},
    {"name": "旗", "type": "boolean", "trueValues": ["有"], "falseValues": ["無", "0"]},
    {"name": "先", "type": "string", "format": "uri"},
    {"name": "何", "type": "any"},
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6),
    st.from_regex(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"-?[0-9０-９]{1,3}(\.[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"[0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?", fullmatch=True),
    st.from_regex(r"https?://[a-z.:0-9/\[%あ-ん]{1,12}", fullmatch=True),
    st.sampled_from(["", "有", "無", "1", "2.5", "2.50", "0", "true", "2022", "nan", "1_0", "+1", "１", "\n", "a\n"]),
)
GOOD = ("文文", "12", "有", "7", "1", "2022-01-31", "09:00:00", "09:00", "2022", "2022-01", "有", "https://a.jp/", "x")


def _both(rows):
    names = [field["name"] for field in FIELDS]
    specs = tuple(Field(f["name"], type=f["type"], constraints=f.get("constraints", {}), raw=f) for f in FIELDS)
    schema = TableSchema("t", "e", "", "表", "table", specs)
    cells = pd.DataFrame(rows, columns=names, index=range(2, 2 + len(rows)), dtype="str")
    table = NormalizedTable(cells, dict.fromkeys(names, "x"), (), (), Provenance("t.csv", "", 0))
    ours = {(f.line, f.field) for f in find_nonconformance(table, schema, Columns(cells))}
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    places = _places(rows)
    theirs = {(places[f.line], f.field) for f in referee(buffer.getvalue().encode(), {"fields": list(FIELDS)})}
    return ours, theirs


def _places(rows):
    """Physical line -> the line that the table's index gives to the record."""
    places, line = {}, 2
    for number, row in enumerate(rows, start=2):
        places[line] = number
        line += 1 + sum(text.count("\n") for text in row)
    return places


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*(st.one_of(st.just(good), TEXTS) for good in GOOD)), min_size=1, max_size=4))
@example([GOOD, GOOD])
def test_what_conformance_accepts_the_referee_accepts(rows):
    ours, theirs = _both(rows)
    assert theirs - ours == set()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*(st.sampled_from(["", good]) for good in GOOD)), min_size=1, max_size=4))
def test_of_canonical_texts_both_say_the_same(rows):
    ours, theirs = _both([row for row in rows if any(row)] or [GOOD])
    second_and_later = {(line, name) for line, name in ours if name != "整"}
    assert second_and_later == {(line, name) for line, name in theirs if name != "整"}
