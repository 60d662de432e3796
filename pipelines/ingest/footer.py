"""Where the records end: notes and leftovers after the table, never a record or a total that is data."""

import re
from collections.abc import Sequence

from pipelines.ingest.cells import kind_of
from pipelines.ingest.grid import filled, is_blank

_DEPTH = 2_000
_NOTE = re.compile(
    r"\s*(?:[※＊*○●◎◇◆■□→†]\s*\S{4,}|[（(\[［【〔]?\s*(?:注|備\s*考|出\s*典|資\s*料|作\s*成|問い?合わ?せ|更新|凡\s*例|説\s*明)"
    r"\s*\d*[)）\]］】〕:\uff1a．.\s].*|(?:注|備考|出典|資料)\d*$|Ver\.?\s?\d+|\(?注\)?\d*\s?.+|\[.+\]$|＜.+＞$)",
    re.DOTALL | re.IGNORECASE,
)
_SENTENCE = re.compile(r".{8,}(?:。|です|ます|ません|含む|除く|による|現在)\s*[)）]?\s*$", re.DOTALL)
_TOTAL = re.compile(
    r"[（(【［\[]?\s*(?:\S{0,8}?\s*(?:総\s*計|合\s*計|小\s*計)|計|総\s*数|全\s*体|(?:sub|grand)?\s*total|ＴＯＴＡＬ"
    r"|\S{0,6}(?:地区|区|市|町|村|都|県|年度|月|男女|校|園)\s*計)\s*[）)】］\]]?",
    re.IGNORECASE,
)
_TOTAL_ENDS = frozenset("計数体lLＬ）)】］]")


def is_total(text: str) -> bool:
    """Whether a cell names its row as a total or a sub-total of other rows."""
    stripped = text.strip()
    return stripped[-1:] in _TOTAL_ENDS and len(stripped) < 14 and bool(_TOTAL.fullmatch(stripped))


def find_footer(rows: Sequence[Sequence[str]], start: int) -> int:
    """Index of the first row after the records, `len(rows)` where nothing follows them.

    Args:
        rows: all rows of the grid.
        start: index of the first row after the header.

    A row at the end belongs to the footer when it is blank, or has next to nothing in it (one cell; two in a wide table
    after a blank row) and that is a note, a sentence or a lone mark. A row that fills its columns is a record always.
    """
    first = max(start, len(rows) - _DEPTH)
    usual = _usual_filled(rows, start)
    end = len(rows)
    blank_seen = False
    for index in range(len(rows) - 1, first - 1, -1):
        row = rows[index]
        if not filled(row):
            blank_seen = True
            continue
        after_blank = index > start and not filled(rows[index - 1])
        if not _is_leftover(row, usual, after_blank=after_blank):
            break
        end = index
    if end == len(rows):
        return _before_blanks(rows, start) if blank_seen else end
    while end > start and not filled(rows[end - 1]):
        end -= 1
    return end


def _before_blanks(rows: Sequence[Sequence[str]], start: int) -> int:
    """Trailing rows made of delimiters only end the records too."""
    end = len(rows)
    while end > start and not filled(rows[end - 1]):
        end -= 1
    return end


def _usual_filled(rows: Sequence[Sequence[str]], start: int) -> int:
    """The middle number of filled cells of the records' rows."""
    counts = sorted(count for count in (filled(row) for row in rows[start : start + 200]) if count)
    return counts[len(counts) // 2] if counts else 0


def _is_leftover(row: Sequence[str], usual: int, *, after_blank: bool) -> bool:
    texts = [text for text in row if not is_blank(text)]
    if usual < 3 or len(texts) > max(1, usual // 4):
        return len(texts) == 1 and usual > 1 and bool(_NOTE.match(texts[0]) and len(texts[0].strip()) > 4)
    if len(texts) > 2 or any(is_total(text) for text in texts):
        return False
    noted = any(_NOTE.match(text) or _SENTENCE.match(text) for text in texts)
    if len(texts) == 1:
        return noted or after_blank or kind_of(texts[0]) in {"mark", "number"} or is_dash(texts[0])
    # two cells of which the first stands where every record begins may be a record that knows no more
    return after_blank or (noted and is_blank(row[0]))


def is_dash(text: str) -> bool:
    """Whether a cell holds only dashes or the like."""
    return bool(re.fullmatch(r"[\s\-‐−ー－―ｰ–—*＊.・…〃]+", text))
