"""An old edition becomes the current one; what is not certain stays and is told."""

import pandas as pd

from pipelines.align import align, older_edition
from pipelines.model.finding import CellChange
from pipelines.model.table import NormalizedTable, Provenance, RawTable
from pipelines.normalize.bridge import bridge
from pipelines.normalize.migrate import migrate
from pipelines.normalize.stack import stack
from pipelines.normalize.table import normalize
from pipelines.standard import schema

OLD, NEW = schema("aed", "2017"), schema("aed")
SAMPLE = {
    "都道府県コード又は市区町村コード": "13120",
    "NO": "1",
    "都道府県名": "東京都",
    "市区町村名": "練馬区",
    "名称": "見本センター",
    "住所": "東京都練馬区豊玉北６丁目１２番１号",
    "方書": "見本ビル",
    "緯度": "35.7356",
    "経度": "139.6517",
    "開始時間": "9:00",
}


def run(*rows: dict[str, str], name: str = "aed.csv") -> NormalizedTable:
    labels = list(dict.fromkeys(label for row in rows for label in row))
    cells = pd.DataFrame([[row.get(label, "") for label in labels] for row in rows], dtype="str")
    cells.index = range(2, len(rows) + 2)
    raw = RawTable(cells, tuple(labels), Provenance(name, "0" * 64, 1))
    road = bridge(OLD, NEW)
    return migrate(normalize(align(raw, road, {}), road), OLD, NEW)


def step(table: NormalizedTable, kind: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    assert table.migration is not None
    return [(s.before, s.after, s.rows) for s in table.migration.steps if s.kind == kind]


def codes(table: NormalizedTable) -> list[tuple[str, str]]:
    return [(f.code, f.field) for f in table.findings if f.severity != "notice"]


def test_columns_are_renamed_joined_and_split() -> None:
    table = run(SAMPLE)
    row = table.cells.iloc[0]
    assert row["全国地方公共団体コード"] == "131202"
    assert row["地方公共団体名"] == "東京都練馬区"
    assert row["建物名等(方書)"] == "見本ビル"
    assert (row["所在地_都道府県"], row["所在地_市区町村"]) == ("東京都", "練馬区")
    assert (("住所",), ("所在地_連結表記",), 1) in step(table, "renamed")
    assert step(table, "joined") == [(("都道府県名", "市区町村名"), ("地方公共団体名",), 1)]
    assert step(table, "kept") == []
    assert "郵便番号" in step(table, "new")[0][1]


def test_a_change_made_before_the_move_is_recorded_under_todays_name() -> None:
    table = run(SAMPLE)
    assert CellChange(2, "全国地方公共団体コード", "13120", "131202", "add-check-digit") in table.changes
    assert CellChange(2, "地方公共団体名", "", "東京都練馬区", "edition-join-names") in table.changes
    assert table.labels["所在地_連結表記"] == "住所"


def test_a_municipality_without_prefecture_stays_behind_and_is_told() -> None:
    table = run(SAMPLE, {**SAMPLE, "NO": "2", "都道府県名": ""})
    assert table.cells["地方公共団体名"].tolist() == ["東京都練馬区", ""]
    assert table.cells["市区町村名"].tolist() == ["練馬区", "練馬区"]
    assert ("edition-unsure", "地方公共団体名") in codes(table)


def test_running_numbers_that_repeat_do_not_become_ids() -> None:
    table = run(SAMPLE, SAMPLE)
    assert table.cells["ID"].tolist() == ["", ""]
    assert table.cells["NO"].tolist() == ["1", "1"]
    assert ("edition-unsure", "ID") in codes(table)


def test_a_file_that_is_half_brought_over_keeps_both_columns() -> None:
    table = run({**SAMPLE, "所在地_連結表記": "東京都練馬区旭丘1-1"})
    assert table.cells["所在地_連結表記"].tolist() == ["東京都練馬区旭丘1-1"]
    assert table.cells["住所"].tolist() != [""]
    assert ("edition-unsure", "所在地_連結表記") in codes(table)


def test_a_column_of_the_new_edition_in_an_old_file_is_read_by_its_own_reader() -> None:
    table = run({**SAMPLE, "郵便番号": "〒176-8501"})
    assert table.cells["郵便番号"].tolist() == ["1768501"]


def test_weekday_columns_become_one_and_the_holiday_mark_stays() -> None:
    days = dict(zip(("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"), "○○○○○××", strict=True))
    table = run({**SAMPLE, **days, "祝日": "×"})
    assert table.cells["利用可能曜日"].tolist() == ["月火水木金"]
    assert "月曜日" not in table.cells
    assert table.cells["祝日"].tolist() == ["×"]


def test_a_mandatory_field_that_the_migration_feeds_is_not_missing() -> None:
    assert [f.field for f in run(SAMPLE).findings if f.code == "column-missing" and f.field == "所在地_連結表記"] == []


def test_files_of_several_parts_keep_one_migration() -> None:
    both = stack([run(SAMPLE, name="a.csv"), run(SAMPLE, name="b.csv")])
    assert (("NO",), ("ID",), 2) in step(both, "renamed")


def test_an_old_header_is_recognised_and_a_list_with_an_address_is_not() -> None:
    labels = [field.name for field in OLD.fields]
    assert older_edition(labels, NEW) == OLD
    assert older_edition(labels[2:], NEW) == OLD
    assert older_edition(["NO", "名称", "住所", "方書", "緯度", "経度", "設置位置", "電話番号"], NEW) is None
    assert older_edition([field.name for field in NEW.fields], NEW) is None
    assert older_edition([field.name for field in schema("tourism", "A-2022").fields], schema("tourism")) == schema(
        "tourism", "A-2022"
    )


def test_every_old_edition_is_told_from_the_current_one_by_its_own_header() -> None:
    for slug in ("public_facility", "tourism", "population", "open_data_list", "event"):
        current = schema(slug)
        old = schema(slug, "2017")
        assert older_edition([field.name for field in old.fields], current) == old


def test_an_address_that_cannot_be_divided_stays_whole_and_one_notice_counts_such_rows() -> None:
    table = run(SAMPLE, {**SAMPLE, "NO": "2", "住所": "福岡県遠賀郡遠賀町浅木４６３"})
    assert table.cells["所在地_連結表記"].tolist()[1] == "福岡県遠賀郡遠賀町浅木463"
    assert table.cells["所在地_町字"].tolist() == ["豊玉北六丁目", ""]
    assert table.cells["所在地_市区町村"].tolist() == ["練馬区", "遠賀郡遠賀町"]
    told = [f for f in table.findings if f.code.startswith("address")]
    assert [(f.code, f.severity, f.field, f.params) for f in told] == [
        ("address-undivided", "notice", "所在地_連結表記", {"n": 1})
    ]
