"""Decisions pass through the whole chain: several files, older editions, the gate."""

import dataclasses

from pipelines.model.dataset import Dataset
from pipelines.model.repair import Repair
from pipelines.stages import Judged, judge_files
from pipelines.standard import schema
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

CATALOG = Workspace(ROOT).catalog
HEADER = "ID,名称,連絡先電話番号\n"
FILES = [("一.csv", f"{HEADER}1,甲,339931111\n1,乙,なし\n".encode()), ("二.csv", f"{HEADER}1,丙,339931111\n".encode())]
STACKED = Dataset(
    "sights", "観光", "説明", next(iter(CATALOG.sections)), table="tourism", files=("一.csv", "二.csv"),
    primary_key=("名称",),
)  # fmt: skip


def judge(*repairs: Repair, dataset: Dataset = STACKED, files: list[tuple[str, bytes]] = FILES) -> Judged:
    return judge_files(dataset, files, CATALOG, None, repairs)


def signed(row: Repair) -> Repair:
    return dataclasses.replace(row, decision="採用", by="田中", on="2026-11-21")


def decided(judged: Judged) -> list[tuple[object, str, str]]:
    return [(c.line, c.before, c.after) for c in judged.table.changes if c.rule == "decided-by-steward"]


def test_a_decision_reaches_its_own_file_of_a_stacked_dataset() -> None:
    rows = [row for row in judge().proposals if row.code == "lost-zero"]
    assert [row.key for row in rows] == ["一.csv:名称=甲", "二.csv:名称=丙"]
    assert decided(judge(signed(rows[1]))) == [("二.csv:2", "339931111", "03-3993-1111")]
    by_line = dataclasses.replace(STACKED, primary_key=("ID",))
    rows = [row for row in judge(dataset=by_line).proposals if row.code == "lost-zero"]
    assert rows[0].key.startswith("一.csv:2#")
    assert rows[1].key == "二.csv:ID=1"
    assert decided(judge(signed(rows[0]), dataset=by_line)) == [("一.csv:2", "339931111", "03-3993-1111")]


def test_a_decision_on_a_file_of_an_older_edition_is_about_todays_field() -> None:
    labels = [field.name for field in schema("aed", "2017").fields]
    cells = {"都道府県コード又は市区町村コード": "131202", "NO": "1", "名称": "甲", "電話番号": "339931111"}
    second = {**cells, "NO": "2", "電話番号": "なし"}
    text = "\n".join([",".join(labels), *(",".join(row.get(name, "") for name in labels) for row in (cells, second))])
    dataset = Dataset("aed", "AED", "説明", next(iter(CATALOG.sections)), table="aed")
    files = [("aed.csv", f"{text}\n".encode())]
    before = judge(dataset=dataset, files=files)
    (row,) = [row for row in before.proposals if row.code == "lost-zero"]
    after = judge(signed(row), dataset=dataset, files=files)
    assert decided(after) == [(2, "339931111", "03-3993-1111")]
    assert after.table.cells.at[2, row.field] == "03-3993-1111"
    assert not after.proposals or row.cell not in {other.cell for other in after.proposals}
