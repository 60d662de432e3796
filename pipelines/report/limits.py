"""How much one page shows, so that it stays under its budget whatever the size of the file (look.md, section 7)."""

from dataclasses import dataclass

BUDGET = 300_000
"""Bytes of a report page."""
DATA = 100_000
"""Bytes of it that are kept free, where they are needed, for rows that the page shows only when asked."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one attempt.

    Attributes:
        cards: causes shown as cards in one section; `others` more as lines of a table.
        examples: rows of an example table.
        ranges: line ranges shown at once.
        full: characters of a complete list of lines in a closed part, longer ones are left to the CSV.
        rows: rows of one table of all findings of a cause; `all_rows` of all causes together.
        pairs: rows of one repair rule; `all_pairs` of all rules together.
        aside: rows of what stood around the table.
        letter: characters of a request to the owning section.
        dots: characters of the points of a map.
    """

    cards: int
    others: int
    examples: int
    ranges: int
    full: int
    rows: int
    all_rows: int
    pairs: int
    all_pairs: int
    aside: int
    letter: int
    dots: int


ATTEMPTS = (
    Limits(
        cards=200, others=200, examples=5, ranges=60, full=20_000, rows=200, all_rows=500, pairs=200, all_pairs=800,
        aside=200, letter=8_000, dots=30_000,
    ),
    Limits(
        cards=60, others=200, examples=5, ranges=60, full=4_000, rows=50, all_rows=150, pairs=100, all_pairs=300,
        aside=100, letter=8_000, dots=10_000,
    ),
    Limits(
        cards=30, others=100, examples=3, ranges=30, full=0, rows=10, all_rows=30, pairs=30, all_pairs=100,
        aside=30, letter=2_000, dots=5_000,
    ),
    Limits(
        cards=8, others=30, examples=2, ranges=10, full=0, rows=0, all_rows=0, pairs=5, all_pairs=20,
        aside=5, letter=0, dots=0,
    ),
)  # fmt: skip
"""From generous to sparse; the first that fits is used, the last always fits."""
