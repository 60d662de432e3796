"""What kind of text a cell holds, as far as finding a header needs it: a label has no kind, a value often has."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipelines.ingest.grid import is_blank

_SPACES = " \t\u3000\xa0"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?:19|20)\d\d")),
    ("number", re.compile(r"[-+−△▲¥$￥]?\s?[\d,]*\.?\d+(?:[eE][-+]?\d+)?\s?[%％]?|\(\d+\)|NaN")),
    (
        "date",
        re.compile(
            r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T\s]+[\d:.]+\s?(?:AM|PM)?)?"
            r"|(?:明治|大正|昭和|平成|令和|[MTSHR])\s?(?:元|\d+)[年./-].*|\d{4}年.*|\d{1,2}月\d{1,2}日.*"
        ),
    ),
    ("time", re.compile(r"\d{1,2}[::時]\d{0,2}分?(?::\d\d)?(?:\s?[-~〜~].*)?")),
    ("phone", re.compile(r"\(?0\d{1,4}\)?[-−‐ー-]?\d{1,4}[-−‐ー-]\d{3,4}.*")),
    ("postal", re.compile(r"〒?\d{3}-\d{4}")),
    ("url", re.compile(r"(?:https?|ftp)://\S+")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("pair", re.compile(r"[\[{]?\s*\"?\w+\"?\s*:\s*[\"'\[{].*", re.DOTALL)),
    ("mark", re.compile(r"[○×△◯●〇✕☆★◎✓-]+|有|無|あり|なし|TRUE|FALSE|true|false")),
)
_HINT = re.compile(r"[0-9@:○×△◯●〇✕☆★◎✓元年-]|^(?:有|無|あり|なし|TRUE|FALSE|true|false|NaN)$")
"""Nothing of a kind is without one of these: most text is done after one look."""

_TYPED_SHARE = 0.6


@lru_cache(maxsize=20_000)
def kind_of(text: str) -> str:
    """The kind of one cell: "" for blank, "text", or a name of _KINDS."""
    stripped = text.strip(_SPACES)
    if is_blank(stripped):
        return ""
    if len(stripped) > 200:
        return "text"
    folded = stripped.translate(_FOLD)
    if not _HINT.search(folded):
        return "text"
    for kind, pattern in _KINDS:
        if pattern.fullmatch(folded):
            return kind
    return "text"


_FOLD = {0xFF10 + i: str(i) for i in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0xFF0D: "-", 0xFF1A: ":", 0xFF0F: "/"}


def column_kind(texts: Sequence[str]) -> str:
    """The kind that most filled cells of a column have, "text" where none prevails, "" where all are blank."""
    counts = Counter(kind_of(text) for text in texts)
    counts.pop("", None)
    total = sum(counts.values())
    if not total:
        return ""
    if counts["year"] and counts["number"] > counts["year"]:
        counts["number"] += counts.pop("year")
    kind, count = counts.most_common(1)[0]
    return kind if count >= total * _TYPED_SHARE else "text"
