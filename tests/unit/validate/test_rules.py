"""Rules across fields: each with a table that breaks it and one that does not."""

import pytest

from pipelines.model.dataset import Publisher
from pipelines.model.finding import CellChange, Finding
from pipelines.model.schema import Field
from pipelines.validate import validate
from pipelines.validate.columns import Columns
from pipelines.validate.rules import RULES, find_broken_rules
from pipelines.validate.rules.rule import Subject

NERIMA = Publisher("131202", "練馬区", "Nerima City", "東京都", "練馬区", bounds=(35.70, 35.79, 139.56, 139.69))


@pytest.fixture
def broken(make_table, make_schema):
    def run(columns, *fields, publisher=None):
        table = make_table(columns)
        subject = Subject(Columns(table.cells), make_schema(*fields), table.labels, publisher)
        return find_broken_rules(subject)

    return run


def _codes(findings):
    return [(f.code, f.severity, f.line, f.field, f.value) for f in findings]


def test_every_rule_says_where_it_comes_from():
    assert all(rule.source and rule.basis in ("official", "inferred", "style", "workspace") for rule in RULES)


def test_an_end_date_before_its_start_is_found_on_its_line(broken):
    columns = {
        "開始日": ["2022-04-02", "2022-04-02", "2022-04-02", "令和4年"],
        "終了日": ["2022-04-01", "2022-04-02", "", "2022-01-01"],
    }
    found = broken(columns, Field("開始日", kind="date"), Field("終了日", kind="date"))
    assert _codes(found) == [("end-before-start", "warning", 2, "終了日", "2022-04-01")]


def test_a_time_past_midnight_written_past_24_is_right_and_a_span_over_days_too(broken):
    columns = {
        "利用開始時間": ["22:00", "22:00", "22:00"],
        "利用終了時間": ["05:00", "29:00", "05:00"],
        "開始日": ["2022-04-01", "2022-04-01", "2022-04-01"],
        "終了日": ["2022-04-01", "2022-04-01", "2022-04-02"],
    }
    fields = [Field(n, kind="time" if "時間" in n else "date") for n in columns]
    assert _codes(broken(columns, *fields)) == [("end-before-start", "warning", 2, "利用終了時間", "05:00")]


LAT, LON = Field("緯度", type="number", kind="lat"), Field("経度", type="number", kind="lon")


def test_a_point_outside_the_publishers_area_is_found(broken):
    columns = {"緯度": ["35.7356", "35.7356", "36.5", "", "x"], "経度": ["139.6517", "140.6517", "139.6", "", "139"]}
    found = broken(columns, LAT, LON, publisher=NERIMA)
    assert _codes(found) == [
        ("coordinate-outside", "warning", 3, "経度", "35.7356,140.6517"),
        ("coordinate-outside", "warning", 4, "緯度", "36.5,139.6"),
    ]
    assert found[0].params["city"] == "練馬区"


def test_without_a_publisher_no_point_is_outside(broken):
    assert broken({"緯度": ["43.06"], "経度": ["141.35"]}, LAT, LON) == []


def test_swapped_columns_are_one_finding_and_one_swapped_row_is_none(broken):
    found = broken({"緯度": ["139.65", "139.66", "139.67"], "経度": ["35.73", "35.74", "35.75"]}, LAT, LON)
    assert _codes(found) == [("coordinate-swapped", "error", None, "緯度", "")]
    assert broken({"緯度": ["139.65", "35.7"], "経度": ["35.73", "139.6"]}, LAT, LON) == []


def test_a_code_that_names_another_municipality_is_found(broken):
    columns = {
        "全国地方公共団体コード": ["131202", "131202", "131199"],
        "所在地_全国地方公共団体コード": ["131202", "131199", "131199"],
        "所在地_都道府県": ["東京都", "東京都", ""],
        "所在地_市区町村": ["練馬区", "練馬区", "板橋区"],
    }
    found = broken(columns, *columns, publisher=NERIMA)
    assert [(f.line, f.field, f.params["name"], f.params["stated"]) for f in found] == [
        (4, "全国地方公共団体コード", "東京都板橋区", "東京都練馬区"),
        (3, "所在地_全国地方公共団体コード", "東京都板橋区", "東京都練馬区"),
    ]


def test_a_ward_of_a_designated_city_may_stand_beside_its_citys_name(broken):
    columns = {
        "所在地_全国地方公共団体コード": ["011011", "011011"],
        "所在地_都道府県": ["北海道", "北海道"],
        "所在地_市区町村": ["札幌市中央区", "札幌市"],
        "x": ["1", "2"],
    }
    assert broken(columns, *columns) == []


def test_equal_records_are_found_and_name_the_first_one(broken):
    found = broken({"名称": ["a", "b", "a", "", ""], "数": ["1", "1", "1", "", ""]}, "名称", "数")
    assert [(f.code, f.severity, f.line, f.params["first"]) for f in found] == [("duplicate-row", "warning", 4, "2")]


