"""A small real workspace for tests: the project's own declarations and raw files, copied where a test may write."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def copy_workspace(target: Path, *slugs: str) -> Path:
    """Copy catalog.toml, the ward's own schemas and the named datasets (all when none is named) to `target`."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "catalog.toml", target)
    shutil.copytree(ROOT / "schemas" / "local", target / "schemas" / "local")
    (target / "datasets").mkdir()
    for path in sorted((ROOT / "datasets").glob("*.toml")):
        if not slugs or path.stem in slugs:
            shutil.copy(path, target / "datasets")
            shutil.copytree(ROOT / "raw" / path.stem, target / "raw" / path.stem)
    return target
