"""Characters that tell of damage: mojibake, replacement marks and control characters, located cell by cell."""

import re
from dataclasses import replace
from itertools import islice

from pipelines.ingest.scan import cells_with
from pipelines.model.finding import Finding, Line
from pipelines.model.table import RawTable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WESTERN = re.compile("[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022]")
_DOUBLE = re.compile("[\u7e3a\u7e67\u7e5d]|[\u4e00-\u9fff][\uff61-\uff9f]")
_DOUBLE_SURE = re.compile("(?:[\u7e3a\u7e67\u7e5d].){3}")
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uff66-\uff9f]")
_SUSPECT = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xff\u0152-\u0192\u02c6\u02dc\u2020-\u2022\ufffd\u7e3a\u7e67\u7e5d]"
    "|[\u4e00-\u9fff][\uff61-\uff9f]"
)
_LIMIT = 1_000
"""Findings of this kind per table; a file that is garbled from top to bottom is said so once more as a whole."""


def find_garbled(table: RawTable) -> RawTable:
    """The table with a finding for each garbled cell or label ("garbled-text") and each with control characters."""
    findings: list[Finding] = []
    header = table.provenance.header_lines[-1] if table.provenance.header_lines else None
    for j, label in enumerate(table.labels):
        findings.extend(_judge(label, header, label, j))
    for line, j, text in islice(cells_with(table, _SUSPECT), _LIMIT):
        findings.extend(_judge(text, line, table.labels[j], j))
    return replace(table, findings=(*table.findings, *findings)) if findings else table


def _judge(text: str, line: Line | None, label: str, column: int) -> list[Finding]:
    guess = meant(text)
    if guess is not None or "\ufffd" in text:
        params: dict[str, object] = {"column": column + 1}
        return [Finding("garbled-text", "error", line, "", label, text, guess or "", params)]
    found = sorted({f"U+{ord(c):04X}" for c in _CONTROL.findall(text)})
    if found:
        return [
            Finding(
                "control-character",
                "warning",
                line,
                label=label,
                value=text,
                params={"column": column + 1, "characters": found},
            )
        ]
    return []


def meant(text: str) -> str | None:
    """What a garbled text was before, where undoing the wrong decoding gives Japanese; None for sound text.

    "" for text that is surely garbled and cannot be undone (bytes were lost on the way).

    Two ways are known: CP932 read as Windows-1252 ("Ž{ÝŠÔ"), and UTF-8 read as CP932 ("繧ｳ繝ｼ繝").
    """
    if not _JAPANESE.search(text) and len(_WESTERN.findall(text)) >= 2:
        raw = _western_bytes(text)
        return _japanese_or_none(raw, "cp932") if raw else None
    if not _DOUBLE.search(text):
        return None
    try:
        guess = _japanese_or_none(text.encode("cp932"), "utf-8")
    except UnicodeEncodeError:
        guess = None
    return "" if guess is None and _DOUBLE_SURE.search(text) else guess


def _western_bytes(text: str) -> bytes | None:
    """Bytes that Windows-1252 (or Latin-1, for the five places where it has no letter) shows as this text."""
    out = bytearray()
    for character in text:
        try:
            out += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return None
            out.append(ord(character))
    return bytes(out)


def _japanese_or_none(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _JAPANESE.search(text) else None
