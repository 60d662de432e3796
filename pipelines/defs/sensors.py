"""Two sensors: one reports versions of raw files, the other (off by default) runs what has changed, level-triggered."""

import hashlib
import json

import dagster as dg

from pipelines.defs.datasets import RAW_VERSION_TAG
from pipelines.defs.resources import WorkspaceResource, raw_version
from pipelines.model.errors import HirakuError
from pipelines.workspace import Workspace

REPORTS_PER_TICK = 400
"""A first tick over a large workspace must stay under the sensor's time-out of 60 s (about 70 ms a report)."""

Stat = list[list[object]]


def _stat(workspace: Workspace, slug: str) -> Stat | None:
    """Name, time and size of a dataset's raw files: cheap to ask, and only a change of it costs a hash."""
    try:
        paths = workspace.raw_paths(workspace.dataset(slug))
        return [[p.name, p.stat().st_mtime_ns, p.stat().st_size] for p in paths]
    except (HirakuError, OSError):
        return None  # a missing file or a broken declaration is told by the run, not by the sensor


def current_versions(workspace: Workspace, cursor: dict[str, list]) -> dict[str, list]:
    """Slug -> [stat, raw version] of every dataset whose files are there; hashes only what moved."""
    found: dict[str, list] = {}
    for slug in workspace.declarations:
        stat = _stat(workspace, slug)
        if stat is None:
            continue
        known = cursor.get(slug)
        found[slug] = known if known and known[0] == stat else [stat, raw_version(workspace, slug)]
    return found


@dg.sensor(
    name="report_raw_files",
    description="受付フォルダーのファイルの版を報告します。新しい版が届いたデータは「古い」と表示されます。",
    minimum_interval_seconds=15,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def report_raw_files(context: dg.SensorEvaluationContext, workspace: WorkspaceResource) -> dg.SensorResult:
    """Report a version only when it differs from the one reported last."""
    cursor: dict[str, list] = json.loads(context.cursor or "{}")
    versions = current_versions(workspace.open(), cursor)
    changed = [slug for slug, (_, v) in versions.items() if slug not in cursor or cursor[slug][1] != v]
    now = changed[:REPORTS_PER_TICK]
    events = [
        dg.AssetMaterialization(
            asset_key=[slug, "raw"],
            description="受付フォルダーに届いた版",
            metadata={"ファイル": "、".join(str(row[0]) for row in versions[slug][0])},
            tags={"dagster/data_version": versions[slug][1]},
        )
        for slug in now
    ]
    later = set(changed) - set(now)
    kept = {slug: value for slug, value in versions.items() if slug not in later}
    return dg.SensorResult(asset_events=events, cursor=json.dumps(kept, ensure_ascii=False))


@dg.sensor(
    name="publish_changed_files",
    description="版が変わったデータだけを、検査して公開します（はじめは止めてあります）。",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED,
    job_name="publish_all",
)
def publish_changed_files(context: dg.SensorEvaluationContext, workspace: WorkspaceResource) -> dg.SensorResult:
    """One run over every dataset whose raw version is not the one last normalized.

    The comparison is with the state, not with events: a file put back to earlier content runs again, and switching
    the sensor on late catches up. What was already asked for is not asked again while it fails.
    """
    memory = json.loads(context.cursor or "{}")
    asked: dict[str, str] = memory.get("asked", {})
    versions = current_versions(workspace.open(), memory.get("versions", {}))
    last = last_normalized(context.instance, list(versions))
    due = {
        slug: version
        for slug, (_, version) in versions.items()
        if last.get(slug) != version and asked.get(slug) != version
    }
    settled = {slug: v for slug, v in asked.items() if slug in versions and versions[slug][1] == v}
    memory = {"versions": versions, "asked": {**settled, **due}, "tick": memory.get("tick", 0) + bool(due)}
    requests = [_request(due, memory["tick"])] if due else []
    return dg.SensorResult(run_requests=requests, cursor=json.dumps(memory, ensure_ascii=False))


def last_normalized(instance: dg.DagsterInstance, slugs: list[str]) -> dict[str, str]:
    """Slug -> raw version of the newest `normalized`."""
    found = {}
    for slug in slugs:
        event = instance.get_latest_materialization_event(dg.AssetKey([slug, "normalized"]))
        if event is not None and event.asset_materialization is not None:
            found[slug] = (event.asset_materialization.tags or {}).get(RAW_VERSION_TAG, "")
    return found


def _request(due: dict[str, str], tick: int) -> dg.RunRequest:
    """One run for all; the key is the same when a crashed tick is evaluated again, another for every later change."""
    key = hashlib.sha256(json.dumps([tick, sorted(due.items())]).encode()).hexdigest()[:32]
    selection = [dg.AssetKey([slug, stage]) for slug in due for stage in ("normalized", "published")]
    return dg.RunRequest(run_key=key, asset_selection=selection)
