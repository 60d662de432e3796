"""Every finding of a cause can be reached: in its table, or in the data that the page shows when asked."""

import json
import re

import pytest

from pipelines.model.finding import CellChange, Finding
from pipelines.model.report import KnownRow
from pipelines.report import render_html
from pipelines.report.causes import find_causes
from pipelines.report.details import details_of
from pipelines.report.letters import letter_of
from pipelines.report.limits import BUDGET
from pipelines.report.messages import known_codes
from pipelines.report.scene import Scene
from tests.unit.report.samples import CATALOG, DATASET, faulty, report

SCENE = Scene("見本", 10, known={3: KnownRow("北公園")})
HOURS = ("24時間", "日の出から日没まで", "9時～5時", "公園の開園時間")


def _details(found):
    (cause,) = find_causes(found)
    return details_of(cause, SCENE, 5)


def test_values_that_repeat_are_rows_with_all_their_lines():
    found = [
        Finding("time-unreadable", "warning", n, "利用時間", value="24時間" if n % 4 else "夜") for n in range(2, 22)
    ]
    details = _details(found)
    assert details.heads == ("今の値", "件", "行")
    assert details.rows[0] == ("24時間", "15", "2、3、5–7、9–11、13–15、17–19、21行")


def test_fields_of_one_spelling_stand_together_and_the_most_frequent_spelling_comes_first():
    found = [Finding("choice-unknown", "error", n, "甲", value="△") for n in range(2, 8)]
    found += [Finding("choice-unknown", "error", n, "甲", value="？") for n in range(8, 13)]
    found += [Finding("choice-unknown", "error", n, "乙", value="？") for n in range(20, 23)]
    assert [row[:3] for row in _details(found).rows] == [("？", "甲", "5"), ("？", "乙", "3"), ("△", "甲", "6")]


def test_values_that_all_differ_are_rows_by_line_with_names():
    found = [Finding("unreadable-date", "error", n, "開始日", value=f"日{n}") for n in range(3, 12)]
    details = _details(found)
    assert details.heads == ("行", "名称", "今の値")
    assert details.rows[:2] == (("3行", "北公園", "日3"), ("4行", "", "日4"))


def test_latitude_and_longitude_stand_side_by_side():
    found = [
        Finding("coordinate-not-decimal", "error", n, field, value=f"3544{n}", proposal=f"35.{n}")
        for n in range(2, 9)
        for field in ("緯度", "経度")
    ]
    assert _details(found).rows[0] == ("2行", "35442", "35.2", "35442", "35.2")


def test_a_few_findings_need_no_table_beside_their_examples():
    assert _details([Finding("unreadable-date", "error", n, "開始日", value=f"日{n}") for n in range(2, 7)]) is None


def test_personal_findings_have_no_table():
    assert _details([Finding("personal-data", "error", n, "備考") for n in range(2, 30)]) is None


