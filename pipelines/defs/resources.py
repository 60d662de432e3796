"""The workspace as a Dagster resource: one Workspace per process, and outcomes that normalized and published share."""

import hashlib
import os
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from pipelines.runner import process_dataset
from pipelines.stages import Outcome
from pipelines.workspace import Workspace


def workspace_root() -> Path:
    """The workspace that this code location serves: HIRAKU_WORKSPACE, or the current folder."""
    return Path(os.environ.get("HIRAKU_WORKSPACE", ".")).resolve()


def raw_version(workspace: Workspace, slug: str) -> str:
    """Version of a dataset's raw files: SHA-256 over their names and bytes, cut to what a Dagster tag can hold.

    Raises:
        HirakuError: when the declaration or a file cannot be used.
    """
    digest = hashlib.sha256()
    for file in workspace.raw_files(workspace.dataset(slug)):
        digest.update(f"{file.name}\0{file.sha256()}\n".encode())
    return digest.hexdigest()[:40]


class WorkspaceResource(dg.ConfigurableResource):
    """Gives the assets their workspace.

    `published` asks for the same outcome as `normalized` of the same run; it is computed once as long as the raw
    version is the same, and anew (never trusted from an earlier run) otherwise, so the gate always judges the
    bytes that are there now.
    """

    root: str
    _outcomes: dict = PrivateAttr(default_factory=dict)

    def open(self) -> Workspace:
        """The workspace, read anew: declarations change while the code location runs."""
        return Workspace(Path(self.root))

    def outcome(self, slug: str, run_id: str) -> Outcome:
        """How the dataset fares with the files that are there now, computed once a run and raw version."""
        workspace = self.open()
        key = (run_id, raw_version(workspace, slug))
        known = self._outcomes.get(slug)
        if known is None or known[0] != key:
            self._outcomes[slug] = known = (key, process_dataset(workspace, slug))
        return known[1]
