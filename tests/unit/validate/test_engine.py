"""The columnar engine: a small table for each kind of fault, held against Frictionless and what is written here."""

import json

import pytest

from pipelines.model.errors import DeclarationError, UnreadableFile
from pipelines.report.messages import sentence
from pipelines.standard import schemas
from pipelines.validate.engine import compile_schema, declaration, examine, fields, patterns, source
from tests.unit.validate.engine_judged import judged, table_schema

REQUIRED = {"constraints": {"required": True}}
UNIQUE = {"constraints": {"unique": True}}


@pytest.mark.parametrize(
    ("kind", "more", "good", "bad"),
    [
        ("string", {"format": "email"}, ["a@b.jp"], ["a@b", "山"]),
        ("string", {"format": "uri"}, ["https://a.jp/x?y", "mailto:a@b.jp"], ["a.jp"]),
        ("string", {"format": "uuid"}, ["123e4567-e89b-42d3-a456-426614174000"], ["123e4567"]),
        ("string", {"format": "binary"}, ["YQ=="], ["a"]),
        ("integer", {}, ["1", "-5", "007", "１", " 3 ", "1_0"], ["1.0", "x", "1,000"]),
        ("integer", {"bareNumber": False}, ["約5人", "¥12"], ["円"]),
        ("number", {}, ["1.50", "1e3", "nan", ".5", "１"], ["1,5", "12円"]),
        ("number", {"decimalChar": ",", "groupChar": "."}, ["1.234,5"], ["x"]),
        ("number", {"bareNumber": False}, ["約5.5m", "5"], ["円"]),
        ("boolean", {}, ["true", "0"], ["yes", "有"]),
        ("boolean", {"trueValues": ["有"], "falseValues": ["無"]}, ["有", "無"], ["1"]),
        ("date", {}, ["2024-02-29", "2022-4-1"], ["2023-02-29", "2022/04/01", "令和4年4月1日"]),
        ("date", {"format": "%Y/%m/%d"}, ["2022/4/1"], ["2022-04-01"]),
        ("date", {"format": "any"}, ["1 Apr 2022"], ["四月"]),
        ("time", {}, ["09:00:00", "09:00:00+09:00"], ["9:00:00", "09:00"]),
        ("time", {"format": "%H:%M"}, ["9:05"], ["24:00"]),
        ("datetime", {}, ["2022-01-31T09:00:00Z"], ["2022-01-31", "2022-02-30T09:00:00"]),
        ("datetime", {"format": "%Y-%m-%d %H:%M"}, ["2022-01-31 09:00"], ["2022-01-31T09:00"]),
        ("year", {}, ["2022", "0000"], ["22", "20222"]),
        ("yearmonth", {}, ["2022-01", "2022-1"], ["2022-13", "202201"]),
        ("duration", {}, ["P1Y2M", "PT5M"], ["1h"]),
        ("geopoint", {}, ["139.6,35.7"], ["181,0", "35.7"]),
        ("geopoint", {"format": "array"}, ["[1,2]"], ["1,2"]),
        ("geojson", {}, ['{"type":"Point","coordinates":[1,2]}'], ["{}", "x"]),
        ("object", {}, ["{}"], ["[]", "x"]),
        ("array", {}, ["[1]"], ["{}", "x"]),
        ("any", {}, ["x", "1"], []),
    ],
)
def test_each_type_takes_what_frictionless_takes(kind, more, good, bad):
    cells = [*good, *bad]
    text = "a,b\n" + "".join('"' + cell.replace('"', '""') + '",x\n' for cell in cells)
    found = judged(table_schema(("a", kind, more), ("b", "string", {})), text)
    assert found.triples() == [(line, "a", "type-error") for line in range(2 + len(good), 2 + len(cells))]
    assert not found.asked


