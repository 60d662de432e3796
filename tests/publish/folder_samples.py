"""What the folder tests share: a plain site, a publisher that can be killed, and the look at what it left."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.model.package import Package
from pipelines.publish.folder import FolderTarget
from tests.export_samples import ROWS, package

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SLUGS = ("public-toilet", "aed", "shelter")


class PlainSite:
    """A site of one line a page; `words` stands for a template that changed."""

    def __init__(self, words: str = "") -> None:
        self.words = words

    def entry(self, of: Package, published_at: str) -> dict[str, Any]:
        return {"title": of.dataset.title, "published_at": published_at, "rows": of.rows}

    def dataset_page(self, of: Package, published_at: str) -> bytes:
        return f"{of.dataset.slug} {of.rows} {published_at} {self.words}".encode()

    def withdrawn_page(self, entry: Mapping[str, Any], withdrawn_at: str, reason: str) -> bytes:
        return f"取り下げ {entry['title']} {withdrawn_at} {reason}".encode()

    def index(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
        return {"index.html": json.dumps(list(entries)).encode()}


def target(root: Path, **more: Any) -> FolderTarget:
    return FolderTarget(root, **{"site": PlainSite(), "now": lambda: NOON, **more})


def edition(number: int) -> list[Package]:
    """Three packages whose data differ by number."""
    return [package(slug, rows=(*ROWS, (f"9{number:03}", f"第{number}版", *[""] * 8))) for slug in SLUGS]


def publish(root: Path, packages: Sequence[Package], **more: Any) -> list[tuple[str, str, str]]:
    """Plan and apply; (slug, what was done, error code) of every result."""
    to = target(root, **more)
    plan = to.plan(packages, [p.dataset.slug for p in packages])
    return [(r.action.slug, r.action.name, r.error.code if r.error else "") for r in to.apply(plan)]


def state(root: Path) -> dict[str, tuple[int, str]]:
    """Every file under the folder with its time of change and hash."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {
        str(path.relative_to(root)): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    }


def hashes(root: Path) -> dict[str, str]:
    return {name: sha for name, (_, sha) in state(root).items() if not name.startswith(".")}


def whole(folder: Path) -> str:
    """The fingerprint of a published folder that holds exactly the files its version.json names."""
    version = json.loads((folder / "version.json").read_bytes())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del found["version.json"]
    assert found == version["files"]
    return version["fingerprint"]


def publish_for_ever(root: Path, *, atomic: bool) -> None:
    """Publish two editions in turn until killed."""
    editions = edition(1), edition(2)
    more = {} if atomic else {"exchange": lambda *_: False}
    print("ready", flush=True)
    while True:
        for packages in editions:
            publish(root, packages, **more)


if __name__ == "__main__":
    publish_for_ever(Path(sys.argv[1]), atomic=sys.argv[2] == "atomic")
