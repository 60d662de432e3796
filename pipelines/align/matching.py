"""Which national table, and which edition of it, a row of labels is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.align.lookup import lookup_for
from pipelines.model.schema import TableSchema
from pipelines.standard import schemas

THRESHOLD = 0.3
"""Below it a file shares only the labels that every facility list has (measured on published files: see tests)."""

LEAD = 0.7
"""A second table that scores more than this share of the first is not told apart from it by the labels."""

FEWEST = 5
"""Fields that must be there: a pipe register with 口径 and 所在地 is no list of hydrants."""

STRANGER = 0.3
"""Weight of a label that no national table has: between a name that every table has and one that is one table's own."""

_TRUST = {"exact": 1.0, "width": 0.98, "alias": 0.8}
"""What a label counts for: a file of the old edition says 住所 and is no poor file of the new one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A national table that fits.

    Attributes:
        slug, edition: the table.
        score: 0 … 1, of the table's best edition; 1.0 only for exactly the header of one.
        runner_up: slug of the best other table, "" when none shares a label.
        runner_up_score: its score.
    """

    slug: str
    edition: str
    score: float
    runner_up: str = ""
    runner_up_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How well labels fit one edition: `score` as in Match, `trust` summed over the `fields` that are there."""

    slug: str
    edition: str
    score: float
    trust: float
    fields: int


def identify(labels: Sequence[str]) -> Match | None:
    """The national table that these labels belong to, or None when none fits well enough or two fit alike.

    A table's score is the share of the labels that it knows, times the share of its fields that are there; a name
    weighs less the more tables have it, so that 名称 and 緯度 alone point nowhere. Of the table's editions the one
    that knows the labels best is taken, the newest where they are equal.

    Args:
        labels: header text per column; blank ones are ignored.
    """
    present = [label for label in labels if label.strip()]
    if not present:
        return None
    fits = [fit(table, present) for table in schemas()]
    best: dict[str, float] = {}
    for one in fits:
        best[one.slug] = max(best.get(one.slug, 0.0), one.score)
    (slug, score), (second, second_score) = sorted(best.items(), key=lambda item: -item[1])[:2]
    if score < THRESHOLD or second_score > LEAD * score:
        return None
    chosen = max((one for one in fits if one.slug == slug), key=lambda one: one.trust)
    if chosen.fields < FEWEST:
        return None
    return Match(slug, chosen.edition, score, second if second_score else "", second_score)


def fit(table: TableSchema, labels: Sequence[str]) -> Fit:
    """How well labels, none of them blank, fit one edition of a table."""
    names = [field.name for field in table.fields]
    lookup, weights = lookup_for(table), _weights()
    trust: dict[str, float] = {}
    strange = 0.0
    for label in labels:
        claim = lookup.claim(label)
        if claim:
            trust[claim.field] = max(trust.get(claim.field, 0.0), _TRUST[claim.how])
        else:
            strange += weights.get(label, STRANGER)
    there = sum(weights[name] * value for name, value in trust.items())
    known = there / (sum(weights[name] for name in trust) + strange) if trust else 0.0
    score = min(known * there / sum(weights[name] for name in names), 0.999)
    return Fit(table.slug, table.edition, 1.0 if list(labels) == names else score, sum(trust.values()), len(trust))


@cache
def _weights() -> dict[str, float]:
    """Field name -> 1 / number of tables (not editions) that have it."""
    tables = {(table.slug, field.name) for table in schemas() for field in table.fields}
    return {name: 1 / count for name, count in Counter(name for _, name in tables).items()}
