"""Machine readability: for each of the 30 rules, a file that breaks it and one that keeps it."""

import pytest

from pipelines.model.finding import Finding
from pipelines.model.readability import REASONS
from pipelines.model.table import Mark
from pipelines.validate import judge_readability
from pipelines.validate.readability import JUDGES, judge_published, judge_unreadable
from pipelines.validate.readability.catalogue import rules
from tests.unit.validate.readability_samples import SAMPLES, book, comment, text

CLEAN = (
    ["名称", "所在地", "台数"],
    [["練馬区役所", "東京都練馬区豊玉北6-12-1", "2"], ["図書館", "東京都練馬区石神井台1-16-31", "3"]],
)
BOOK = {"container": "xlsx", "dialect": None, "encoding": "", "header_lines": ("表!1",)}


def _verdicts(judged):
    return {verdict.id: verdict for verdict in judged.verdicts}


def _broken(raw):
    return {rule for rule, verdict in _verdicts(judge_readability(raw)).items() if verdict.before.status == "broken"}


def _notice(code, **facts):
    return Finding(code, "notice", **facts)


def test_the_catalogue_holds_the_thirty_official_rules_and_each_has_a_judge():
    assert len(rules()) == 30
    assert {rule.severity for rule in rules()} == {"FATAL", "CRITICAL", "MAJOR", "MINOR"}
    assert all((rule.deduction is None) == (rule.severity == "FATAL") for rule in rules())
    assert set(JUDGES) == {rule.id for rule in rules()} == set(SAMPLES)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_each_rule_is_broken_by_one_sample_and_kept_by_the_other(rule):
    bad, good = SAMPLES[rule.id]
    judged = judge_readability(bad)
    assert _verdicts(judged)[rule.id].before.status == "broken"
    found = [finding for finding in judged.findings if finding.params["rule"] == rule.id]
    assert found
    assert all(f.code == "readability" and f.severity == "notice" and f.params["name"] == rule.name for f in found)
    level = judged.scores[f"L{rule.level}-before"]
    assert level == 0 if rule.deduction is None else level <= 100 - rule.deduction
    assert _verdicts(judge_readability(good))[rule.id].before.status == "kept"


def test_a_file_that_is_no_table_breaks_the_first_rule_and_nothing_else_is_said_of_it():
    judged = judge_unreadable()
    assert judged.scores == {"L1-before": 0}
    verdicts = _verdicts(judged)
    assert verdicts.pop("L1-01").before.status == "broken"
    assert {v.before.reason for v in verdicts.values()} == {"unreadable"}


def test_a_rule_that_cannot_be_judged_says_why_and_is_never_counted_as_kept(make_raw):
    judged = judge_readability(make_raw(*CLEAN))
    verdicts = _verdicts(judged)
    assert {v.id for v in verdicts.values() if v.before.reason == "other-format"} == {
        "L1-10", "L1-11", "L1-12", "L1-13", "L2-06",
    }  # fmt: skip
    assert judged.unchecked == ("L3-07", "L3-08")
    for verdict in judged.verdicts:
        assert (verdict.before.status == "unchecked") == bool(verdict.before.reason)
        assert verdict.before.reason in ("", *REASONS)


def test_a_clean_file_breaks_nothing(make_raw):
    judged = judge_readability(make_raw(*CLEAN))
    assert judged.findings == ()
    assert judged.scores == {"L1-before": 100, "L2-before": 100, "L3-before": 100}


