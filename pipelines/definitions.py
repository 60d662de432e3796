"""Dagster's entry point: the chains of every declared dataset of one workspace, the job, sensors and schedule."""

import dagster as dg

from pipelines.defs.datasets import chain
from pipelines.defs.resources import WorkspaceResource, workspace_root
from pipelines.defs.sensors import publish_changed_files, report_raw_files
from pipelines.model.errors import HirakuError
from pipelines.workspace import Workspace

publish_all = dg.define_asset_job(
    "publish_all",
    selection=dg.AssetSelection.all(),
    description="すべてのデータを検査し、公開できるものを公開します。",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=publish_all,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Tokyo",
    description="毎日 2:00 に、すべてのデータを検査して公開します（はじめは止めてあります）。",
)


@dg.definitions
def defs() -> dg.Definitions:
    """All chains of the workspace; a dataset whose declaration is broken is left out and told by `hiraku run`."""
    root = workspace_root()
    datasets = [d for d in Workspace(root).declarations.values() if not isinstance(d, HirakuError)]
    assets = [asset for dataset in datasets for asset in chain(dataset)]
    return dg.Definitions(
        assets=assets,
        jobs=[publish_all],
        schedules=[nightly],
        sensors=[report_raw_files, publish_changed_files],
        resources={"workspace": WorkspaceResource(root=str(root))},
        executor=dg.in_process_executor,
    )
