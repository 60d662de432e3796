"""The personal-data gate: what must not be published, found with a check behind every pattern, told without a value."""

from collections.abc import Iterator, Mapping

from pipelines.model.finding import SEVERITIES, Finding
from pipelines.validate.personal.cells import Hits, read_cells
from pipelines.validate.personal.hide import CODES, MASK, hide_changes, hide_values
from pipelines.validate.personal.hit import Hit
from pipelines.validate.personal.outside import find_in_labels
from pipelines.validate.personal.policy import Column, columns_of
from pipelines.validate.personal.rows import find_in_rows
from pipelines.validate.personal.small import find_small_counts
from pipelines.validate.rules.rule import Subject

__all__ = ["CODES", "MASK", "find_personal_data", "hide_changes", "hide_values"]


def find_personal_data(subject: Subject, policy: Mapping[str, object]) -> list[Finding]:
    """Personal data in any column, known to the schema or not.

    Args:
        subject: the table.
        policy: policy["personal"] maps a field to what the ward decided (personal/policy.py, POLICIES); a schema says
            the same with `hiraku:personal`.

    Returns:
        One finding a cell and kind; `value` is always MASK. n counts the cells of that kind in the column.
        personal-data blocks; personal-suspect, personal-mobile and personal-email are warnings, and so is small-count,
        which shows its value.
    """
    decided = policy.get("personal")
    told = {str(k): str(v) for k, v in decided.items()} if isinstance(decided, Mapping) else {}
    columns = columns_of(subject, told)
    cells = {column.name: subject.columns[column.name] for column in columns}
    found: dict[str, Hits] = {}
    rows: dict[str, dict[int, dict[str, Hit]]] = {column.name: {} for column in columns}
    for column in columns:
        hits = found[column.name] = read_cells(column, cells[column.name])
        for row in cells[column.name].positions(hits.__contains__) if hits else ():
            for hit in hits[cells[column.name].text(row)]:
                _keep(rows[column.name], row, hit)
    for one in find_in_rows(columns, cells, found):
        _keep(rows[one.column], one.row, one.hit)
    listed = find_in_labels(subject.columns.names, subject.labels)
    for column in columns:
        listed.extend(_findings(subject, column, rows[column.name]))
    return [*listed, *find_small_counts(subject, columns)]


def _keep(rows: dict[int, dict[str, Hit]], row: int, hit: Hit) -> None:
    """One finding a kind, the worse one."""
    mine = rows.setdefault(row, {})
    other = mine.get(hit.kind)
    if other is None or SEVERITIES.index(hit.severity) < SEVERITIES.index(other.severity):
        mine[hit.kind] = hit


def _findings(subject: Subject, column: Column, rows: Mapping[int, Mapping[str, Hit]]) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    for hits in rows.values():
        for kind in hits:
            counts[kind] = counts.get(kind, 0) + 1
    for row in sorted(rows):
        blocks = any(hit.severity == "error" for hit in rows[row].values())
        for hit in rows[row].values():
            if hit.kind == "name" and hit.severity != "error" and blocks:
                continue  # what stands beside the name says enough of this cell; what blocks is decided by itself
            yield Finding(
                hit.code,
                hit.severity,
                line=subject.columns.lines[row],
                field=column.name,
                label=column.label,
                value=MASK,
                params={"kind": hit.kind, "n": counts[hit.kind]},
                basis="official",
            )
