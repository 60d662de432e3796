"""`hiraku run | plan | publish`: the steward's verbs on a workspace."""

from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.cli.console import Row, closing_table, console, with_progress
from pipelines.cli.files import put
from pipelines.cli.japanese import JapaneseCommand, workspace_option
from pipelines.cli.main import COULD_NOT, FINDINGS, FINE
from pipelines.export.site import StaticSite
from pipelines.model.errors import DeclarationError, HirakuError, UnreadableFile
from pipelines.model.package import Action, Package, Plan, Result, Target
from pipelines.publish.folder import FolderTarget
from pipelines.report.messages import sentence
from pipelines.report.text import verdict
from pipelines.runner import ckan_settings, process_dataset, write_report
from pipelines.stages import Outcome
from pipelines.workspace import Workspace

_SLUGS = click.argument("slugs", metavar="[データ…]", nargs=-1)
_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="結果の形。"
)
_CKAN_URL = click.option(
    "--ckan-url", metavar="URL", envvar="HIRAKU_CKAN_URL", default="", help="CKAN の場所（なければ catalog.toml）。"
)

STATES = {
    "create": "公開しました（新規）",
    "update": "公開しました（更新）",
    "leave": "変わりはありません",
    "withdraw": "取り下げました",
}
PLANNED = {
    "create": "新しく公開します",
    "update": "更新します",
    "leave": "変わりはありません",
    "withdraw": "取り下げます",
}


def _outcomes(workspace: Workspace, slugs: Sequence[str], *, keep: bool = True) -> list[Outcome]:
    """Process the named datasets (all when none is named); an unknown name is an error before anything runs."""
    for slug in slugs:
        if slug not in workspace.declarations:
            raise DeclarationError("unknown-dataset", file=f"datasets/{slug}.toml", value=slug)
    chosen = list(slugs) or list(workspace.declarations)
    return [process_dataset(workspace, slug, keep=keep) for slug in with_progress(chosen, "検査しています:")]


def _held_back(outcome: Outcome) -> str:
    """Why nothing of this dataset goes out now."""
    if outcome.error is not None:
        return sentence(outcome.error)
    return verdict(outcome.judged.report) if outcome.judged else ""


def _plan(workspace: Workspace, target: Target, outcomes: Sequence[Outcome]) -> Plan:
    packages: list[Package] = [o.package for o in outcomes if o.package is not None]
    return target.plan(packages, list(workspace.declarations))


def _folder(workspace: Workspace) -> FolderTarget:
    return FolderTarget(workspace.published, StaticSite(workspace.catalog))


def _apply(target: Target, plan: Plan) -> dict[str, tuple[Action, HirakuError | None]]:
    """Do the plan under a progress bar; slug -> what was done, or why not."""
    done: dict[str, tuple[Action, HirakuError | None]] = {}
    results = target.apply(plan)
    for _ in with_progress([a.slug for a in plan.actions], "公開しています:"):
        result = next(results, None)
        if result is not None:
            done[result.action.slug] = (result.action, result.error)
    for result in results:
        done[result.action.slug] = (result.action, result.error)
    return done


def _state(outcome: Outcome, done: dict[str, tuple[Action, HirakuError | None]]) -> str:
    if outcome.package is None:
        return _held_back(outcome)
    action, error = done[outcome.slug]
    return sentence(error) if error is not None else STATES[action.name]


def _status(outcomes: Sequence[Outcome], failures: Sequence[HirakuError | None]) -> int:
    """A file that is no table is the file's fault, like any other finding; all other errors kept us from working."""
    undone = [o.error for o in outcomes if o.error is not None and not isinstance(o.error, UnreadableFile)]
    if undone or any(failure is not None for failure in failures):
        return COULD_NOT
    return FINDINGS if any(o.package is None for o in outcomes) else FINE


def _tell(rows: Sequence[Row], form: str, target: str) -> None:
    if form == "text":
        console().print(closing_table(rows))
        return
    for row in rows:
        report = row.outcome.judged.report if row.outcome.judged else None
        put(
            {
                "dataset": row.outcome.slug,
                "target": target,
                "rows": report.rows if report else None,
                "changes": len(report.changes) if report else None,
                "counts": report.counts() if report else None,
                "published": row.outcome.package is not None,
                "error": row.outcome.error.code if row.outcome.error else None,
                "message": row.state,
            }
        )


def _publish_to(workspace: Workspace, target: Target, outcomes: Sequence[Outcome], form: str) -> int:
    done = _apply(target, _plan(workspace, target, outcomes))
    for outcome in outcomes if target.name == "folder" else ():
        if outcome.package is not None and Result(*done[outcome.slug]).went_out():
            write_report(workspace, outcome, published=True)
    rows = [Row(outcome, _state(outcome, done)) for outcome in outcomes]
    _tell(rows, form, target.name)
    for slug, (action, error) in done.items():
        if action.name == "withdraw":
            click.echo(f"{slug}: {sentence(error) if error else STATES['withdraw']}", err=True)
    return _status(outcomes, [error for _, error in done.values()])


@click.command(
    cls=JapaneseCommand, help="受付フォルダー raw/ のデータを検査し、公開できるものを published/ に公開します。"
)
@_SLUGS
@workspace_option
@_FORMAT
def run(slugs: Sequence[str], folder: Path, form: str) -> int:
    """Process and publish to the folder; 1 when something was held back, 2 when something could not be done."""
    workspace = Workspace(folder)
    outcomes = _outcomes(workspace, slugs)
    status = _publish_to(workspace, _folder(workspace), outcomes, form)
    pages = [workspace.reports / o.slug / "report.html" for o in outcomes if o.package is None]
    for page in filter(Path.is_file, pages):  # none where reports/ could not be written
        click.echo(f"検査の結果: {page}", err=True)
    click.echo(f"公開の入口: {workspace.published / 'index.html'}", err=True)
    return status


@click.command(cls=JapaneseCommand, help="公開すると何が変わるかを表示します。何も書き込みません。")
@_SLUGS
@workspace_option
@_CKAN_URL
def plan(slugs: Sequence[str], folder: Path, ckan_url: str) -> int:
    """Show the plan of every configured target."""
    workspace = Workspace(folder)
    outcomes = _outcomes(workspace, slugs, keep=False)
    targets: list[Target] = [_folder(workspace)]
    settings = ckan_settings(workspace.catalog, ckan_url)
    if settings is not None:
        targets.append(settings.target(workspace.catalog))
    for target in targets:
        planned = {a.slug: a for a in _plan(workspace, target, outcomes).actions}
        rows = [Row(o, PLANNED[planned[o.slug].name] if o.package else _held_back(o)) for o in outcomes]
        console().print(f"公開先: {target.name}")
        console().print(closing_table(rows))
        for action in planned.values():
            if action.name == "withdraw":
                click.echo(f"{action.slug}: {PLANNED['withdraw']}", err=True)
    return _status(outcomes, [])


@click.command(
    cls=JapaneseCommand,
    help="検査を通ったデータを CKAN に公開します。トークンは環境変数 HIRAKU_CKAN_TOKEN に置きます。",
)
@_SLUGS
@workspace_option
@_CKAN_URL
@_FORMAT
def publish(slugs: Sequence[str], folder: Path, ckan_url: str, form: str) -> int:
    """Process and publish to CKAN."""
    workspace = Workspace(folder)
    settings = ckan_settings(workspace.catalog, ckan_url)
    if settings is None:
        raise DeclarationError("ckan-not-configured", file="catalog.toml")
    outcomes = _outcomes(workspace, slugs)
    return _publish_to(workspace, settings.target(workspace.catalog), outcomes, form)
