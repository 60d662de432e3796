"""CP932 and Unicode are not the same set: which bytes of a file would come back as others, which characters not at all.

CP932 has several codes for some characters (NEC's selection of IBM's, IBM's own, NEC's row 13): one Unicode character,
one code on the way back. Places for gaiji (F040 to F9FC) are private use in Unicode and found by garbled.py.
"""

from collections import Counter

from pipelines.model.finding import Finding
from pipelines.model.table import RawTable

_LISTED = 50


def find_other_codes(data: bytes, text: str, encoding: str) -> list[Finding]:
    """A notice "other-code" for a CP932 file with codes that would not be written again as they are.

    Published text is the same character, so nothing is wrong; who compares bytes with the ward's system must know.
    params: characters ("∵ 879A → 81E6"), count, lines (physical, the first 50).
    """
    if encoding != "cp932":
        return []
    try:
        again = text.encode("cp932")
    except UnicodeEncodeError:  # pragma: no cover (whatever it decodes to it can encode)
        return []
    if again == data:
        return []
    found: Counter[tuple[bytes, bytes]] = Counter()
    lines: dict[int, None] = {}
    position = 0
    for number, line in enumerate(text.split("\n"), start=1):
        size = len(line.encode("cp932")) + 1
        if data[position : position + size] != again[position : position + size]:
            lines[number] = None
            found.update(_differing(line, data[position : position + size]))
        position += size
    characters = [f"{old.decode('cp932')} {old.hex().upper()} → {new.hex().upper()}" for old, new in sorted(found)]
    params: dict[str, object] = {
        "characters": characters[:_LISTED],
        "count": sum(found.values()),
        "lines": [str(number) for number in list(lines)[:_LISTED]],
    }
    return [Finding("other-code", "notice", line=next(iter(lines), None), params=params)]


def _differing(line: str, data: bytes) -> list[tuple[bytes, bytes]]:
    """(code in the file, code that would be written) of each character whose codes differ; both are equally long."""
    found = []
    position = 0
    for character in line:
        code = character.encode("cp932")
        old = data[position : position + len(code)]
        if old != code:
            found.append((old, code))
        position += len(code)
    return found


def beyond_cp932(table: RawTable) -> str:
    """The table's distinct characters that CP932 does not have, "" for none.

    A fact of the provenance, not a finding: what is published is UTF-8; it matters to who saves the file in CP932.
    """
    beyond: set[str] = set()
    for texts in (table.labels, *(table.cells[j] for j in range(len(table.labels)))):
        joined = "".join(texts)
        try:
            joined.encode("cp932")
        except UnicodeEncodeError:
            beyond.update(character for character in set(joined) if not _in_cp932(character))
    return "".join(sorted(beyond)[:200])


def _in_cp932(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
