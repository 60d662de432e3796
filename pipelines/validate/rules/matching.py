"""Which row of the last version is which row now."""

from collections import Counter

from pipelines.model.surroundings import LastVersion
from pipelines.validate.rules.rule import Subject

_IDS = ("ID", "NO")


def id_field(subject: Subject) -> str:
    """The field that names a row: the dataset's or the schema's own key, a unique field, or ID; "" without one."""
    keys = (subject.dataset.primary_key if subject.dataset else ()) or subject.schema.primary_key
    if len(keys) == 1:
        return keys[0]
    unique = [field.name for field in subject.schema.fields if field.constraints.get("unique")]
    named = [name for name in _IDS if name in subject.columns]
    return next(iter((*unique, *named)), "")


def matched_rows(subject: Subject, last: LastVersion) -> list[tuple[int, int]]:
    """(row of the last version, row now), 0-based: by a key that is unique in both, else by place if all stayed."""
    name = id_field(subject)
    if name in last.columns and name in subject.columns:
        old, now = last.columns[name], tuple(subject.columns[name].texts())
        counts = Counter(old), Counter(now)
        places = {key: row for row, key in enumerate(old) if key and counts[0][key] == 1}
        pairs = [(places[key], row) for row, key in enumerate(now) if key in places and counts[1][key] == 1]
        if pairs:
            return pairs
    return [(row, row) for row in range(last.rows)] if last.rows == len(subject.columns) else []
