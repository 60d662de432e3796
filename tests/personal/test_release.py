"""A person may decide that a value goes out although the gate stopped it: with name and reason, for that value."""

import csv
import io
from pathlib import Path

import pytest

from pipelines.acceptance import accept as take_in
from pipelines.decisions.sheet import read_repairs
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.cli.test_commands import hiraku
from tests.workspace_copy import copy_workspace

SLUG, FIELD, VALUE = "citizen-reports", "内容", "090-1234-5678"
RAW = "raw/citizen-reports/ねりまちレポーター投稿.csv"
HEADER = ["行の鍵", "項目", "前の値", "後の値", "判断", "判断した人", "日付", "きまり", "データ", "理由"]
WHY = "みほんの番号であり、だれのものでもないと確かめた"


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "ward", SLUG)


def lines_of(ward: Path) -> list[str]:
    """Physical lines of the records whose cell the gate stops."""
    text = (ward / RAW).read_text(encoding="utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""))
    found, first = [], 1
    for row in rows:
        if any(VALUE in cell for cell in row):
            found.append(str(first))
        first = rows.line_num + 1
    return found


def write(ward: Path, *rows: dict[str, str]) -> None:
    """The repairs file, as a steward writes it by hand."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER)
    writer.writeheader()
    writer.writerows({"項目": FIELD, "判断": "公開", **row} for row in rows)
    (ward / "repairs").mkdir(exist_ok=True)
    (ward / f"repairs/{SLUG}.csv").write_text(out.getvalue(), encoding="utf-8-sig")


def accept(ward: Path, by: str = "練馬 一郎") -> int:
    """As `hiraku accept`: how many decisions are refused."""
    rows = read_repairs((ward / f"repairs/{SLUG}.csv").read_bytes(), "repairs.csv")
    return len(take_in(Workspace(ward), SLUG, rows, "repairs.csv", by=by, on="2026-11-21").refusals)


def run(ward: Path) -> str:
    """As `hiraku run` up to the gate: the CSV that would be published, "" where the gate stays shut."""
    package = process_dataset(Workspace(ward), SLUG).package
    return package.files[0].data.decode("utf-8") if package else ""


def report(ward: Path) -> str:
    return (ward / f"reports/{SLUG}/report.html").read_text(encoding="utf-8")


def test_a_decision_about_each_cell_opens_the_gate_and_shows_no_value(ward: Path) -> None:
    write(ward, *({"行の鍵": line, "理由": WHY} for line in lines_of(ward)))
    assert hiraku("accept", SLUG, "-C", ward, "--by", "練馬 一郎").returncode == 0
    assert hiraku("run", "-C", ward).returncode == 0
    files = (ward / f"published/{SLUG}").glob("*.csv")
    assert [VALUE in file.read_text(encoding="utf-8-sig") for file in files if "changes" not in file.name] == [True]
    assert WHY in report(ward)
    assert "人が公開してよいと判断した値" in report(ward)
    repairs = (ward / f"repairs/{SLUG}.csv").read_text(encoding="utf-8-sig")
    for text in (report(ward), repairs):
        assert VALUE not in text
    assert repairs.count("練馬 一郎") == 2
    assert "練馬 一郎" not in report(ward)


def test_a_decision_about_some_cells_releases_those_alone(ward: Path) -> None:
    write(ward, {"行の鍵": lines_of(ward)[0], "理由": WHY})
    assert accept(ward) == 0
    assert run(ward) == ""


def test_a_decision_about_a_column_names_its_kind(ward: Path) -> None:
    write(ward, {"行の鍵": "*", "理由": WHY})
    assert accept(ward) == 1
    assert run(ward) == ""
    write(ward, {"行の鍵": "*", "理由": WHY, "きまり": "mynumber"})
    assert accept(ward) == 1
    write(ward, {"行の鍵": "*", "理由": WHY, "きまり": "personal-data:mobile"})
    assert accept(ward) == 0
    assert run(ward).count(VALUE) == 2


def test_without_a_reason_or_a_name_nothing_is_released(ward: Path) -> None:
    write(ward, {"行の鍵": "*", "きまり": "mobile"})
    assert accept(ward) == 1
    assert run(ward) == ""
    write(ward, {"行の鍵": "*", "きまり": "mobile", "理由": WHY})
    assert run(ward) == ""
    assert "判断した人のない「公開」の判断" in report(ward)
    write(ward, {"行の鍵": "*", "きまり": "mobile", "判断した人": "練馬 一郎"})
    assert run(ward) == ""
    assert "理由のない「公開」の判断" in report(ward)
    write(ward, {"行の鍵": "*", "きまり": "mobile", "判断した人": "練馬 一郎", "理由": f"{VALUE}に電話した"})
    assert run(ward) == ""
    assert VALUE not in report(ward)


def test_a_value_that_changed_is_stopped_again(ward: Path) -> None:
    write(ward, *({"行の鍵": line, "理由": WHY} for line in lines_of(ward)))
    assert accept(ward) == 0
    assert run(ward)
    raw = ward / RAW
    text = raw.read_text(encoding="utf-8-sig").replace(VALUE, "080-2222-3333", 1)
    raw.write_text(text, encoding="utf-8-sig")
    assert run(ward) == ""
    assert "使えない「公開」の判断" in report(ward)
    assert "080-2222-3333" not in report(ward)


def test_accepting_twice_keeps_the_first_name_and_day(ward: Path) -> None:
    write(ward, {"行の鍵": "*", "きまり": "mobile", "理由": WHY})
    assert accept(ward) == 0
    before = (ward / f"repairs/{SLUG}.csv").read_bytes()
    assert accept(ward, "別の人") == 0
    assert (ward / f"repairs/{SLUG}.csv").read_bytes() == before
