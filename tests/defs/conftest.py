"""A real workspace of three of the ward's own datasets and a real Dagster instance, both in a temporary folder."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import defs as load
from tests.defs.ward import DATASETS, ROOT, Ward


@pytest.fixture
def make_ward(tmp_path: Path, monkeypatch) -> Iterator[Callable[..., Ward]]:
    """Makes a ward with the named datasets of the project's own workspace."""
    opened: list[dg.DagsterInstance] = []

    def make(*slugs: str) -> Ward:
        root = tmp_path / "ward"
        for folder in ("datasets", "raw", "schemas"):
            (root / folder).mkdir(parents=True)
        shutil.copyfile(ROOT / "catalog.toml", root / "catalog.toml")
        shutil.copytree(ROOT / "schemas" / "local", root / "schemas" / "local")
        for slug in slugs or DATASETS:
            shutil.copyfile(ROOT / "datasets" / f"{slug}.toml", root / "datasets" / f"{slug}.toml")
            shutil.copytree(ROOT / "raw" / slug, root / "raw" / slug)
        home = tmp_path / "home"
        home.mkdir()
        shutil.copyfile(ROOT / "dagster.yaml", home / "dagster.yaml")
        monkeypatch.setenv("DAGSTER_HOME", str(home))
        monkeypatch.setenv("HIRAKU_WORKSPACE", str(root))
        instance = dg.DagsterInstance.from_config(str(home))
        opened.append(instance)
        return Ward(root, instance, load)

    yield make
    for instance in opened:
        instance.dispose()


@pytest.fixture
def ward(make_ward) -> Ward:
    return make_ward()
