"""A steward's decision enters the cell it was made about, and no other."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.finding import Finding
from pipelines.model.repair import BLANK, Repair
from pipelines.model.schema import TableSchema
from pipelines.model.table import LabelledTable, NormalizedTable
from pipelines.normalize.propose import propose
from pipelines.normalize.repairs import place
from pipelines.normalize.row_keys import RowKeys, row_marks
from pipelines.normalize.table import normalize
from tests.unit.normalize.test_table import SCHEMA, labelled

KEYED = dataclasses.replace(SCHEMA, primary_key=("名称",))
PHONES = {"名称": ["甲", "乙"], "電話番号": ["339931111", "03-3993-1111／03-3993-1112"]}


def keys(table: LabelledTable, schema: TableSchema = KEYED) -> RowKeys:
    return RowKeys(table, schema, {})


def decision(key: str, before: str, after: str, **words: str) -> Repair:
    facts = {"decision": "採用", "by": "田中", "on": "2026-11-21", "dataset": "t", **words}
    return Repair(key, facts.pop("field", "電話番号"), before, after, **facts)


def run(columns: dict[str, list[str]], *repairs: Repair, schema: TableSchema = KEYED) -> NormalizedTable:
    table = labelled(columns)
    (placed,), lost = place(repairs, [keys(table, schema)], "t")
    found = normalize(table, schema, decided=placed)
    return dataclasses.replace(found, findings=(*found.findings, *lost))


def codes(table: NormalizedTable) -> list[str]:
    return [finding.code for finding in table.findings]


def test_an_accepted_proposal_is_published_and_recorded() -> None:
    table = run(PHONES, decision("名称=甲", "339931111", "03-3993-1111"))
    assert table.cells.at[2, "電話番号"] == "03-3993-1111"
    assert [(c.line, c.before, c.after, c.rule) for c in table.changes] == [
        (2, "339931111", "03-3993-1111", "decided-by-steward")
    ]
    assert codes(table) == ["two-values"]


@pytest.mark.parametrize(
    ("repair", "code"),
    [
        (decision("名称=甲", "339931112", "03-3993-1111"), "repair-not-applicable"),
        (decision("名称=丙", "339931111", "03-3993-1111"), "repair-not-applicable"),
        (decision("名称=甲", "339931111", "03-3993-1111", field="ない項目"), "repair-not-applicable"),
        (decision("名称=甲", "339931111", "03-3993-1111", dataset="u"), "repair-not-applicable"),
        (decision("名称=甲", "339931111", "03-3993"), "repair-not-canonical"),
        (decision("名称=甲", "339931111", ""), "repair-not-canonical"),
        (decision("名称=甲", "339931111", "03-3993-1111", by=""), "repair-not-accepted"),
        (decision("名称=甲", "339931111", "03-3993-1111", decision="はい"), "repair-not-accepted"),
    ],
)
def test_a_decision_that_does_not_fit_changes_nothing_and_is_told(repair: Repair, code: str) -> None:
    table = run(PHONES, repair)
    assert list(table.cells["電話番号"]) == PHONES["電話番号"]
    assert not table.changes
    assert codes(table).count(code) == 1
    assert "lost-zero" in codes(table)


def test_a_typed_value_takes_the_form_of_its_column() -> None:
    """A decision that a certain rule can bring to the canonical form is that value."""
    mixed = {"名称": ["甲", "乙"], "電話番号": ["339931111", "(03)3993-1112"]}
    table = run(mixed, decision("名称=甲", "339931111", "０３-3993-1111"))
    assert list(table.cells["電話番号"]) == ["(03)3993-1111", "(03)3993-1112"]
    assert [(c.before, c.after) for c in table.changes] == [("339931111", "(03)3993-1111")]


def test_two_decisions_end_in_one_form() -> None:
    rows = (
        decision("名称=甲", "339931111", "(03)3993-1111"),
        decision("名称=乙", PHONES["電話番号"][1], "03-3993-1112"),
    )
    assert list(run(PHONES, *rows).cells["電話番号"]) == ["(03)3993-1111", "(03)3993-1112"]


def test_a_cell_is_emptied_only_by_the_word_for_it() -> None:
    table = run(PHONES, decision("名称=甲", "339931111", BLANK, decision="手入力"))
    assert table.cells.at[2, "電話番号"] == ""
    assert [(c.before, c.after) for c in table.changes] == [("339931111", "")]


def test_rows_are_known_by_their_content_and_equal_rows_by_their_order() -> None:
    rows = {"名称": ["甲", "乙", "甲"], "電話番号": ["1", "2", "1"]}
    marks = row_marks("t", [keys(labelled(rows))])
    assert marks[4] == f"{marks[2]}-2" != marks[3]
    sorted_rows = {name: [texts[1], texts[0]] for name, texts in rows.items()}
    assert row_marks("t", [keys(labelled(sorted_rows))])[3] == marks[2]
    assert row_marks("u", [keys(labelled(rows))])[2] != marks[2]


def test_a_typed_value_that_says_more_than_the_value_is_no_decision() -> None:
    table = run(PHONES, decision("名称=甲", "339931111", "03-3993-1111（内線12）"))
    assert not table.changes


def test_what_ingest_found_in_a_cell_is_settled_by_a_decision_about_it() -> None:
    table = labelled({"名称": ["甲", "乙"], "電話番号": ["縺ｿ縺ｻ繧", "縺ｿ縺ｻ繧"]})
    told = [Finding("garbled-text", "error", line, label="電話番号", value="縺ｿ縺ｻ繧") for line in (2, 3)]
    received = LabelledTable(dataclasses.replace(table.raw, findings=tuple(told)), table.columns)
    (placed,), _ = place([decision("名称=甲", "縺ｿ縺ｻ繧", "03-3993-1111")], [keys(received)], "t")
    found = normalize(received, KEYED, decided=placed)
    assert [f.line for f in found.findings if f.code == "garbled-text"] == [3]


def test_two_decisions_that_disagree_are_both_left_out() -> None:
    one, other = (decision("名称=甲", "339931111", f"03-3993-111{n}") for n in (1, 2))
    table = run(PHONES, one, other)
    assert table.cells.at[2, "電話番号"] == "339931111"
    assert "conflicting-decision" in codes(table)


def test_a_refused_proposal_changes_nothing_and_is_no_fault() -> None:
    table = run(PHONES, decision("名称=甲", "339931111", "03-3993-1111", decision="不採用"))
    assert codes(table) == ["lost-zero", "two-values"]


def test_an_empty_cell_and_a_column_that_the_file_lacks_can_be_decided() -> None:
    table = run(PHONES, decision("名称=甲", "", "2022-10-19", field="開始日"))
    assert list(table.cells["開始日"]) == ["2022-10-19", ""]
    assert table.changes[0].before == ""


def test_a_row_without_a_unique_key_is_known_by_its_line_and_cells() -> None:
    twins = {"名称": ["甲", "甲"], "電話番号": ["339931111", "339931112"]}
    key = keys(labelled(twins)).key_of(2)
    assert key.startswith("2#")
    repair = decision(key, "339931111", "03-3993-1111")
    assert run(twins, repair).cells.at[2, "電話番号"] == "03-3993-1111"
    shifted = {name: ["乙", *values] for name, values in twins.items()}
    table = run(shifted, repair)
    assert not table.changes
    assert "repair-not-applicable" in codes(table)


def test_a_key_with_separators_in_its_value_names_one_row_only() -> None:
    schema = dataclasses.replace(SCHEMA, primary_key=("名称", "備考"))
    table = labelled({"名称": ["a、備考=b", "a"], "備考": ["c", "b、備考=c"]})
    found = keys(table, schema)
    assert found.key_of(2) != found.key_of(3)
    assert [found.line_of(found.key_of(line)) for line in (2, 3)] == [2, 3]


def proposals(table: NormalizedTable, raw: LabelledTable, *more: Finding) -> tuple[Repair, ...]:
    return propose("t", table, [*table.findings, *more], [keys(raw)], lambda finding: finding.code)


def test_every_refusal_with_a_proposal_becomes_a_row() -> None:
    raw = labelled(PHONES)
    rows = proposals(normalize(raw, KEYED), raw)
    assert [(r.key, r.field, r.before, r.after, r.decision) for r in rows] == [
        ("名称=甲", "電話番号", "339931111", "03-3993-1111", ""),
        ("名称=乙", "電話番号", "03-3993-1111／03-3993-1112", "03-3993-1111", ""),
    ]


def test_a_validation_finding_proposes_for_the_raw_cell() -> None:
    raw = labelled({"名称": ["甲"], "料金": ["500円"]})
    table = normalize(raw, KEYED)
    (row,) = proposals(table, raw, Finding("sum-mismatch", "warning", 2, "料金", value="500", proposal="600"))
    assert (row.before, row.after) == ("500円", "600")
    repaired = run({"名称": ["甲"], "料金": ["500円"]}, dataclasses.replace(row, decision="採用", by="田中"))
    assert [(c.before, c.after, c.rule) for c in repaired.changes] == [("500円", "600", "decided-by-steward")]


@pytest.mark.parametrize("field", ["電話番号", "名称"])
@pytest.mark.parametrize("line", [2, None])
def test_no_cell_and_no_key_with_personal_data_enters_the_file(field: str, line: int | None) -> None:
    raw = labelled({name: values[:1] for name, values in PHONES.items()})
    table = normalize(raw, KEYED)
    assert proposals(table, raw)
    assert not proposals(table, raw, Finding("personal-data", "error", line, field))


def digits(number: str) -> str:
    """The number without the form that its column gives it."""
    return "".join(filter(str.isdigit, number))


CELLS = st.sampled_from(["339931111", "03-3993-1111", "3993-1111", "", "なし", "03-3993-1111／03-3993-1112"])


@given(st.lists(CELLS, min_size=1, max_size=6), st.data())
def test_decisions_replay_the_same_and_touch_only_cells_that_say_what_they_said(
    cells: list[str], data: st.DataObject
) -> None:
    columns = {"名称": [f"名{n}" for n in range(len(cells))], "電話番号": cells}
    repairs = data.draw(
        st.lists(
            st.builds(
                decision,
                st.sampled_from([f"名称=名{n}" for n in range(7)]),
                CELLS,
                st.sampled_from(["03-3993-1111", "(03)3993-1111", "3993", ""]),
            ),
            max_size=4,
        )
    )
    table = run(columns, *repairs)
    assert table.sha256() == run(columns, *repairs).sha256()
    assert table.changes == run(columns, *repairs).changes
    known = {(repair.key, repair.before, digits(repair.after)) for repair in repairs}
    for change in table.changes:
        if change.rule == "decided-by-steward":
            row = int(change.line) - 2
            assert change.before == cells[row]
            assert (f"名称=名{row}", change.before, digits(change.after)) in known
    again = run({name: list(table.cells[name]) for name in columns})
    assert not again.changes
