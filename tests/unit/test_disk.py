"""One file is exchanged whole: a full disk leaves the old one and nothing beside it."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli.named_files import write_bytes
from pipelines.disk import replace_file
from pipelines.model.errors import TargetRefused

ROOT = Path(__file__).resolve().parents[2]


def on_a_full_disk(code: str, *words: object) -> str:
    """What a process says that may let no file grow beyond 100 bytes; the limit would hit this one's own output."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *map(str, words)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("lasting", [True, False])
def test_a_full_disk_keeps_the_old_file_and_leaves_no_half_one(tmp_path, lasting):
    path = tmp_path / "repairs" / "a.csv"
    replace_file(path, b"old", lasting=lasting)
    said = on_a_full_disk(
        "import sys, pathlib; from pipelines.disk import replace_file;"
        "replace_file(pathlib.Path(sys.argv[1]), b'new' * 100, lasting=sys.argv[2] == 'True')",
        path,
        lasting,
    )
    assert "File too large" in said
    assert [(p.name, p.read_bytes()) for p in path.parent.iterdir()] == [("a.csv", b"old")]


def test_the_output_that_a_person_named_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    said = on_a_full_disk(
        "import sys, pathlib; from pipelines.cli.named_files import write_bytes;"
        "write_bytes(pathlib.Path(sys.argv[1]), b'new' * 100)",
        path,
    )
    assert "TargetRefused" in said
    assert "no-write-permission" in said
    assert path.read_bytes() == b"old"


def test_a_link_that_a_person_named_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_bytes(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(TargetRefused, match="no-write-permission"):
        write_bytes(tmp_path / "slip" / "out.csv", b"new")
    assert not (tmp_path / "slip").exists()