def _data(page: str) -> dict[str, list[list[str]]]:
    found = re.search(r'<script type="application/json" id="rows">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])


@pytest.mark.parametrize("count", [250, 1_400])
def test_rows_that_the_table_leaves_out_are_in_the_page_s_data(count):
    found = [Finding("unreadable-date", "error", n, "開始日", value=f"日づけ{n}<b>") for n in range(2, 2 + count)]
    page = render_html(report(found, rows=count), dataset=DATASET)
    table = re.findall(r'<th scope="row" class="nw">([0-9]+)行</th>', page)
    rest = _data(page)["unreadable-date"]
    assert [*table, *(row[0].removesuffix("行") for row in rest)] == [str(n) for n in range(2, 2 + count)]
    assert rest[-1] == [f"{count + 1}行", rest[-1][1], f"日づけ{count + 1}<b>"]
    assert len(page.encode()) <= BUDGET


def test_values_of_a_cell_cannot_end_the_data():
    evil = "</script><script>alert(1)</script><!--"
    found = [Finding("unreadable-date", "error", n, "開始日", value=f"{evil}{n}") for n in range(2, 400)]
    page = render_html(report(found, rows=400), dataset=DATASET)
    assert page.count("</script>") == 2
    assert len(_data(page)["unreadable-date"]) == 398 - 200


def test_half_a_character_does_not_break_the_data():
    found = [Finding("unreadable-date", "error", n, "開始日", value=f"\ud800{n}") for n in range(2, 400)]
    assert _data(render_html(report(found, rows=400), dataset=DATASET))


def test_the_letter_names_the_section_the_rows_and_who_asks():
    page = render_html(faulty(), dataset=DATASET, catalog=CATALOG)
    letter = re.search(r'<pre class="letter" id="ask-required-missing">(.*?)</pre>', page, re.DOTALL)[1]
    assert letter.startswith(
        "土木部計画課 御中\n\nオープンデータ「公衆トイレ一覧」の公開の準備で、確かめていただきたい所が23あります。"
    )
    assert "を教えてください（例：公園北側入口の右）。\n\n5行　白の広場5号公衆便所：\n9行" in letter
    assert letter.endswith("\n\n情報政策課\n")


def test_a_letter_asks_without_names_where_nobody_is_named():
    page = render_html(faulty(), dataset=DATASET)
    assert 'id="ask-required-missing">ご担当者 様' in page


def test_a_letter_about_several_fields_names_the_field_of_each_row():
    found = [
        Finding("unreadable-date", "error", n, field, value=f"春{n}") for n in (3, 4) for field in ("開始日", "終了日")
    ]
    (cause,) = find_causes(found)
    letter = letter_of(cause, SCENE)
    assert "次の行の「開始日」「終了日」を教えてください。" in letter
    assert "3行　北公園「開始日」（今の値：春3）：\n3行　北公園「終了日」（今の値：春3）：\n4行「開始日」" in letter


def test_who_decides_is_named_where_the_catalog_knows():
    page = render_html(faulty(), dataset=DATASET, catalog=CATALOG)
    assert "情報政策課でできます" in page
    assert "土木部計画課に聞きます" in page
    assert "データの担当でできます" in render_html(faulty(), dataset=DATASET)


def test_what_a_ward_weighs_otherwise_says_so_with_its_reason():
    found = Finding(
        "two-values", "error", 3, "電話番号", value="a/b", severity_before="warning", reason="電話は1つにする"
    )
    page = render_html(report([found]), dataset=DATASET)
    assert "決まりでは「注意」ですが、設定で「公開を止めています」にしています。理由：電話は1つにする" in page


def test_the_rule_names_the_fields_by_their_numbers_in_the_national_table():
    assert "公衆トイレ一覧 項目16「緯度」・17「経度」。" in render_html(faulty(), dataset=DATASET)


def test_the_form_of_the_file_is_mended_first():
    found = [
        Finding("header-not-found", "error"),
        *(Finding("unreadable-date", "error", n, "開始日", value="x") for n in range(2, 50)),
        Finding("script-not-table", "error", params={"kind": "javascript"}),
    ]
    assert [c.code for c in find_causes(found)] == ["script-not-table", "header-not-found", "unreadable-date"]
    assert "まず1つめを直してください。" in render_html(report(found), dataset=DATASET)


def test_the_workbook_is_offered_only_where_it_lies_beside_the_page():
    assert "直し方は2つあります" not in render_html(faulty(), dataset=DATASET)
    page = render_html(faulty(), dataset=DATASET, beside=("public-toilet.xlsx",))
    assert '<a href="public-toilet.xlsx" download>' in page


def test_regions_of_causes_with_one_title_have_different_names():
    choices = (["有", "無"], ["公立", "私立"])
    found = [
        Finding("choice-unknown", "error", n, "種別", value=f"値{n}", params={"choices": choices[n % 2]})
        for n in range(2, 20)
    ]
    names = re.findall(r'role="region" aria-label="([^"]+)"', render_html(report(found), dataset=DATASET))
    assert len(names) == len(set(names))


def test_regions_of_all_repair_rules_have_different_names():
    changes = [CellChange(n, "名称", "前", "後", rule) for n, rule in enumerate(sorted(known_codes()["rules"]), 2)]
    names = re.findall(r'role="region" aria-label="([^"]+)"', render_html(report([], changes), dataset=DATASET))
    assert len(names) == len(set(names)) > len(changes)
