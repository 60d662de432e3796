"""The eight exercises: each shows its trouble, is held back, and is published after what its text says is done."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipelines.cli.main import COMMANDS
from pipelines.guide.training import TRAINING
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

HIRAKU = Path(sys.executable).parent / "hiraku"
README = (TRAINING / "README.md").read_text(encoding="utf-8")

SHOWS = {
    "ex1-mixed-dates": {"date-without-year", "impossible-date"},
    "ex2-lost-zeros": {"lost-zero"},
    "ex3-merged-cells": {"merged-cells", "required-missing"},
    "ex4-garbled-text": {"garbled-text"},
    "ex5-two-headers": {"column-missing", "total-row"},
    "ex6-excel-addresses": {"address-date-damage"},
    "ex7-personal-data": {"personal-data"},
    "ex8-shifted-columns": {"column-shifted"},
}


def hiraku(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [HIRAKU, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)


def run(ward: Path, *slugs: str) -> dict[str, dict]:
    done = hiraku("run", *slugs, "-C", ward, "--format", "jsonl")
    assert done.returncode in (0, 1), done.stderr
    return {line["dataset"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training") / "練習"
    assert hiraku("training", folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def first(ward: Path) -> dict[str, dict]:
    return run(ward)


def raw_of(ward: Path, slug: str) -> Path:
    (path,) = (ward / "raw" / slug).iterdir()
    return path


def rewrite(ward: Path, slug: str, *pairs: tuple[str, str]) -> None:
    """Replace texts of a CSV as a person does in an editor; each must be there."""
    path = raw_of(ward, slug)
    data = path.read_bytes()
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "cp932"
    text = data.decode(encoding)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.encode(encoding))


def mend_dates(ward: Path) -> None:
    days = (",7/20", ",2026/7/20"), (",7/21", ",2026/7/21"), ("令和8年2月29日", "令和8年2月28日")
    rewrite(ward, "ex1-mixed-dates", *days)


def mend_zeros(ward: Path) -> None:
    path = ward / "repairs" / "ex2-lost-zeros.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    place = rows[0].index("判断")
    for row in rows[1:]:
        row[place] = "採用"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    done = hiraku("accept", "ex2-lost-zeros", "--by", "練習", "-C", ward)
    assert done.returncode == 0, done.stderr


def mend_merged(ward: Path) -> None:
    path = raw_of(ward, "ex3-merged-cells")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    for cell, value in {"B3": "サンプル公園", "C4": "鉄棒", "D4": 3, "C5": "砂場", "D5": 1}.items():
        sheet[cell] = value
    book.save(path)


def put_answer(slug: str) -> Callable[[Path], None]:
    def put(ward: Path) -> None:
        shutil.copy(next((ward / "answers" / slug).iterdir()), ward / "raw" / slug)

    return put


def mend_headers(ward: Path) -> None:
    path = raw_of(ward, "ex5-two-headers")
    lines = path.read_bytes().decode("cp932").split("\r\n")
    kept = ["町名,男,女,世帯", *(line for line in lines[3:] if not line.startswith("合計"))]
    path.write_bytes("\r\n".join(kept).encode("cp932"))


def mend_addresses(ward: Path) -> None:
    block = "東京都練馬区豊玉北6丁目"
    rewrite(ward, "ex6-excel-addresses", ("11月9日", f"{block}11番9号"), ("Dec-01", f"{block}12番1号"))


def mend_personal(ward: Path) -> None:
    path = raw_of(ward, "ex7-personal-data")
    text = path.read_bytes().decode("utf-8-sig")
    path.write_bytes(re.sub("連絡は.*まで|返事は.*へ", "", text).encode("utf-8-sig"))


def mend_columns(ward: Path) -> None:
    rewrite(ward, "ex8-shifted-columns", (",,(03)", ",(03)"), ("tokyo.jp/", "tokyo.jp/,"))


MENDS: dict[str, Callable[[Path], None]] = {
    "ex1-mixed-dates": mend_dates,
    "ex2-lost-zeros": mend_zeros,
    "ex3-merged-cells": mend_merged,
    "ex4-garbled-text": put_answer("ex4-garbled-text"),
    "ex5-two-headers": mend_headers,
    "ex6-excel-addresses": mend_addresses,
    "ex7-personal-data": mend_personal,
    "ex8-shifted-columns": mend_columns,
}


@pytest.mark.parametrize("slug", sorted(SHOWS))
def test_a_faulty_file_is_held_back_and_shows_what_its_exercise_is_about(ward: Path, first, slug: str) -> None:
    assert first[slug]["published"] is False
    page = (ward / "reports" / slug / "report.html").read_text(encoding="utf-8")
    for code in SHOWS[slug]:
        assert f">{code}<" in page
        assert f"`{code}`" in README
    assert f"（{slug}）" in README


@pytest.mark.parametrize("slug", sorted(MENDS))
def test_what_the_exercise_says_leads_to_a_published_dataset(ward: Path, first, slug: str) -> None:
    assert not (ward / "published" / slug).exists()
    MENDS[slug](ward)
    told = run(ward, slug)[slug]
    assert told["counts"]["error"] == 0
    assert told["published"] is True
    assert (ward / "published" / slug).is_dir()


def test_the_answers_are_what_the_exercises_lead_to(tmp_path: Path) -> None:
    folder = tmp_path / "練習"
    hiraku("training", folder)
    shutil.copytree(folder / "answers", folder / "raw", dirs_exist_ok=True)
    told = run(folder)
    assert {slug for slug, line in told.items() if line["published"]} == set(SHOWS)
    assert all(line["counts"]["warning"] == 0 for line in told.values())


def test_there_are_eight_exercises_each_with_its_three_parts() -> None:
    assert set(Workspace(TRAINING).declarations) == set(SHOWS)
    exercises = re.split(r"^## 練習[0-9]", README, flags=re.MULTILINE)[1:]
    assert len(exercises) == 8
    for exercise in exercises:
        for part in ("**見るところ**", "**すること**", "**できたしるし**"):
            assert part in exercise


def test_every_command_that_the_exercises_name_exists() -> None:
    named = set(re.findall(r"hiraku ([a-z]+)", README))
    assert named
    assert named <= set(COMMANDS)


def test_begun_work_is_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "練習"
    assert hiraku("training", folder).returncode == 0
    assert hiraku("training", folder).returncode == 0  # nothing changed: nothing to lose
    raw_of(folder, "ex1-mixed-dates").write_bytes(b"x")
    (folder / "catalog.toml").unlink()
    again = hiraku("training", folder)
    assert again.returncode == 2
    assert "上書きしません" in again.stderr
    assert not (folder / "catalog.toml").exists()  # refused before anything was written
    assert raw_of(folder, "ex1-mixed-dates").read_bytes() == b"x"


def test_an_installed_wheel_has_the_exercises_the_tables_and_the_contracts(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    made = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert made.returncode == 0, made.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    installed = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    for arguments in (["training", "練習"], ["template", "aed", "-o", "ひな形"], ["guide", "-o", "手引き"]):
        command = [sys.executable, "-m", "pipelines.cli.main", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=installed, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "練習" / "raw").iterdir())) == 8
    assert (tmp_path / "ひな形" / "aed.xlsx").stat().st_size > 0
    contracts = {path.name for path in (tmp_path / "site" / "pipelines" / "_contracts").glob("*.json")}
    assert contracts == {path.name for path in (ROOT / "docs" / "schemas").glob("*.json")}
