"""`hiraku explain` and `hiraku guide`, as a person calls them."""

import subprocess
import sys
from pathlib import Path

HIRAKU = Path(sys.executable).parent / "hiraku"


def hiraku(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [HIRAKU, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def test_a_code_is_explained_and_an_unknown_one_gets_proposals() -> None:
    told = hiraku("explain", "ragged-row")
    assert told.returncode == 0
    assert '1,"サンプル公園,東口",2' in told.stdout
    wrong = hiraku("explain", "raged-row")
    assert wrong.returncode == 2
    assert "ragged-row" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_the_list_of_all_codes_names_rules_and_errors_when_asked() -> None:
    listed = hiraku("explain", "--list")
    assert "merged-cells" in listed.stdout
    assert hiraku("explain", "trim-space").stdout.startswith("自動で直した")
    assert "空き容量" in hiraku("explain", "disk-full").stdout


def test_the_pages_are_written_and_written_again(tmp_path: Path) -> None:
    assert hiraku("guide", "-o", tmp_path / "手引き").returncode == 0
    first = {p.name: p.read_bytes() for p in (tmp_path / "手引き").iterdir()}
    assert {"index.html", "ragged-row.html"} <= first.keys()
    assert hiraku("guide", "-o", tmp_path / "手引き").returncode == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "手引き").iterdir()} == first


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = hiraku("guide", "-o", tmp_path / "file" / "x")
    assert done.returncode == 2
    assert "書き込めません" in done.stderr
