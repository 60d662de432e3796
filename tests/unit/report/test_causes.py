"""Findings with one cure are one cause; causes stand in the order of what a decision gains."""

from pipelines.model.finding import Finding
from pipelines.report.causes import find_causes
from tests.unit.report.samples import faulty


def test_findings_of_one_cure_are_one_cause_over_several_fields():
    causes = find_causes(faulty().findings)
    assert [(c.code, c.count) for c in causes[:3]] == [
        ("coordinate-not-decimal", 224), ("choice-unknown", 37), ("required-missing", 23),
    ]  # fmt: skip
    assert causes[0].fields == ("緯度", "経度")
    assert sum(c.count for c in causes) == len(faulty().findings)


def test_another_remedy_is_another_cause():
    examples = ("公園の右", "北側")
    found = [
        Finding("required-missing", "error", 2, field, params={"example": example})
        for field, example in zip(("位置", "場所"), examples, strict=True)
    ]
    assert [c.message.how for c in find_causes(found)] == [f"原課に聞いて書いてください。例：{e}" for e in examples]


def test_other_choices_are_another_cause():
    found = [
        Finding("choice-unknown", "error", 2, "有無", value="△", params={"choices": ["有", "無"]}),
        Finding("choice-unknown", "error", 2, "種別", value="△", params={"choices": ["公立", "私立"]}),
    ]
    assert len(find_causes(found)) == 2


def test_what_one_decision_removes_most_of_comes_first():
    blanks = [Finding("required-missing", "error", line, "位置") for line in range(2, 22)]
    marks = [Finding("choice-unknown", "error", line, "有無", value="△") for line in range(2, 7)]
    assert [c.code for c in find_causes([*blanks, *marks])] == ["choice-unknown", "required-missing"]


def test_blocking_causes_come_before_bigger_warnings():
    warnings = [Finding("two-values", "warning", line, "電話番号", value="a b") for line in range(2, 99)]
    error = Finding("unreadable-date", "error", 5, "開始日", value="x")
    assert find_causes([*warnings, error])[0].severity == "error"


def test_there_are_up_to_five_examples_one_for_each_spelling():
    found = [Finding("choice-unknown", "error", line, "有無", value="△×？～"[line % 4]) for line in range(2, 40)]
    (cause,) = find_causes(found)
    assert [e.value for e in cause.examples()] == ["？", "～", "△", "×"]
    assert cause.decisions == 4


def test_different_proposals_are_pointed_to_and_none_is_named_for_all():
    found = [
        Finding("impossible-date", "error", n, "開始日", value=f"4/3{n}", proposal=f"2026-04-0{n}") for n in (1, 2)
    ]
    (cause,) = find_causes(found)
    assert cause.hand == "pick"
    assert cause.message.how == "候補でよいか確かめてください。"


def test_what_differs_from_row_to_row_is_not_told_of_all():
    found = [Finding("ragged-row", "error", n, params={"cells": n, "expected": 9}) for n in (3, 4)]
    (cause,) = find_causes(found)
    assert cause.message.what == "列の数が、項目名の行と違います。"


def test_columns_named_in_several_findings_are_counted_together():
    found = [Finding("column-unknown", "notice", params={"n": 1, "labels": [name]}) for name in ("清掃回数", "番号")]
    (cause,) = find_causes(found)
    assert cause.message.what == "標準にない項目が2列あります（清掃回数、番号）。"
    assert cause.hand == "auto"


def test_columns_without_a_name_show_their_places_and_proposals():
    found = [
        Finding("label-blank", "warning", 1, proposal=name, params={"column": place})
        for place, name in ((4, "男"), (5, "女"), (7, ""))
    ]
    (cause,) = find_causes(found)
    assert cause.message.what == "4、5、7列目の項目名が空です。"
    assert [(e.where, e.proposal) for e in cause.examples()] == [("4列目", "男"), ("5列目", "女")]


def test_a_value_that_is_personal_is_in_no_example_of_another_cause():
    found = [
        Finding("personal-data", "error", 3, "備考", value="●●●"),
        Finding("two-values", "warning", 3, "備考", value="090-1234-5678"),
        Finding("two-values", "warning", 4, "備考", value="a/b"),
    ]
    _, other = find_causes(found)
    assert "090" not in str([(e.value, e.proposal) for e in other.examples()])
    assert "090" not in str(other.message)


def test_proposals_are_one_decision_and_what_has_none_is_one_for_each_spelling():
    found = [
        Finding("coordinate-not-decimal", "error", n, "緯度", value=f"35{n}", proposal=f"35.{n}") for n in range(2, 80)
    ]
    odd = [Finding("coordinate-not-decimal", "error", 90, "緯度", value="3")]
    assert [cause.decisions for cause in find_causes(found)] == [1]
    assert [cause.decisions for cause in find_causes([*found, *odd])] == [2]


def test_latitude_comes_before_longitude():
    found = [
        Finding("coordinate-not-decimal", "error", n, field, value="x", proposal="1")
        for n in (9, 2)
        for field in ("経度", "緯度")
    ]
    (cause,) = find_causes(found)
    assert cause.fields == ("緯度", "経度")
    assert [(f.line, f.field) for f in cause.findings] == [(9, "緯度"), (9, "経度"), (2, "緯度"), (2, "経度")]


def test_rows_that_share_a_value_are_all_examples():
    found = [Finding("duplicate-id", "warning", n, "ID", value="T044", params={"n": 2}) for n in (45, 46)]
    (cause,) = find_causes(found)
    assert [example.line for example in cause.examples()] == [45, 46]


def test_what_has_no_proposal_has_a_remedy_of_its_own():
    found = [Finding("coordinate-not-decimal", "error", n, "緯度", value=f"35{n}", proposal=f"35.{n}") for n in (2, 3)]
    (cause,) = find_causes([*found, Finding("coordinate-not-decimal", "error", 9, "緯度", value="3")])
    first, second = cause.message.how.split("。")[:2]
    assert first.startswith("候補を地図で")
    assert second.startswith("候補のないものは、")
