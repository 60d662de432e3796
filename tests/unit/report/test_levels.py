"""Each of the 30 rules is told with what came of it; without a published table nothing is called mended."""

import dataclasses
import re

from pipelines.model.readability import RuleVerdict, Verdict
from pipelines.report import render_html
from pipelines.report.levels import judged_rules, rule_rows, score_rows
from tests.unit.report.samples import DATASET, RULES, faulty


def test_a_rule_is_kept_mended_left_foreign_or_unchecked():
    rows = rule_rows(faulty())
    assert [(row["id"], row["result"]) for row in rows] == [
        ("L1-01", "適合"), ("L1-06", "直した"), ("L1-12", "対象外"), ("L2-04", "残る"), ("L3-07", "適合"),
    ]  # fmt: skip


def test_a_rule_tells_its_price_and_where_it_is_broken():
    rows = {row["id"]: row for row in rule_rows(faulty())}
    assert rows["L1-01"]["cost"] == "0点に"
    assert (rows["L1-06"]["cost"], rows["L1-06"]["where"]) == ("−10", "名称 57")
    assert rows["L2-04"]["where"] == "57か所"
    assert rows["L1-12"]["where"] == "この形式のファイルには当てはまりません"


def test_without_a_published_table_nothing_is_called_mended():
    alone = tuple(dataclasses.replace(rule, after=None) for rule in RULES)
    rows = rule_rows(dataclasses.replace(faulty(), readability=alone))
    assert [row["result"] for row in rows] == ["適合", "合わない", "対象外", "合わない", "調べていません"]


def test_what_could_be_judged_is_counted():
    assert judged_rules(faulty()) == 3
    assert rule_rows(dataclasses.replace(faulty(), readability=())) == []


def test_levels_without_points_after_show_a_dash():
    (row,) = score_rows({"L1-before": 68.0}, {})
    assert (row["before"], row["now"], row["width"]) == ("68", "―", 68)


def test_what_a_csv_cannot_have_is_mended_by_publishing_one() -> None:
    merged = RuleVerdict(
        "L1-12",
        "結合",
        1,
        "CRITICAL",
        10,
        Verdict("broken", n=1, places=("A1:B1",)),
        Verdict("unchecked", "other-format"),
    )
    unseen = dataclasses.replace(merged, before=Verdict("unchecked", "format-unread"))
    series = dataclasses.replace(merged, after=Verdict("unchecked", "needs-other-files"))
    rows = rule_rows(dataclasses.replace(faulty(), readability=(merged, unseen, series)))
    assert [row["look"] for row in rows] == ["ok", rows[1]["look"], "warn"]
    assert rows[0]["result"] == "直した"
    assert rows[1]["result"] not in ("適合", "直した")


def test_points_in_reach_stand_beside_those_of_now_and_only_where_they_are_known():
    head = '<th scope="col" class="n">全部直すと</th>'
    page = render_html(faulty(), dataset=DATASET)
    assert head in page
    assert re.findall(r'<td class="n sub">(.*?)</td>', page) == ["88", "100", "100"]
    assert head not in render_html(dataclasses.replace(faulty(), reach={}), dataset=DATASET)
    (row,) = score_rows({"L1-before": 68.0}, {2: 100.0})
    assert row["reach"] == "―"