@pytest.mark.parametrize(
    ("rule", "labels", "rows", "facts"),
    [
        ("L1-03", *CLEAN, {"dropped": ((4, "名称", "repeated-header"),)}),
        ("L1-03", ["a", "", "b"], [["1", "", "2"]], {}),
        ("L1-04", *CLEAN, {"footer": ((9, "※1：見込みの数"),)}),
        ("L1-05", ["名称", "列2"], [["a", "1"]], {}),
        ("L1-06", ["項　目"], [["a"]], {}),
        ("L1-06", ["名称"], [["　本庁舎"]], {}),
        ("L1-07", ["開館"], [["9:00～17:00"]], {}),
        ("L1-07", ["便器"], [["3(1)"]], {}),
        ("L1-07", ["位置"], [["35.735,139.651"]], {}),
        ("L1-07", ["遊具"], [["ぶらんこ、鉄棒、砂場"]], {}),
        ("L1-08", ["施設Ⅱ"], [["a"]], {"encoding": "cp932"}),
        ("L1-08", ["町"], [["\ue000町"]], {}),
        ("L2-01", ["金額"], [["1,200"], ["300"]], {}),
        ("L2-03", ["男_数"], [["1"]], {"header_lines": (1, 2)}),
        ("L2-02", ["地区", "町"], [["北", "一"], *([["", "二"]] * 3), ["南", "三"], ["", "四"]], {}),
        ("L2-04", ["種別"], [["ＡＥＤ"], ["AED"], ["AED"], ["AED"]], {}),
        ("L3-01", *CLEAN, {"dropped": ((2, "(円)", "unit-row"),), "lines": [3, 4]}),
        ("L3-05", ["日"], [["2022/10/19"], ["2022-10-20"]], {}),
        ("L3-09", ["町", "0歳", "1歳", "2歳"], [["a", "1", "2", "3"]], {}),
    ],
)
def test_other_ways_to_break_a_rule_are_found_too(make_raw, rule, labels, rows, facts):
    assert rule in _broken(make_raw(labels, rows, **facts))


