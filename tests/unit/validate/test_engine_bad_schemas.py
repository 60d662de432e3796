"""Schemas that are no Table Schema or that nothing can satisfy: one Japanese sentence, before any cell is looked at."""

import pytest

from pipelines.model.errors import DeclarationError
from pipelines.report.messages import sentence
from pipelines.table_schema import read_schema
from pipelines.validate.cell_tests import compile_field
from pipelines.validate.engine import compile_schema, examine
from tests.unit.validate.engine_judged import judged, table_schema

V2 = {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json"}


def only(kind="string", constraints=None, **more):
    return table_schema(("名", kind, {**({"constraints": constraints} if constraints else {}), **more}))


WRONG_FORM = [
    (only(required=True), "constraintsの中"),
    (only(constraints={"required": "true"}), "trueかfalse"),
    (only(constraints={"unique": 1}), "trueかfalse"),
    (only(constraints={"minLength": "3"}), "0以上の整数"),
    (only(constraints={"maxLength": -1}), "0以上の整数"),
    (only(constraints={"pattern": 5}), "patternは文字で"),
    (only(constraints={"enum": "有"}), "値の並び"),
    (only(constraints={"enum": []}), "値の並び"),
    (only(format="phone"), "formatはdefault、email"),
    (only(missingValues="-"), "missingValuesは文字の並び"),
    (only("boolean", trueValues="有"), "trueValuesは文字の並び"),
    (only("number", bareNumber="no"), "bareNumberはtrueかfalse"),
    (only("list", delimiter=""), "1文字以上"),
    (only("list", itemType="x"), "itemTypeは"),
    (only("array", arrayItem="x"), "arrayItemは{…}"),
    ({**only(), "missingValues": [1]}, "文字の並び"),
    ({**only(), "primaryKey": 5}, "primaryKeyは項目名"),
    ({**only(), "primaryKey": {"名": 1}}, "primaryKeyは項目名"),
    ({**only(), "foreignKeys": "名"}, "foreignKeysは"),
    ({**only(), "foreignKeys": [{"fields": "名"}]}, "referenceのfields"),
    ({**only(), "foreignKeys": [{"fields": "名", "reference": "x"}]}, "referenceのfields"),
    ({**only(), "foreignKeys": [{"fields": "甲", "reference": {"fields": "名"}}]}, "「甲」"),
    ({**only(), "foreignKeys": [{"fields": "名", "reference": {"fields": "乙"}}]}, "「乙」"),
    ({**only(), "foreignKeys": [{"fields": ["名"], "reference": {"fields": ["名", "名"]}}]}, "数が違います"),
    ({**only(), "foreignKeys": [{"fields": "名", "reference": {"resource": 1, "fields": "名"}}]}, "resource"),
    ({**only(), "fieldsMatch": "x"}, "fieldsMatchは"),
    ({**only(), "title": 5}, "titleは文字"),
    ({**only(), "$schema": 5}, "$schemaは文字"),
    (only("integer", example="x"), "example value"),
]

NOTHING_FITS = [
    (only("integer", {"minimum": 5, "maximum": 1}), "minimum（5）"),
    (only("time", {"minimum": "10:00:00", "maximum": "09:00:00"}), "maximum（09:00:00）"),
    (only("number", {"minimum": 5, "maximum": 1}, groupChar=","), "minimum（5）"),
    (only("date", {"minimum": "2 Jan 2020", "maximum": "1 Jan 2020"}, format="any"), "2 Jan 2020"),
    (only("yearmonth", {"minimum": "2020-01", "maximum": "2019-12"}), "2019-12"),
    ({**only("integer", {"exclusiveMinimum": 5, "maximum": 5}), **V2}, "exclusiveMinimum（5）"),
    (only("number", {"minimum": float("nan")}), "nan"),
    (only("time", {"minimum": "9:00"}), "9:00"),
    (only("date", {"minimum": "2020-01-01"}, format="%Y/%m/%d"), "2020-01-01"),
    (table_schema(("人 数", "string", {}), ("人　数", "string", {})), "全角と半角"),
    (table_schema(("人数", "string", {}), ("人数　", "string", {})), "全角と半角"),
    (table_schema(("人 数", "string", {}), ("人\u00a0数", "string", {})), "全角と半角"),
]


NO_CHOICE_LEFT = [
    only("string", {"enum": ["abc"], "pattern": "[0-9]+"}),
    only("string", {"enum": ["abcd"], "maxLength": 3}),
    only("integer", {"enum": [11, 12], "maximum": 10}),
    only("duration", {"enum": ["一日"]}),
    only("string", {"enum": ["x"]}, format="email"),
    {**only("string", {"enum": ["-"], "required": True}), "missingValues": ["-"]},
]


@pytest.mark.parametrize(("document", "words"), [*WRONG_FORM, *NOTHING_FITS])
def test_a_schema_that_cannot_be_meant_is_refused_with_its_file_and_the_place(document, words):
    with pytest.raises(DeclarationError) as caught:
        examine("名\n1\n".encode(), document, file="表.json")
    told = sentence(caught.value)
    assert told.startswith("表.json：")
    assert words in told
    assert told.endswith("ください。")


@pytest.mark.parametrize("document", NO_CHOICE_LEFT)
def test_choices_of_which_none_is_left_are_judged_as_frictionless_judges_them_and_told(document):
    found = judged(document, "名\nabc\n1\nabcd\n12\n-\n")
    told = [sentence(doubt) for doubt in compile_schema(document, file="表.json").doubts]
    assert told == [sentence(doubt) for doubt in examine("名\nabc\n".encode(), document, file="表.json").doubts]
    assert told[0].startswith("表.json：項目「名」には、enumの値のうち")
    assert len(found)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (only(constraints={"minLength": -1}), "0以上の整数"),
        (only(missingValues=5), "文字の並び"),
        (only("time", {"minimum": "10:00:00", "maximum": "09:00:00"}, format="%H:%M:%S"), "minimum"),
        (table_schema(("人 数", "string", {}), ("人　数", "string", {})), "全角と半角"),
        (only("string", {"enum": ["abc"], "pattern": "[0-9]+"}), "enumの値"),
        (only("integer", {"enum": [11, 12], "maximum": 10}), "enumの値"),
    ],
)
def test_a_wards_own_schema_is_refused_for_the_same(document, words):
    with pytest.raises(DeclarationError) as caught:
        compile_field((schema := read_schema(document, file="表.json")).fields[0], schema)
    assert words in sentence(caught.value)


@pytest.mark.parametrize(
    "document",
    [
        only("string", {"enum": ["abc", "12"], "pattern": "[0-9]+"}),
        only("string", {"enum": ["", "-"]}, missingValues=["", "-"]),
        only("integer", {"minimum": 5, "maximum": 5}),
        only("string", {"minLength": 3.0}),
        table_schema(("ID", "string", {}), ("id", "string", {})),
        {**only("integer"), **V2},
        {**only("integer"), "fieldsMatch": "exact"},
    ],
)
def test_a_schema_that_some_value_fits_is_taken(document):
    assert compile_schema(document).whole
    assert not compile_schema(document).doubts


def test_exclusive_limits_go_to_frictionless_which_knows_the_version_of_the_standard():
    document = {**only("number", {"exclusiveMinimum": 1, "exclusiveMaximum": "2.50"}), **V2}
    assert judged(document, "名\n1\n1.0001\n2.4999\n2.5\nx\n").asked
