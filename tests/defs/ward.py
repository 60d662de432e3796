"""What a steward does to a workspace and what Dagster then says of it, for the tests of defs/."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

ROOT = Path(__file__).resolve().parents[2]

GOOD, ALSO_GOOD, BAD = "aed", "wifi", "tourism"
DATASETS = (GOOD, ALSO_GOOD, BAD)


@dataclass
class Ward:
    """A workspace, an instance, and the entry point that loads the first."""

    root: Path
    instance: dg.DagsterInstance
    load: Callable[[], dg.Definitions]

    def definitions(self) -> dg.Definitions:
        """Loaded anew, as a code server that is started now would."""
        return self.load()

    def run(self, *keys: str) -> dg.ExecuteInProcessResult:
        """One in-process run over the assets "slug/stage" (all when none is named)."""
        job = self.definitions().resolve_job_def("publish_all")
        selection = [dg.AssetKey(key.split("/")) for key in keys] or None
        return job.execute_in_process(instance=self.instance, asset_selection=selection, raise_on_error=False)

    def chain(self, slug: str) -> dg.ExecuteInProcessResult:
        """Normalize and publish one dataset."""
        return self.run(f"{slug}/normalized", f"{slug}/published")

    def raw(self, slug: str) -> Path:
        """Its one raw file."""
        return next(p for p in sorted((self.root / "raw" / slug).iterdir()) if p.suffix in (".csv", ".xlsx"))

    def published(self) -> dict[str, tuple[int, bytes]]:
        """Every file under published/ with its time and bytes, the lock apart."""
        folder = self.root / "published"
        files = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(".")]
        return {str(p.relative_to(folder)): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}

    def latest(self, key: str) -> dg.AssetMaterialization | None:
        """The newest materialization of "slug/stage"."""
        event = self.instance.get_latest_materialization_event(dg.AssetKey(key.split("/")))
        return event.asset_materialization if event else None


def failures(result: dg.ExecuteInProcessResult) -> dict[str, str]:
    """Step -> what its failure says."""
    failed = [e for e in result.all_node_events if e.is_step_failure]
    return {e.step_key: e.step_failure_data.error.message for e in failed}


def outcome_of(result: dg.ExecuteInProcessResult) -> dict[str, set[str]]:
    """Kind of end -> steps."""
    ends = {"STEP_SUCCESS": "done", "STEP_FAILURE": "failed", "STEP_SKIPPED": "skipped"}
    found: dict[str, set[str]] = {"done": set(), "failed": set(), "skipped": set()}
    for event in result.all_events:
        if event.event_type_value in ends:
            found[ends[event.event_type_value]].add(event.step_key)
    return found
