"""Takes a steward's decisions into a workspace, from a repairs file or from a workbook."""

from collections.abc import Sequence

from pipelines.acceptance.releases import accept_releases
from pipelines.acceptance.rows import Acceptance, Row
from pipelines.acceptance.rows import accept as accept_proposals
from pipelines.acceptance.whole_rows import Signer, accept_rows, decided_rows
from pipelines.validate.personal.release import is_about_release
from pipelines.workspace import Workspace

__all__ = ["Acceptance", "Row", "accept"]


def accept(workspace: Workspace, slug: str, rows: Sequence[Row], file: str, *, by: str, on: str) -> Acceptance:
    """Take in decisions of every sort: about proposals (rows.accept), rows (whole_rows) and to publish (releases)."""
    whole = decided_rows(rows)
    to_publish = [row for row in rows if row[1].decided and row not in whole and is_about_release(row[1])]
    about = [row for row in rows if row not in to_publish and row not in whole]
    parts = [accept_proposals(workspace, slug, about, file, by=by, on=on)]
    if whole:
        parts.append(accept_rows(workspace, whole, Signer(slug, file, by, on)))
    if to_publish:
        parts.append(accept_releases(workspace, slug, to_publish, file, by=by, on=on))
    return Acceptance(
        slug,
        taken=sum(part.taken for part in parts),
        already=sum(part.already for part in parts),
        undecided=sum(part.undecided for part in parts),
        refusals=tuple(refusal for part in parts for refusal in part.refusals),
        added=sum(part.added for part in parts),
        removed=sum(part.removed for part in parts),
    )
