"""`--migrate`: a file of an old edition stays in it unless somebody asks."""

import csv
import json
from pathlib import Path

import pytest

from pipelines.cli.main import main
from pipelines.standard import schema

OLD = [field.name for field in schema("fire_hydrant", "2017").fields]
NEW = [field.name for field in schema("fire_hydrant").fields]
ROW = ["131202", "1", "東京都", "練馬区", "消火栓", "東京都練馬区豊玉北6-12-1", "", "35.7356", "139.6517", "75", ""]


@pytest.fixture
def hydrants(tmp_path: Path) -> Path:
    path = tmp_path / "hydrants.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([OLD, ROW])
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        main(list(arguments))
    return capsys.readouterr().out


@pytest.mark.parametrize(("option", "header"), [((), OLD), (("--migrate",), NEW)])
def test_clean_brings_an_old_file_over_only_when_asked(
    hydrants: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, ...], header: list[str]
) -> None:
    output = hydrants.with_name("out.csv")
    run(capsys, "clean", str(hydrants), "-o", str(output), *option)
    with output.open(encoding="utf-8-sig", newline="") as lines:
        assert next(csv.reader(lines)) == header


@pytest.mark.parametrize(("option", "edition"), [((), "2017"), (("--migrate",), "A-undated")])
def test_check_judges_an_old_file_by_its_own_edition_unless_asked(
    hydrants: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, ...], edition: str
) -> None:
    lines = run(capsys, "check", str(hydrants), "--format", "jsonl", *option).splitlines()
    table = json.loads(lines[-1])["table"]
    assert table["edition"] == edition
    assert table.get("from_edition", "") == ("2017" if option else "")
