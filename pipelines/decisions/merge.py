"""Old rows and new ones of a repairs file become one list, in which no decision is ever lost."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.model.repair import Repair


def with_proposals(existing: Iterable[Repair], proposals: Iterable[Repair]) -> tuple[Repair, ...]:
    """The rows of the file after a run.

    Args:
        existing: the rows as they stand. Every row with a decision stays, word for word and in its place; an
            undecided one stays only while its finding does, with whatever was written under 後の値.
        proposals: what this run proposes; those for cells that have no row yet go to the end.
    """
    rows = list(existing)
    offered: dict[tuple[str, str, str], Repair] = {}
    for proposal in proposals:
        offered.setdefault(proposal.cell, proposal)
    kept = [_refreshed(row, offered.get(row.cell)) for row in rows if row.decided or row.cell in offered]
    known = {row.cell for row in rows}
    return (*kept, *(proposal for cell, proposal in offered.items() if cell not in known))


def _refreshed(row: Repair, offer: Repair | None) -> Repair:
    """An undecided row shows the present line and sentence."""
    if offer is None or row.decided:
        return row
    return replace(row, code=offer.code, line=offer.line, problem=offer.problem, dataset=offer.dataset)


def with_decisions(existing: Iterable[Repair], taken: Iterable[Repair]) -> tuple[Repair, ...]:
    """The rows of the file after decisions were taken in: each in the place of its old row, or at the end."""
    fresh = {row.cell: row for row in taken}
    first: dict[tuple[str, str, str], Repair] = {}
    merged: list[Repair] = []
    for row in existing:
        if row.cell not in fresh:
            merged.append(row)
        elif row.cell not in first:
            first[row.cell] = row
            merged.append(fresh[row.cell])
    return (*merged, *(row for cell, row in fresh.items() if cell not in first))