@pytest.mark.parametrize(
    ("rule", "labels", "rows", "facts"),
    [
        ("L1-03", *CLEAN, {"dropped": ((2, "円", "unit-row"),)}),
        ("L1-04", *CLEAN, {"preamble": ((1, "  "),)}),
        ("L1-06", ["名称"], [["練馬 区民ホール"], ["JR 中央線"]], {}),
        ("L1-07", ["説明"], [["広場、池、花壇があります。"]], {}),
        ("L1-08", ["氏名"], [["髙﨑"]], {"encoding": "cp932"}),
        ("L1-08", ["名称"], [["㈱見本"]], {"encoding": "cp932"}),
        ("L1-09", ["町", "人数"], [["a", "1"], ["b", "2"]], {}),
        ("L1-12", *CLEAN, BOOK),
        ("L1-14", ["名称"], [["a\nb"]], {**BOOK}),
        ("L2-01", ["緯度"], [["35.7 "], ["35.8"]], {}),
        ("L2-01", ["郵便番号"], [["176-8501"], ["177-0041"]], {}),
        ("L2-01", ["人数"], [["1"], ["x"], ["-2.5"], ["3"], ["4"]], {}),
        ("L2-04", ["名称"], [["ＡＥＤ"], ["AED"]], {}),
        ("L2-04", ["ご意見"], [["なし"], ["ナシ"], ["ﾅｼ"], ["ﾅｼ"], ["ﾅｼ"], ["ﾅｼ"], ["ﾅｼ"], ["ﾅｼ"]], {}),
        ("L2-05", ["種別"], [["その他（公園を除く）"]] * 3, {}),
        ("L3-02", ["名称", "都道府県コード"], [["a", "13"], ["b", "13"], ["c", "14"], ["d", "14"]], {}),
        ("L3-04", ["町", "人口", "緯度", "階"], [["a", "1", "35.1", "2"], ["b", "2", "35.2", "3"]], {}),
        ("L3-05", ["日"], [["2022年（令和4年）"], ["2023年（令和5年）"]], {}),
        ("L3-05", ["棟"], [["H12-3"]], {}),
        ("L3-06", ["市区町村", "数"], [["練馬区", "1"]], {}),
        ("L3-09", ["町", "2021年", "2022年"], [["a", "1", "2"]], {}),
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_no_violation(make_raw, rule, labels, rows, facts):
    assert rule not in _broken(make_raw(labels, rows, **facts))


def test_deductions_are_the_official_ones_once_a_rule_and_never_below_zero(make_raw):
    raw = make_raw(
        ["項　目", "株"], [["　a", "㈱"], ["　b", "㈲"]], footer=((9, "注"),), encoding="cp932"
    )  # fmt: skip
    assert judge_readability(raw).scores["L1-before"] == 100 - 10 - 10 - 5


def test_the_published_table_is_judged_by_the_same_rules(make_raw, make_table):
    raw = make_raw(
        ["開始日", "所在地"], [["令和４年４月１日", "東京都練馬区"]], preamble=((1, "一覧"),), header_lines=(2,)
    )
    judged = judge_readability(raw, make_table({"開始日": ["2022-04-01"], "所在地": ["東京都練馬区"]}))
    assert judged.scores["L3-before"] == 0
    assert [judged.scores[f"L{level}-after"] for level in (1, 2, 3)] == [100, 100, 100]
    assert _verdicts(judged)["L3-01"].after.status == "kept"


def test_a_published_file_read_back_is_judged_with_the_definition_that_travels_with_it(make_schema):
    judged = judge_published(text("名称,灰分\na,1\nb,2\n"), make_schema("名称", "灰分"))
    assert judged.scores == {"L1-after": 100, "L2-after": 100, "L3-after": 100}


def test_ranges_are_physical_lines_and_columns_in_a_csv_and_a1_names_in_a_workbook():
    told = text("団体\n㈱a\n㈱b\nc\n㈱d\n", encoding="cp932")
    finding = next(f for f in judge_readability(told).findings if f.params["rule"] == "L1-08")
    assert (finding.line, finding.label, finding.params["n"]) == (2, "団体", 3)
    assert finding.params["places"] == ["R2C1:R3C1", "R5C1"]
    places = {f.params["rule"]: f.params["places"] for f in judge_readability(SAMPLES["L1-13"][0]).findings}
    assert places["L1-13"] == ["3:3", "B:B"]
    assert _verdicts(judge_readability(SAMPLES["L1-12"][0]))["L1-12"].before.places == ("C2:C3",)
    assert _verdicts(judge_readability(SAMPLES["L1-11"][0]))["L1-11"].before.places == ("A3",)
    assert _verdicts(judge_readability(SAMPLES["L2-06"][0]))["L2-06"].before.places == ("C4",)


def test_lines_of_the_published_csv_count_the_line_breaks_in_its_cells(make_raw, make_table):
    table = make_table({"名称": ["a\nb", "c"], "数": ["1", "3台"]})
    places = _verdicts(judge_readability(make_raw(*CLEAN), table))["L1-14"].after.places
    assert places == ("R2C1",)
    table = make_table({"名称": ["a\nb", "c"], "数": ["台", "　3"]})
    assert _verdicts(judge_readability(make_raw(*CLEAN), table))["L1-06"].after.places == ("R2C1", "R4C2")


def test_a_comment_in_a_cell_is_information_beside_the_table():
    verdict = _verdicts(judge_readability(book(comment)))["L1-04"].before
    assert (verdict.status, verdict.places) == ("broken", ("B2",))


def test_every_file_of_a_dataset_is_judged_and_its_findings_name_it():
    clean, titled = text("名称\na\n"), text("一覧\n名称,数\na,1\nb,2\n", name="b.csv")
    judged = judge_readability([clean, titled])
    assert _verdicts(judged)["L3-01"].before.status == "broken"
    assert "b.csv:2" in {f.line for f in judged.findings if f.params["rule"] == "L3-01"}


def test_what_a_reader_cannot_see_is_not_judged(make_raw):
    raw = make_raw(*CLEAN, **BOOK, unread=("look", "object", "hidden-row", "formula"))
    assert {"L1-10", "L1-11", "L1-13", "L2-06"} <= set(judge_readability(raw).unchecked)
    assert _verdicts(judge_readability(raw))["L1-11"].before.reason == "format-unread"
    seen = make_raw(*CLEAN, **BOOK, unread=("look",), marks=(Mark("look", "A1"),))
    assert "L1-11" in _broken(seen)
