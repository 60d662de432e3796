"""No file makes the readability judge stumble; verdicts, places and points agree with one another and with the file."""

import csv
import io
import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.export.csv_file import render_csv, render_rows
from pipelines.ingest import read_table
from pipelines.model.errors import UnreadableFile
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable, Provenance, RawTable
from pipelines.validate import judge_readability, validate
from pipelines.validate.readability import judge_published
from pipelines.validate.readability.catalogue import rules

CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
USUAL = st.sampled_from(
    ["", "1", "1,200", "３台", "x", "〃", "有", "○", "あり", "令和４年", "9:00～17:00", "件　数", "a\nb", "①"]
)
GRID = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(CELL | USUAL, min_size=width, max_size=width),
        st.lists(st.lists(CELL | USUAL, min_size=width, max_size=width), max_size=5),
    )
)
SCHEMA = TableSchema("t", "e", "", "表", "t", ())
PLACE = re.compile(r"R[0-9]+(C[0-9]+)?(:R[0-9]+(C[0-9]+)?)?|C[0-9]+")


def check(judged):
    """What must hold of every judgement."""
    assert all(0 <= score <= 100 for score in judged.scores.values())
    assert [verdict.id for verdict in judged.verdicts] == [rule.id for rule in rules()]
    for rule in judged.verdicts:
        for verdict in (rule.before, rule.after):
            if verdict is not None:
                assert (verdict.status == "broken") == (verdict.n > 0)
                assert (verdict.status == "unchecked") == bool(verdict.reason)
                assert all(PLACE.fullmatch(place) for place in verdict.places)
    broken = {rule.id for rule in judged.verdicts if rule.before.status == "broken"}
    assert {finding.params["rule"] for finding in judged.findings} in (broken, set())


@settings(max_examples=150, deadline=None)
@given(GRID)
def test_any_table_is_judged_without_an_exception(grid):
    labels, rows = grid
    cells = pd.DataFrame(rows, columns=range(len(labels)), index=range(2, 2 + len(rows)), dtype="str")
    facts = Provenance("t.csv", "", 0, header_lines=(1,))
    named = cells.set_axis([f"{i}{label}" for i, label in enumerate(labels)], axis="columns")
    table = NormalizedTable(named, dict.fromkeys(named.columns, ""), (), (), facts)
    check(judge_readability(RawTable(cells, tuple(labels), facts), table))
    found = validate(table, SCHEMA)
    assert all(f.code == "duplicate-row" or f.code.startswith("personal") for f in found)


@settings(max_examples=100, deadline=None)
@given(GRID)
def test_any_csv_file_is_judged_as_received_and_as_published(grid):
    try:
        raw = read_table(render_rows(*grid), "t.csv")
    except UnreadableFile:
        return
    check(judge_readability(raw))
    check(judge_published(raw, SCHEMA))


@settings(max_examples=100, deadline=None)
@given(GRID)
def test_places_in_the_published_file_are_its_physical_lines(grid):
    labels, rows = grid
    names = [f"{i}{label}" for i, label in enumerate(labels)]
    cells = pd.DataFrame(rows, columns=names, index=range(2, 2 + len(rows)), dtype="str")
    table = NormalizedTable(cells, dict.fromkeys(names, ""), (), (), Provenance("t.csv", "", 0, header_lines=(1,)))
    raw = RawTable(cells.set_axis(range(len(names)), axis="columns"), tuple(names), table.provenance)
    verdict = next(v for v in judge_readability(raw, table).verdicts if v.id == "L1-14").after
    reader = csv.reader(io.StringIO(render_csv(table).decode(), newline=""))
    begins, line = {1: next(reader)}, reader.line_num + 1
    for record in reader:
        begins[line] = record
        line = reader.line_num + 1
    said = {int(place[1:].partition("C")[0]) for place in verdict.places if "C" in place and ":" not in place}
    assert all(any(re.search("[\r\n]", text) for text in begins.get(at, ())) for at in said)
    assert (verdict.status == "broken") == any(re.search("[\r\n]", text) for row in (names, *rows) for text in row)
