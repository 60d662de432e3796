"""Machine readability: for each rule that is judged, a file that breaks it and one that does not."""

import pytest

from pipelines.model.finding import Finding
from pipelines.validate import judge_readability
from pipelines.validate.readability import JUDGES
from pipelines.validate.readability.catalogue import rules

CLEAN = (
    ["名称", "所在地", "台数"],
    [["練馬区役所", "東京都練馬区豊玉北6-12-1", "2"], ["図書館", "東京都練馬区石神井台1-16-31", "3"]],
)
BOOK = {"container": "xlsx", "dialect": None, "header_lines": ("表!1",)}


def _broken(raw):
    return {f.params["rule"] for f in judge_readability(raw).findings}


def test_the_catalogue_holds_the_thirty_official_rules():
    assert len(rules()) == 30
    assert {rule.level for rule in rules()} == {1, 2, 3}
    assert set(JUDGES) <= {rule.id for rule in rules()}


def test_a_clean_file_breaks_nothing_and_says_what_could_not_be_judged(make_raw):
    judged = judge_readability(make_raw(*CLEAN))
    assert judged.findings == ()
    assert judged.scores == {"L1-before": 100, "L2-before": 100, "L3-before": 100}
    assert judged.unchecked == ("L1-09", "L3-02", "L3-04", "L3-07", "L3-08")


def _notice(code, **params):
    return Finding(code, "notice", params=params)


@pytest.mark.parametrize(
    ("rule", "labels", "rows", "facts"),
    [
        ("L1-02", ["a", "b", "a", "b"], [["1", "2", "3", "4"]], {"findings": [_notice("several-tables")]}),
        ("L1-03", *CLEAN, {"dropped": ((4, "", "blank-row"),)}),
        ("L1-03", *CLEAN, {"dropped": ((4, "名称", "repeated-header"),)}),
        ("L1-03", ["a", "", "b"], [["1", "", "2"]], {}),
        ("L1-04", *CLEAN, {"footer": ((9, "※1：見込みの数"),)}),
        ("L1-05", ["名称", ""], [["a", "1"]], {}),
        ("L1-05", ["名称", "列2"], [["a", "1"]], {}),
        ("L1-06", ["項　目"], [["a"]], {}),
        ("L1-06", ["名称"], [["　本庁舎"]], {}),
        ("L1-07", ["電話"], [["03-3993-1111、03-3993-1112"]], {}),
        ("L1-07", ["開館"], [["9:00～17:00"]], {}),
        ("L1-08", ["団体"], [["㈱練馬"]], {}),
        ("L1-08", ["施設Ⅱ"], [["a"]], {}),
        ("L1-12", *CLEAN, {**BOOK, "findings": [_notice("merged-cells", count=3)]}),
        ("L1-13", *CLEAN, {**BOOK, "findings": [_notice("hidden-rows", count=1)]}),
        ("L1-14", ["名称"], [["練馬\n区役所"]], {}),
        ("L1-15", *CLEAN, {"findings": [_notice("ragged-row")]}),
        ("L2-01", ["金額"], [["1,200"], ["300"]], {}),
        ("L2-01", ["台数"], [["3台"], ["2"]], {}),
        ("L2-02", ["名称"], [["本庁舎"], ["〃"]], {}),
        ("L2-03", ["名称", "名称"], [["a", "b"]], {}),
        ("L2-03", ["男_数"], [["1"]], {"header_lines": (1, 2)}),
        ("L2-04", ["有無"], [["有"], ["○"], ["有"], ["無"], ["無"], ["無"]], {}),
        ("L2-04", ["種別"], [["ＡＥＤ"], ["AED"], ["AED"], ["AED"]], {}),
        ("L2-05", ["種別"], [["公園"], ["その他（広場）"]], {}),
        ("L2-06", *CLEAN, {**BOOK, "findings": [_notice("formula-without-value")]}),
        ("L3-01", *CLEAN, {"header_lines": (3,), "preamble": ((1, "一覧"), (2, ""))}),
        ("L3-03", ["人数"], [["1"], ["2"], ["3"], ["x"]], {}),
        ("L3-05", ["日"], [["令和４年10月19日"]], {}),
        ("L3-05", ["日"], [["2022/10/19"], ["2022-10-20"]], {}),
        ("L3-06", ["所在地"], [["豊玉北6-12-1"]], {}),
        ("L3-09", ["町", "2020年", "2021年", "2022年"], [["a", "1", "2", "3"]], {}),
    ],
)
def test_a_violating_file_is_found_and_costs_points(make_raw, rule, labels, rows, facts):
    judged = judge_readability(make_raw(labels, rows, **facts))
    assert rule in {f.params["rule"] for f in judged.findings}
    assert judged.scores[f"{rule[:2]}-before"] < 100
    assert all(f.code == "readability" and f.severity == "notice" and f.params["name"] for f in judged.findings)


