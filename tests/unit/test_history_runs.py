"""history.csv as runs write it: one line for each changed judgement, files that cannot be read among them."""

import csv
import io

import pytest

from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.workspace_copy import copy_workspace

SLUG = "aed"


@pytest.fixture
def root(tmp_path):
    return copy_workspace(tmp_path / "ward", SLUG)


def lines(root):
    text = (root / "reports" / SLUG / "history.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_runs_over_unchanged_files_write_one_line(root):
    workspace = Workspace(root)
    process_dataset(workspace, SLUG)
    before = (root / "reports" / SLUG / "history.csv").stat().st_mtime_ns
    process_dataset(workspace, SLUG)
    assert len(lines(root)) == 1
    assert (root / "reports" / SLUG / "history.csv").stat().st_mtime_ns == before
    assert lines(root)[0]["読みやすさ1（今）"] == "100"


def test_a_file_that_cannot_be_read_and_its_correction_have_a_line_each(root):
    raw = next((root / "raw" / SLUG).glob("*.csv"))
    good = raw.read_bytes()
    process_dataset(Workspace(root), SLUG)
    raw.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    process_dataset(Workspace(root), SLUG)
    raw.write_bytes(good)
    process_dataset(Workspace(root), SLUG)
    told = lines(root)
    assert [line["結果"] for line in told] == ["公開できます", "読めません", "公開できます"]
    assert told[1]["読みやすさ1（前）"] == "0"
    assert told[0]["元のファイルの指紋"] == told[2]["元のファイルの指紋"] != told[1]["元のファイルの指紋"]


def test_a_history_that_cannot_be_written_is_said_and_publishes_nothing(root):
    process_dataset(Workspace(root), SLUG)
    (root / "reports" / SLUG / "history.csv").unlink()
    (root / "reports" / SLUG / "history.csv").mkdir()
    outcome = process_dataset(Workspace(root), SLUG)
    assert outcome.error is not None
    assert outcome.package is None
