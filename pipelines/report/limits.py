"""How much one page shows, so that it stays under its budget whatever the size of the file (look.md, section 7)."""

from dataclasses import dataclass

BUDGET = 300_000
"""Bytes of a report page."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one attempt.

    Attributes:
        cards: causes shown as cards in one section; `others` more as lines of a table.
        examples: rows of an example table.
        ranges: line ranges shown at once.
        full: characters of a complete list of lines in a closed part, longer ones are left to the CSV.
        pairs: rows of one repair rule; `all_pairs` of all rules together.
        aside: rows of what stood around the table.
    """

    cards: int
    others: int
    examples: int
    ranges: int
    full: int
    pairs: int
    all_pairs: int
    aside: int


ATTEMPTS = (
    Limits(cards=200, others=200, examples=5, ranges=60, full=20_000, pairs=200, all_pairs=800, aside=200),
    Limits(cards=60, others=200, examples=5, ranges=60, full=4_000, pairs=100, all_pairs=300, aside=100),
    Limits(cards=30, others=100, examples=3, ranges=30, full=0, pairs=30, all_pairs=100, aside=30),
    Limits(cards=8, others=30, examples=2, ranges=10, full=0, pairs=5, all_pairs=20, aside=5),
)
"""From generous to sparse; the first that fits is used, the last always fits."""
