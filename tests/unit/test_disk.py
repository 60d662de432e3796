"""One file is exchanged whole: a full disk leaves the old one and nothing beside it."""

import resource
import signal

import pytest

from pipelines.cli.named_files import write_bytes
from pipelines.disk import replace_file
from pipelines.model.errors import TargetRefused


@pytest.fixture
def full_disk():
    """No file may grow beyond 100 bytes."""
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, old)


@pytest.mark.parametrize("lasting", [True, False])
def test_a_full_disk_keeps_the_old_file_and_leaves_no_half_one(tmp_path, full_disk, lasting):
    path = tmp_path / "repairs" / "a.csv"
    replace_file(path, b"old", lasting=lasting)
    with pytest.raises(OSError, match="File too large"):
        replace_file(path, b"new" * 100, lasting=lasting)
    assert [(p.name, p.read_bytes()) for p in path.parent.iterdir()] == [("a.csv", b"old")]


def test_the_output_that_a_person_named_is_written_whole_or_not_at_all(tmp_path, full_disk):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with pytest.raises(TargetRefused, match="no-write-permission"):
        write_bytes(path, b"new" * 100)
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
