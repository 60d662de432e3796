"""The generated schemas: reproducible, valid Table Schemas, honest about what is official."""

import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from frictionless import Schema

from pipelines.model.schema import KINDS
from pipelines.standard import SCHEMAS, codelist, schema, schemas
from tools.build_schemas import find_differences, find_faults, generated_files

DOCUMENTS = sorted((SCHEMAS / "standard").glob("*/*.json"))
PHONES = ["(03)3993-1111", "03-3993-1111", "090-1234-5678", "0120-999999", "0120-999-999", "(0475)32-1111"]
NO_PHONES = ["3993-1111", "03（3993）1111", "03-3993-1111 内線12", "0339931111", "(03)3993-1111\n"]


def test_building_again_gives_the_same_bytes():
    assert list(find_differences(generated_files())) == []


def test_a_changed_file_is_noticed(monkeypatch):
    files = generated_files()
    files["standard/aed/2017.json"] += " "
    assert list(find_differences(files)) == ["standard/aed/2017.json"]


def test_every_document_is_a_table_schema_for_frictionless():
    assert list(find_faults(generated_files())) == []


def test_a_broken_document_is_found():
    broken = {"standard/x/y.json": json.dumps({"fields": [{"name": "x", "type": "colour"}]})}
    assert list(find_faults(broken))


def test_all_tables_with_known_fields_are_there():
    new = [s for s in schemas() if s.standard == "自治体標準オープンデータセット" and s.edition != "A-2022"]
    old = [s for s in schemas() if s.standard == "推奨データセット"]
    assert (len(new), len(old)) == (22, 14)
    assert (sum(len(s.fields) for s in new), sum(len(s.fields) for s in old)) == (765, 367)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_file_names_are_ascii_and_say_what_the_document_says(document: Path):
    content = json.loads(document.read_text(encoding="utf-8"))
    assert document.relative_to(SCHEMAS).as_posix().isascii()
    assert (content["hiraku:slug"], content["hiraku:edition"]) == (document.parent.name, document.stem)


@pytest.mark.parametrize("table", schemas(), ids=lambda s: f"{s.slug}-{s.edition}")
def test_every_field_is_described_in_japanese_and_named_in_english(table):
    for field in table.fields:
        assert field.kind in KINDS
        assert field.title
        assert field.description.endswith(("。", "）")), field.name
        assert re.fullmatch(r"[a-z][A-Za-z0-9]*", field.name_en), field.name


@pytest.mark.parametrize("table", schemas(), ids=lambda s: f"{s.slug}-{s.edition}")
def test_patterns_mean_the_same_to_python_and_re2(table):
    samples = [
        "",
        "1",
        "１",
        "2022-01-01",
        "https://a.jp/あ",
        "https://a.jp/ b",
        "カナ",
        "a@b",
        "月水",
        "(03)3993-1111",
        "é",
    ]
    for field in table.fields:
        pattern = field.constraints.get("pattern")
        if isinstance(pattern, str):
            python = [re.fullmatch(pattern, text) is not None for text in samples]
            assert pc.match_substring_regex(pa.array(samples), pattern).to_pylist() == python, field.name


@pytest.mark.parametrize("table", schemas(), ids=lambda s: f"{s.slug}-{s.edition}")
def test_contexts_hold_what_the_readers_need(table):
    for field in table.fields:
        if field.kind == "flag":
            enum = [word for word in (field.context["true"], field.context["false"]) if word]
            assert field.constraints["enum"] == enum
        elif field.kind == "choice":
            assert field.context["choices"] == field.constraints["enum"]
        elif field.kind == "date":
            assert field.context == {"precision": "day"}


def test_only_tables_13_and_03_and_the_joined_address_are_officially_required():
    official = {(s.slug, f.name) for s in schemas() for f in s.fields if f.basis.get("required") == "official"}
    others = {(slug, name) for slug, name in official if slug not in ("public_toilet", "evacuation_space")}
    assert {name for _, name in others} == {"所在地_連結表記"}
    assert ("public_toilet", "設置位置") in official
    assert all(f.basis.get("required", "inferred") == "inferred" for f in schema("aed", "2017").fields)


def test_an_empty_disaster_flag_means_no_and_is_therefore_not_required_of_a_cell():
    flood = schema("evacuation_space").field_named("災害種別_洪水")
    assert flood.importance == "mandatory"
    assert flood.context == {"true": "1", "false": ""}
    assert "required" not in flood.constraints


def test_an_inferred_rule_is_never_called_official():
    for table in schemas():
        if table.edition == "2017" or table.slug not in ("public_toilet", "evacuation_space"):
            assert {f.basis["format"] for f in table.fields} == {"inferred"}


def test_kinds_of_nurseries_seen_in_files_of_the_new_table_are_accepted_there_only():
    assert "児童館" in schema("preschool").field_named("種別").constraints["enum"]
    assert "児童館" not in schema("preschool", "2017").field_named("種別").constraints["enum"]


def test_identifiers_that_repeat_from_row_to_row_are_not_unique():
    unique = {f.name for s in schemas() for f in s.fields if f.constraints.get("unique")}
    assert {"ID", "NO"} <= unique
    assert not unique & {"SSID", "学校ID", "料理ID", "データセット_ID", "施設_ID"}


def test_the_edition_of_2022_has_one_column_where_later_ones_have_17():
    for slug in ("public_facility", "tourism"):
        before, after = schema(slug, "A-2022"), schema(slug)
        assert len(after.fields) - len(before.fields) == 16
        assert before.field_named("バリアフリー情報")
        assert after.field_named("バリアフリー情報") is None


@pytest.mark.parametrize("text", PHONES)
def test_national_and_hyphenated_phone_numbers_are_accepted(text):
    assert re.fullmatch(schema("aed").field_named("電話番号").constraints["pattern"], text)


@pytest.mark.parametrize("text", NO_PHONES)
def test_other_notations_of_phone_numbers_are_not(text):
    assert not re.fullmatch(schema("aed").field_named("電話番号").constraints["pattern"], text)


def test_every_code_list_that_a_field_names_exists():
    named = {f.codelist for s in schemas() for f in s.fields if f.codelist}
    assert named == {name for name in named if codelist(name)}


def test_frictionless_reads_the_times_of_a_schema():
    column = Schema.from_descriptor(schema("public_toilet").descriptor).get_field("利用開始時間")
    read = column.create_cell_reader()
    assert read("09:00")[1] is None
    assert read("9時")[1]
