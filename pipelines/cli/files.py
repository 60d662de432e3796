"""`hiraku inspect | check | clean | validate`: work on files, no workspace needed."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pipelines.cli.japanese import JapaneseCommand
from pipelines.cli.main import COULD_NOT, FINDINGS, FINE
from pipelines.cli.named_files import read_bytes, write_bytes
from pipelines.model.errors import DeclarationError, HirakuError

_FILES = click.argument("files", metavar="ファイル…", nargs=-1, required=True, type=click.Path(path_type=Path))
_TABLE = click.option("--table", "slug", metavar="表", default="", help="国の標準の表の名前（例: aed）。なければ推定。")
_MIGRATE = click.option(
    "--migrate", "to_current", is_flag=True, help="国の標準の古い版の表を、今の版の表に直します（記録が残ります）。"
)


def put(value: dict[str, Any]) -> None:
    """One JSON line on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@click.command(cls=JapaneseCommand, help="ファイルごとに1行の JSON で、それが何であるかを表示します。")
@_FILES
def inspect(files: Sequence[Path]) -> int:
    """One line a file; a file that cannot be read is answered with a line that holds "error"."""
    from pipelines.cli.inspection import inspect_bytes  # noqa: PLC0415 - pandas is loaded only from here on
    from pipelines.report.messages import sentence  # noqa: PLC0415

    status = FINE
    for path in files:
        try:
            put(inspect_bytes(read_bytes(path), str(path)))
        except HirakuError as error:
            put({"file": str(path), "error": error.code, "message": sentence(error)})
            click.echo(sentence(error), err=True)
            status = COULD_NOT
    return status


@click.command(cls=JapaneseCommand, help="ファイルを検査します。公開を止めている指摘があるとき、終了コードは 1 です。")
@_FILES
@_TABLE
@click.option("--schema", "schema_file", metavar="JSON", type=click.Path(path_type=Path), help="区独自の表。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text", "html", "xlsx", "sarif", "github"]),
    default="text",
    help="結果の形。",
    show_default=True,
)
@_MIGRATE
def check(files: Sequence[Path], slug: str, schema_file: Path | None, form: str, *, to_current: bool) -> int:
    """Findings of each file; the worst status of all."""
    from pipelines.cli.checking import TOGETHER, Choice, check_file, told_lines, told_together  # noqa: PLC0415
    from pipelines.report.messages import sentence  # noqa: PLC0415
    from pipelines.report.places import FileResult  # noqa: PLC0415

    if form == "xlsx":
        from pipelines.cli.loose_workbook import check_to_workbook  # noqa: PLC0415 - openpyxl only where it is asked for

        return check_to_workbook(files, Choice(slug, schema_file, to_current))
    status = FINE
    results = []
    for path in files:
        try:
            result = check_file(path, read_bytes(path), Choice(slug, schema_file, to_current))
            status = max(status, FINE if result.report is None or result.report.publishable() else FINDINGS)
        except HirakuError as error:
            click.echo(sentence(error), err=True)
            result = FileResult(str(path), error=error)
            status = COULD_NOT
        sys.stdout.writelines(f"{line}\n" for line in told_lines(result, form))
        if form in TOGETHER:
            results.append(result)
    sys.stdout.writelines(f"{line}\n" for line in told_together(results, form))
    return status


@click.command(cls=JapaneseCommand, help="直せるところだけ直した CSV を書き、変えたところをすべて記録します。")
@click.argument("file", metavar="ファイル", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="CSV", type=click.Path(path_type=Path), required=True, help="書き出す CSV。")
@click.option("--changes", metavar="CSV", type=click.Path(path_type=Path), help="変えたところの一覧。")
@_TABLE
@click.option("--schema", "schema_file", metavar="JSON", type=click.Path(path_type=Path), help="区独自の表。")
@_MIGRATE
def clean(
    file: Path, output: Path, changes: Path | None, slug: str, schema_file: Path | None, *, to_current: bool
) -> int:
    """Normalise one file; the input is never written, even when it is named as output."""
    from pipelines.cli.checking import judge_loose_file  # noqa: PLC0415 - pandas from here on
    from pipelines.export.csv_file import render_changes, render_csv  # noqa: PLC0415
    from pipelines.report.text import verdict  # noqa: PLC0415

    for target in (output, changes):
        if target is not None and target.resolve() == file.resolve():
            raise DeclarationError("output-is-input", file=str(target))
    judged = judge_loose_file(file, read_bytes(file), slug, schema_file, readability=False, to_current=to_current)
    write_bytes(output, render_csv(judged.table))
    if changes is not None:
        write_bytes(changes, render_changes(judged.table.changes))  # the caller's own file: nothing is masked
    click.echo(verdict(judged.report), err=True)
    return FINE if judged.report.publishable() else FINDINGS


@click.command(cls=JapaneseCommand, help="CSV をそのまま、どんな Table Schema にも照らします（Frictionless の判定）。")
@click.argument("file", metavar="ファイル", type=click.Path(path_type=Path))
@click.option(
    "--schema", "schema_file", metavar="JSON", required=True, type=click.Path(path_type=Path), help="Table Schema。"
)
def validate(file: Path, schema_file: Path) -> int:
    """One JSON line a finding, in Frictionless's words; what no value of the schema can satisfy, on standard error."""
    from pipelines.cli.validation import validate_file, write_faults  # noqa: PLC0415 - Arrow from here on

    verdict = validate_file(file, read_bytes(file), schema_file)
    write_faults(verdict, sys.stdout)
    if verdict.doubts:
        from pipelines.report.messages import sentence  # noqa: PLC0415 - for such schemas only

        for doubt in verdict.doubts:
            click.echo(sentence(doubt), err=True)
    return FINDINGS if len(verdict) else FINE
