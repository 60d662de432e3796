"""A publisher killed at any moment, and readers who look while one works: never half a dataset."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipelines.model.package import Plan
from tests.publish.folder_samples import SLUGS, edition, publish, target, whole

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("way", ["atomic", "two renames"])
def test_killed_at_ten_random_moments_every_dataset_is_wholly_old_or_new(tmp_path, way):
    """With the exchange at every moment; by two renames after the next start."""
    root = tmp_path / "published"
    fingerprints = {slug: {e[i].fingerprint() for e in (edition(1), edition(2))} for i, slug in enumerate(SLUGS)}
    publish(root, edition(1))
    for _ in range(10 if way == "atomic" else 5):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.publish.folder_samples", str(root), way],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as publisher:
            publisher.stdout.readline()
            time.sleep(random.uniform(0.01, 0.4))
            publisher.send_signal(signal.SIGKILL)
        if way == "atomic":
            assert all(whole(root / slug) in fingerprints[slug] for slug in SLUGS)
        list(target(root).apply(Plan("folder", ())))
        assert all(whole(root / slug) in fingerprints[slug] for slug in SLUGS)
    assert {error for _, _, error in publish(root, edition(2))} == {""}
    assert [whole(root / slug) for slug in SLUGS] == [p.fingerprint() for p in edition(2)]
    assert not (root / ".staging").exists()
    publish(tmp_path / "fresh", edition(2))
    assert (root / "index.html").read_bytes() == (tmp_path / "fresh" / "index.html").read_bytes()


def test_two_publishers_at_once_never_mix_their_datasets(tmp_path):
    root = tmp_path / "published"
    publish(root, edition(1))
    command = [sys.executable, "-m", "tests.publish.folder_samples", str(root), "two renames"]
    pair = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    for publisher in pair:
        publisher.stdout.readline()
    time.sleep(1.5)
    for publisher in pair:
        publisher.kill()
        publisher.communicate()
    list(target(root).apply(Plan("folder", ())))
    known = {p.fingerprint() for e in (edition(1), edition(2)) for p in e}
    assert {whole(root / slug) for slug in SLUGS} <= known


def test_a_reader_never_sees_a_missing_or_mixed_folder(tmp_path):
    """Readers list the folder through an open handle, as a web server that serves one request does."""
    publish(tmp_path, edition(1))
    ends = threading.Event()
    editions = [edition(1), edition(2)]

    def work():
        for i in range(12):
            publish(tmp_path, editions[(i + 1) % 2])
        ends.set()

    names = {item.name for item in editions[0][1].files} | {"index.html", "version.json"}
    publisher = threading.Thread(target=work)
    publisher.start()
    looks = 0
    while not ends.is_set():
        assert set(os.listdir(tmp_path / "aed")) in (names, set())  # noqa: PTH208 - one call; empty: opened, then replaced
        assert (tmp_path / "aed").exists()
        looks += 1
    publisher.join()
    assert looks > 50
