"""The command line's contract: what scripts rely on (design, section 12)."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workspace_copy import ROOT, copy_workspace

HIRAKU = Path(sys.executable).parent / "hiraku"
EVENT = ROOT / "raw" / "event" / "イベント一覧_下半期.csv"
TOILET = ROOT / "raw" / "public-toilet" / "131202_public_toilet.csv"


def hiraku(*arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [HIRAKU, *map(str, arguments)],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def state_of(folder: Path) -> dict[str, tuple[int, str]]:
    """Path -> (mtime, hash) of every file below a folder."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p): (p.stat().st_mtime_ns, hashlib.sha256(p.read_bytes()).hexdigest()) for p in files}


def test_read_answers_one_line_for_one_line() -> None:
    asked = [{"text": "令和４年10月19日"}, {"text": "2022-10-19"}, {"text": "令和4年13月1日"}]
    answers = hiraku("read", "date", text="".join(json.dumps(line) + "\n" for line in asked) + "no json\n")
    told = [json.loads(line) for line in answers.stdout.splitlines()]
    assert [t["status"] for t in told] == ["repaired", "canonical", "refused", "refused"]
    assert [t["text"] for t in told[:3]] == ["2022-10-19", "2022-10-19", "令和4年13月1日"]
    assert told[0]["rule"]
    assert told[2]["reason"]
    assert answers.returncode == 0


def test_read_survives_lone_surrogates_and_bytes_that_are_no_text() -> None:
    done = subprocess.run(
        [HIRAKU, "read", "text"],
        input=b'{"text": "\\ud800x"}\n\xff\xfe\n',
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


def test_inspect_says_what_a_file_is(tmp_path: Path) -> None:
    empty = tmp_path / "空.csv"
    empty.touch()
    done = hiraku("inspect", TOILET, empty)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["encoding"], first["bom"], first["header"], first["rows"]) == ("utf-8", True, 1, 80)
    assert first["table"]["slug"] == "public_toilet"
    assert first["columns"][3] == {"label": "名称", "field": "名称", "how": "exact"}
    assert second["error"] == "empty-file"
    assert done.returncode == 2


def test_check_tells_findings_and_a_last_line_with_counts(tmp_path: Path) -> None:
    broken = tmp_path / "131202_public_toilet.csv"
    broken.write_bytes(TOILET.read_bytes().replace(b"23:59", "日没".encode(), 1))
    done = hiraku("check", broken, "--format", "jsonl")
    *findings, last = map(json.loads, done.stdout.splitlines())
    errors = [f for f in findings if f["severity"] == "error"]
    assert done.returncode == 1
    assert [(f["line"], f["field"], f["value"]) for f in errors] == [(3, "利用終了時間", "日没")]
    assert errors[0]["message"]
    assert last["counts"]["error"] == 1
    assert last["complete"] is True
    assert hiraku("check", TOILET).returncode == 0


def test_clean_writes_the_table_and_every_change_and_cleaning_again_changes_nothing(tmp_path: Path) -> None:
    out, changes, again, none = (tmp_path / name for name in ("o.csv", "c.csv", "o2.csv", "c2.csv"))
    before = EVENT.read_bytes()
    assert hiraku("clean", EVENT, "-o", out, "--changes", changes, "--table", "event").returncode in (0, 1)
    assert EVENT.read_bytes() == before
    with changes.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0])[:5] == ["line", "field", "before", "after", "rule"]
    assert all(row["rule"] and row["before"] != row["after"] for row in rows)
    assert hiraku("clean", out, "-o", again, "--changes", none, "--table", "event").returncode in (0, 1)
    assert again.read_bytes() == out.read_bytes()
    assert len(none.read_text(encoding="utf-8").splitlines()) == 1


def test_clean_never_writes_over_its_input(tmp_path: Path) -> None:
    copy = tmp_path / "a.csv"
    copy.write_bytes(EVENT.read_bytes())
    assert hiraku("clean", copy, "-o", copy).returncode == 2
    assert copy.read_bytes() == EVENT.read_bytes()


def test_validate_is_the_referee_alone(tmp_path: Path) -> None:
    schema = tmp_path / "s.json"
    schema.write_text('{"fields": [{"name": "数", "type": "integer"}]}', encoding="utf-8")
    data = tmp_path / "d.csv"
    data.write_text("数\n1\nx\n", encoding="utf-8")
    done = hiraku("validate", data, "--schema", schema)
    assert done.returncode == 1
    assert [(f["line"], f["field"], f["code"]) for f in map(json.loads, done.stdout.splitlines())] == [
        (3, "数", "type-error")
    ]


def test_run_publishes_holds_back_and_a_second_run_writes_nothing(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "w", "wifi", "certificates", "tourism", "citizen-reports")
    raw = state_of(workspace / "raw")
    first = hiraku("run", "-C", workspace)
    assert first.returncode == 1
    assert sorted(p.name for p in (workspace / "published").iterdir() if p.is_dir()) == ["certificates", "wifi"]
    assert (workspace / "reports" / "tourism" / "report.html").is_file()
    before = state_of(workspace / "published")
    assert hiraku("run", "-C", workspace).returncode == 1
    assert state_of(workspace / "published") == before
    assert state_of(workspace / "raw") == raw


def test_nothing_personal_is_written_anywhere_but_raw(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "w", "citizen-reports")
    done = hiraku("run", "-C", workspace, "--format", "jsonl")
    assert "090-1234-5678" not in done.stdout + done.stderr
    written = [p for folder in ("published", "reports") for p in (workspace / folder).rglob("*") if p.is_file()]
    assert written
    assert not [p for p in written if b"090-1234-5678" in p.read_bytes()]


def test_plan_writes_nothing(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "w", "wifi", "tourism")
    before = state_of(workspace)
    done = hiraku("plan", "-C", workspace)
    assert done.returncode == 1
    assert "新しく公開します" in done.stderr
    assert "公開できません" in done.stderr
    assert state_of(workspace) == before


def test_a_file_that_is_no_table_has_a_page_and_run_says_where(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "w", "wifi")
    (raw,) = (workspace / "raw" / "wifi").iterdir()
    raw.write_bytes(b"%PDF-1.7 no table")
    done = hiraku("run", "-C", workspace)
    assert done.returncode == 1
    assert str(workspace / "reports/wifi/report.html") in done.stderr.replace("\n", "")


def test_jsonl_tells_scripts_how_each_dataset_fared(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "w", "wifi", "tourism")
    lines = [json.loads(line) for line in hiraku("run", "-C", workspace, "--format", "jsonl").stdout.splitlines()]
    assert {line["dataset"]: line["published"] for line in lines} == {"wifi": True, "tourism": False}


@pytest.mark.parametrize("arguments", [("--help",), ("read", "date")])
def test_small_commands_start_without_the_heavy_libraries(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\n"
        "from pipelines.cli.main import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print(sorted({'pandas', 'pyarrow', 'dagster', 'frictionless', 'ckanapi'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        input="",
        cwd=ROOT,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.strip().endswith("[]")
