"""`hiraku accept`: what a steward decides in the repairs file enters the data, and nothing else does."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.cli.test_commands import hiraku, state_of
from tests.workspace_copy import copy_workspace

RAW = "raw/tourism/観光施設（確認中）.csv"


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose datasets have been run once; nobody writes to it."""
    folder = copy_workspace(tmp_path_factory.mktemp("once") / "ward", "tourism", "wifi")
    assert hiraku("run", "-C", folder).returncode == 1
    return folder


@pytest.fixture
def ward(run_once: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(run_once, tmp_path / "ward"))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def decide(path: Path, target: Path, encoding: str = "utf-8-sig", **decisions: tuple[str, str]) -> None:
    """Fill in 判断 and, where one is given, 後の値 of the rows with these codes (- as _), as Excel would save it."""
    rows = rows_of(path)
    for row in rows:
        decision, after = decisions.get(row["きまり"].replace("-", "_"), ("", ""))
        row["判断"] = decision or row["判断"]
        row["後の値"] = after or row["後の値"]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    target.write_bytes(out.getvalue().encode(encoding))


def findings_of(folder: Path) -> str:
    return (folder / "reports/tourism/report.html").read_text(encoding="utf-8")


def changes_of(folder: Path) -> list[tuple[str, str, str, str]]:
    text = (folder / "reports/tourism/changes.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    return [(r[0], r[1], r[2], r[3]) for r in rows if r[4] == "decided-by-steward"]


def test_a_run_offers_its_proposals_and_a_second_run_writes_nothing(ward: Path) -> None:
    repairs = ward / "repairs"
    assert [p.name for p in repairs.iterdir()] == ["tourism.csv"]
    rows = rows_of(repairs / "tourism.csv")
    codes = {"address-date-damage", "coordinate-swapped", "lost-zero", "two-values", "url-no-scheme"}
    assert {row["きまり"] for row in rows} == codes
    assert not any(row["判断"] or row["判断した人"] for row in rows)
    before = state_of(repairs)
    hiraku("run", "-C", ward)
    assert state_of(repairs) == before


def test_decisions_that_come_back_from_excel_enter_the_data(ward: Path, tmp_path: Path) -> None:
    raw, repairs = state_of(ward / "raw"), ward / "repairs/tourism.csv"
    back = tmp_path / "戻り.csv"
    own = ("手入力", "'03-3993-1112")
    decide(repairs, back, "cp932", lost_zero=("採用", ""), two_values=own, url_no_scheme=("不採用", ""))
    done = hiraku("accept", "--file", back, "-C", ward, "--by", "田中")
    assert done.returncode == 0
    assert "3件取り込みました" in done.stderr
    assert {row["きまり"]: (row["判断"], row["判断した人"]) for row in rows_of(repairs)} == {
        "address-date-damage": ("", ""),
        "coordinate-swapped": ("", ""),
        "lost-zero": ("採用", "田中"),
        "two-values": ("手入力", "田中"),
        "url-no-scheme": ("不採用", "田中"),
    }
    hiraku("run", "-C", ward)
    assert changes_of(ward) == [
        ("28", "連絡先電話番号", "339931111", "(03)3993-1111"),
        ("29", "連絡先電話番号", "03-3993-1111／03-3993-1112", "(03)3993-1112"),
    ]
    assert "桁が足りません" not in findings_of(ward)
    assert "http から始まっていません" in findings_of(ward)
    assert state_of(ward / "raw") == raw
    settled = state_of(ward / "repairs")
    again = hiraku("accept", "tourism", "--file", back, "-C", ward, "--by", "別の人")
    hiraku("run", "-C", ward)
    assert again.returncode == 0
    assert "取り込み済みが3件" in again.stderr
    assert state_of(ward / "repairs") == settled


def test_the_workspaces_own_file_can_be_filled_in_and_counts_only_after_accept(ward: Path) -> None:
    repairs = ward / "repairs/tourism.csv"
    decide(repairs, repairs, lost_zero=("採用", ""))
    hiraku("run", "-C", ward)
    assert not changes_of(ward)
    assert "まだ取り込まれていません" in findings_of(ward)
    assert hiraku("accept", "-C", ward, "--by", "田中").returncode == 0
    hiraku("run", "-C", ward)
    assert len(changes_of(ward)) == 1


def test_a_raw_cell_that_changed_is_left_alone_and_reported(ward: Path) -> None:
    repairs, raw = ward / "repairs/tourism.csv", ward / RAW
    decide(repairs, repairs, lost_zero=("採用", ""))
    hiraku("accept", "tourism", "-C", ward, "--by", "田中")
    data = raw.read_bytes()
    assert data.count(b",339931111,") == 1
    raw.write_bytes(data.replace(b",339931111,", b",339931199,"))
    hiraku("run", "-C", ward)
    assert not changes_of(ward)
    assert "への判断は、いまの値" in findings_of(ward)
    rows = [row for row in rows_of(repairs) if row["行の鍵"] == "ID=T027"]
    assert [(row["前の値"], row["判断"]) for row in rows] == [("'339931111", "採用"), ("'339931199", "")]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("判断", "はい", "「はい」は使えません"),
        ("データ", "wifi", "別のデータ"),
        ("項目", "ない項目", "表にありません"),
        ("前の値", "'339931199", "いまの元のファイルにありません"),
        ("行の鍵", "ID=T999", "いまの元のファイルにありません"),
        ("後の値", "'0339931112", "手入力と書いてください"),
    ],
)
def test_each_check_refuses_its_row_and_writes_nothing(
    ward: Path, tmp_path: Path, column: str, value: str, said: str
) -> None:
    repairs, back = ward / "repairs/tourism.csv", tmp_path / "back.csv"
    decide(repairs, back, lost_zero=("採用", ""))
    rows = [row | {column: value} for row in rows_of(back) if row["判断"]]
    with back.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    before = state_of(ward / "repairs")
    done = hiraku("accept", "tourism", "--file", back, "-C", ward, "--by", "田中")
    assert done.returncode == 1
    assert "2行目" in done.stderr
    assert said in done.stderr or column == "データ"
    assert state_of(ward / "repairs") == before


@pytest.mark.parametrize("after", ["'090-1234-5678", "'03-39931"])
def test_what_a_steward_types_is_checked_like_any_other_value(ward: Path, tmp_path: Path, after: str) -> None:
    back = tmp_path / "back.csv"
    decide(ward / "repairs/tourism.csv", back, two_values=("手入力", after), lost_zero=("採用", ""))
    done = hiraku("accept", "--file", back, "-C", ward, "--by", "田中")
    assert done.returncode == 1
    assert "判断を1件取り込みました" in done.stderr
    assert after.removeprefix("'") not in (ward / "repairs/tourism.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [("tourism", "--by", " "), ("tourism",), ("wifi", "--by", "田中"), ("nothing", "--by", "田中"),
     ("--file", "nowhere.csv", "--by", "田中")],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_status_2(ward: Path, arguments: tuple[str, ...]) -> None:
    done = hiraku("accept", *arguments, "-C", ward)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("。")
    assert "Traceback" not in done.stderr


def test_a_repairs_file_that_cannot_be_read_stops_its_dataset_only(ward: Path) -> None:
    broken = ward / "repairs/tourism.csv"
    broken.write_text("これは表ではありません\n", encoding="utf-8")
    done = hiraku("run", "-C", ward)
    assert done.returncode == 2
    assert "repairs/tourism.csv" in done.stderr.replace("\n", "")
    assert broken.read_text(encoding="utf-8") == "これは表ではありません\n"
    assert (ward / "published/wifi").is_dir()
