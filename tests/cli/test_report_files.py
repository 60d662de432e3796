"""What `hiraku run` puts beside a report: a list of all findings, the workbook that it links to, and no false link."""

import csv
import io
from pathlib import Path

import pytest

from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.cli.test_bad_input import call
from tests.workspace_copy import copy_workspace

SLUG = "public-toilet"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "ward", SLUG)


def _checked(root: Path) -> tuple[Path, str]:
    outcome = process_dataset(Workspace(root), SLUG)
    assert outcome.judged is not None
    folder = root / "reports" / SLUG
    return folder, (folder / "report.html").read_text(encoding="utf-8")


def _break(root: Path) -> None:
    """Make the latitude of every row a word."""
    (path,) = (root / "raw" / SLUG).glob("*.csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    place = rows[0].index("緯度")
    out = io.StringIO(newline="")
    csv.writer(out).writerows([rows[0], *([*row[:place], "北", *row[place + 1 :]] for row in rows[1:])])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def test_every_finding_is_in_the_list_beside_the_report(root):
    _break(root)
    folder, _ = _checked(root)
    text = (folder / "findings.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff重さ,原因,行,名称,")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    stopping = [row for row in rows if row["重さ"] == "公開を止めています"]
    assert len(stopping) == 80
    assert stopping[0]["今の値"] == "北"
    assert stopping[0]["名称"].endswith("公衆トイレ")


def test_the_page_links_only_to_files_that_are_there(root):
    _break(root)
    folder, page = _checked(root)
    assert "公衆トイレ一覧_確認用.xlsx" in page
    assert (folder / "公衆トイレ一覧_確認用.xlsx").is_file()
    assert (folder / "changes.csv").is_file()


def test_the_page_says_whether_something_stands_published(root):
    _break(root)
    assert "このデータは、まだ公開していません。" in _checked(root)[1]


def test_the_page_names_the_lines_of_the_data_and_keeps_the_time_of_receipt(root):
    _, page = _checked(root)
    assert "データは2–81行（80行）" in page
    history = root / "reports" / SLUG / "history.csv"
    header, line = history.read_text(encoding="utf-8").splitlines()
    history.write_text(f"{header}\n2020-01-02T03:04+09:00,{line.split(',', 1)[1]}\n", encoding="utf-8", newline="")
    said = "<dt>受け取った日時</dt><dd>2020年1月2日 3時04分（この内容を初めて検査したとき）</dd>"
    assert said not in page
    assert said in _checked(root)[1]


def test_the_page_says_what_publishing_did(root):
    page = root / "reports" / SLUG / "report.html"
    assert call("run", "-C", str(root)) == 0
    assert "公開しました。</h2>" in page.read_text(encoding="utf-8")
    assert call("run", "-C", str(root)) == 0
    text = page.read_text(encoding="utf-8")
    assert "変わりはありません。</h2>" in text
    assert "と同じ内容です。公開し直していません。" in text
