"""A package's files: valid for Frictionless, typed, deterministic, and true about their own data."""

import csv
import dataclasses
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package as DataPackage
from frictionless import Resource, Schema
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.export import build_package
from pipelines.export.csv_file import render_rows
from pipelines.export.truth import find_truth
from pipelines.model.errors import DeclarationError
from pipelines.model.package import Package
from pipelines.model.schema import Field, TableSchema
from tests.export_samples import CATALOG, FIELDS, ROWS, SCHEMA, dataset, package, report, table

CSV = "131202_public_toilet.csv"


def descriptor(of: Package, name: str = "datapackage.json") -> dict:
    return json.loads(of.file(name).data)


def judge_in_memory(of: Package) -> list:
    """Frictionless's verdict on the CSV against the schema of its own datapackage."""
    resource = descriptor(of)["resources"][0]
    judged = Resource(
        of.files[0].data,
        format="csv",
        encoding="utf-8",
        schema=Schema.from_descriptor(resource["schema"]),
    )
    return judged.validate().flatten(["rowNumber", "fieldName", "type", "note"])


def test_the_package_holds_every_file_with_the_csv_first():
    assert [item.name for item in package().files] == [
        CSV,
        "131202_public_toilet.json",
        "131202_public_toilet.geojson",
        "131202_public_toilet.parquet",
        "schema.json",
        "datapackage.json",
        "changes.csv",
        "report.html",
    ]


def test_a_local_table_is_named_after_its_dataset():
    assert package("bus-stops", table="", local="bus").files[0].name == "131202_bus_stops.csv"


def test_the_same_input_gives_the_same_bytes():
    assert package().files == package().files


def test_the_csv_is_utf8_without_bom_lf_minimal_quoting_and_canonical_text():
    data = package().files[0].data
    lines = data.decode("utf-8").split("\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" not in data
    assert lines[0] == ",".join([*(spec.name for spec in FIELDS), "管理番号"])
    assert lines[2] == "0002,駅前トイレ,35.740,139.6,1,無,,1999-12-31,,"
    assert '"土支田,「農業」\n公園"' in data.decode()


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_text_comes_back_from_the_csv_as_it_was(data):
    text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
    width = data.draw(st.integers(1, 4))
    rows = data.draw(st.lists(st.lists(text, min_size=width, max_size=width), min_size=1, max_size=6))
    written = render_rows(rows[0], rows[1:]).decode("utf-8")
    assert list(csv.reader(io.StringIO(written, newline=""))) == rows


def test_json_has_real_types_and_null_for_missing():
    rows = json.loads(package().file("131202_public_toilet.json").data)
    assert rows[1]["緯度"] == 35.74
    assert rows[1]["男性トイレ総数"] == 1
    assert rows[1]["ID"] == "0002"
    assert rows[0]["設置年月日"] == "2001-04-01"
    assert rows[0]["利用開始時間"] == "09:00"
    assert rows[2]["緯度"] is None


def test_geojson_holds_only_rows_with_both_coordinates_longitude_first():
    features = json.loads(package().file("131202_public_toilet.geojson").data)
    assert features["type"] == "FeatureCollection"
    assert features["bbox"] == [139.6, 35.7356, 139.6517, 35.74]
    assert [f["geometry"]["coordinates"] for f in features["features"]] == [[139.6517, 35.7356], [139.6, 35.74]]
    assert features["features"][0]["properties"]["男性トイレ総数"] == 3


def test_a_table_without_coordinates_has_no_geojson():
    rows = tuple((*row[:2], "", "", *row[4:]) for row in ROWS)
    assert all(item.format != "GeoJSON" for item in package(rows=rows).files)


def test_parquet_has_real_types_and_titles():
    found = pq.read_table(io.BytesIO(package().file("131202_public_toilet.parquet").data))
    types = {name: str(kind) for name, kind in zip(found.schema.names, found.schema.types, strict=True)}
    assert types["緯度"] == "double"
    assert types["男性トイレ総数"] == "int64"
    assert types["設置年月日"] == "date32[day]"
    assert types["電話番号"] == "string"
    assert found.to_pylist()[0]["設置年月日"] == date(2001, 4, 1)
    assert found.schema.field("緯度").metadata[b"unit"] == "度".encode()


def test_changes_csv_lists_every_repair():
    assert (
        package().file("changes.csv").data.decode()
        == "line,field,before,after,rule\n2,緯度,３５．７３５６,35.7356,width\n"
    )


def test_the_published_csv_is_valid_for_frictionless_in_memory_and_from_the_folder(tmp_path: Path):
    made = package()
    assert judge_in_memory(made) == []
    for item in made.files:
        (tmp_path / item.name).write_bytes(item.data)
    verdict = DataPackage(str(tmp_path / "datapackage.json")).validate()
    assert verdict.valid, verdict.flatten(["name", "type", "note"])
    assert all(task.valid for task in verdict.tasks)
    assert len(verdict.tasks) == 4


def test_a_column_that_breaks_its_type_is_published_as_text_and_says_what_was_declared():
    rows = ((*ROWS[0][:4], "三つ", *ROWS[0][5:]), *ROWS[1:])
    made = package(rows=rows)
    field = made.schema.field_named("男性トイレ総数")
    assert field.type == "string"
    assert field.raw["hiraku:declared"] == {"type": "integer", "constraints": {"minimum": 0}}
    assert "整数として読めない値がある" in field.description
    assert made.facts["relaxed"] == ["男性トイレ総数"]
    assert judge_in_memory(made) == []
    assert json.loads(made.files[1].data)[0]["男性トイレ総数"] == "三つ"


@pytest.mark.parametrize(
    ("column", "text", "constraint", "word"),
    [
        (1, "", "required", "必須"),
        (5, "不明", "enum", "選択肢"),
        (2, "51.5", "maximum", "最大"),
        (0, "0002", "unique", "重複なし"),
    ],
)
def test_a_column_that_breaks_a_constraint_loses_just_that_constraint(column, text, constraint, word):
    first = (*ROWS[0][:column], text, *ROWS[0][column + 1 :])
    made = package(rows=(first, *ROWS[1:]))
    field = made.schema.fields[column]
    assert constraint not in field.constraints
    assert constraint in field.raw["hiraku:declared"]["constraints"]
    assert word in field.description
    assert field.type == FIELDS[column].type
    assert judge_in_memory(made) == []


def test_a_key_that_does_not_identify_every_row_is_not_published_as_one():
    made = package(rows=(ROWS[0], ROWS[0]))
    assert made.schema.primary_key == ()
    assert descriptor(made, "schema.json")["hiraku:declared"] == {"primaryKey": ["ID"]}
    assert judge_in_memory(made) == []
    assert descriptor(package(), "schema.json")["primaryKey"] == ["ID"]


@pytest.mark.parametrize("constraints", [{"minLength": 3}, {"minimum": "x"}])
def test_constraints_that_do_not_fit_their_type_are_a_fault_of_the_schema(constraints):
    fields = (Field("人数", "integer", constraints=constraints),)
    with pytest.raises(DeclarationError) as fault:
        package(rows=(("1", "a"),), schema=TableSchema("t", "local", "", "表", "table", fields))
    assert fault.value.code == "invalid-schema"
    assert "人数" in fault.value.params["detail"]


def test_numbers_that_json_cannot_hold_stay_text():
    rows = ((*ROWS[0][:2], "NaN", *ROWS[0][3:]), *ROWS[1:])
    made = package(rows=rows)
    assert made.schema.field_named("緯度").type == "string"
    assert json.loads(made.files[1].data)[0]["緯度"] == "NaN"


def test_an_integer_beyond_64_bits_stays_text_in_parquet_only():
    rows = ((*ROWS[0][:4], "9" * 25, *ROWS[0][5:]), *ROWS[1:])
    made = package(rows=rows)
    assert json.loads(made.files[1].data)[0]["男性トイレ総数"] == int("9" * 25)
    assert (
        pq.read_table(io.BytesIO(made.file("131202_public_toilet.parquet").data)).to_pylist()[0]["男性トイレ総数"]
        == "9" * 25
    )


def test_an_unknown_column_is_published_last_as_text():
    last = descriptor(package(), "schema.json")["fields"][-1]
    assert (last["name"], last["type"], last["hiraku:unknown"]) == ("管理番号", "string", True)


def test_the_datapackage_names_licence_source_publisher_and_contact():
    found = descriptor(package())
    assert found["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": CATALOG.license.url}]
    assert found["sources"][0]["hiraku:file"] == "トイレ.csv"
    assert [c["role"] for c in found["contributors"]] == ["publisher", "author", "maintainer"]
    assert "お手洗い" in found["keywords"]


