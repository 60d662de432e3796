"""The workspace as a Dagster resource: one Workspace per step, and the outcome that normalized and published share."""

import os
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from pipelines.defs.versions import DATA_VERSION_TAG, arrival, latest, raw_version
from pipelines.model.errors import HirakuError
from pipelines.runner import process_dataset
from pipelines.stages import Outcome
from pipelines.workspace import Workspace


def workspace_root() -> Path:
    """The workspace that this code location serves: HIRAKU_WORKSPACE, or the current folder."""
    return Path(os.environ.get("HIRAKU_WORKSPACE", ".")).resolve()


class WorkspaceResource(dg.ConfigurableResource):
    """Gives the assets their workspace.

    `published` asks for the same outcome as `normalized` of the same run; it is computed once as long as the raw
    version is the same, and anew (never trusted from an earlier run) otherwise, so the gate always judges the
    bytes that are there now. Only the newest outcome is kept: `published` runs right after its `normalized`
    (datasets.py), so the memory of a run is that of its largest dataset.
    """

    root: str
    _newest: tuple | None = PrivateAttr(default=None)

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Report the raw versions that a run is about to read, before its first step.

        A version that is reported only after the first run makes everything look out of date once; this way a run
        from the command line, without any sensor, is told right, too.
        """
        if context.run is None or context.instance is None:
            return  # a sensor's own evaluation
        chosen = context.run.asset_selection
        try:
            workspace = self.open()
            slugs = {key.path[0] for key in chosen} if chosen else set(workspace.declarations)
        except HirakuError:
            return  # the steps say what is wrong with the catalog
        report_arrivals(context.instance, workspace, sorted(slugs))

    def open(self) -> Workspace:
        """The workspace, read anew: declarations change while the code location runs."""
        return Workspace(Path(self.root))

    def outcome(self, slug: str, run_id: str) -> Outcome:
        """How the dataset fares with the files that are there now, computed once a run and raw version."""
        workspace = self.open()
        key = (slug, run_id, raw_version(workspace, slug))
        if self._newest is None or self._newest[0] != key:
            self._newest = None  # the old one goes before the new one comes
            self._newest = (key, process_dataset(workspace, slug))
        return self._newest[1]


def report_arrivals(instance: dg.DagsterInstance, workspace: Workspace, slugs: list[str]) -> None:
    """Report the raw version of each dataset where it is not the one reported last; unusable files report nothing."""
    known = latest(instance, slugs, "raw", DATA_VERSION_TAG)
    for slug in slugs:
        try:
            version = raw_version(workspace, slug)
            if known.get(slug, (0, ""))[1] != version:
                instance.report_runless_asset_event(arrival(workspace, slug, version))
        except (HirakuError, OSError):
            continue  # told by the step that needs the file
