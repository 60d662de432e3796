"""A run asks for each value that the gate stopped whether it may go out: without the value, and without its row's."""

import dataclasses
import json
from pathlib import Path

import pytest

from pipelines.model.dataset import Dataset
from pipelines.model.repair import Repair
from pipelines.runner import process_dataset
from pipelines.stages import Judged, judge_files
from pipelines.workspace import Workspace
from tests.cli.test_accept import rows_of
from tests.cli.test_bad_input import call
from tests.cli.test_commands import state_of
from tests.personal.test_release import FIELD, SLUG, VALUE, WHY, accept, lines_of, report, run
from tests.workspace_copy import ROOT, copy_workspace

CATALOG = Workspace(ROOT).catalog
PEOPLE = Dataset("people", "名簿", "説明", "", local="people", primary_key=("氏名",))
SCHEMA = {"fields": [{"name": "氏名", "type": "string"}, {"name": "住所", "type": "string"}], "primaryKey": ["氏名"]}


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    folder = copy_workspace(tmp_path / "ward", SLUG)
    assert process_dataset(Workspace(folder), SLUG).package is None
    return folder


def fill(ward: Path, **cells: str) -> None:
    """What a steward writes into every row that asks."""
    workspace = Workspace(ward)
    rows = [dataclasses.replace(row, **cells) if row.code == "mobile" else row for row in workspace.repairs(SLUG)]
    workspace.write_repairs(SLUG, tuple(rows))


def test_each_stopped_value_is_offered_once_and_without_the_value(ward: Path) -> None:
    rows = [row for row in rows_of(ward / f"repairs/{SLUG}.csv") if row["きまり"] == "mobile"]
    assert [(row["行"], row["項目"], row["前の値"], row["後の値"], row["判断"]) for row in rows] == [
        (line, FIELD, "", "", "") for line in lines_of(ward)
    ]
    assert VALUE not in (ward / f"repairs/{SLUG}.csv").read_text(encoding="utf-8")
    before = state_of(ward / "repairs")
    run(ward)
    assert state_of(ward / "repairs") == before


def test_the_word_and_the_reason_are_all_that_is_to_be_written(ward: Path) -> None:
    fill(ward, decision="公開", reason=WHY)
    assert accept(ward) == 0
    assert VALUE in run(ward)
    assert WHY in report(ward)
    settled = state_of(ward / "repairs")
    run(ward)
    assert state_of(ward / "repairs") == settled


def test_a_refusal_is_signed_and_asked_no_more_until_the_value_changes(ward: Path) -> None:
    fill(ward, decision="不採用")
    assert accept(ward) == 0
    assert run(ward) == ""
    rows = rows_of(ward / f"repairs/{SLUG}.csv")
    assert [(row["判断"], row["判断した人"]) for row in rows if row["きまり"] == "mobile"] == [
        ("不採用", "練馬 一郎")
    ] * len(lines_of(ward))
    raw = ward / "raw" / SLUG / "ねりまちレポーター投稿.csv"
    raw.write_bytes(raw.read_bytes().replace(VALUE.encode(), b"080-2222-3333", 1))
    assert run(ward) == ""
    assert [row["判断"] for row in rows_of(ward / f"repairs/{SLUG}.csv") if row["きまり"] == "mobile"].count("") == 1


@pytest.mark.parametrize(("decision", "said"), [("採用", "「採用」は使えません"), ("公開", "理由がありません")])
def test_another_word_or_no_reason_releases_nothing(
    ward: Path, decision: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(ward, decision=decision)
    assert call("accept", SLUG, "-C", str(ward), "--by", "練馬 一郎") == 1
    assert said in capsys.readouterr().err
    assert run(ward) == ""


def people(text: str, *repairs: Repair) -> Judged:
    return judge_files(PEOPLE, [("名簿.csv", text.encode())], CATALOG, json.loads(json.dumps(SCHEMA)), repairs)


def test_no_key_shows_what_is_stopped() -> None:
    judged = people("氏名,住所\n練馬 花子,東京都練馬区豊玉北6-12-1\n")
    offered = judged.proposals
    assert {row.field for row in offered} == {"氏名", "住所"}
    assert all(row.key.startswith("2#") for row in offered)
    assert "花子" not in repr(offered)
    assert "豊玉" not in repr(offered)


def test_a_column_full_of_persons_is_not_offered_cell_by_cell() -> None:
    kanji = "一二三四五六七八九"
    names = [f"練馬 {a}{b}郎" for a in "太次三四五" for b in "一二三四五六七八九"]
    rows = [f"{name},{n}{kanji[n % 9]}" for n, name in enumerate(names * 5)]
    judged = people("氏名,住所\n" + "\n".join(rows) + "\n")
    assert sum(f.code == "personal-data" for f in judged.report.findings) > 200
    assert not [row for row in judged.proposals if row.field == "氏名"]
