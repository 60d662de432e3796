"""Which delimiter and which quote a text uses, by the structure that each candidate would give."""

import csv
import re
from collections import Counter

from pipelines.ingest.cells import kind_of
from pipelines.ingest.records import physical_lines
from pipelines.model.table import Dialect

DELIMITERS = (",", "\t", ";", "|")
_RARE = {";": 0.85, "|": 0.85}
"""Signs of prose and of lists inside cells: they must be clearly the better delimiter."""

_LEAST = 0.1
"""Below this score the delimiter is only a sign of the text, which has one column."""

_SAMPLE_CHARS = 60_000
_SAMPLE_LINES = 300
_TYPED = frozenset({"number", "year", "date", "time", "phone", "postal", "url", "email", "mark"})


def find_dialect(text: str) -> Dialect:
    """The dialect whose records are the most alike in width and hold the most values that look like values.

    A comma wins ties; a text without any delimiter is one column of a comma file.
    """
    sample = _sample(text)
    best, best_score = Dialect(), 0.0
    for delimiter in DELIMITERS:
        if not any(delimiter in line for line in sample):
            continue
        quote = _quote(sample, delimiter)
        score = _score(sample, delimiter, quote) * _RARE.get(delimiter, 1.0)
        if score > best_score * 1.0001:
            best, best_score = Dialect(delimiter, quote), score
    if best_score < _LEAST:
        return Dialect(",", _quote(sample, ","))
    return best


def _sample(text: str) -> list[str]:
    """The first lines, the last one whole."""
    lines = physical_lines(text[:_SAMPLE_CHARS])
    if len(text) > _SAMPLE_CHARS and len(lines) > 1:
        lines.pop()
    return lines[:_SAMPLE_LINES]


def _quote(sample: list[str], delimiter: str) -> str:
    """An apostrophe only where cells stand between apostrophes and none between double quotes."""
    text = "".join(sample)
    edge = re.escape(delimiter)
    whole = r"(?:^|{e}){q}[^{q}]*{q}(?=\s*(?:{e}|$))"
    double = len(re.findall(whole.format(e=edge, q='"'), text, re.MULTILINE))
    single = len(re.findall(whole.format(e=edge, q="'"), text, re.MULTILINE))
    return "'" if single >= 2 and not double and single * 2 > text.count("'") * 0.6 else '"'


def _score(sample: list[str], delimiter: str, quote: str) -> float:
    try:
        rows = [row for row in csv.reader(sample, delimiter=delimiter, quotechar=quote) if row]
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if len(row) > 1 or (row and row[0].strip()))
    if not widths:
        return 0.0
    total = sum(widths.values())
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width < 2:
        return 0.0
    # records that are one cell wide stand for title lines: they speak against a delimiter less than ragged ones
    alone = widths.get(1, 0)
    consistency = count / (total - 0.5 * min(alone, total - count))
    return consistency * consistency * (1 - 0.4 / width) * (0.4 + 0.6 * _sense(rows, width))


def _sense(rows: list[list[str]], width: int) -> float:
    """Share of cells that are blank, a plain value, or text without a stray quote or another delimiter's debris."""
    cells = [cell for row in rows[:100] if len(row) == width for cell in row]
    if not cells:
        return 0.0
    good = 0.0
    for cell in cells:
        kind = kind_of(cell)
        if kind in _TYPED or not kind:
            good += 1
        elif not re.search(r"[\t;|\"]|,\S+,", cell):
            good += 0.7
    return good / len(cells)
