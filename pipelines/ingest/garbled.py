"""Characters that tell of damage: mojibake, replacement marks, gaiji and control characters, located cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.ingest.capped import capped
from pipelines.ingest.mojibake import meant
from pipelines.ingest.scan import cells_with
from pipelines.model.finding import Finding, Line
from pipelines.model.table import RawTable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_SUSPECT = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xff\u0152-\u0192\u02c6\u02dc\u2020-\u2022\ufffd\u7e3a\u7e67\u7e5d\u86df\u8b5b\u8ad0]"
    "|[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]|[\u4e00-\u9fff][\uff61-\uff9f]"
)


def find_garbled(table: RawTable) -> RawTable:
    """The table with a finding for each cell or label that holds what nobody wrote there.

    "garbled-text" (error, with the recovered text as a proposal where that is certain), "private-use-character"
    (error: gaiji, which everybody else sees as another character or none), "control-character" (warning).
    """
    findings = capped(_found(table))
    return replace(table, findings=(*table.findings, *findings)) if findings else table


def _found(table: RawTable) -> Iterator[Finding]:
    header = table.provenance.header_lines[-1] if table.provenance.header_lines else None
    for j, label in enumerate(table.labels):
        yield from _judge(label, header, label, j)
    for line, j, text in cells_with(table, _SUSPECT):
        yield from _judge(text, line, table.labels[j], j)


def _judge(text: str, line: Line | None, label: str, column: int) -> Iterator[Finding]:
    place: dict[str, object] = {"column": column + 1}
    guess = meant(text)
    if guess is not None or "\ufffd" in text:
        yield Finding("garbled-text", "error", line, "", label, text, guess or "", place)
        return
    private = _codes(_PRIVATE, text)
    if private:
        params = {**place, "characters": private}
        yield Finding("private-use-character", "error", line, label=label, value=text, params=params)
    control = _codes(_CONTROL, text)
    if control:
        params = {**place, "characters": control}
        yield Finding("control-character", "warning", line, label=label, value=text, params=params)


def _codes(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted({f"U+{ord(character):04X}" for character in pattern.findall(text)})
