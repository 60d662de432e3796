"""One vectorised test per kind: texts that are surely canonical need not be read one by one.

Each pattern accepts less than its reader calls canonical, never more; a property test holds every pattern against its
reader. What does not match is read.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

_PLAIN_NUMBER = r"(?:0|[1-9][0-9]{0,11})"
SURE: dict[str, str] = {
    "date": r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
    "time": r"(?:[01][0-9]|2[0-3]):[0-5][0-9]",
    "integer": _PLAIN_NUMBER,
    "number": rf"{_PLAIN_NUMBER}(?:\.[0-9]{{1,9}})?",
    "lat": r"(?:2[5-9]|3[0-9]|4[0-4])\.[0-9]{1,12}",
    "lon": r"1(?:2[4-9]|3[0-9]|4[0-8])\.[0-9]{1,12}",
    "postal": r"[1-9][0-9]{6}",
    "kana": r"[ァ-ヶ][ァ-ヶー]{0,60}",
    "code": r"[0-9]{1,10}|[A-Z]{1,3}[0-9]{1,10}",
    "text": r"[ぁ-んァ-ヶ一-龠][ぁ-んァ-ヶ一-龠A-Za-z0-9ー（）、。・-]{1,100}",
}
"""RE2 and Python read these alike: no \\d, no look-around."""

_BARE = ("date",)
"""Kinds whose context can turn a plain text into something else; others keep their canonical form in any context."""
_HARMLESS = frozenset({"precision", "ranges", "era", "compact"})


def _asks_more(context: Mapping[str, object]) -> bool:
    """Whether a text field is one of English or of lists: all its texts are read."""
    return bool(context.get("ascii") or context.get("list"))


def surely_canonical(kind: str, texts: Sequence[str], context: Mapping[str, object]) -> frozenset[str]:
    """Those of the texts that the kind's reader would call canonical; the rest has to be asked."""
    pattern = SURE.get(kind)
    if pattern is None or not texts or (kind == "text" and _asks_more(context)):
        return frozenset()
    if kind in _BARE and not (context.keys() <= _HARMLESS and context.get("precision", "any") in ("any", "day")):
        return frozenset()
    array = pa.array(texts, type=pa.large_string())
    hits = pc.match_substring_regex(array, pattern=rf"\A(?:{pattern})\z")
    return frozenset(array.filter(hits).to_pylist())
