"""Columns of the ward's own and national text fields that hold more than text, as a declaration defines them."""

import dataclasses
import json

import pytest

from pipelines.catalog import read_catalog, read_dataset
from pipelines.model.dataset import Dataset
from pipelines.model.errors import DeclarationError
from pipelines.stages import judge_files, package_of, schema_of
from pipelines.standard import schema
from tests.unit.test_catalog import CATALOG

PARKING = """
title = "駐輪場"
description = "駐輪場です。"
section = "kikaku"
table = "bicycle_parking"
file = "a.csv"

[fields."公営駐輪場_最大駐輪台数"]
kind = "integer"
unit = "台"

[fields."利用料金"]
kind = "integer"
unit = "円"
title_en = "fee"
description = "1日の料金"

[fields."屋根"]
kind = "flag"
description = "屋根があるか"

[fields."設置時期"]
kind = "date"
precision = "any"
description = "設置した月か年度"
"""
RAW = (
    "公営駐輪場_ID,公営駐輪場_名称,公営駐輪場_最大駐輪台数,利用料金,屋根,設置時期\n"
    'P1,甲,300台,１００,あり,令和元年度\nP2,乙,"1,200",100円,×,2017年12月\n'
)  # fmt: skip


def declared(text: str = PARKING) -> Dataset:
    return read_dataset(text, "parking", read_catalog(CATALOG), "datasets/parking.toml")


def refused(text: str) -> DeclarationError:
    with pytest.raises(DeclarationError) as caught:
        schema_of(declared(text), None)
    return caught.value


def test_what_defines_a_field_and_what_tells_its_reader_are_kept_apart() -> None:
    dataset = declared()
    assert dataset.definitions["設置時期"] == {"kind": "date", "description": "設置した月か年度"}
    assert dataset.contexts == {"設置時期": {"precision": "any"}}


def test_values_of_defined_columns_are_read_by_their_kind() -> None:
    judged = judge_files(declared(), [("a.csv", RAW.encode())], read_catalog(CATALOG))
    names = ["公営駐輪場_最大駐輪台数", "利用料金", "屋根", "設置時期"]
    rows = judged.table.cells[names].to_numpy().tolist()
    assert rows == [["300", "100", "有", "FY2019"], ["1200", "100", "無", "2017-12"]]
    assert not [f for f in judged.report.findings if f.code == "column-unknown"]


def test_the_published_dictionary_has_types_units_and_words_of_the_ward() -> None:
    judged = judge_files(declared(), [("a.csv", RAW.encode())], read_catalog(CATALOG))
    package = package_of(judged, read_catalog(CATALOG))
    document = json.loads(package.file("datapackage.json").data)
    fields = {field["name"]: field for field in document["resources"][0]["schema"]["fields"]}
    assert [fields[name]["type"] for name in ("公営駐輪場_最大駐輪台数", "利用料金")] == ["integer", "integer"]
    assert (fields["利用料金"]["hiraku:unit"], fields["利用料金"]["hiraku:nameEn"]) == ("円", "fee")
    assert fields["屋根"]["constraints"] == {"enum": ["有", "無"]}
    assert fields["利用料金"]["description"] == "1日の料金"
    assert list(fields)[-3:] == ["利用料金", "屋根", "設置時期"]


def test_a_value_that_breaks_the_wards_own_definition_stops_publishing_as_in_a_schema_of_its_own() -> None:
    judged = judge_files(declared(), [("a.csv", RAW.replace("100円", "応相談").encode())], read_catalog(CATALOG))
    assert [(f.severity, f.value) for f in judged.report.findings if f.field == "利用料金"] == [("error", "応相談")]


def test_a_schema_without_definitions_stays_the_same_object() -> None:
    plain = dataclasses.replace(declared(), definitions={})
    assert schema_of(plain, None) is schema("bicycle_parking")


def test_the_national_schema_is_not_touched_by_what_a_ward_adds() -> None:
    schema_of(declared(), None)
    field = schema("bicycle_parking").field_named("公営駐輪場_最大駐輪台数")
    assert field is not None
    assert (field.kind, field.raw["type"]) == ("text", "string")
    assert schema("bicycle_parking").field_named("利用料金") is None


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (PARKING.replace('description = "1日の料金"\n', ""), "declaration-missing", "利用料金"),
        (PARKING + '[fields."公営駐輪場_緯度"]\nkind = "text"\n', "field-kind-fixed", "公営駐輪場_緯度"),
        (PARKING.replace('kind = "flag"', 'kind = "choice"'), "declaration-missing", "屋根"),
        (PARKING.replace('"設置時期"', '"公営駐輪場_ＩＤ"'), "schema-names-alike", "公営駐輪場_ID"),
    ],
)
def test_a_definition_that_cannot_be_meant_is_refused(text: str, code: str, field: str) -> None:
    error = refused(text)
    assert (error.code, error.file, error.params["field"]) == (code, "datasets/parking.toml", field)


def test_a_kind_that_nobody_knows_is_refused_with_its_line() -> None:
    with pytest.raises(DeclarationError) as caught:
        declared(PARKING.replace('kind = "date"', 'kind = "dates"'))
    assert (caught.value.code, caught.value.params["value"]) == ("declaration-value", "dates")


def test_a_telephone_column_that_the_ward_adds_is_no_contact_that_the_nation_asks_for() -> None:
    text = PARKING + '[fields."電話"]\nkind = "phone"\ndescription = "電話"\n'
    raw = (
        RAW.replace("設置時期\n", "設置時期,電話\n").replace("年度\n", "年度,090-1234-5678\n").replace("月\n", "月,\n")
    )
    judged = judge_files(declared(text), [("a.csv", raw.encode())], read_catalog(CATALOG))
    assert [f.params["kind"] for f in judged.report.findings if f.code == "personal-data"] == ["mobile"]
