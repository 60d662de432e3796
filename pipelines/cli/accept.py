"""`hiraku accept`: a steward's decisions, from a repairs file back into the workspace."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from pipelines.acceptance import Acceptance, Row
from pipelines.acceptance import accept as take_in
from pipelines.cli.files import read_bytes
from pipelines.cli.japanese import JapaneseCommand, workspace_option
from pipelines.cli.main import FINDINGS, FINE
from pipelines.decisions.sheet import read_repairs
from pipelines.model.errors import DeclarationError
from pipelines.report.messages import sentence
from pipelines.workspace import Workspace


@click.command(
    cls=JapaneseCommand,
    help="候補への判断（採用・不採用・手入力）を、repairs/＜データ＞.csv に取り込みます。元のファイルは変わりません。",
)
@click.argument("slug", metavar="[データ]", default="")
@click.option("--file", "file", metavar="CSV", type=click.Path(path_type=Path), help="戻ってきたファイル。")
@click.option("--by", metavar="名前", default="", help="判断した人の名前（必須）。")
@workspace_option
def accept(slug: str, file: Path | None, by: str, folder: Path) -> int:
    """Take decisions in; 1 when a row was refused, 2 when nothing could be done."""
    workspace = Workspace(folder)
    if not by.strip():
        raise DeclarationError("repair-no-name")
    status = FINE
    for name, rows, source in _sources(workspace, slug, file):
        done = take_in(workspace, name, rows, source, by=by.strip(), on=date.today().isoformat())  # noqa: DTZ011 - local
        _tell(done)
        status = max(status, FINDINGS if done.refusals else FINE)
    return status


def _sources(workspace: Workspace, slug: str, file: Path | None) -> list[tuple[str, Sequence[Row], str]]:
    """(dataset, rows, name of the file) of each file to be taken in.

    Raises:
        DeclarationError: repairs-missing where there is none, repair-wrong-dataset where a file does not say which.
    """
    if file is not None:
        rows = read_repairs(read_bytes(file), str(file))
        named = sorted({row.dataset for _, row in rows} - {""})
        if not slug and len(named) != 1:
            raise DeclarationError("repair-which-dataset", file=str(file))
        return [(slug or named[0], rows, str(file))]
    slugs = [slug] if slug else [name for name in workspace.declarations if workspace.repairs_file(name).exists()]
    sources: list[tuple[str, Sequence[Row], str]] = []
    for name in slugs:
        workspace.dataset(name)
        path = workspace.repairs_file(name)
        if not path.exists():
            raise DeclarationError("repairs-missing", file=f"repairs/{name}.csv")
        sources.append((name, read_repairs(read_bytes(path), f"repairs/{name}.csv"), f"repairs/{name}.csv"))
    if not sources:
        raise DeclarationError("repairs-missing", file="repairs/")
    return sources


def _tell(done: Acceptance) -> None:
    """Refusals one by one, then the numbers."""
    for refusal in done.refusals:
        click.echo(sentence(refusal), err=True)
    parts = [f"判断を{done.taken}件取り込みました"]
    if done.already:
        parts.append(f"取り込み済みが{done.already}件")
    if done.undecided:
        parts.append(f"判断のない行が{done.undecided}件")
    if done.refusals:
        parts.append(f"取り込めない行が{len(done.refusals)}件")
    next_step = "hiraku run で検査し直してください。" if done.taken else ""
    click.echo(f"{done.slug}：{'、'.join(parts)}。{next_step}", err=True)
