"""`hiraku validate`: the engine's verdict on a file as it is, against any Table Schema, one JSON line a fault."""

import json
from codecs import getincrementaldecoder
from pathlib import Path
from typing import TextIO

from pipelines.cli.named_files import read_json
from pipelines.ingest.decode import decode
from pipelines.model.errors import UnreadableFile
from pipelines.validate.engine import Verdict, examine
from pipelines.validate.engine.source import Octets


def validate_file(path: Path, data: bytes, schema_file: Path) -> Verdict:
    """What Frictionless would say about a file, without its cap.

    Args:
        path: the file's, for messages and for foreign keys that call the table by name.
        data: a CSV in any encoding that a raw file may have; it is transcoded once.
        schema_file: a Table Schema.

    Raises:
        UnreadableFile: empty-file, undecodable.
        DeclarationError: invalid-json, invalid-schema.
    """
    document = read_json(schema_file)

    def judged(body: Octets) -> Verdict:
        return examine(body, document, file=str(schema_file), name=path.stem, sniff=True)

    other = _in_seven_bits(data, path.name)
    if other:
        return judged(other)
    try:
        return judged(data)
    except UnreadableFile:
        return judged(_transcoded(data, path.name))


def _in_seven_bits(data: bytes, name: str) -> bytes:
    """UTF-8 of a text in UTF-16 without a mark or in ISO-2022-JP, whose bytes could be UTF-8 too; b"" for any other."""
    if b"\x00" not in data[:_BEGINNING] and b"\x1b" not in data[:_BEGINNING]:
        return b""
    try:
        found = decode(data, name)
    except UnreadableFile:
        return b""
    return found.text.encode("utf-8") if found.encoding.startswith(("utf-16", "utf-32", "iso-2022")) else b""


def _transcoded(data: bytes, name: str) -> Octets:
    """Text in another encoding as UTF-8; the encoding is told from the beginning where the rest agrees."""
    beginning = data[:_BEGINNING]
    try:
        encoding = decode(beginning[: beginning.rfind(b"\n") + 1], name).encoding
        if encoding in _LEGACY:
            return _in_pieces(data, encoding)
    except (UnreadableFile, UnicodeDecodeError):
        pass
    return decode(data, name).text.encode("utf-8")


def _in_pieces(data: bytes, encoding: str) -> bytearray:
    """The same text in UTF-8, never the whole of it as characters, which would take most memory of all."""
    decoder = getincrementaldecoder(encoding)()
    written = bytearray()
    for place in range(0, len(data), _PIECE):
        last = place + _PIECE >= len(data)
        written += decoder.decode(data[place : place + _PIECE], final=last).encode("utf-8")
    return written


_PIECE = 1 << 22
_BEGINNING = 1 << 16
_LEGACY = ("cp932", "euc-jp")


def write_faults(verdict: Verdict, stream: TextIO) -> None:
    """One JSON line a fault: line, field, code, value."""
    names: dict[str, str] = {}
    for line, field, code, value in verdict.faults():
        name = names.get(field) or names.setdefault(field, json.dumps(field, ensure_ascii=False))
        place = "null" if line is None else line
        text = json.dumps(value, ensure_ascii=False)
        stream.write(f'{{"line": {place}, "field": {name}, "code": "{code}", "value": {text}}}\n')
