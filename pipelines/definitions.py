"""Dagster's entry point: the chains of every declared dataset of one workspace, the job, sensors and schedule."""

import dagster as dg

from pipelines.defs.datasets import chain, subjects
from pipelines.defs.resources import WorkspaceResource, workspace_root
from pipelines.defs.sensors import publish_changed_files, report_raw_files
from pipelines.model.errors import HirakuError
from pipelines.report.messages import sentence
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
    """All chains of the workspace.

    Raises:
        DagsterInvalidDefinitionError: with one Japanese sentence when catalog.toml cannot be used.
    """
    root = workspace_root()
    try:
        found = subjects(Workspace(root))
    except HirakuError as error:
        raise dg.DagsterInvalidDefinitionError(sentence(error)) from None
    return dg.Definitions(
        assets=[asset for subject in found for asset in chain(subject)],
        jobs=[publish_all],
        schedules=[nightly],
        sensors=[report_raw_files, publish_changed_files],
        resources={"workspace": WorkspaceResource(root=str(root))},
        executor=dg.in_process_executor,
    )