@pytest.mark.parametrize(
    ("kind", "constraints", "good", "bad"),
    [
        ("string", {"minLength": 2, "maxLength": 3}, ["東京", "abc"], ["a", "abcd"]),
        ("string", {"pattern": "a|b"}, ["ax", "b"], ["xb"]),
        ("string", {"pattern": "(?=a).b"}, ["ab"], ["bb"]),
        ("string", {"enum": ["有", "無"]}, ["有"], ["有り"]),
        ("integer", {"minimum": 2, "maximum": "10"}, ["2", "10", "0010"], ["1", "11"]),
        ("number", {"minimum": 0.1, "maximum": "2.50"}, ["0.10", "2.5"], ["0.09999999999999999999", "2.500001", "nan"]),
        ("number", {"enum": [1, "2.50"]}, ["1.0", "2.5"], ["2.51"]),
        ("date", {"minimum": "2022-01-31"}, ["2022-01-31", "2022-2-1"], ["2022-01-30", "2022-1-1"]),
        ("time", {"maximum": "12:00:00"}, ["12:00:00"], ["12:00:01"]),
        ("year", {"minimum": 2000}, ["2000"], ["1999"]),
        ("yearmonth", {"maximum": "2022-06"}, ["2022-6", "2022-06"], ["2022-07"]),
        ("boolean", {"enum": [True]}, ["1"], ["0"]),
        ("array", {"minLength": 1}, ["[1]"], ["[]"]),
    ],
)
def test_each_constraint_is_broken_by_what_breaks_it_for_frictionless(kind, constraints, good, bad):
    text = "a,b\n" + "".join(f"{cell},x\n" for cell in [*good, *bad])
    found = judged(table_schema(("a", kind, {"constraints": constraints}), ("b", "string", {})), text)
    assert {line for line, _, _ in found.triples()} == set(range(2 + len(good), 2 + len(good) + len(bad)))
    assert set(found.counts()) == {("a", "constraint-error")}


def test_missing_values_are_the_fields_or_else_the_schemas():
    document = table_schema(
        ("a", "integer", {"missingValues": ["-"]}), ("b", "integer", REQUIRED), missingValues=["", "なし"]
    )
    found = judged(document, "a,b\n-,1\nなし,2\n3,なし\n,4\n")
    assert found.triples() == [(3, "a", "type-error"), (4, "b", "constraint-error"), (5, "a", "type-error")]


def test_a_blank_record_has_no_other_fault_but_that_of_its_key():
    document = table_schema(("a", "string", REQUIRED), ("b", "integer", {}), primaryKey="a")
    found = judged(document, "a,b\n,\n\n,1\nx,2\n,,\n")
    assert found.triples() == [
        (2, "", "blank-row"),
        (2, "", "primary-key"),
        (3, "", "blank-row"),
        (3, "", "primary-key"),
        (4, "a", "constraint-error"),
        (4, "", "primary-key"),
        (6, "", "blank-row"),
        (6, "", "primary-key"),
    ]


def test_short_and_long_records_are_named_cell_by_cell():
    found = judged(table_schema(("a", "string", REQUIRED), ("b", "integer", REQUIRED)), "a,b\nx\nx,1,2,3\ny,z,\n")
    assert [fault[1:] for fault in found.faults()] == [
        ("b", "constraint-error", ""),
        ("b", "missing-cell", ""),
        ("", "extra-cell", "2"),
        ("", "extra-cell", "3"),
        ("b", "type-error", "z"),
        ("", "extra-cell", ""),
    ]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("a,b,c", []),
        (" a ,b,c", []),
        ("a,,c", ["blank-label"]),
        ("a,a,c", ["duplicate-label"]),
        ("a,x,c", ["incorrect-label"]),
        ("a,b,c,d,d", ["extra-label", "extra-label"]),
        ("a,b", ["missing-label"]),
        ("b,a", ["missing-label", "incorrect-label", "incorrect-label"]),
    ],
)
def test_labels_are_paired_with_fields_by_place(header, codes):
    document = table_schema(("a", "string", {}), ("b", "string", {}), ("c", "string", {}))
    row = ",".join("x" for _ in header.split(","))
    assert [code for _, _, code in judged(document, f"{header}\n{row}\n").triples()] == codes


