"""A column decides what no single cell can prove, and says so where its cells contradict each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable, Provenance
from pipelines.normalize.table import normalize
from tests.unit.normalize.test_table import labelled

FIELDS = (
    Field("開始日", type="date", kind="date", context={"precision": "day"}),
    Field("年月", kind="date", context={"precision": "any"}),
    Field("電話番号", kind="phone"),
    Field("郵便番号", kind="postal"),
    Field("町字ID", kind="townid"),
    Field("団体コード", kind="lgcode"),
    Field("料金", type="integer", kind="integer"),
    Field("備考", kind="text"),
)
SCHEMA = TableSchema("t", "e", "標準", "表", "table", FIELDS)


def run(name: str, cells: list[str]) -> NormalizedTable:
    raw = labelled({name: cells})
    columns = tuple(type(c)(c.position, c.label, name, "exact") for c in raw.columns)
    return normalize(type(raw)(raw.raw, columns), SCHEMA)


def told(table: NormalizedTable) -> list[str]:
    return [finding.code for finding in table.findings]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["4/7/2023", "13/7/2023"], ["2023-07-04", "2023-07-13"]),
        (["4/7/2023", "7/13/2023"], ["2023-04-07", "2023-07-13"]),
        (["４／７／２０２３", "13/7/2023"], ["2023-07-04", "2023-07-13"]),
        (["4/7/2023", "7/13/2023", "11.6.H17"], ["2023-04-07", "2023-07-13", "2005-11-06"]),
        (["4/7/2023", "13/7/2023", "11.6.H17"], ["2023-07-04", "2023-07-13", "2005-11-06"]),
    ],
)
def test_one_date_that_can_only_be_one_order_proves_the_column(cells: list[str], expected: list[str]) -> None:
    table = run("開始日", cells)
    assert list(table.cells["開始日"]) == expected
    assert {c.rule for c in table.changes} <= {
        "day-month-order", "month-day-order", "fold-width", "month-day-era-to-western", "fullwidth-to-ascii",
    }  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        ["4/7/2023", "5/6/2023"],
        ["4.7.2023", "13/7/2023"],
    ],
)
def test_without_a_proof_for_its_way_of_writing_no_order_is_taken(cells: list[str]) -> None:
    table = run("開始日", cells)
    assert table.cells.at[2, "開始日"] == cells[0]
    assert "ambiguous-date" in told(table)


def test_proofs_of_both_orders_are_a_conflict_with_counts() -> None:
    cells = ["4/7/2023", "13/7/2023", "7/14/2023", "2023-07-01"]
    table = run("開始日", cells)
    assert list(table.cells["開始日"]) == cells
    (conflict,) = (f for f in table.findings if f.code == "column-notation-conflict")
    assert (conflict.params["n"], conflict.params["examples"], conflict.line) == (3, ["13/7/2023", "7/14/2023"], None)


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(1, 12), st.booleans()), min_size=1, max_size=6))
def test_no_date_is_read_by_an_order_that_another_one_contradicts(days: list[tuple[int, int, bool]]) -> None:
    cells = [f"{d}/{m}/2023" if dmy else f"{m}/{d}/2023" for d, m, dmy in days]
    proofs = {dmy for d, m, dmy in days if d > 12}
    table = run("開始日", cells)
    for cell, text, (day, month, dmy) in zip(cells, table.cells["開始日"], days, strict=True):
        if len(proofs) != 1 and day != month:
            assert text == cell
        elif text != cell and dmy in proofs:
            assert text == f"2023-{month:02d}-{day:02d}"


def test_numbers_with_and_without_area_code_are_a_conflict_and_both_forms_are_none() -> None:
    table = run("電話番号", ["03-3993-1111", "3993-1112", "3993-1113"])
    (conflict,) = (f for f in table.findings if f.code == "column-notation-conflict")
    assert conflict.params == {"n": 2, "examples": ["03-3993-1111", "3993-1112"]}
    assert not run("電話番号", ["03-3993-1111", "(03)3993-1112", "(03)3993-1113"]).findings


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("電話番号", ["339931111", "(03)3993-1112"], "(03)3993-1111"),
        ("電話番号", ["339931111", "0339931112"], "(03)3993-1111"),
        ("団体コード", ["11053", "131202"], "011053"),
        ("郵便番号", ["640941", "640942"], "0640941"),
        ("町字ID", ["7002", "12001"], "0007002"),
    ],
)
def test_a_zero_is_put_back_where_the_column_proves_the_loss(name: str, cells: list[str], expected: str) -> None:
    table = run(name, cells)
    assert table.cells.at[2, name] == expected
    assert table.changes[0].rule == "add-lost-zero"


def test_codes_without_zero_and_codes_without_check_digit_are_both_left_alone() -> None:
    table = run("団体コード", ["11053", "13120", "131202"])
    assert list(table.cells["団体コード"]) == ["11053", "13120", "131202"]
    assert [f.proposal for f in table.findings if f.code == "lost-zero"] == ["011053", "131202"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("電話番号", ["339931111"]),
        ("電話番号", ["339931111", "なし", "(03)3993-1112"]),
        ("郵便番号", ["176850", "1768501"]),
        ("郵便番号", ["176850", "176851", "1768501"]),
        ("郵便番号", ["640941"]),
        ("町字ID", ["7002", "0012001", "8001"]),
        ("団体コード", ["11053", "13120"]),
    ],
)
def test_a_zero_is_only_proposed_where_another_cell_speaks_against_it(name: str, cells: list[str]) -> None:
    table = run(name, cells)
    assert table.cells.at[2, name] == cells[0]
    assert "lost-zero" in told(table)


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("開始日", ["令和4年10月19日", "〃", " 同上 "], ["2022-10-19"] * 3),
        ("開始日", ["令和4年10月19日", "同年11月1日", "同月3日", "同日"],
         ["2022-10-19", "2022-11-01", "2022-11-03", "2022-11-03"]),
        ("年月", ["2022年10月", "同年", "同年12月"], ["2022-10", "2022", "2022-12"]),
        ("料金", ["500", "〃"], ["500", "500"]),
        ("備考", ["桜台", "同上", "々"], ["桜台"] * 3),
    ],
)  # fmt: skip
def test_a_ditto_mark_takes_the_value_of_the_row_above(name: str, cells: list[str], expected: list[str]) -> None:
    table = run(name, cells)
    assert list(table.cells[name]) == expected
    assert {c.rule for c in table.changes if "同" in c.before or c.before.strip() in "〃々"} == {"ditto"}


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("開始日", ["〃", "2022-10-19"]),
        ("開始日", ["", "〃"]),
        ("開始日", ["来週", "〃", "同年5月1日"]),
        ("開始日", ["2022-10-19", "同年"]),
        ("開始日", ["2022-10-19", "同年2月30日"]),
        ("開始日", ["2022-10-19", "同年度"]),
        ("電話番号", ["03-3993-1111（平日のみ）", "〃"]),
    ],
)
def test_a_ditto_mark_below_nothing_certain_stays(name: str, cells: list[str]) -> None:
    table = run(name, cells)
    assert not [c for c in table.changes if c.rule == "ditto"]
    assert [text for text in table.cells[name] if text] == [cell for cell in cells if cell]


@pytest.mark.parametrize("reason", ["blank-row", "repeated-header"])
def test_a_blank_row_and_a_header_for_the_next_page_say_nothing_that_a_ditto_mark_could_repeat(reason: str) -> None:
    """The published file has no such row: what is left open here would be read another time."""
    raw = labelled({"開始日": ["2022-10-19", "〃"]})
    raw.raw.cells.index = [2, 4]  # type: ignore[assignment]
    gone = Provenance("見本.csv", "0" * 64, 1, dropped=((3, "", reason),))
    table = normalize(type(raw)(type(raw.raw)(raw.raw.cells, raw.raw.labels, gone), raw.columns), SCHEMA)
    assert list(table.cells["開始日"]) == ["2022-10-19"] * 2


def test_a_ditto_mark_under_a_mark_that_means_blank_is_blank_too() -> None:
    flags = TableSchema(
        "t", "e", "標準", "表", "table", (Field("対応", kind="flag", context={"true": "1", "false": ""}),)
    )
    told = labelled({"対応": ["○", "－", "〃"], "名称": ["甲", "乙", "丙"]})
    columns = tuple(replace(c, field=c.label if c.label == "対応" else None) for c in told.columns)
    table = normalize(replace(told, columns=columns), flags)
    assert list(table.cells["対応"]) == ["1", "", ""]
    assert [(c.line, c.before, c.rule) for c in table.changes if c.line == 4] == [(4, "〃", "ditto")]


@pytest.mark.parametrize("lines", [[2, 5], [5, 2], ["表!2", "裏!3"]])
def test_a_ditto_mark_needs_the_row_that_stood_above_it(lines: list[int | str]) -> None:
    raw = labelled({"開始日": ["2022-10-19", "〃"]})
    raw.raw.cells.index = lines  # type: ignore[assignment]
    gone = Provenance("見本.csv", "0" * 64, 1, dropped=((3, "", "unit-row"),))
    table = normalize(type(raw)(type(raw.raw)(raw.raw.cells, raw.raw.labels, gone), raw.columns), SCHEMA)
    assert list(table.cells["開始日"]) == ["2022-10-19", "〃"]


@given(
    st.sampled_from(["開始日", "電話番号", "郵便番号", "料金"]),
    st.lists(
        st.sampled_from(
            ["〃", "同上", "同年5月", "同月3日", "", "44853", "20221019", "4/7/2023", "13/7/2023", "7/13/2023",
             "11.6.H17", "2022-10-19", "339931111", "3993-1111", "03-3993-1111", "(03)3993-1112", "640941", "640942",
             "1768501", "▲5", "500", "(5)"]
        ),
        min_size=1,
        max_size=5,
    ),
)  # fmt: skip
def test_what_a_column_taught_is_taught_no_further_by_its_own_result(name: str, cells: list[str]) -> None:
    once = run(name, cells)
    assert not run(name, list(once.cells[name])).changes


AMOUNTS = tuple(Field(name, type="integer", kind="integer") for name in ("収入", "支出", "差引", "人数"))
ACCOUNTS = TableSchema("t", "e", "標準", "表", "table", AMOUNTS)


def accounts(**columns: list[str]) -> NormalizedTable:
    raw = labelled(columns)
    known = tuple(type(c)(c.position, c.label, c.label, "exact") for c in raw.columns)
    return normalize(type(raw)(raw.raw, known), ACCOUNTS)


def test_brackets_are_minus_signs_where_two_other_columns_differ_by_just_that() -> None:
    table = accounts(収入=["1,500", "200", "▲5"], 支出=["1,000", "700", "0"], 差引=["500", "（500）", "(5)"])
    assert list(table.cells["差引"]) == ["500", "-500", "-5"]
    assert [(c.line, c.before, c.rule) for c in table.changes if c.field == "差引"] == [
        (3, "（500）", "negative-mark"),
        (4, "(5)", "negative-mark"),
    ]
    assert not table.findings


@pytest.mark.parametrize(
    "columns",
    [
        {"収入": ["1500", "200", "5"], "支出": ["1000", "700", "0"], "差引": ["500", "(500)", "(5)"]},
        {"収入": ["1500", "200"], "支出": ["1000", "700"], "差引": ["500", "(500)"]},
        {"収入": ["1500", "200", ""], "支出": ["1000", "700", "5"], "差引": ["500", "(500)", "(5)"]},
        {"収入": ["1500", "200", "1"], "支出": ["1000", "700", "2"], "差引": ["500", "(500)", "不明"]},
        {"収入": ["1500", "200", "1"], "人数": ["3", "4", "5"], "差引": ["500", "(500)", "(1)"]},
    ],
)
def test_brackets_stay_where_one_row_does_not_fit(columns: dict[str, list[str]]) -> None:
    table = accounts(**columns)
    assert list(table.cells["差引"]) == columns["差引"]
    assert "ambiguous-brackets" in told(table)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["(03)3993-1111", "03-3993-1112", "0120-999999"], ["(03)3993-1111", "(03)3993-1112", "0120-999999"]),
        (["03-3993-1111", "03-3993-1112"], ["03-3993-1111", "03-3993-1112"]),
        (["03-3993-1111", "0339931112"], ["03-3993-1111", "03-3993-1112"]),
        (["0339931111", "0120999999"], ["(03)3993-1111", "0120-999-999"]),
        (["０３（３９９３）１１１１", "03-3993-1112（代表）"], ["(03)3993-1111", "03-3993-1112（代表）"]),
    ],
)
def test_a_column_of_telephone_numbers_has_one_form(cells: list[str], expected: list[str]) -> None:
    table = run("電話番号", cells)
    assert list(table.cells["電話番号"]) == expected
    assert not run("電話番号", expected).changes


def test_what_a_reader_doubts_in_a_text_of_the_official_form_never_blocks() -> None:
    kana = Field("カナ", kind="kana", constraints={"pattern": "[ァ-ヺー－ ]*"}, basis={"format": "official"})
    schema = TableSchema("t", "e", "標準", "表", "table", (kana,))
    raw = labelled({"カナ": ["ケアハウスファミ－ル", "カホク市"]})
    found = normalize(replace(raw, columns=(replace(raw.columns[0], field="カナ"),)), schema).findings
    assert [(f.code, f.severity, f.basis) for f in found] == [
        ("kana-dash", "warning", "inferred"),
        ("kana-kanji", "error", "official"),
    ]
