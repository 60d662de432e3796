"""What `published` does with a package: the folder first, CKAN where one is configured."""

from pipelines.export.site import StaticSite
from pipelines.model.package import Package, Result, Target
from pipelines.publish.folder import FolderTarget
from pipelines.report.messages import word
from pipelines.runner import ckan_settings, write_report
from pipelines.stages import Outcome
from pipelines.workspace import Workspace

_NAMES = {"folder": "フォルダー", "ckan": "CKAN"}


def publish(package: Package, workspace: Workspace) -> list[tuple[str, Result]]:
    """Plan and apply one package at every target, one after the other; (target, result) of all that was looked at.

    The folder does not wait for CKAN: when the token is missing or CKAN is down, the folder has the new version.

    Raises:
        HirakuError: what a target answered about this package.
    """
    done = _publish_to(FolderTarget(workspace.published, StaticSite(workspace.catalog)), package, workspace)
    settings = ckan_settings(workspace.catalog)
    if settings is not None:
        done += _publish_to(settings.target(workspace.catalog), package, workspace)
    return done


def _publish_to(target: Target, package: Package, workspace: Workspace) -> list[tuple[str, Result]]:
    done = []
    plan = target.plan([package], list(workspace.declarations))
    for result in target.apply(plan):
        own = result.action.slug in ("", package.dataset.slug)  # "" is the site's index, which shows this dataset
        if own and result.error is not None:
            raise result.error
        done.append((target.name, result))
    return done


def tell_steward(done: list[tuple[str, Result]], outcome: Outcome, workspace: Workspace) -> None:
    """Let the steward's page say that the dataset stands in the folder now, where that is new.

    Raises:
        HirakuError: the page cannot be written.
    """
    if any(name == "folder" and r.action.slug == outcome.slug and r.went_out() for name, r in done):
        write_report(workspace, outcome, published=True)


def told(done: list[tuple[str, Result]], slug: str) -> str:
    """What was done about one dataset at every target, in Japanese."""
    words = [(_NAMES.get(name, name), word("actions", r.action.name)) for name, r in done if r.action.slug == slug]
    return "、".join(f"{name}：{action}" for name, action in words)
