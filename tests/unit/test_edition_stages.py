"""A dataset whose file came in an older edition is published in the current one, unless its edition is declared."""

import csv
import dataclasses
import io
import json

import pytest

from pipelines.model.dataset import Dataset
from pipelines.model.repair import Repair
from pipelines.model.table import NormalizedTable
from pipelines.report import render_html
from pipelines.stages import Judged, judge_files, process
from pipelines.standard import schema
from pipelines.validate import referee
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

CATALOG = Workspace(ROOT).catalog
DATASET = Dataset("aed", "AED", "説明", next(iter(CATALOG.sections)), table="aed")
ROW = {
    "都道府県コード又は市区町村コード": "131202",
    "NO": "1",
    "都道府県名": "東京都",
    "市区町村名": "練馬区",
    "名称": "見本センター",
    "名称_カナ": "ミホンセンター",
    "住所": "東京都練馬区豊玉北６丁目１２番１号",
    "方書": "",
    "緯度": "35.7356",
    "経度": "139.6517",
    "設置位置": "1階受付",
    "電話番号": "03-3993-1111",
}


def file_of(*rows: dict[str, str], name: str = "aed.csv") -> tuple[str, bytes]:
    labels = [field.name for field in schema("aed", "2017").fields]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*labels, *(label for label in rows[0] if label not in labels)], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return name, text.getvalue().encode("cp932")


def judged(*rows: dict[str, str], dataset: Dataset = DATASET) -> Judged:
    return judge_files(dataset, [file_of(*rows)], CATALOG)


def column(table: NormalizedTable, name: str) -> list[str]:
    return table.cells[name].tolist()


def test_an_old_file_is_judged_against_the_current_edition_and_the_report_says_so() -> None:
    found = judged(ROW)
    assert found.report.schema["edition"] == "A-undated"
    assert found.report.schema["from_edition"] == "2017"
    assert found.report.migration is not None
    assert column(found.table, "地方公共団体名") == ["東京都練馬区"]
    assert "old-edition" in {finding.code for finding in found.report.findings}


def test_a_declared_edition_stays_in_that_edition() -> None:
    found = judged(ROW, dataset=dataclasses.replace(DATASET, edition="2017"))
    assert found.table.migration is None
    assert column(found.table, "住所") != [""]


def test_fills_and_contexts_name_todays_fields() -> None:
    dataset = dataclasses.replace(DATASET, fill={"全国地方公共団体コード": "131202", "郵便番号": "1768501"})
    found = judged({**ROW, "都道府県コード又は市区町村コード": ""}, dataset=dataset)
    assert column(found.table, "全国地方公共団体コード") == ["131202"]
    assert column(found.table, "郵便番号") == ["1768501"]
    assert "edition-unsure" not in {finding.code for finding in found.report.findings}


def test_columns_that_stay_behind_are_published_even_where_unknown_ones_are_held_back() -> None:
    catalog = dataclasses.replace(CATALOG, keep_unknown=False)
    rows = [{**ROW, "独自": "x"}, {**ROW, "独自": "y"}]  # the same NO twice
    found = judge_files(DATASET, [file_of(*rows)], catalog)
    assert column(found.table, "NO") == ["1", "1"]
    assert "独自" not in found.table.cells


def test_a_migrated_package_is_valid_with_its_own_schema() -> None:
    outcome = process(DATASET, [file_of(ROW, {**ROW, "NO": "2", "名称": "別の施設"})], CATALOG)
    assert outcome.package is not None, outcome.judged and outcome.judged.report.findings
    document = json.loads(outcome.package.file("datapackage.json").data)
    assert referee(outcome.package.files[0].data, document["resources"][0]["schema"]) == ()


@pytest.mark.parametrize("key", ["NO", "ID"])
def test_an_alias_may_name_the_field_of_either_edition(key: str) -> None:
    name, data = file_of(ROW)
    data = data.decode("cp932").replace("NO", "管理番号", 1).encode()
    found = judge_files(dataclasses.replace(DATASET, aliases={"管理番号": key}), [(name, data)], CATALOG)
    assert found.table.migration is not None
    assert column(found.table, "ID") == ["1"]


def test_a_decision_about_todays_field_reaches_the_old_column() -> None:
    key = judged(ROW).keys[0].key_of(2)
    repair = Repair(
        key, "所在地_連結表記", ROW["住所"], "東京都練馬区豊玉北6-12-1", decision="採用", by="係", on="2026-11-21"
    )
    found = judge_files(DATASET, [file_of(ROW)], CATALOG, repairs=[repair])
    assert column(found.table, "所在地_連結表記") == ["東京都練馬区豊玉北6-12-1"]
    assert [c.rule for c in found.table.changes if c.field == "所在地_連結表記"] == ["decided-by-steward"]


def test_the_page_tells_the_unit_and_the_day_that_labels_hold() -> None:
    page = render_html(judged({**ROW, "利用人数（人）": "3"}).report, dataset=DATASET)
    assert "「利用人数（人）」は人" in page
    assert "項目名に書かれた単位と時点" not in render_html(judged(ROW).report, dataset=DATASET)


def test_the_page_says_which_edition_came_and_lists_every_step() -> None:
    page = render_html(judged(ROW).report, dataset=DATASET)
    assert "推奨データセット（2017年版）の表として受け取り、自治体標準オープンデータセットの表に直しました。" in page
    assert "前の版の表から直した内容" in page
    assert "都道府県名、市区町村名" in page
    plain = render_html(judged(ROW, dataset=dataclasses.replace(DATASET, edition="2017")).report, dataset=DATASET)
    assert "前の版の表から直した内容" not in plain
