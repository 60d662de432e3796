"""What the CKAN tests share: the project's own datasets as packages, made-up ones in editions, a client that counts."""

import dataclasses
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipelines.model.dataset import Catalog
from pipelines.model.package import Package, Plan
from pipelines.publish.ckan import CkanTarget
from pipelines.publish.ckan_client import READS, CkanClient, _Again
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.export_samples import CATALOG, ROWS, package

ROOT = Path(__file__).resolve().parents[2]
OWN = ("public-toilet", "evacuation-space", "wifi", "aed", "certificates", "event")
FAST = (0.01, 0.02, 0.05)


def copy_workspace(root: Path, slugs: Sequence[str] = OWN, prefix: str = "", code: str = "131202") -> Workspace:
    """The project's workspace with these datasets only, under other names and for another publisher where asked."""
    catalog = (ROOT / "catalog.toml").read_text(encoding="utf-8")
    (root / "catalog.toml").write_text(catalog.replace('code = "131202"', f'code = "{code}"'), encoding="utf-8")
    shutil.copytree(ROOT / "schemas" / "local", root / "schemas" / "local")
    (root / "datasets").mkdir()
    for slug in slugs:
        shutil.copyfile(ROOT / "datasets" / f"{slug}.toml", root / "datasets" / f"{prefix}{slug}.toml")
        shutil.copytree(ROOT / "raw" / slug, root / "raw" / f"{prefix}{slug}")
    return Workspace(root)


def empty(ckan: Any) -> None:
    """Remove every dataset, so that searches find only what comes next."""
    for name in ckan.call("package_list"):
        ckan.call("dataset_purge", id=name)


def build(workspace: Workspace, slug: str) -> Package:
    """One dataset through the stages."""
    outcome = process_dataset(workspace, slug)
    assert outcome.package is not None, (slug, outcome.error)
    return outcome.package


class CountingClient(CkanClient):
    """The real client, which keeps the names of the actions that it sent; `break_at` loses their next answers."""

    def __init__(self, url: str, token: str) -> None:
        super().__init__(url, token, pauses=FAST)
        self.sent: list[str] = []
        self.lose: list[str] = []
        self.before: dict[str, Callable[[], Any]] = {}

    @property
    def writes(self) -> list[str]:
        """The actions that are not known to read only."""
        return [action for action in self.sent if action not in READS]

    def _send(self, action: str, *more: Any) -> Any:
        self.sent.append(action)
        if action in self.before:
            self.before.pop(action)()
        answer = super()._send(action, *more)
        if action in self.lose:
            self.lose.remove(action)
            raise _Again("ckan-unreachable")  # CKAN did it, and its answer was lost
        return answer


def target(ckan: Any, catalog: Catalog, token: str = "") -> CkanTarget:
    """A target on the real CKAN whose client counts."""
    return CkanTarget(ckan.url, "", catalog, client=CountingClient(ckan.url, token or ckan.token))


def publish(to: CkanTarget, packages: Sequence[Package], declared: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """Plan and apply: slug -> (what was done, error code)."""
    return results(to, to.plan(packages, [*declared, *(p.dataset.slug for p in packages)]))


def results(to: CkanTarget, plan: Plan) -> dict[str, tuple[str, str]]:
    """Apply: slug -> (what was done, error code)."""
    return {r.action.slug: (r.action.name, r.error.code if r.error else "") for r in to.apply(plan)}


def catalog_of(code: str) -> Catalog:
    """A catalog of a publisher of its own, so that no test withdraws what another one published."""
    return dataclasses.replace(CATALOG, publisher=dataclasses.replace(CATALOG.publisher, code=code))


def edition(number: int, slugs: Sequence[str]) -> list[Package]:
    """Packages whose data differ by number."""
    return [package(slug, rows=(*ROWS, (f"9{number:03}", f"第{number}版", *[""] * 8))) for slug in slugs]


def publish_editions(url: str, token: str, code: str, slugs: Sequence[str]) -> None:
    """Publish two editions in turn until killed."""
    to = CkanTarget(url, token, catalog_of(code))
    editions = edition(1, slugs), edition(2, slugs)
    print("ready", flush=True)
    while True:
        for packages in editions:
            publish(to, packages)


if __name__ == "__main__":
    publish_editions(sys.argv[1], sys.stdin.readline().strip(), sys.argv[2], sys.argv[3:])