@pytest.mark.parametrize(
    ("rule", "labels", "rows", "facts"),
    [
        ("L1-03", *CLEAN, {"dropped": ((2, "円", "unit-row"),)}),
        ("L1-04", *CLEAN, {"preamble": ((1, "  "),)}),
        ("L1-06", ["名称"], [["練馬 区民ホール"], ["JR 中央線"]], {}),
        ("L1-07", ["特記事項"], [["土曜は9:00～17:00"]], {}),
        ("L1-08", ["氏名"], [["髙﨑"]], {}),
        ("L1-12", *CLEAN, BOOK),
        ("L1-14", *CLEAN, {**BOOK}),
        ("L2-01", ["緯度"], [["35.7 "], ["35.8"]], {}),
        ("L2-01", ["郵便番号"], [["176-8501"], ["177-0041"]], {}),
        ("L2-01", ["人数"], [["1"], ["x"], ["-2.5"], ["3"], ["4"]], {}),
        ("L2-04", ["名称"], [["ＡＥＤ"], ["AED"]], {}),
        ("L2-04", ["有無"], [["有"], ["無"], ["有"], ["無"]], {}),
        ("L2-05", ["種別"], [["その他"]], {}),
        ("L3-03", ["人数"], [["1"], ["2"], ["3"], ["x"]], {"footer": ((9, "x：秘匿"),)}),
        ("L3-05", ["日"], [["2022年（令和4年）"], ["2023年（令和5年）"]], {}),
        ("L3-05", ["棟"], [["H12-3"]], {}),
        ("L3-06", ["市区町村", "数"], [["練馬区", "1"]], {}),
        ("L3-09", ["町", "2021年", "2022年"], [["a", "1", "2"]], {}),
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_no_violation(make_raw, rule, labels, rows, facts):
    assert rule not in _broken(make_raw(labels, rows, **facts))


def test_deductions_are_the_official_ones_once_a_rule_and_never_below_zero(make_raw):
    raw = make_raw(["項　目", "㈱"], [["　a", "㈱"], ["　b", "㈲"]], footer=((9, "注"),))
    assert judge_readability(raw).scores["L1-before"] == 100 - 10 - 10 - 5


def test_a_fatal_rule_leaves_nothing_of_its_level(make_raw):
    judged = judge_readability(make_raw(["名称", "名称"], [["a", "b"]]))
    assert judged.scores["L2-before"] == 0


def test_the_published_table_is_judged_by_the_same_rules(make_raw, make_table):
    raw = make_raw(
        ["開始日", "所在地"], [["令和４年４月１日", "東京都練馬区"]], preamble=((1, "一覧"),), header_lines=(2,)
    )
    judged = judge_readability(raw, make_table({"開始日": ["2022-04-01"], "所在地": ["東京都練馬区"]}))
    assert judged.scores["L3-before"] == 0
    assert [judged.scores[f"L{level}-after"] for level in (1, 2, 3)] == [100, 100, 100]


def test_a_finding_names_the_column_the_first_line_and_how_many(make_raw):
    found = judge_readability(make_raw(["名称", "団体"], [["a", "b"], ["a", "㈱c"], ["a", "㈱d"]])).findings
    assert [(f.line, f.label, f.params["n"]) for f in found if f.params["rule"] == "L1-08"] == [(3, "団体", 2)]


def test_merges_of_an_old_workbook_cannot_be_judged(make_raw):
    raw = make_raw(*CLEAN, **BOOK, findings=[_notice("formats-unread")])
    assert {"L1-10", "L1-11", "L1-12", "L1-13", "L2-06"} <= set(judge_readability(raw).unchecked)
