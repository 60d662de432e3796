"""version.json: what stands in a published folder, so that the next plan knows it without guessing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "version.json"


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of a dataset.

    Attributes:
        fingerprint: Package.fingerprint() of the data.
        published_at: ISO 8601, UTC, when these data first stood here.
        files: name -> SHA-256 of every other file in the folder.
        entry: what the site's index shows (see Site.entry).
        withdrawn_at: "" unless the dataset was taken back.
    """

    fingerprint: str
    published_at: str
    files: dict[str, str] = field(default_factory=dict)
    entry: dict[str, Any] = field(default_factory=dict)
    withdrawn_at: str = ""

    def document(self) -> bytes:
        """version.json."""
        body = {
            "hiraku": 1,
            "fingerprint": self.fingerprint,
            "published_at": self.published_at,
            "withdrawn_at": self.withdrawn_at,
            "files": self.files,
            "entry": self.entry,
        }
        return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_version(folder: Path) -> Version | None:
    """The version of a published folder; None where there is none or it cannot be read."""
    try:
        body = json.loads((folder / NAME).read_bytes())
        if body["hiraku"] != 1:
            return None
        return Version(
            str(body["fingerprint"]),
            str(body["published_at"]),
            dict(body["files"]),
            dict(body["entry"]),
            str(body["withdrawn_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # damaged or not ours: the plan says so


def file_hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name -> SHA-256, sorted by name."""
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def holds(folder: Path, hashes: Mapping[str, str]) -> bool:
    """Whether every one of these files stands in the folder with just these bytes."""
    try:
        return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha for name, sha in hashes.items())
    except OSError:
        return False