TYPES = ("string", "integer", "number", "date", "boolean", "time", "year", "yearmonth")
EDGES = ["1", "1.50", "-3", "2022-04-01", "2022-4-1", "true", "09:00", "09:00:00", "2022", "2022-04", "x", "１"]
EDGES += ["NaN", "1e400", "INF", "24:00", "0001"]
CELLS = st.one_of(
    st.sampled_from(["", " ", *EDGES]), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
)
CONSTRAINTS = st.fixed_dictionaries({}, optional={"required": st.just(True), "unique": st.just(True)})


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_whatever_the_cells_and_the_schema_the_published_csv_is_valid(data):
    """The truth of the published schema is Frictionless's own verdict on the whole table."""
    types = data.draw(st.lists(st.sampled_from(TYPES), min_size=2, max_size=4))
    fields = tuple(Field(f"項目{i}", kind, constraints=data.draw(CONSTRAINTS)) for i, kind in enumerate(types))
    schema = TableSchema("t", "local", "", "表", "table", fields, primary_key=(fields[0].name,))
    row = st.lists(CELLS, min_size=len(types), max_size=len(types)).filter(any).map(tuple)
    made = package(rows=tuple((*r, "a") for r in data.draw(st.lists(row, min_size=1, max_size=6))), schema=schema)
    assert judge_in_memory(made) == []


def test_a_blank_table_has_a_header_and_valid_files():
    judged = table(())
    made = build_package(dataset(), judged, SCHEMA, report(judged), CATALOG, report_html="")
    assert made.rows == 0
    assert judge_in_memory(made) == []
    assert made.clearance is None


def test_truth_reads_each_distinct_text_once_per_column():
    cells = pd.DataFrame({"緯度": ["35.0"] * 5000}, dtype="str")
    truth = find_truth(cells, dataclasses.replace(SCHEMA, primary_key=()))
    assert truth.typed["緯度"] == {"35.0": 35.0}
