"""Conformance: each type and constraint with a text that breaks it and one that does not."""

import pytest

from pipelines.model.errors import DeclarationError
from pipelines.model.finding import CellChange, Finding
from pipelines.model.schema import Field
from pipelines.validate.columns import Columns
from pipelines.validate.conformance import find_nonconformance
from pipelines.validate.engine import patterns

SEVEN = {"pattern": "[0-9]{7}"}
BRACKETS = {"pattern": r"\(0[0-9]+\)[0-9-]+"}
JAPAN = {"minimum": 20, "maximum": 46}
OFFICIAL = {"format": "official", "required": "official", "enum": "official", "unique": "official"}


def conform(table, schema):
    return find_nonconformance(table, schema, Columns(table.cells))


def _codes(findings):
    return [(f.line, f.code, f.value) for f in findings]


@pytest.mark.parametrize(
    ("field", "good", "bad", "code"),
    [
        (Field("日", type="date", kind="date"), "2022-10-19", "2022-4-1", "unreadable-date"),
        (Field("日", type="date", kind="date"), "2024-02-29", "2023-02-29", "unreadable-date"),
        (Field("日", type="date", kind="date"), "2022-10-19", "２０２２-10-19", "unreadable-date"),
        (Field("月", type="yearmonth"), "2022-10", "2022-13", "unreadable-date"),
        (Field("年", type="year"), "2022", "２０２２", "unreadable-date"),
        (Field("時", type="time", kind="time", raw={"format": "%H:%M"}), "09:00", "9:00", "time-unreadable"),
        (Field("時", type="time", kind="time"), "09:00:00", "09:00", "time-unreadable"),
        (Field("数", type="integer", kind="integer"), "-12", "１２", "number-unreadable"),
        (Field("数", type="number", kind="number"), "0.5", "1e5", "number-unreadable"),
        (Field("旗", type="boolean"), "true", "yes", "choice-unknown"),
        (Field("有無", kind="flag", constraints={"enum": ["有", "無"]}), "有", "○", "choice-unknown"),
        (Field("郵便番号", kind="postal", constraints=SEVEN), "1768501", "176-8501", "postal-unreadable"),
        (Field("電話番号", kind="phone", constraints=BRACKETS), "(03)3993-1111", "なし", "phone-unreadable"),
        (Field("ID", kind="code", constraints={"pattern": "[A-Z]+"}), "AB", "A1", "pattern-mismatch"),
        (Field("ID", constraints={"pattern": "A|B"}), "B", "AX", "pattern-mismatch"),
        (Field("緯度", type="number", kind="lat"), "35.7", "35度44分", "coordinate-not-decimal"),
        (Field("緯度", type="number", kind="lat", constraints=JAPAN), "35.7", "139.6", "coordinate-outside"),
        (Field("数", type="integer", constraints={"minimum": 0}), "0", "-1", "value-outside"),
        (Field("名", constraints={"minLength": 2}), "名前", "名", "length-outside"),
        (Field("名", constraints={"maxLength": 2}), "名前", "名前名", "length-outside"),
        (Field("団体", kind="lgcode"), "131202", "131203", "check-digit"),
        (Field("法人番号", kind="houjin"), "3000020131202", "4000020131202", "check-digit"),
    ],
)  # fmt: skip
def test_a_breaking_text_is_found_with_its_line_and_a_right_one_is_not(make_table, make_schema, field, good, bad, code):
    found = conform(make_table({field.name: [good, bad, "", good]}), make_schema(field))
    assert _codes(found) == [(3, code, bad)]


def test_an_official_mandatory_blank_is_an_error_an_inferred_one_a_warning(make_table, make_schema):
    table = make_table({"甲": ["a", ""], "乙": ["", "b"]})
    fields = (
        Field("甲", constraints={"required": True}, basis={"required": "official"}, example="練馬"),
        Field("乙", constraints={"required": True}, basis={"required": "inferred"}),
    )
    found = conform(table, make_schema(*fields))
    assert [(f.line, f.field, f.code, f.severity) for f in found] == [
        (3, "甲", "required-missing", "error"),
        (2, "乙", "required-missing", "warning"),
    ]
    assert found[0].params["example"] == "練馬"


def test_a_mandatory_flag_that_is_one_or_empty_may_be_empty(make_table, make_schema):
    flag = Field("災害種別_洪水", kind="flag", importance="mandatory", constraints={"enum": ["1"]})
    assert conform(make_table({"災害種別_洪水": ["1", ""]}), make_schema(flag)) == []


def test_a_rule_of_the_wards_own_table_blocks(make_table, make_schema):
    schema = make_schema(Field("数", type="integer"), standard="")
    assert [f.severity for f in conform(make_table({"数": ["x"]}), schema)] == ["error"]


def test_a_mandatory_column_that_the_file_lacks_is_one_finding(make_table, make_schema):
    table = make_table({"名称": ["", ""], "x": ["1", "2"]}, labels={"名称": "", "x": "x"})
    schema = make_schema(Field("名称", constraints={"required": True}, basis=OFFICIAL), "x")
    assert _codes(conform(table, schema)) == [(None, "column-missing", "")]


