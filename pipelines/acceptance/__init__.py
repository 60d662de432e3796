"""Takes a steward's decisions into a workspace, from a repairs file or from a workbook."""

from collections.abc import Sequence

from pipelines.acceptance.releases import accept_releases
from pipelines.acceptance.rows import Acceptance, Row
from pipelines.acceptance.rows import accept as accept_proposals
from pipelines.model.repair import RELEASE
from pipelines.workspace import Workspace

__all__ = ["Acceptance", "Row", "accept"]


def accept(workspace: Workspace, slug: str, rows: Sequence[Row], file: str, *, by: str, on: str) -> Acceptance:
    """Take in decisions of both sorts: about proposals (rows.accept) and to publish (releases.accept_releases)."""
    about = [row for row in rows if row[1].decision != RELEASE]
    done = accept_proposals(workspace, slug, about, file, by=by, on=on)
    to_publish = [row for row in rows if row[1].decision == RELEASE]
    if not to_publish:
        return done
    more = accept_releases(workspace, slug, to_publish, file, by=by, on=on)
    return Acceptance(
        slug, done.taken + more.taken, done.already + more.already, done.undecided, (*done.refusals, *more.refusals)
    )
