"""A labelled table becomes canonical text, and every changed cell is on record."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import Column, LabelledTable, NormalizedTable, Provenance, RawTable
from pipelines.normalize.stack import stack
from pipelines.normalize.table import normalize

FIELDS = (
    Field("名称", kind="text"),
    Field("開始日", type="date", kind="date", context={"precision": "day"}),
    Field("料金", type="integer", kind="integer", unit="円"),
    Field("電話番号", kind="phone", basis={"format": "official"}),
    Field("内線番号", kind="text"),
    Field("備考", kind="text"),
)
SCHEMA = TableSchema("t", "e", "標準", "表", "table", FIELDS)


def labelled(columns: dict[str, list[str]], first_line: int = 2) -> LabelledTable:
    cells = pd.DataFrame(dict(enumerate(columns.values())), dtype="str")
    cells.index = range(first_line, first_line + len(cells))
    raw = RawTable(cells, tuple(columns), Provenance("見本.csv", "0" * 64, 1))
    known = {field.name for field in FIELDS}
    return LabelledTable(raw, tuple(Column(i, n, n if n in known else None, "exact") for i, n in enumerate(columns)))


def run(columns: dict[str, list[str]], **words: object) -> NormalizedTable:
    return normalize(labelled(columns), SCHEMA, **words)  # type: ignore[arg-type]


def changes(table: NormalizedTable) -> list[tuple[object, str, str, str]]:
    return [(c.line, c.field, c.before, c.after) for c in table.changes]


def test_three_notations_in_one_column_become_one() -> None:
    table = run({"開始日": ["令和４年10月19日", "2022/10/19", "2022-10-19"]})
    assert list(table.cells["開始日"]) == ["2022-10-19"] * 3
    assert [line for line, *_ in changes(table)] == [2, 3]


def test_a_cell_that_no_rule_can_read_stays_as_it_was_and_is_reported() -> None:
    table = run({"開始日": ["来週の火曜", "2022-10-19"]})
    assert table.cells.at[2, "開始日"] == "来週の火曜"
    assert not table.changes
    assert [(f.line, f.field, f.value, f.severity) for f in table.findings] == [(2, "開始日", "来週の火曜", "warning")]


def test_the_severity_of_a_refusal_follows_the_basis_of_the_format() -> None:
    assert run({"電話番号": ["電話はありません"]}).findings[0].severity == "error"


def test_every_field_of_the_schema_is_there_and_unknown_columns_stand_behind() -> None:
    table = run({"町会": ["一"], "名称": ["あ"], "": ["x"]})
    assert list(table.cells.columns) == [f.name for f in FIELDS] + ["町会", "列3"]
    assert table.cells.at[2, "町会"] == "一"


def test_two_unknown_columns_of_one_name_are_both_kept() -> None:
    raw = labelled({"料": ["1"], "料 ": ["2"]})
    table = normalize(raw, SCHEMA)
    assert list(table.cells.loc[2, ["料", "料_2"]]) == ["1", "2"]


def test_a_declared_value_fills_only_empty_cells_and_each_is_recorded() -> None:
    table = run({"備考": ["", "自分の値"]}, fill={"備考": "補った値", "市": "練馬区"})
    assert list(table.cells["備考"]) == ["補った値", "自分の値"]
    assert list(table.cells["市"]) == ["練馬区", "練馬区"]
    assert changes(table) == [
        (2, "備考", "", "補った値"),
        (2, "市", "", "練馬区"),
        (3, "市", "", "練馬区"),
    ]


def test_a_number_with_another_unit_than_its_column_is_not_repaired() -> None:
    table = run({"料金": ["500円", "3千人"]})
    assert list(table.cells["料金"]) == ["500", "3千人"]
    assert [f.line for f in table.findings] == [3]


def test_an_approximate_number_is_proposed_never_rounded_off() -> None:
    table = run({"料金": ["約500円"]})
    assert list(table.cells["料金"]) == ["約500円"]
    assert (table.findings[0].code, table.findings[0].proposal) == ("number-inexact", "500")


def test_an_extension_moves_into_its_own_empty_column() -> None:
    table = run({"内線番号": ["", "99"], "電話番号": ["03-3993-1111（内線2345）"] * 2})
    assert list(table.cells["内線番号"]) == ["2345", "99"]
    assert table.cells.at[2, "電話番号"].endswith("3993-1111")
    assert table.cells.at[3, "電話番号"] == "03-3993-1111（内線2345）"
    assert [(f.line, f.code) for f in table.findings] == [(3, "more-than-value")]


def test_a_remark_behind_a_number_is_never_dropped() -> None:
    table = run({"電話番号": ["03-3993-1111（平日のみ）"]})
    assert table.cells.at[2, "電話番号"] == "03-3993-1111（平日のみ）"
    assert [(f.code, f.proposal) for f in table.findings] == [("more-than-value", "03-3993-1111")]


def test_a_column_of_excel_serials_is_read_as_dates_only_when_all_are() -> None:
    assert list(run({"開始日": ["44853", "44854"]}).cells["開始日"]) == ["2022-10-19", "2022-10-20"]
    mixed = run({"開始日": ["44853", "まだ"]})
    assert list(mixed.cells["開始日"]) == ["44853", "まだ"]


def test_five_digits_that_can_be_a_year_and_a_month_are_no_excel_serials() -> None:
    assert list(run({"開始日": ["20221", "20222"]}).cells["開始日"]) == ["20221", "20222"]


def test_a_percent_sign_is_taken_off_only_where_every_number_of_the_column_has_it() -> None:
    def cells(*texts: str) -> list[str]:
        schema = TableSchema("t", "e", "標準", "表", "table", (Field("率", type="number", kind="number"),))
        raw = labelled({"率": list(texts)}).raw
        return list(normalize(LabelledTable(raw, (Column(0, "率", "率", "exact"),)), schema).cells["率"])

    assert cells("36.38%", "40%", "－") == ["36.38", "40", "－"]
    assert cells("36.38%", "0.25") == ["36.38%", "0.25"]


def test_stacked_files_keep_the_name_of_the_file_in_every_line() -> None:
    first = normalize(labelled({"料金": ["500円"]}), SCHEMA)
    second = normalize(labelled({"料金": ["x"]}), SCHEMA)
    table = stack([first, second])
    assert list(table.cells.index) == ["見本.csv:2", "見本.csv:2"]
    assert table.changes[0].line == "見本.csv:2"
    assert table.findings[0].line == "見本.csv:2"


@given(
    st.lists(
        st.tuples(st.text(max_size=12), st.text("0123456789年月日令和平成/-. ,円人約", max_size=14)),
        min_size=1,
        max_size=8,
    )
)
def test_normalising_again_changes_nothing_and_every_difference_is_recorded(rows: list[tuple[str, str]]) -> None:
    columns = {"名称": [a for a, _ in rows], "開始日": [b for _, b in rows], "料金": [b for _, b in rows]}
    before = labelled(columns)
    table = normalize(before, SCHEMA)
    recorded = {(c.line, c.field) for c in table.changes}
    stayed = before.raw.cells.loc[table.cells.index]
    gone = [line for line in before.raw.cells.index if line not in stayed.index]
    assert [line for line, *_ in table.provenance.dropped] == gone
    for position, name in enumerate(columns):
        moved = table.cells.index[table.cells[name] != stayed[position]]
        assert {(line, name) for line in moved} <= recorded
    again = normalize(labelled({name: list(table.cells[name]) for name in columns}), SCHEMA)
    assert not [c for c in again.changes if c.field in columns]


@pytest.mark.parametrize("size", [0, 1])
def test_a_table_without_rows_still_has_its_fields(size: int) -> None:
    table = run({"名称": ["あ"] * size})
    assert table.cells.shape == (size, len(FIELDS))


def test_a_ditto_mark_under_a_number_with_extension_means_both_and_they_go_together() -> None:
    cells = {"内線番号": ["", ""], "電話番号": ["03-3993-1111（内線2345）", "〃"]}
    table = run(cells)
    assert list(table.cells["内線番号"]) == ["2345", "2345"]
    assert list(table.cells["電話番号"]) == ["03-3993-1111", "03-3993-1111"]
    kept = run({**cells, "内線番号": ["", "99"]})
    assert list(kept.cells["電話番号"]) == cells["電話番号"]


def test_nothing_is_put_into_a_blank_cell_at_which_a_ditto_mark_points() -> None:
    table = run({"内線番号": ["", "同上"], "電話番号": ["03-3993-1111（内線2345）", ""]})
    assert list(table.cells["内線番号"]) == ["", "同上"]
    assert [f.code for f in table.findings] == ["more-than-value"]


MARKED = TableSchema(
    "t",
    "e",
    "標準",
    "表",
    "table",
    (*(Field(name, kind="flag", context={"true": "1", "false": ""}) for name in ("洪水", "地震")), Field("備考")),
)


def marked(flood: list[str], quake: list[str], **words: object) -> NormalizedTable:
    told = labelled({"洪水": flood, "地震": quake, "町会": ["一", *([""] * (len(flood) - 1))]})
    columns = tuple(Column(c.position, c.label, c.label if c.label != "町会" else None, "exact") for c in told.columns)
    return normalize(LabelledTable(told.raw, columns), MARKED, **words)  # type: ignore[arg-type]


def test_a_row_of_which_reading_leaves_nothing_is_dropped_on_record_before_anything_is_filled_in() -> None:
    table = marked(["○", "－", "", "－"], ["－", "－", "×", "○"], fill={"備考": "見本"})
    assert table.cells.to_numpy().tolist() == [["1", "", "見本", "一"], ["", "1", "見本", ""]]
    assert list(table.cells.index) == [2, 5]
    assert table.provenance.dropped == ((3, "－\t－", "no-value-row"), (4, "\t×", "no-value-row"))
    assert {change.line for change in table.changes} == {2, 5}


def test_a_row_with_a_mark_that_nobody_can_read_away_stays() -> None:
    table = run({"料金": ["500", "－"], "名称": ["あ", "－"]})
    assert table.cells.loc[3, ["料金", "名称"]].tolist() == ["－", "－"]
    assert not table.provenance.dropped


COUNTED = TableSchema(
    "t",
    "e",
    "標準",
    "表",
    "table",
    (Field("員数（数）", type="integer", kind="integer", context={"units": "row"}), Field("員数（単位）", kind="text")),
)


def test_the_unit_of_a_count_goes_to_the_field_that_the_standard_has_for_it() -> None:
    told = labelled({"員数（数）": ["１基", "３点", "5"], "員数（単位）": ["", "点", "枚"]})
    columns = tuple(Column(c.position, c.label, c.label, "exact") for c in told.columns)
    table = normalize(LabelledTable(told.raw, columns), COUNTED)
    assert table.cells.to_numpy().tolist() == [["1", "基"], ["3", "点"], ["5", "枚"]]
    assert changes(table)[:2] == [(2, "員数（数）", "１基", "1"), (2, "員数（単位）", "", "基")]


def test_a_count_whose_unit_is_not_that_of_its_field_stays_whole() -> None:
    told = labelled({"員数（数）": ["１基"], "員数（単位）": ["点"]})
    columns = tuple(Column(c.position, c.label, c.label, "exact") for c in told.columns)
    table = normalize(LabelledTable(told.raw, columns), COUNTED)
    assert table.cells.to_numpy().tolist() == [["１基", "点"]]
    assert [f.code for f in table.findings] == ["more-than-value"]


def test_a_whole_number_of_a_column_nobody_defined_gets_half_width_digits_and_nothing_else_of_it_changes() -> None:
    table = run({"利用料": ["１００", "100円", "１基", "1，000", "３．５"], "店名": ["１００", "甲", "乙", "丙", "丁"]})
    assert list(table.cells["利用料"]) == ["100", "100円", "１基", "1，000", "３．５"]
    assert table.cells.at[2, "店名"] == "１００"
    assert changes(table) == [(2, "利用料", "１００", "100")]
