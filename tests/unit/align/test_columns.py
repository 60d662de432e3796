"""Columns to fields: nothing is lost, nothing is guessed, the order of columns does not matter."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.align import align
from pipelines.model.errors import DeclarationError
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import Provenance, RawTable
from pipelines.standard import aliases, read_schema, schema, schemas

AED = schema("aed")
KNOWN = [f.name for f in AED.fields] + list(aliases("aed")) + ["口径(mm)", "都道府県名", "独自の列", ""]
LABELS = st.lists(st.sampled_from(KNOWN) | st.text(max_size=8), max_size=25)


def _raw(labels) -> RawTable:
    cells = pd.DataFrame([["x"] * len(labels)], index=[2], columns=range(len(labels)), dtype="str")
    return RawTable(cells, tuple(labels), Provenance("x.csv", "0" * 64, 1))


def _fields(labels, table=AED, accepted=None):
    return [c.field for c in align(_raw(labels), table, accepted or {}).columns]


def _hows(labels, table=AED, accepted=None):
    return [c.how for c in align(_raw(labels), table, accepted or {}).columns]


def _codes(labels, table=AED):
    return [f.code for f in align(_raw(labels), table).findings]


def _found(labels, code, table=AED):
    return [f for f in align(_raw(labels), table).findings if f.code == code]


@pytest.mark.parametrize("table", schemas(), ids=lambda s: f"{s.slug}-{s.edition}")
def test_the_national_header_is_understood_as_it_is_and_nothing_is_found(table):
    labels = [f.name for f in table.fields]
    aligned = align(_raw(labels), table)
    assert [c.field for c in aligned.columns] == labels
    assert {c.how for c in aligned.columns} == {"exact"}
    assert aligned.findings == ()


@pytest.mark.parametrize(
    ("label", "field", "how"),
    [
        ("名称", "名称", "exact"),
        ("建物名等（方書）", "建物名等(方書)", "width"),
        ("所在地＿連結表記", "所在地_連結表記", "width"),
        ("住所", "所在地_連結表記", "alias"),
        ("№", "ID", "alias"),
        ("NO．", "ID", "alias"),
        ("https://schema.org/telephone", "電話番号", "alias"),
        ("http://www.w3.org/2003/01/geo/wgs84_pos#long", "経度", "alias"),
        ("緯度：北緯\n(世界測地系10進法)", "緯度", "alias"),
        ("電話番号（半角）", "電話番号", "alias"),
        ("電話番号（夜間）", None, "unknown"),
        ("都道府県名", None, "unknown"),
        ("位置", None, "unknown"),
        ("月曜日", None, "unknown"),
        ("", None, "unknown"),
        ("\u3000", None, "unknown"),
    ],
)
def test_a_label_is_understood_where_its_meaning_is_certain(label, field, how):
    column = align(_raw([label]), AED).columns[0]
    assert (column.field, column.how) == (field, how)


def test_a_unit_is_taken_off_only_when_it_is_the_fields_own():
    event = schema("event")
    assert _fields(["料金(基本)（円）", "定員（名）"], event) == ["料金(基本)", "定員"]
    assert _fields(["料金(基本)（千円）", "定員（円）"], event) == [None, None]


def test_the_stewards_word_goes_before_everything_else():
    assert _fields(["住所", "位置"], accepted={"位置": "設置位置"}) == ["所在地_連結表記", "設置位置"]
    assert _fields(["名称", "施設"], accepted={"施設": "名称"}) == [None, "名称"]
    assert _hows(["位置 "], accepted={"位置": "設置位置"}) == ["accepted"]


def test_an_accepted_alias_to_a_field_that_is_not_there_is_a_fault_of_the_declaration():
    with pytest.raises(DeclarationError, match="unknown-field"):
        align(_raw(["a"]), AED, {"a": "無い項目"})


def test_names_of_the_new_edition_lead_to_the_old_one():
    old = schema("aed", "2017")
    assert _fields(["ID", "所在地_連結表記", "所在地", "NO"], old) == [None, "住所", None, "NO"]


def test_a_second_column_for_a_field_stays_under_its_own_label_and_is_reported():
    labels = ["備考", "名称", "備考", "施設名"]
    assert _fields(labels) == ["備考", "名称", None, None]
    assert [(f.label, f.field, f.params["labels"]) for f in _found(labels, "column-doubled")] == [
        ("備考", "備考", ["備考", "備考"]),
        ("施設名", "名称", ["名称", "施設名"]),
    ]
    assert {f.severity for f in _found(labels, "column-doubled")} == {"warning"}


def test_an_inferred_mandatory_field_that_is_missing_is_a_warning_and_an_official_one_an_error():
    missing = {f.field: (f.severity, f.basis) for f in _found(["電話番号"], "column-missing")}
    assert missing["名称"] == ("warning", "inferred")
    assert missing["所在地_連結表記"] == ("error", "official")


def test_a_missing_field_comes_with_the_unknown_column_that_may_be_it():
    (finding,) = _found(["名称", "設置の位置", "所在地"], "column-missing")
    assert (finding.field, finding.proposal) == ("設置位置", "設置の位置")


def test_unknown_columns_are_listed_and_a_likely_meaning_is_only_proposed():
    findings = _found(["名称", "設置の位置", "独自の列", "番号", ""], "column-unknown")
    assert {(f.label, f.proposal) for f in findings if f.proposal} == {("設置の位置", "設置位置"), ("番号", "ID")}
    assert [f.params for f in findings if not f.proposal] == [{"n": 2, "labels": ["独自の列", "列5"]}]
    assert {f.severity for f in findings} == {"notice"}


def test_a_field_that_is_taken_is_not_proposed():
    assert [f.proposal for f in _found(["設置位置", "設置の位置"], "column-unknown")] == [""]


def test_the_order_is_noticed_only_where_the_order_is_known():
    toilet = schema("public_toilet")
    names = [f.name for f in toilet.fields]
    swapped = [names[1], names[0], *names[2:]]
    assert [f.params for f in _found(swapped, "column-order", toilet)] == [{"n": 1, "labels": [names[0]]}]
    assert "column-order" not in _codes([f.name for f in AED.fields][::-1])


def test_every_header_that_changes_its_name_is_told():
    told = {(f.label, f.field, f.severity) for f in _found(["建物名等（方書）", "住所", "名称"], "column-renamed")}
    assert told == {("建物名等（方書）", "建物名等(方書)", "notice"), ("住所", "所在地_連結表記", "notice")}


def test_a_schema_without_fields_finds_nothing():
    bare = TableSchema("", "", "", "", "", ())
    aligned = align(_raw(["a", "a", ""]), bare)
    assert [c.field for c in aligned.columns] == [None, None, None]
    assert aligned.findings == ()


def test_a_wards_own_schema_is_matched_by_its_own_names_only():
    own = read_schema({"fields": [{"name": "所在地"}, {"name": "名称"}]}, file="schemas/local/own.json")
    assert _fields(["所在地 ", "住所", "施設名"], own) == ["所在地", None, None]


def test_names_that_are_equal_once_folded_are_told_apart_exactly_or_not_at_all():
    own = TableSchema("", "", "", "", "", (Field("A-1"), Field("Ａ－１")))  # a schema's own file is refused for this
    assert _fields(["A-1", "Ａ－１", "a-1"], own) == ["A-1", "Ａ－１", None]


@given(LABELS)
def test_no_column_is_lost_and_no_field_is_given_twice(labels):
    columns = align(_raw(labels), AED).columns
    assert [(c.position, c.label) for c in columns] == list(enumerate(labels))
    given_fields = [c.field for c in columns if c.field]
    assert len(given_fields) == len(set(given_fields))


@given(LABELS, st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_change_the_mapping(labels, random):
    shuffled = list(labels)
    random.shuffle(shuffled)
    assert sorted(zip(labels, map(str, _fields(labels)), strict=True)) == sorted(
        zip(shuffled, map(str, _fields(shuffled)), strict=True)
    )
