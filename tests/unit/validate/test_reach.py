"""The points in reach: only what a finding asks to mend, into a form that is known, counts as mended."""

import pytest

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.validate import judge_readability
from pipelines.validate.readability.reach import points_in_reach

NUMBERS = ["300", "12", "5", "8", "1,05"]
NAMES = list("あいうえお")


@pytest.fixture
def reach(make_raw, make_table, make_schema):
    def points(columns, findings, kind="text"):
        raw = make_raw(list(columns), [list(row) for row in zip(*columns.values(), strict=True)])
        table = make_table(columns)
        schema = make_schema(*(Field(name, kind=kind) for name in columns))
        judged = judge_readability(raw, table, schema)
        return points_in_reach(judged.verdicts, table, schema, findings), judged.scores

    return points


def _asked(line, field="料金", severity="warning", **facts):
    return Finding("number-unreadable", severity, line, field, field, **facts)


def test_a_reported_value_of_a_field_with_a_known_form_counts_as_mended(reach):
    found, scores = reach({"料金": NUMBERS}, [_asked(6)], "number")
    assert scores["L2-after"] == 0
    assert found == {1: 100, 2: 100, 3: 100}


def test_a_value_that_nobody_is_asked_to_change_stays_as_it_is(reach):
    assert reach({"料金": NUMBERS}, [_asked(5)], "number")[0][2] == 0
    assert reach({"料金": NUMBERS}, [_asked(6, "名称")], "number")[0][2] == 0
    assert reach({"料金": NUMBERS}, [], "number")[0][2] == 0


def test_a_notice_asks_for_nothing_unless_it_proposes_a_value(reach):
    assert reach({"料金": NUMBERS}, [_asked(6, severity="notice")], "number")[0][2] == 0
    assert reach({"料金": NUMBERS}, [_asked(6, severity="notice", proposal="105")], "number")[0][2] == 100


def test_what_a_mended_text_will_look_like_is_not_known_but_for_its_proposal(reach):
    assert reach({"料金": NUMBERS}, [_asked(6)], "text")[0][2] == 0
    assert reach({"料金": NUMBERS}, [_asked(6, proposal="105")], "text")[0][2] == 100
    assert reach({"料金": NUMBERS}, [_asked(6, proposal="1,050")], "text")[0][2] == 0


def test_what_is_true_only_today_changes_no_points(reach):
    assert reach({"料金": NUMBERS}, [_asked(6, momentary=True)], "number")[0][2] == 0


def test_a_column_that_is_faulty_as_a_whole_counts_as_mended_as_a_whole(reach):
    shifted = Finding("column-shifted", "error", None, "料金", "料金")
    assert reach({"料金": NUMBERS}, [shifted], "number")[0][2] == 100


def test_a_column_that_somebody_is_asked_to_name_counts_as_named_and_another_does_not(reach):
    columns = {"名称": NAMES, "列2": NAMES, "列3": NAMES}
    assert reach(columns, [])[0][1] == 90
    blank = [Finding("label-blank", "warning", 1, params={"column": column}) for column in (2, 3)]
    assert reach(columns, blank[:1])[0][1] == 90
    assert reach(columns, blank)[0][1] == 100
    assert reach(columns, [Finding("header-not-found", "error")])[0][1] == 100


def test_points_are_never_below_those_of_now_and_none_are_told_without_a_published_table(reach, make_raw, make_table):
    found, scores = reach({"料金": NUMBERS, "名称": ["a", " b", "c", "d", "e"]}, [_asked(6)], "number")
    assert all(found[level] >= scores[f"L{level}-after"] for level in found)
    alone = judge_readability(make_raw(["料金"], [["1"]]))
    table = make_table({"料金": ["1"]})
    assert points_in_reach(alone.verdicts, table, None, []) == {}
