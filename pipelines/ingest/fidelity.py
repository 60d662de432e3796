"""CP932 and Unicode are not the same set: which bytes of a file would come back as others, which characters not at all.

CP932 has several codes for some characters (NEC's selection of IBM's, IBM's own, NEC's row 13): one Unicode character,
one code on the way back. Places for gaiji (F040 to F9FC) are private use in Unicode and found by garbled.py.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from pipelines.model.finding import Finding

_LISTED = 50
_CHUNK = 1_000
"""Rows looked at together."""


@cache
def _ibm_codes() -> dict[str, bytes]:
    """Character -> the code that Windows writes, where Python's table prefers NEC's selection (ED40 to EEFC)."""
    codes = {}
    for lead in (0xFA, 0xFB, 0xFC):
        for trail in range(0x40, 0xFD):
            code = bytes([lead, trail])
            character = code.decode("cp932", "ignore")
            if len(character) == 1 and character.encode("cp932")[0] in (0xED, 0xEE):
                codes[character] = code
    return codes


@cache
def _preferred() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_ibm_codes())}]")


def find_other_codes(data: bytes, text: str, encoding: str) -> list[Finding]:
    """A notice "other-code" for a CP932 file with codes that Windows would not write again as they are.

    Published text is the same character, so nothing is wrong; who compares bytes with the ward's system must know.
    params: characters ("∵ 879A → 81E6"), count, lines (physical, the first 50).
    """
    if encoding != "cp932" or (text.encode("cp932") == data and not _preferred().search(text)):
        return []
    found: Counter[tuple[bytes, bytes]] = Counter()
    lines: list[str] = []
    position = 0
    for number, line in enumerate(text.split("\n"), start=1):
        written = line.encode("cp932")
        part = data[position : position + len(written)]
        position += len(written) + 1
        if part != written or _preferred().search(line):
            differing = _differing(line, part)
            found.update(differing)
            lines += [str(number)] if differing else []
    if not found:
        return []
    characters = [f"{old.decode('cp932')} {old.hex().upper()} → {new.hex().upper()}" for old, new in sorted(found)]
    params: dict[str, object] = {
        "characters": characters[:_LISTED],
        "count": sum(found.values()),
        "lines": lines[:_LISTED],
    }
    return [Finding("other-code", "notice", line=int(lines[0]), params=params)]


def windows_bytes(text: str) -> bytes:
    """CP932 as Windows writes it.

    Raises:
        UnicodeEncodeError: for a character that CP932 does not have.
    """
    if not _preferred().search(text):
        return text.encode("cp932")
    return b"".join(_ibm_codes().get(character) or character.encode("cp932") for character in text)


def _differing(line: str, data: bytes) -> list[tuple[bytes, bytes]]:
    """(code in the file, code that would be written) of each character whose codes differ; both are equally long."""
    found = []
    position = 0
    for character in line:
        code = _ibm_codes().get(character) or character.encode("cp932")
        old = data[position : position + len(code)]
        if old != code:
            found.append((old, code))
        position += len(code)
    return found


def beyond_cp932(rows: Sequence[Sequence[str]]) -> str:
    """The distinct characters of a table's rows that CP932 does not have, "" for none.

    A fact of the provenance, not a finding: what is published is UTF-8; it matters to who saves the file in CP932.
    """
    seen = np.zeros(0x110000, dtype=bool)
    for start in range(0, len(rows), _CHUNK):
        joined = "".join(map("".join, rows[start : start + _CHUNK]))
        if not joined.isascii():
            seen[np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")] = True
    characters = map(chr, np.flatnonzero(seen).tolist())
    return "".join([character for character in characters if not _in_cp932(character)][:200])


@lru_cache(maxsize=100_000)
def _in_cp932(character: str) -> bool:
    try:
        # Python writes 〜 (U+301C) in the place of ～ (U+FF5E): only what comes back has a place of its own
        return character.encode("cp932").decode("cp932") == character
    except UnicodeEncodeError:
        return False
