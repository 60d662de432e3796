"""`hiraku check FILE --format xlsx`: the workbook of a file outside any workspace."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.cli.checking import Choice, judge_loose_file
from pipelines.cli.main import COULD_NOT, FINDINGS, FINE
from pipelines.cli.named_files import read_bytes, write_bytes
from pipelines.model.errors import DeclarationError, HirakuError, TargetRefused
from pipelines.model.japan_time import now_in_japan
from pipelines.report.messages import sentence
from pipelines.report.text import verdict
from pipelines.report.workbook.book import stamped
from pipelines.runner import MOST_ROWS, workbook_of


def check_to_workbook(files: Sequence[Path], choice: Choice) -> int:
    """Into a pipe or a file that standard output leads to; at a terminal beside the caller, as <name>_確認用.xlsx.

    Returns:
        The worst status of all.

    Raises:
        DeclarationError: book-one-file when several would flow into one pipe.
    """
    piped = not sys.stdout.isatty()
    if piped and len(files) > 1:
        raise DeclarationError("book-one-file")
    status = FINE
    for path in files:
        try:
            status = max(status, _check(path, choice, piped=piped))
        except HirakuError as error:
            click.echo(sentence(error), err=True)
            status = COULD_NOT
    return status


def _check(path: Path, choice: Choice, *, piped: bool) -> int:
    data = read_bytes(path)
    judged = judge_loose_file(path, data, choice.slug, choice.schema_file, to_current=choice.to_current)
    if judged.report.rows > MOST_ROWS:
        raise DeclarationError("book-table-too-large", file=str(path), limit=MOST_ROWS)
    book = stamped(workbook_of(judged), now_in_japan())
    if piped:
        sys.stdout.buffer.write(book)
    else:
        target = Path(f"{path.stem}_確認用.xlsx")
        if target.exists():  # somebody may have written into it
            raise TargetRefused("book-exists", file=str(target))
        write_bytes(target, book)
        click.echo(f"確認用のブック: {target}", err=True)
    click.echo(verdict(judged.report), err=True)
    return FINE if judged.report.publishable() else FINDINGS
