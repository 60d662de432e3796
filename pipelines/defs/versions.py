"""Versions of raw files: computed from their bytes, reported to Dagster, read back from it."""

import hashlib
from collections.abc import Iterable

import dagster as dg

from pipelines.workspace import Workspace

RAW_VERSION_TAG = "hiraku/raw_version"
"""Tag of a `normalized` materialization: the raw version it was made from; the sensor compares it."""

DATA_VERSION_TAG = "dagster/data_version"
"""Dagster's own tag: what makes `normalized` out of date when `raw` reports another one."""


def raw_version(workspace: Workspace, slug: str) -> str:
    """Version of a dataset's raw files and of the decisions taken on them, cut to what a Dagster tag can hold.

    Only decisions that somebody signed count: a run that writes new proposals must not make itself out of date.

    Raises:
        HirakuError: when the declaration or a file cannot be used.
    """
    digest = hashlib.sha256()
    for file in workspace.raw_files(workspace.dataset(slug)):
        digest.update(f"{file.name}\0{file.sha256()}\n".encode())
    for repair in workspace.repairs(slug):
        if repair.by and repair.on:
            digest.update(f"{repair!r}\n".encode())
    return digest.hexdigest()[:40]


def arrival(workspace: Workspace, slug: str, version: str) -> dg.AssetMaterialization:
    """The event that tells Dagster which version lies in the folder.

    Raises:
        HirakuError: when a file is gone meanwhile.
    """
    paths = workspace.raw_paths(workspace.dataset(slug))
    return dg.AssetMaterialization(
        asset_key=[slug, "raw"],
        description="受付フォルダーに届いた版",
        metadata={
            "ファイル": dg.MetadataValue.text("、".join(path.name for path in paths)),
            "大きさ（バイト）": dg.MetadataValue.int(sum(path.stat().st_size for path in paths)),
        },
        tags={DATA_VERSION_TAG: version},
    )


def latest(instance: dg.DagsterInstance, slugs: Iterable[str], stage: str, tag: str) -> dict[str, tuple[int, str]]:
    """Slug -> (storage id, value of the tag) of the newest materialization of that stage, for those that have one."""
    found: dict[str, tuple[int, str]] = {}
    for record in instance.get_asset_records([dg.AssetKey([slug, stage]) for slug in slugs]):
        newest = record.asset_entry.last_materialization_record
        if newest is not None and newest.asset_materialization is not None:
            value = (newest.asset_materialization.tags or {}).get(tag, "")
            found[record.asset_entry.asset_key.path[0]] = (newest.storage_id, value)
    return found
