"""Click's own words in Japanese: headings of the help pages and sentences for wrong calls."""

from pathlib import Path
from typing import Any

import click


class JapaneseCommand(click.Command):
    """A command whose help page has Japanese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write 使い方 instead of Usage."""
        words = {"[OPTIONS]": "[オプション]", "COMMAND": "コマンド", "[ARGS]...": "[値…]"}
        pieces = " ".join(words.get(piece, piece) for part in self.collect_usage_pieces(ctx) for piece in part.split())
        formatter.write_usage(ctx.command_path, pieces, prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write オプション instead of Options."""
        rows = [record for p in self.get_params(ctx) if (record := p.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("オプション"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option with a Japanese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示します。"
        return option


class LazyGroup(JapaneseCommand, click.Group):
    """A group that imports a command's module only when that command is called, so that help starts fast.

    `lazy` maps a command's name to ("module:attribute", one-line help).
    """

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks with it
        """Names in the order of a steward's day."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import the module of that command, or None for an unknown name."""
        from importlib import import_module  # noqa: PLC0415 - this method is what loads lazily

        if cmd_name not in self._lazy:
            return None
        module, attribute = self._lazy[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the commands with their one-line help (nothing is imported for it)."""
        JapaneseCommand.format_options(self, ctx, formatter)
        with formatter.section("コマンド"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in self._lazy.items()])


def workspace_option(function: Any) -> Any:
    """The option -C of every command that works on a workspace."""
    option = click.option(
        "-C",
        "folder",
        metavar="フォルダー",
        default=".",
        type=click.Path(path_type=Path),
        help="catalog.toml のあるフォルダー。",
    )
    return option(function)


def usage_sentence(error: click.ClickException) -> str:
    """One Japanese sentence for a wrong call, with the remedy."""
    if isinstance(error, click.NoSuchOption):
        near = f"（{'、'.join(error.possibilities)} のことですか）" if error.possibilities else ""
        return f"オプション {error.option_name} はありません{near}。--help で一覧を見られます。"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else error.param_hint
        return f"{name} が書かれていません。--help で使い方を見られます。"
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param is not None else error.param_hint
        return f"{name} の指定が使えません（{_detail(error)}）。--help で使い方を見られます。"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        return "そのコマンドはありません。hiraku --help で一覧を見られます。"
    return f"この呼び方は使えません（{error.format_message()}）。--help で使い方を見られます。"


def _detail(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return "選べるもの: " + "、".join(str(choice) for choice in error.param.type.choices)
    if error.param is not None and isinstance(error.param.type, click.Path):
        return "ファイルまたはフォルダーが見つからないか、読めません"
    return error.message
