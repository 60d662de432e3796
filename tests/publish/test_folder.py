"""The folder target: replaced whole, mended when damaged, untouched when nothing changed."""

import os
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.model.errors import TargetRefused
from pipelines.model.package import Action, Plan
from pipelines.publish.lock import only_publisher
from pipelines.publish.swap import exchange
from tests.export_samples import package
from tests.publish.folder_samples import (
    NOON,
    SLUGS,
    PlainSite,
    edition,
    hashes,
    publish,
    state,
    target,
    whole,
)

never = {"exchange": lambda *_: False}


@contextmanager
def without_permission(folder: Path) -> Iterator[None]:
    """Be somebody who may enter the folder and write nothing that root made."""
    for path in (folder, *folder.parents):
        if path.stat().st_uid == 0 and path != Path("/") and "pytest" in str(path):
            path.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_new_dataset_is_published_whole(tmp_path):
    assert publish(tmp_path, edition(1)) == [(slug, "create", "") for slug in SLUGS]
    assert [whole(tmp_path / slug) for slug in SLUGS] == [p.fingerprint() for p in edition(1)]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([".lock", "index.html", *SLUGS])


def test_an_unchanged_run_touches_no_file_and_no_folder(tmp_path):
    publish(tmp_path, edition(1))
    folders = {p: p.stat().st_mtime_ns for p in (tmp_path, *(tmp_path / s for s in SLUGS))}
    before = state(tmp_path)
    later = {"now": lambda: NOON + timedelta(days=3)}
    assert publish(tmp_path, edition(1), **later) == [(slug, "leave", "") for slug in SLUGS]
    assert state(tmp_path) == before
    assert {p: p.stat().st_mtime_ns for p in folders} == folders


def test_only_the_changed_dataset_is_written(tmp_path):
    publish(tmp_path, edition(1))
    before = state(tmp_path)
    mixed = [edition(2)[0], *edition(1)[1:]]
    assert publish(tmp_path, mixed)[0] == ("public-toilet", "update", "")
    after = state(tmp_path)
    assert {n for n in after if after[n] != before[n]} <= {
        n for n in after if n.startswith(("public-toilet", "index", "."))
    }
    assert whole(tmp_path / "public-toilet") == edition(2)[0].fingerprint()


def test_a_damaged_publication_is_mended_under_its_old_date(tmp_path):
    publish(tmp_path, edition(1))
    good = hashes(tmp_path)
    (tmp_path / "aed" / "schema.json").write_bytes(b"{}")
    (tmp_path / "shelter" / "version.json").unlink()
    shutil.rmtree(tmp_path / "public-toilet")
    to = target(tmp_path)
    plan = to.plan(edition(1), SLUGS)
    assert [(a.name, a.reason) for a in plan.actions] == [
        ("create", "new-dataset"),
        ("update", "publication-damaged"),
        ("update", "publication-damaged"),
    ]
    assert all(result.error is None for result in to.apply(plan))
    assert hashes(tmp_path) == good


def test_a_new_template_changes_pages_and_keeps_the_date(tmp_path):
    publish(tmp_path, edition(1))
    later = {"site": PlainSite("new"), "now": lambda: NOON + timedelta(days=1)}
    plan = target(tmp_path, **later).plan(edition(1), SLUGS)
    assert {a.reason for a in plan.actions} == {"page-changed"}
    publish(tmp_path, edition(1), **later)
    assert (tmp_path / "aed" / "index.html").read_text() == "aed 4 2026-11-21T03:00:00+00:00 new"


def test_plan_writes_nothing(tmp_path):
    target(tmp_path / "published").plan(edition(1), SLUGS)
    assert list(tmp_path.iterdir()) == []


def test_a_held_back_dataset_stays_as_it_is_and_in_the_index(tmp_path):
    publish(tmp_path, edition(1))
    before = hashes(tmp_path)
    to = target(tmp_path)
    plan = to.plan(edition(1)[:2], SLUGS)
    assert plan.actions[2] == Action("shelter", "leave", reason="held-back")
    list(to.apply(plan))
    assert hashes(tmp_path) == before


def test_a_dataset_that_is_declared_no_more_is_withdrawn_with_its_reason(tmp_path):
    publish(tmp_path, edition(1))
    to = target(tmp_path, reasons={"shelter": "内容を確かめています。"})
    plan = to.plan(edition(1)[:2], SLUGS[:2])
    assert plan.changes() == (Action("shelter", "withdraw", reason="undeclared"),)
    assert all(result.error is None for result in to.apply(plan))
    assert sorted(p.name for p in (tmp_path / "shelter").iterdir()) == ["index.html", "version.json"]
    assert "内容を確かめています。" in (tmp_path / "shelter" / "index.html").read_text()
    assert "shelter" not in (tmp_path / "index.html").read_text()
    assert to.plan(edition(1)[:2], SLUGS[:2]).changes() == ()
    assert to.plan(edition(1), SLUGS).changes()[0].reason == "published-again"


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    publish(tmp_path, edition(1))
    assert (tmp_path / "photos" / "a.jpg").read_bytes() == b"x"