def test_lines_are_physical_where_cells_hold_line_breaks():
    found = judged(table_schema(("a", "string", {}), ("b", "integer", {})), 'a,b\r\n"1\r\n2\n3",x\r\ny,"z\r\n"\r\n')
    assert list(found.faults()) == [(2, "b", "type-error", "x"), (5, "b", "type-error", "z\r\n")]


def test_equal_values_are_equal_in_any_spelling_and_across_chunks():
    document = table_schema(("n", "number", UNIQUE), ("s", "string", UNIQUE))
    rows = ["1,a", "2,b", "1.0,c", "nan,d", "nan,e", ",a", ",b", "x,f", "x,g"]
    text = "n,s\n" + "\n".join(rows) + "\n"
    whole = judged(document, text)
    assert [fault for fault in whole.triples() if fault[2] == "unique-error"] == [
        (4, "n", "unique-error"),
        (7, "s", "unique-error"),
        (8, "s", "unique-error"),
    ]
    for stretch in (1, 8, 20):
        assert examine(text.encode(), document, stretch=stretch).triples() == whole.triples()


def test_a_composite_key_may_repeat_a_part_but_not_the_whole():
    document = table_schema(("a", "string", {}), ("b", "integer", {}), primaryKey=["a", "b"])
    text = "a,b\nx,1\nx,2\nx,01\n,1\n,1\nx,\nx,\n"
    assert [line for line, _, code in judged(document, text).triples() if code == "primary-key"] == [4, 6, 8]


def test_a_foreign_key_into_the_table_itself():
    key = {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}
    document = table_schema(("id", "integer", {}), ("parent", "integer", {}), foreignKeys=[key])
    assert judged(document, "id,parent\n1,\n2,01\n3,9\n").triples() == [(4, "", "foreign-key")]


@pytest.mark.parametrize(
    "more",
    [
        {"fieldsMatch": "subset", "$schema": "https://datapackage.org/profiles/2.0/tableschema.json"},
        {"foreignKeys": [{"fields": ["a"], "reference": {"resource": "other", "fields": ["a"]}}]},
    ],
    ids=["fields by name", "another table"],
)
def test_a_schema_that_the_engine_does_not_know_goes_to_frictionless_whole(more):
    found = judged(table_schema(("a", "integer", {}), **more), "a,b\nx,1\n")
    assert found.asked
    assert len(found)


@pytest.mark.parametrize("text", ["", "\n", "\n\n1\n"])
def test_a_file_without_a_header_goes_to_frictionless_whole(text):
    judged(table_schema(("a", "integer", {})), text)


def test_counts_are_not_capped_and_samples_are():
    found = examine(b"a,b\n" + b"x,\n" * 5000, table_schema(("a", "integer", {}), ("b", "string", REQUIRED)))
    assert found.counts() == {("a", "type-error"): 5000, ("b", "constraint-error"): 5000}
    assert [(f.line, f.field, f.value) for f in found.findings(most=3)] == [(2, "a", "x"), (2, "b", ""), (3, "a", "x")]


def test_two_thousand_columns():
    names = [f"列{n}" for n in range(2000)]
    document = table_schema(*((name, "integer", {}) for name in names))
    rows = [",".join("x" if n == 1999 else "1" for n in range(2000))] * 5
    found = examine("\n".join([",".join(names), *rows, ""]).encode(), document)
    assert found.triples() == [(line, "列1999", "type-error") for line in range(2, 7)]


def test_a_quote_that_never_closes_is_read_as_frictionless_reads_it(monkeypatch):
    monkeypatch.setattr(source, "_LONGEST_RECORD", 64)
    judged(table_schema(("a", "integer", {}), ("b", "integer", {})), 'a,b\n1,2\n1,"x\n' + "2,y\n" * 100, stretch=16)
    judged(table_schema(("a", "integer", {}), ("b", "integer", {})), 'a,b\n1,2\n1"0,x\n' + "2,y\n" * 100, stretch=16)


