"""Whether a file of a declared table has the header of an older edition of that table."""

from collections.abc import Sequence

from pipelines.align.labels import fold_label
from pipelines.align.matching import fit
from pipelines.model.schema import TableSchema
from pipelines.standard import editions, schema, slugs

FITS = 0.5
"""Score (see identify) from which a file is one of the older edition and not a list of the ward's own making."""

OWN = 0.5
"""Share of the names that the current edition has given up that must be there: 住所 alone is anybody's label."""


def older_edition(labels: Sequence[str], current: TableSchema) -> TableSchema | None:
    """The older edition of the same table that these labels clearly are, or None.

    Three things must hold: the labels fit that edition well, they fit it better than the current one, and more than
    half of the names that only it has are among them.

    Args:
        labels: header text per column; blank ones are ignored.
        current: a national table; any other schema has no editions.
    """
    if not current.standard or current.slug not in slugs():
        return None
    known = editions(current.slug)
    if current.edition not in known:
        return None
    older = known[known.index(current.edition) + 1 :]
    current = schema(current.slug, current.edition)  # what the ward adds to it tells nothing of its edition
    present = [label for label in labels if label.strip()]
    fits = [fit(schema(current.slug, edition), present) for edition in older]
    best = max(fits, key=lambda found: (found.score, found.trust), default=None)
    if best is None or best.score < FITS or best.trust <= fit(current, present).trust:
        return None
    found = schema(best.slug, best.edition)
    given_up = {fold_label(f.name) for f in found.fields} - {fold_label(f.name) for f in current.fields}
    there = given_up & {fold_label(label) for label in present}
    return found if len(there) > OWN * len(given_up) else None
