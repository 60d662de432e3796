"""`hiraku coverage`: what is fit to go out, section by section, and how often a file passes at its first check."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from pipelines.cli.files import put
from pipelines.cli.japanese import JapaneseCommand, workspace_option
from pipelines.cli.main import COULD_NOT, FINE
from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError
from pipelines.report.first_pass import FirstPass, first_pass, total
from pipelines.report.judgements import PUBLISHABLE, Judgement, read_judgements
from pipelines.report.messages import sentence
from pipelines.standard import schema, slugs
from pipelines.workspace import Workspace

_WIDTH = 120
_HEADINGS = ("課", "データ", "公開できる", "検査した", "届いた回数", "一回で通った", "割合")


@click.command(
    cls=JapaneseCommand,
    help="課ごとに、公開できるデータの数と、一回で通った割合（届いたファイルが、はじめの検査で通った割合）を表示します。",
)
@workspace_option
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="結果の形。"
)
def coverage(folder: Path, form: str) -> int:
    """One line a section, one for the whole ward, and the national tables that no dataset fills yet."""
    workspace = Workspace(folder)
    broken = [found for found in workspace.declarations.values() if isinstance(found, HirakuError)]
    for error in broken:
        click.echo(sentence(error), err=True)
    lines = list(_lines(workspace))
    if form == "jsonl":
        for line in lines:
            put(line)
    else:
        _tell(lines)
    return COULD_NOT if broken else FINE


def _lines(workspace: Workspace) -> Iterator[dict[str, Any]]:
    datasets = [found for found in workspace.declarations.values() if isinstance(found, Dataset)]
    known = {dataset.slug: read_judgements(workspace.history(dataset.slug)) for dataset in datasets}
    for section in workspace.catalog.sections.values():
        mine = [dataset for dataset in datasets if dataset.section == section.id]
        if mine:
            yield _line(section.id, section.name, [known[dataset.slug] for dataset in mine])
    filled = {dataset.table for dataset in datasets}
    missing = [slug for slug in slugs() if slug not in filled]
    yield {**_line("", "全体", list(known.values())), "tables": len(slugs()) - len(missing), "missing": missing}


def _line(section: str, name: str, histories: list[tuple[Judgement, ...]]) -> dict[str, Any]:
    figure = total(first_pass(judgements) for judgements in histories)
    return {
        "section": section,
        "name": name,
        "datasets": len(histories),
        "checked": sum(1 for judgements in histories if judgements),
        "publishable": sum(1 for judgements in histories if judgements and judgements[-1].result == PUBLISHABLE),
        "hand_ins": figure.hand_ins,
        "first_pass": figure.first,
        "first_pass_rate": None if figure.share is None else round(figure.share, 4),
    }


def _tell(lines: list[dict[str, Any]]) -> None:
    table = Table(title="課ごとのデータと、一回で通った割合", title_justify="left", show_edge=False, pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(heading, justify="left" if heading == "課" else "right", overflow="fold")
    for line in lines:
        counts = (line["datasets"], line["publishable"], line["checked"], line["hand_ins"], line["first_pass"])
        table.add_row(line["name"], *(f"{n:,}" for n in counts), _percent(line))
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    console.print(table)
    whole = lines[-1]
    console.print(f"\n国の標準の表 {len(slugs())} のうち、{whole['tables']} にデータがあります。")
    if whole["missing"]:
        console.print("まだないもの: " + "、".join(schema(slug).title for slug in whole["missing"]))


def _percent(line: dict[str, Any]) -> str:
    share = FirstPass(line["hand_ins"], line["first_pass"]).share
    return "－" if share is None else f"{share:.0%}"