def test_a_missing_column_that_align_reported_is_not_reported_again(make_table, make_schema):
    known = Finding("column-missing", "error", field="名称")
    table = make_table({"名称": ["", ""]}, labels={"名称": ""}, findings=[known])
    assert conform(table, make_schema(Field("名称", constraints={"required": True}))) == []


def test_empty_recommended_fields_are_one_notice(make_table, make_schema):
    fields = [Field(name, importance="recommended", kind="lat") for name in ("甲", "乙", "丙")]
    found = conform(make_table({"甲": ["", ""], "乙": ["", "b"], "丙": ["", ""]}), make_schema(*fields))
    assert [(f.code, f.severity, f.params["n"], f.params["fields"]) for f in found] == [
        ("recommended-missing", "notice", 2, ["甲", "丙"])
    ]


def test_every_line_of_a_repeated_id_is_named_and_equal_numbers_count_as_equal(make_table, make_schema):
    unique = {"unique": True}
    table = make_table({"ID": ["a", "b", "a", "", ""], "数": ["1.0", "2", "3", "1", "4"]})
    schema = make_schema(
        Field("ID", constraints=unique, basis=OFFICIAL),
        Field("数", type="number", constraints=unique, basis=OFFICIAL),
    )
    found = conform(table, schema)
    assert [(f.line, f.field, f.code, f.params["n"]) for f in found] == [
        (2, "ID", "duplicate-id", 2),
        (4, "ID", "duplicate-id", 2),
        (2, "数", "duplicate-id", 2),
        (5, "数", "duplicate-id", 2),
    ]


def test_a_composite_key_may_repeat_a_part_but_not_the_whole_and_not_be_empty(make_table, make_schema):
    table = make_table({"町": ["a", "a", "a", ""], "年": ["1", "2", "1", ""]})
    found = conform(table, make_schema("町", "年", primary_key=("町", "年")))
    assert sorted((f.line, f.code) for f in found) == [
        (2, "duplicate-id"),
        (4, "duplicate-id"),
        (5, "required-missing"),
    ]


def test_a_cell_that_a_reader_refused_is_not_reported_twice_unless_it_weighs_more(make_table, make_schema):
    refusals = [
        Finding("impossible-date", "error", line=2, field="日"),
        Finding("kept-as-is", "notice", line=3, field="日"),
    ]
    table = make_table({"日": ["2023-02-30", "x"]}, findings=refusals)
    schema = make_schema(Field("日", type="date", kind="date", basis=OFFICIAL))
    assert _codes(conform(table, schema)) == [(3, "unreadable-date", "x")]


def test_a_finding_shows_the_text_of_the_raw_file(make_table, make_schema):
    change = CellChange(2, "名", "－", "", "missing-mark")
    table = make_table({"名": [""], "x": ["1"]}, changes=[change])
    found = conform(table, make_schema(Field("名", constraints={"required": True}), "x"))
    assert _codes(found) == [(2, "required-missing", "－")]


def test_counts_are_not_capped(make_table, make_schema):
    found = conform(make_table({"数": ["x"] * 5000}), make_schema(Field("数", type="integer")))
    assert len(found) == 5000


@pytest.mark.parametrize(
    "field",
    [
        Field("名", constraints={"pattern": "("}),
        Field("数", type="integer", constraints={"minimum": "x"}),
        Field("数", type="integer", constraints={"pattern": "[0-9]"}),
        Field("x", type="no-such-type"),
    ],
)
def test_a_constraint_that_cannot_be_used_is_the_schemas_error(make_table, make_schema, field):
    with pytest.raises(DeclarationError) as caught:
        conform(make_table({field.name: ["1"]}), make_schema(field))
    assert caught.value.code == "invalid-schema"


def test_what_the_engine_does_not_know_is_left_to_frictionless(make_table, make_schema):
    schema = make_schema(Field("座標", type="geopoint"), Field("型", type="array"))
    found = conform(make_table({"座標": ["139.6,35.7", "北"], "型": ["[1]", "{"]}), schema)
    assert [(f.line, f.field) for f in found] == [(3, "座標"), (3, "型")]


def test_a_column_that_no_schema_knows_is_not_judged(make_table, make_schema):
    assert conform(make_table({"独自": ["", "a", "a"]}), make_schema("名称")) == []


def test_a_pattern_that_explodes_does_not_hold_up_the_check(make_table, make_schema):
    schema = make_schema(Field("名", constraints={"pattern": "(a+)+b"}))
    assert _codes(conform(make_table({"名": ["a" * 60, "a" * 60 + "b"]}), schema)) == [
        (2, "pattern-mismatch", "a" * 60)
    ]


def test_a_pattern_that_explodes_and_is_not_regular_is_the_schemas_error(make_table, make_schema, monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 1.0)
    schema = make_schema(Field("名", constraints={"pattern": r"((a+)+)(?=b)\1"}))
    with pytest.raises(DeclarationError) as caught:
        conform(make_table({"名": ["a" * 60]}), schema)
    assert (caught.value.code, caught.value.params["field"]) == ("schema-pattern-slow", "名")