def test_a_second_publisher_is_refused_while_the_first_works(tmp_path):
    with only_publisher(tmp_path / ".lock"):
        assert publish(tmp_path, edition(1)) == [(slug, "create", "publish-busy") for slug in SLUGS]
    assert publish(tmp_path, edition(1)) == [(slug, "create", "") for slug in SLUGS]


def test_the_lock_of_a_dead_publisher_does_not_stop_the_next(tmp_path):
    (tmp_path / ".lock").write_text("1\n")
    assert publish(tmp_path, edition(1))[0] == ("public-toilet", "create", "")


def test_a_place_that_cannot_be_a_folder_is_refused_with_a_code(tmp_path):
    (tmp_path / "published").write_text("a file")
    assert publish(tmp_path / "published", edition(1)) == [(slug, "create", "target-write-failed") for slug in SLUGS]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without permission")
def test_a_folder_without_write_permission_keeps_the_old_publication(tmp_path):
    root = tmp_path / "published"
    publish(root, edition(1))
    before = state(root)
    with without_permission(tmp_path):
        assert {error for _, _, error in publish(root, edition(2))} == {"target-not-writable"}
    assert state(root) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without permission")
@pytest.mark.parametrize("more", [{}, never], ids=["exchange", "two renames"])
def test_an_old_folder_that_cannot_be_removed_yet_stops_nobody(tmp_path, more):
    """As on a network share, where a file that somebody reads keeps its folder."""
    root = tmp_path / "published"
    publish(root, edition(1))
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534)
    (root / "aed" / "held").mkdir()
    (root / "aed" / "held" / "file").write_text("read by somebody")
    with without_permission(tmp_path):
        assert {error for _, _, error in publish(root, edition(2), **more)} == {""}
        assert [whole(root / slug) for slug in SLUGS] == [p.fingerprint() for p in edition(2)]
        left = root / ".staging"
        assert [path.suffix for path in left.iterdir()] == [".gone"]
        shutil.rmtree(root / "aed")
        assert {error for _, _, error in publish(root, edition(1), **more)} == {""}
        assert [whole(root / slug) for slug in SLUGS] == [p.fingerprint() for p in edition(1)]
    publish(root, edition(1))
    assert not left.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without permission")
def test_a_publication_that_cannot_be_read_is_refused_and_nothing_is_planned(tmp_path):
    root = tmp_path / "published"
    publish(root, edition(1))
    root.chmod(0o700)
    with without_permission(tmp_path), pytest.raises(TargetRefused, match="target-not-readable"):
        target(root).plan(edition(2), SLUGS)


@pytest.mark.parametrize("more", [{}, never], ids=["exchange", "two renames"])
def test_a_full_disk_keeps_the_old_publication_and_the_others_go_on(tmp_path, more):
    publish(tmp_path, edition(1))
    big = package("aed", rows=tuple((f"{i}", "名" * 2000, *[""] * 8) for i in range(200)))
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        done = publish(tmp_path, [edition(2)[0], big, edition(2)[2]], **more)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert done == [("public-toilet", "update", ""), ("aed", "update", "disk-full"), ("shelter", "update", "")]
    assert [whole(tmp_path / slug) for slug in SLUGS] == [
        edition(2)[0].fingerprint(),
        edition(1)[1].fingerprint(),
        edition(2)[2].fingerprint(),
    ]
    assert not (tmp_path / ".staging").exists()


def test_without_an_exchange_the_folder_is_replaced_by_two_renames(tmp_path):
    publish(tmp_path, edition(1), **never)
    publish(tmp_path, edition(2), **never)
    assert [whole(tmp_path / slug) for slug in SLUGS] == [p.fingerprint() for p in edition(2)]


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux")
def test_where_an_exchange_works_the_old_folder_is_never_renamed_aside(tmp_path):
    publish(tmp_path, edition(1))
    stood = []

    def watched(staged: Path, home: Path) -> bool:
        swapped = exchange(staged, home)
        stood.append((swapped, whole(home)))
        return swapped

    publish(tmp_path, edition(2), exchange=watched)
    assert stood == [(True, p.fingerprint()) for p in edition(2)]


def test_a_kill_between_the_two_renames_is_mended_at_the_next_start(tmp_path):
    """Also for a dataset that the next run does not publish."""
    publish(tmp_path, edition(1))
    good = hashes(tmp_path)
    (tmp_path / ".staging").mkdir()
    (tmp_path / "aed").rename(tmp_path / ".staging" / "aed~0123.old")
    (tmp_path / ".staging" / "aed~0123.new").mkdir()
    list(target(tmp_path).apply(Plan("folder", ())))
    assert hashes(tmp_path) == good
    assert not (tmp_path / ".staging").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux")
def test_the_exchange_swaps_two_folders_in_one_step(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "absent")
