"""What a steward reads when a step stops: one Japanese sentence and the report's link, without a stack trace."""

import dagster as dg
from dagster._core.errors import DagsterUserCodeProcessError
from dagster._utils.error import SerializableErrorInfo

from pipelines.defs.metadata import report_link
from pipelines.model.errors import HirakuError
from pipelines.model.report import Report
from pipelines.report.messages import sentence
from pipelines.report.verdict import judge
from pipelines.workspace import Workspace


class Stopped(DagsterUserCodeProcessError, dg.Failure):
    """A failure that Dagster records as it is told, without the frames of its own machinery.

    Dagster serialises an exception's stack unless the exception brings its own record of the error, as those of
    another process do; a steward who sees twenty lines of Python stops reading before the sentence.
    """

    def __init__(self, description: str, metadata: dict[str, dg.MetadataValue]) -> None:
        super().__init__(
            description,
            metadata=metadata,
            allow_retries=False,  # a second try would say the same
            user_code_process_error_infos=[SerializableErrorInfo(description, [], None)],
        )


def failure(error: HirakuError) -> Stopped:
    """What could not be done, and the remedy."""
    return Stopped(sentence(error), {"コード": dg.MetadataValue.text(error.code)})


def refusal(report: Report, workspace: Workspace) -> Stopped:
    """Why the gate stays shut, with the report one click away."""
    verdict = judge(report)
    return Stopped(f"{verdict.text}{verdict.note}", {"検査の結果": report_link(workspace.root, report.slug)})
