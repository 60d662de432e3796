"""Two sensors: one reports versions of raw files, the other (off by default) runs what has changed, level-triggered."""

import hashlib
import json

import dagster as dg

from pipelines.defs.resources import WorkspaceResource
from pipelines.defs.versions import RAW_VERSION_TAG, arrival, latest, raw_version
from pipelines.model.errors import HirakuError
from pipelines.report.messages import sentence
from pipelines.workspace import Workspace

REPORTS_PER_TICK = 400
"""A first tick over a large workspace must stay under the sensor's time-out of 60 s (about 70 ms a report)."""

Seen = dict[str, list]
"""Slug -> [stat of the raw files, raw version], as kept in a cursor."""


def current_versions(workspace: Workspace, cursor: Seen) -> Seen:
    """What lies in the folders now, of every dataset whose files can be read; hashes only what moved.

    A missing file or a broken declaration is told by the run that needs it, and never stops the sensor.

    Raises:
        DeclarationError: as Workspace.declarations.
    """
    found: Seen = {}
    for slug in workspace.declarations:
        try:
            decided = workspace.repairs_file(slug)
            paths = [*workspace.raw_paths(workspace.dataset(slug)), *([decided] if decided.exists() else [])]
            stat = [[p.name, p.stat().st_mtime_ns, p.stat().st_size] for p in paths]
            known = cursor.get(slug)
            found[slug] = known if known and known[0] == stat else [stat, raw_version(workspace, slug)]
        except (HirakuError, OSError):
            continue
    return found


@dg.sensor(
    name="report_raw_files",
    description="受付フォルダーのファイルの版を報告します。新しい版が届いたデータには Unsynced（未反映）と出ます。",
    minimum_interval_seconds=15,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def report_raw_files(
    context: dg.SensorEvaluationContext, workspace: WorkspaceResource
) -> dg.SensorResult | dg.SkipReason:
    """Report a version only when it differs from the one reported last."""
    cursor: Seen = json.loads(context.cursor or "{}")
    try:
        opened = workspace.open()
        versions = current_versions(opened, cursor)
    except HirakuError as error:
        return dg.SkipReason(sentence(error))
    changed = [slug for slug, (_, v) in versions.items() if slug not in cursor or cursor[slug][1] != v]
    if not changed and versions == cursor:
        return dg.SkipReason("新しいファイルはありません。")
    events = []
    for slug in changed[:REPORTS_PER_TICK]:
        try:
            events.append(arrival(opened, slug, versions[slug][1]))
        except (HirakuError, OSError):
            versions.pop(slug)  # gone since it was read; the next tick looks again
    for slug in changed[REPORTS_PER_TICK:]:
        versions.pop(slug)
    return dg.SensorResult(asset_events=events, cursor=json.dumps(versions, ensure_ascii=False))


@dg.sensor(
    name="publish_changed_files",
    description="ファイルが変わったデータだけを、検査して公開します（はじめは止めてあります）。",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED,
    job_name="publish_all",
)
def publish_changed_files(
    context: dg.SensorEvaluationContext, workspace: WorkspaceResource
) -> dg.SensorResult | dg.SkipReason:
    """One run over every dataset whose raw version is not the one tried last.

    The comparison is with the state, not with events: a file put back to earlier content runs again, and switching
    the sensor on late catches up.
    """
    memory = json.loads(context.cursor or "{}")
    try:
        versions = current_versions(workspace.open(), memory.get("versions", {}))
    except HirakuError as error:
        return dg.SkipReason(sentence(error))
    last = latest(context.instance, versions, "normalized", RAW_VERSION_TAG)
    asked: dict[str, list] = {slug: value for slug, value in memory.get("asked", {}).items() if slug in versions}
    due = {
        slug: version for slug, (_, version) in versions.items() if tried(last.get(slug), asked.get(slug)) != version
    }
    asked.update({slug: [version, last.get(slug, (0, ""))[0]] for slug, version in due.items()})
    tick = memory.get("tick", 0) + bool(due)
    cursor = json.dumps({"versions": versions, "asked": asked, "tick": tick}, ensure_ascii=False)
    return dg.SensorResult(
        run_requests=[_request(due, tick)] if due else [],
        skip_reason=None if due else "変わったファイルはありません。",
        cursor=cursor,
    )


def tried(last: tuple[int, str] | None, asked: list | None) -> str:
    """The raw version that was tried last: the one asked for, unless something was normalized since then.

    Args:
        last: (storage id, raw version) of the newest `normalized`.
        asked: [raw version, storage id of the newest `normalized` at that time] of the sensor's newest request. A
            request whose file could not be read leaves no `normalized`, and is not repeated until the file changes.
    """
    number, version = last or (0, "")
    return str(asked[0]) if asked and asked[1] == number else version


def _request(due: dict[str, str], tick: int) -> dg.RunRequest:
    """One run for all; the key is the same when a crashed tick is evaluated again, another for every later change."""
    key = hashlib.sha256(json.dumps([tick, sorted(due.items())]).encode()).hexdigest()[:32]
    selection = [dg.AssetKey([slug, stage]) for slug in due for stage in ("normalized", "published")]
    return dg.RunRequest(run_key=key, asset_selection=selection)
