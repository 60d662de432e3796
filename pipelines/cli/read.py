"""`hiraku read KIND`: one reader as a filter, JSON Lines in and out, one line for one line."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import IO

import click

from pipelines.cli.japanese import JapaneseCommand
from pipelines.normalize.readers import READERS, Reader, reader


@click.command(cls=JapaneseCommand, help="値を1行に1つ、JSON Lines で受け取り、読んだ結果を同じ順に返します。")
@click.argument("kind", metavar="種類", type=click.Choice(sorted(READERS)))
def read(kind: str) -> int:
    """Read every line of standard input; a line that is no JSON object is answered with an error line."""
    read_one = reader(kind)
    known: dict[str, str] = {}
    for line in _lines(sys.stdin.buffer):
        if line not in known:
            known[line] = answer(line, read_one)
        sys.stdout.write(known[line] + "\n")
    return 0


def _lines(stream: IO[bytes]) -> Iterator[str]:
    for raw in stream:
        yield raw.decode("utf-8", "surrogateescape").rstrip("\r\n")


def answer(line: str, read_one: Reader) -> str:
    """The answer to one request line, as one JSON line (contract: design, section 12)."""
    try:
        request = json.loads(line)
        text, context = request["text"], request.get("context") or {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return _render({"status": "refused", "text": line, "reason": "not-a-request"})
    if not isinstance(text, str) or not isinstance(context, Mapping):
        return _render({"status": "refused", "text": str(text), "reason": "not-a-request"})
    reading = read_one(text, context)
    told = {
        "status": reading.status,
        "text": reading.text,
        "rule": reading.rule,
        "reason": reading.reason,
        "proposal": reading.proposal,
    }
    return _render({**{k: v for k, v in told.items() if v or k in ("status", "text")}, **reading.properties})


def _render(value: Mapping[str, object]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() or not _has_surrogate(text) else json.dumps(value)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)
