"""`hiraku`: the command line's entry, its commands by name, and the one place that turns errors into sentences."""

import io
import os
import sys

import click

from pipelines.cli.japanese import LazyGroup, usage_sentence
from pipelines.model.errors import HirakuError

FINE, FINDINGS, COULD_NOT = 0, 1, 2
"""Exit status: fine; findings of severity error; could not do it (design, section 12)."""

COMMANDS = {
    "run": ("pipelines.cli.steward:run", "受付フォルダーのデータを検査し、公開できるものを公開します。"),
    "plan": ("pipelines.cli.steward:plan", "公開すると何が変わるかを表示します（何も書き込みません）。"),
    "publish": ("pipelines.cli.steward:publish", "検査を通ったデータを CKAN に公開します。"),
    "accept": ("pipelines.cli.accept:accept", "候補への判断（採用・不採用・手入力）を取り込みます。"),
    "coverage": ("pipelines.cli.coverage:coverage", "課ごとに、公開できるデータの数と、一回で通った割合を表示します。"),
    "check": ("pipelines.cli.files:check", "ファイルを検査し、指摘を表示します。"),
    "clean": ("pipelines.cli.files:clean", "ファイルを直せるところだけ直し、変えたところをすべて記録します。"),
    "inspect": (
        "pipelines.cli.files:inspect",
        "ファイルが何であるか（文字コード、項目名の行、表の種類）を表示します。",
    ),
    "validate": ("pipelines.cli.files:validate", "CSV をそのまま Table Schema に照らします。"),
    "read": ("pipelines.cli.read:read", "値を1つずつ読みます（JSON Lines を受け取り、返します）。"),
    "explain": ("pipelines.cli.guide:explain", "指摘の意味と、直す前と直した後の例を表示します。"),
    "guide": ("pipelines.cli.guide:guide", "すべての指摘の説明を、言葉で探せるページにします。"),
    "training": ("pipelines.cli.guide:training", "練習用のワークスペース（8つの練習）を写します。"),
    "template": ("pipelines.cli.guide:template", "国の標準の表のひな形（Excel と CSV）と記入例をつくります。"),
    "dev": ("pipelines.cli.dev:dev", "Dagster の画面と常駐プログラムを、この PC の中だけで動かします。"),
}


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="開く（hiraku）: 自治体のオープンデータを、確かなことだけ直し、検査し、まるごと公開します。",
)
@click.version_option(package_name="hiraku", message="hiraku %(version)s", help="版を表示します。")
def cli() -> None:
    """The group itself does nothing."""


def _utf8_streams() -> None:
    """UTF-8 with LF on every system: other programs read our output (design, section 12)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit with its status; no traceback reaches a steward (HIRAKU_DEBUG=1 shows it)."""
    _utf8_streams()
    try:
        status = cli.main(args=arguments, standalone_mode=False)
    except HirakuError as error:
        from pipelines.report.messages import sentence  # noqa: PLC0415 - only needed when something went wrong

        _complain(sentence(error))
        if os.environ.get("HIRAKU_DEBUG"):
            raise
        status = COULD_NOT
    except click.exceptions.Abort:
        _complain("途中でやめました。公開されているものは変わっていません。")
        status = COULD_NOT
    except click.ClickException as error:
        _complain(usage_sentence(error))
        status = COULD_NOT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = FINE
    sys.exit(status if isinstance(status, int) else FINE)


def _complain(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    main()
