"""Units, days and notes inside labels are kept, and do not hide the name."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.align import align
from pipelines.align.label_facts import find_label_facts
from pipelines.model.table import Provenance, RawTable
from pipelines.standard import schema


@pytest.mark.parametrize(
    ("label", "facts"),
    [
        ("人数_令和6年1月9日午後6時時点", {"as-of": "令和6年1月9日午後6時"}),
        ("総人口（令和4年1月1日現在）", {"as-of": "令和4年1月1日"}),
        ("世帯数 2022/10/1時点", {"as-of": "2022/10/1"}),
        ("面積（㎡）", {"unit": "㎡"}),
        ("歳入(単位：百万円)", {"unit": "百万円"}),
        ("利用料金［千円］", {"unit": "千円"}),
        ("電話番号（半角）", {"note": "半角"}),
        ("員数（数）", {}),
        ("建物名等(方書)", {}),
        ("令和4年1月1日現在", {}),
        ("（㎡）", {}),
        ("名称", {}),
    ],
)
def test_a_label_says_unit_day_or_note_beside_its_name(label: str, facts: dict[str, str]) -> None:
    assert find_label_facts([label]) == {f"{name}:{label}": text for name, text in facts.items()}


def test_a_day_in_a_label_is_provenance_and_the_column_is_still_known() -> None:
    labels = ("総人口_令和4年1月1日現在", "男性")
    raw = RawTable(pd.DataFrame([["1", "2"]], dtype="str"), labels, Provenance("a.csv", "0" * 64, 1))
    labelled = align(raw, schema("population"))
    assert [column.field for column in labelled.columns] == ["総人口", "男性"]
    assert labelled.columns[0].label == labels[0]
    assert labelled.raw.provenance.notes == {"as-of:総人口_令和4年1月1日現在": "令和4年1月1日"}


def test_the_same_number_on_two_days_is_a_series_and_neither_column_is_chosen() -> None:
    labels = ("総人口_令和4年1月1日現在", "総人口_令和5年1月1日現在", "男性")
    raw = RawTable(pd.DataFrame([["1", "2", "3"]], dtype="str"), labels, Provenance("a.csv", "0" * 64, 1))
    assert [column.field for column in align(raw, schema("population")).columns] == [None, None, "男性"]


@given(st.lists(st.text(max_size=40) | st.text("（）()_令和年月日元0123456789現在時点㎡単位：", max_size=20)))
def test_no_label_breaks_it_and_a_fact_is_part_of_its_label(labels: list[str]) -> None:
    shown = {" ".join(label.split()) for label in labels}
    for key, text in find_label_facts(labels).items():
        kind, label = key.split(":", 1)
        assert kind in ("unit", "as-of", "note")
        assert label in shown
        assert "".join(text.split()) in "".join(label.split())
