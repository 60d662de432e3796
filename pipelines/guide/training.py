"""The training workspace that comes with the program, to be copied out and worked on."""

from collections.abc import Iterator
from pathlib import Path


def _find_training() -> Path:
    """`pipelines/_training` in an installed wheel, `training` beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_training"
    return packed if packed.is_dir() else package.parent / "training"


TRAINING = _find_training()

_KEPT = ("README.md", "answers", "catalog.toml", "datasets", "raw", "schemas")
"""What belongs to it; whatever a run in a checkout left beside (published, reports, repairs) does not."""


def training_files() -> Iterator[tuple[Path, bytes]]:
    """(path inside the workspace, bytes) of every file, sorted."""
    for path in sorted(TRAINING.rglob("*")):
        inside = path.relative_to(TRAINING)
        if path.is_file() and inside.parts[0] in _KEPT:
            yield inside, path.read_bytes()