def test_an_address_without_the_prefecture_of_its_row_is_found_with_a_proposal_where_it_is_plain(broken):
    columns = {
        "所在地_連結表記": [
            "東京都練馬区豊玉北6-12-1",
            "練馬区豊玉北6-12-1",
            "豊玉北6-12-1",
            "",
            "利用者自宅",
            "区内各所",
        ],
        "所在地_都道府県": ["東京都"] * 6,
        "所在地_市区町村": ["練馬区"] * 6,
    }
    found = broken(columns, *columns)
    assert [(f.line, f.code, f.proposal) for f in found] == [
        (3, "address-scope", "東京都練馬区豊玉北6-12-1"),
        (4, "address-scope", "東京都練馬区豊玉北6-12-1"),
        (6, "address-scope", ""),
        (7, "address-scope", ""),
    ]


def test_a_declared_total_must_be_the_sum_of_its_filled_parts(broken):
    total = Field("総数", type="integer", raw={"hiraku:sumOf": ["男", "女"]})
    columns = {"総数": ["3", "4", "5"], "男": ["1", "1", ""], "女": ["2", "2", "5"]}
    found = broken(columns, total, "男", "女")
    assert [(f.code, f.severity, f.line, f.value, f.proposal) for f in found] == [
        ("sum-mismatch", "error", 3, "4", "3")
    ]


def test_no_sum_is_checked_that_nobody_declared(broken):
    assert broken({"総数": ["9"], "男": ["1"], "女": ["2"]}, "総数", "男", "女") == []


@pytest.mark.parametrize(
    ("field", "values", "guess"),
    [
        (Field("内線番号", kind="code"), ["172014", "172022", "172031"], "全国地方公共団体コード"),
        (Field("連絡先メールアドレス", kind="email"), ["石川県"] * 3, "都道府県の名前"),
        (Field("連絡先FormURL", kind="url"), ["金沢市", "能登町", "七尾市"], "市区町村の名前"),
        (Field("電話番号", kind="phone"), ["35.7356", "35.7357", "35.7358"], "緯度"),
        (Field("郵便番号", kind="postal"), ["(03)3993-1111"] * 4, "電話番号"),
    ],
)
def test_a_column_full_of_another_kind_is_shifted(broken, field, values, guess):
    columns = {field.name: values, "x": [str(n) for n in range(len(values))]}
    found = broken(columns, field, "x")
    assert [(f.code, f.severity, f.line, f.field, f.params["guess"]) for f in found] == [
        ("column-shifted", "error", None, field.name, guess)
    ]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (Field("内線番号", kind="code"), ["2014", "172022", "131203"]),
        (Field("ID", kind="code", constraints={"unique": True}), ["172014", "172022", "172031"]),
        (Field("備考", kind="text"), ["https://a.jp", "https://b.jp", "https://c.jp"]),
        (Field("連絡先メールアドレス", kind="email"), ["石川県", "a@lg.jp", "b@lg.jp"]),
        (Field("URL", kind="url"), ["石川県", "", ""]),
        (Field("開始日", kind="date"), ["2022-04-01", "2022-04-02", "2022-04-03"]),
    ],
)
def test_a_column_of_its_own_kind_or_with_a_few_strays_is_not_shifted(broken, field, values):
    assert broken({field.name: values, "x": ["1", "2", "3"]}, field, "x") == []


def test_a_rule_shows_the_text_as_received_and_a_pair_of_coordinates_as_one_point(make_table, make_schema):
    columns = {"開始日": ["2022-04-02"], "終了日": ["2022-04-01"], "緯度": ["36.5"], "経度": ["139.6"]}
    changes = [
        CellChange(2, "終了日", "令和4年4月1日", "2022-04-01", "era"),
        CellChange(2, "緯度", "３６.5", "36.5", "fold"),
    ]
    fields = (Field("開始日", kind="date"), Field("終了日", kind="date"), LAT, LON)
    found = validate(make_table(columns, changes=changes), make_schema(*fields), publisher=NERIMA)
    assert [(f.code, f.value) for f in found if f.line == 2] == [
        ("end-before-start", "令和4年4月1日"),
        ("coordinate-outside", "36.5,139.6"),
    ]


def test_the_same_piece_of_a_torn_record_twice_is_no_record_twice(make_table, make_schema):
    torn = [Finding("ragged-row", "error", line=line) for line in (3, 5)]
    table = make_table(
        {"名称": ["甲", "（続き）", "乙", "（続き）", "甲"], "数": ["1", "", "2", "", "1"]}, findings=torn
    )
    found = validate(table, make_schema("名称", "数"))
    assert [(f.code, f.line) for f in found if f.code == "duplicate-row"] == [("duplicate-row", 6)]
