"""`hiraku template | explain | guide | training`: what a person needs who has not read a manual."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from pipelines.cli.japanese import JapaneseCommand
from pipelines.cli.main import FINE
from pipelines.cli.named_files import make_folder, write_bytes
from pipelines.model.errors import DeclarationError, TargetRefused

_OUTPUT = click.option(
    "-o", "--output", metavar="フォルダー", type=click.Path(path_type=Path), default=".", help="書き出すフォルダー。"
)


def write_new(files: Iterable[tuple[Path, bytes]]) -> Iterator[tuple[Path, bool]]:
    """Write files that are not there yet, with their folders; (path, whether it was new) of each.

    Raises:
        TargetRefused: output-exists where one says something else (a template that was filled in): then none is
            written; no-write-permission.
    """
    missing: dict[Path, bool] = {}
    listed = list(files)
    for path, data in listed:
        missing[path] = not path.exists()
        if not missing[path] and not (path.is_file() and path.read_bytes() == data):
            raise TargetRefused("output-exists", file=str(path))
    for path, data in listed:
        if missing[path]:
            make_folder(path.parent)
            write_bytes(path, data)
        yield path, missing[path]


@click.command(
    cls=JapaneseCommand,
    help="国の標準の表のひな形（Excel と CSV）と記入例をつくります。名前を書かなければ、表の一覧を表示します。",
)
@click.argument("tables", metavar="[表…]", nargs=-1)
@_OUTPUT
@click.option("--all", "every", is_flag=True, help="すべての表のひな形をつくります。")
@click.option("--edition", metavar="版", default="", help="国の標準の版（書かなければ最新）。")
def template(tables: Sequence[str], output: Path, edition: str, *, every: bool) -> int:
    """Three files a table: <table>.xlsx and <table>.csv to fill in, <table>-example.csv to look at."""
    from pipelines.standard import schema, slugs  # noqa: PLC0415 - the tables are read only from here on

    if not tables and not every:
        for slug in slugs():
            click.echo(f"{slug}　{schema(slug).title}")
        return FINE
    from pipelines.guide.template import render_example, render_template  # noqa: PLC0415
    from pipelines.guide.workbook import render_workbook  # noqa: PLC0415 - openpyxl

    files: list[tuple[Path, bytes]] = []
    for slug in slugs() if every else tables:
        found = schema(slug, edition)
        files.append((output / f"{slug}.xlsx", render_workbook(found)))
        files.append((output / f"{slug}.csv", render_template(found)))
        files.append((output / f"{slug}-example.csv", render_example(found)))
    for path, new in write_new(files):
        click.echo(f"{path}" if new else f"{path}（変わりはありません）")
    click.echo(
        "Excel で書くときは .xlsx を使ってください。.csv を Excel で開くと、先頭の0や番地が変わります。", err=True
    )
    return FINE


def _bases() -> dict[str, str]:
    """Code -> basis of the rules across fields, which carry their own."""
    from pipelines.validate.rules import RULES  # noqa: PLC0415 - pandas

    return {rule.code: rule.basis for rule in RULES}


@click.command(cls=JapaneseCommand, help="指摘の名前（例: era-missing）の意味と、直す前と直した後の例を表示します。")
@click.argument("code", metavar="[名前]", default="")
@click.option("--list", "every", is_flag=True, help="すべての名前を表示します。")
def explain(code: str, *, every: bool) -> int:
    """A finding with its example, else the sentence of an error or the name of a rule; unknown ones get proposals."""
    from pipelines.report.guide.explanation import explanation_of, near_codes, other_word  # noqa: PLC0415
    from pipelines.report.guide.text import render_explanation, render_list  # noqa: PLC0415

    if every or not code:
        click.echo(render_list(), nl=False)
        return FINE
    told = explanation_of(code, _bases())
    if told is not None:
        click.echo(render_explanation(told), nl=False)
        return FINE
    if other_word(code):
        click.echo(f"{other_word(code)}（{code}）")
        return FINE
    raise DeclarationError("unknown-code", value=code, proposal="、".join(near_codes(code)))


@click.command(cls=JapaneseCommand, help="すべての指摘の説明を、1つずつのページと、言葉で探せる一覧のページにします。")
@_OUTPUT
def guide(output: Path) -> int:
    """A folder of pages that needs no network; pages that are there already are written again."""
    from pipelines.report.guide.pages import INDEX, render_pages  # noqa: PLC0415 - jinja2

    make_folder(output)
    for name, data in render_pages(_bases()).items():
        write_bytes(output / name, data)
    click.echo(f"指摘の手引き: {output / INDEX}")
    return FINE


@click.command(cls=JapaneseCommand, help="練習用のワークスペース（8つのファイルと練習の手引き）を写します。")
@click.argument("folder", metavar="フォルダー", type=click.Path(path_type=Path))
def training(folder: Path) -> int:
    """Copy the training workspace; work that was begun in the same folder is never overwritten."""
    from pipelines.guide.training import training_files  # noqa: PLC0415

    written = list(write_new((folder / inside, data) for inside, data in training_files()))
    click.echo(f"練習の手引き: {folder / 'README.md'}（{sum(new for _, new in written)}個のファイルを写しました）")
    click.echo(f"はじめに: hiraku run -C {folder}")
    return FINE
