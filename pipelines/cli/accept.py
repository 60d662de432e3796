"""`hiraku accept`: a steward's decisions, from a repairs file back into the workspace."""

from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.acceptance import Acceptance, Row
from pipelines.acceptance import accept as take_in
from pipelines.acceptance.book import Handed, accept_book
from pipelines.cli.japanese import JapaneseCommand, workspace_option
from pipelines.cli.main import FINDINGS, FINE
from pipelines.cli.named_files import read_bytes
from pipelines.decisions.book_reading import is_workbook
from pipelines.decisions.sheet import read_repairs
from pipelines.model.errors import DeclarationError
from pipelines.model.japan_time import today_in_japan
from pipelines.report.messages import sentence
from pipelines.report.text import verdict
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace

_BOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
"""How a file's name ends when it is meant to be a workbook and no dataset's slug."""


@click.command(
    cls=JapaneseCommand,
    help="確認用のブックか repairs/＜データ＞.csv の判断を取り込みます。元のファイルは変わりません。",
)
@click.argument("slug", metavar="[データ|確認用のブック]", default="")
@click.option("--file", "file", metavar="ファイル", type=click.Path(path_type=Path), help="戻ってきたCSVかブック。")
@click.option("--by", metavar="名前", default="", help="判断した人の名前（必須）。")
@click.option("--fitting", is_flag=True, help="元のファイルが変わったブックから、行と値が同じ判断だけを取り込みます。")
@click.option(
    "--confirm-removals",
    "confirmed",
    is_flag=True,
    help="ブックの「データ」から消えている行を、公開から除きます（付けなければ、消してよいかを聞く行を書き出すだけです）。",
)
@workspace_option
def accept(slug: str, file: Path | None, by: str, fitting: bool, confirmed: bool, folder: Path) -> int:  # noqa: FBT001
    """Take decisions in; 1 when a row was refused, 2 when nothing could be done."""
    workspace = Workspace(folder)
    if not by.strip():
        raise DeclarationError("repair-no-name")
    if file is None and Path(slug).suffix.lower() in _BOOKS:
        slug, file = "", Path(slug)
    data = read_bytes(file) if file is not None else b""
    if is_workbook(data):
        return _take_book(workspace, Handed(data, str(file), slug, fitting, confirmed), by.strip())
    status = FINE
    for name, rows, source in _sources(workspace, slug, file):
        done = take_in(workspace, name, rows, source, by=by.strip(), on=today_in_japan().isoformat())
        _tell(done, "hiraku run で検査し直してください。")
        status = max(status, FINDINGS if done.refusals else FINE)
    return status


def _take_book(workspace: Workspace, handed: Handed, by: str) -> int:
    """Take a workbook in, then check the dataset again: the steward sees at once what is left."""
    done = accept_book(workspace, handed, by=by, on=today_in_japan().isoformat())
    _tell(done, "")
    if done.taken or done.open:
        outcome = process_dataset(workspace, done.slug)
        told = outcome.error if outcome.judged is None else None
        click.echo(sentence(told) if told else verdict(outcome.judged.report) if outcome.judged else "", err=True)
        click.echo(f"検査の結果: {workspace.reports / done.slug / 'report.html'}", err=True)
    return FINDINGS if done.refusals else FINE


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


def _tell(done: Acceptance, next_step: str) -> None:
    """Refusals one by one, then the numbers."""
    for refusal in done.refusals:
        click.echo(sentence(refusal), err=True)
    parts = [f"判断を{done.taken}件取り込みました"]
    if done.added:
        parts.append(f"足した行が{done.added}行")
    if done.removed:
        parts.append(f"除いた行が{done.removed}行")
    if done.open:
        parts.append(f"除いてよいかを決める行が{done.open}行")
    if done.already:
        parts.append(f"取り込み済みが{done.already}件")
    if done.undecided:
        parts.append(f"判断のない行が{done.undecided}件")
    if done.refusals:
        parts.append(f"取り込めない行が{len(done.refusals)}件")
    click.echo(f"{done.slug}：{'、'.join(parts)}。{next_step if done.taken else ''}", err=True)