def test_bytes_that_are_no_utf8_are_refused():
    with pytest.raises(UnreadableFile, match="undecodable"):
        examine("甲\n1\n".encode("cp932"), table_schema(("甲", "string", {})))


def test_a_pattern_that_explodes_is_answered_at_once_where_it_is_regular():
    document = table_schema(("a", "string", {"constraints": {"pattern": "(a+)+b"}}))
    found = examine(f"a\n{'a' * 60}\n{'a' * 60}b\n".encode(), document)
    assert found.triples() == [(2, "a", "constraint-error")]


def test_a_pattern_that_explodes_and_is_not_regular_is_ended(monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 1.0)
    document = table_schema(("項目", "string", {"constraints": {"pattern": r"((a+)+)(?=b)\1"}}))
    with pytest.raises(DeclarationError) as caught:
        examine(f"項目\n{'a' * 60}\n".encode(), document, file="表.json")
    assert caught.value.code == "schema-pattern-slow"
    assert sentence(caught.value).startswith("表.json：項目「項目」のpatternは、")


def test_a_pattern_with_two_loops_that_is_not_regular_still_answers():
    document = table_schema(("a", "string", {"constraints": {"pattern": "(?=.*[0-9])(?=.*[a-z]).{4,}"}}))
    assert examine(b"a\nabc1\nabcd\n1a\n", document).triples() == [
        (3, "a", "constraint-error"),
        (4, "a", "constraint-error"),
    ]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (table_schema(("数", "integer", {"constraints": {"minimum": 5, "maximum": 1}})), "「数」"),
        (table_schema(("数", "number", {"constraints": {"minimum": "10", "maximum": "9.5"}})), "maximum"),
        (table_schema(("日", "date", {"constraints": {"minimum": "2023-01-01", "maximum": "2022-01-01"}})), "「日」"),
        (table_schema(("名", "string", {"constraints": {"minLength": 3, "maxLength": 2}})), "minLength"),
        (table_schema(("数", "integer", {"constraints": {"minimum": "x"}})), "minimum"),
        (table_schema(("数", "integer", {"constraints": {"enum": [1, "二"]}})), "二"),
        (table_schema(("名", "string", {"constraints": {"enum": [1]}})), "enum"),
        (table_schema(("日", "date", {"constraints": {"enum": ["2022-02-30"]}})), "2022-02-30"),
        (table_schema(("名", "string", {}), ("名", "string", {})), "名"),
        (table_schema(("ＩＤ", "string", {}), ("ID", "string", {})), "全角"),
        (table_schema(("ｶﾅ", "string", {}), ("カナ", "string", {})), "カナ"),
        (table_schema(("名", "string", {}), primaryKey=["番号"]), "番号"),
        (table_schema(("名", "string", {"constraints": {"pattern": "("}})), "pattern"),
        (table_schema(("名", "string", {"constraints": {"minimum": 1}})), "minimum"),
        (table_schema(("名", "no-such-type", {})), "no-such-type"),
        ({"fields": "x"}, "fields"),
        ({"fields": [{"type": "string"}]}, "1番目"),
        (table_schema(("名", "string", {"constraints": {"pattern": "(" * 5000 + ")" * 5000}})), "「名」"),
    ],
)
def test_a_schema_that_contradicts_itself_is_refused_with_the_place_and_the_reason(document, words):
    with pytest.raises(DeclarationError) as caught:
        examine(b"a\n1\n", document, file="表.json")
    told = sentence(caught.value)
    assert told.startswith("表.json：")
    assert words in told


def test_every_national_table_compiles_without_frictionless(monkeypatch):
    def refuse(*_):
        raise AssertionError("Frictionless was asked about a national table")

    monkeypatch.setattr(declaration, "_ask_frictionless", refuse)
    monkeypatch.setattr(fields, "foreign_reader", refuse)
    for table in schemas():
        assert len(compile_schema(json.loads(json.dumps(table.descriptor))).fields) == len(table.fields)
