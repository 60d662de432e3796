"""`hiraku dev` from start to Ctrl+C: out of date, materialised, refused, corrected, green; and nothing stays behind."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.defs.service import Service
from tests.defs.ward import ALSO_GOOD, BAD, GOOD


def ours(root: Path) -> list[str]:
    """Command lines of processes that serve this workspace."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(root).encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return [line for line in found if "pytest" not in line]


@pytest.fixture
def service(ward, monkeypatch):
    monkeypatch.delenv("HIRAKU_WORKSPACE")
    shutil.copyfile(os.environ["DAGSTER_HOME"] + "/dagster.yaml", ward.root / "dagster.yaml")
    running = Service(ward.root)
    yield running
    running.interrupt()


@pytest.mark.timeout(90)
def test_a_stewards_round_through_the_running_services(ward, service):
    service.wait_for_pages()
    chain = [f"{slug}/{stage}" for slug in (GOOD, BAD) for stage in ("normalized", "published")]
    assert service.stale()[f"{GOOD}/published"] == "MISSING"
    assert service.launch(*chain) == "FAILURE"
    assert service.stale()[f"{GOOD}/published"] == "FRESH"
    assert (ward.root / "published" / GOOD).is_dir()
    assert not (ward.root / "published" / BAD).exists()

    good = ward.raw(GOOD).read_bytes()
    ward.raw(GOOD).write_bytes(good + b"\r\n")
    service.wait_until(lambda: service.stale()[f"{GOOD}/normalized"] == "STALE", 40)
    assert [key for key, state in service.stale().items() if state == "STALE"] == [f"{GOOD}/normalized"]
    assert service.stale()[f"{ALSO_GOOD}/normalized"] == "MISSING"
    assert service.launch(f"{GOOD}/normalized", f"{GOOD}/published") == "SUCCESS"
    assert service.stale()[f"{GOOD}/normalized"] == "FRESH"

    assert service.interrupt() == 0
    assert ours(ward.root) == []
    assert not list((ward.root / ".dagster").glob("*-wal"))
    assert "Traceback" not in service.said()


def test_a_port_that_is_taken_is_one_sentence(ward):
    program = str(Path(sys.executable).parent / "hiraku")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [program, "dev", "-C", str(ward.root), "--port", port], capture_output=True, check=False, timeout=30
        )
    said = done.stderr.decode()
    assert done.returncode == 2
    assert port in said
    assert len(said.strip().splitlines()) == 1
    assert not (ward.root / ".dagster").exists()
