"""Takes in decisions to publish what is suspected to be personal data: who, why, and exactly what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.acceptance.rows import Acceptance, Row, as_received
from pipelines.decisions.merge import with_decisions
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.repair import REJECT, RELEASE, Repair
from pipelines.normalize.propose import discreet_key, raw_texts
from pipelines.normalize.row_keys import line_named
from pipelines.stages import Judged
from pipelines.validate.personal import CODES
from pipelines.validate.personal.release import WHOLE_COLUMN, fingerprint, kind_named, why_refused
from pipelines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Signed:
    """A decision as it was written, and as it is kept."""

    written: Repair
    kept: Repair


def accept_releases(workspace: Workspace, slug: str, rows: Sequence[Row], file: str, *, by: str, on: str) -> Acceptance:
    """Check rows about values that the gate stopped against the dataset as it is now, and sign those that hold.

    公開 lets a value out, 不採用 leaves it where it is and settles the question.

    Args:
        workspace: whose repairs file takes them in.
        slug: the dataset.
        file: the name of the file they stand in, for refusals.
        by: who decided.
        on: today, YYYY-MM-DD.
        rows: 行の鍵 is a row key, the number of a line, or "*" for the whole column; きまり names the kind (needed
            for a column); 理由 says why. The cell's value is not written anywhere: a fingerprint takes its place.

    Returns:
        Refusals: release-unknown-decision, release-without-reason, release-without-kind, release-reason-personal,
        release-not-applicable, repair-unknown-field, repair-wrong-dataset.

    Raises:
        HirakuError: the dataset cannot be judged, or the file not be written.
    """
    existing = workspace.repairs(slug)
    fresh = [(line, row) for line, row in rows if not (row.taken_in and row in existing)]
    if not fresh:
        return Acceptance(slug, 0, len(rows), 0, ())
    judged = as_received(workspace, slug)
    refusals: list[HirakuError] = []
    signed: list[_Signed] = []
    for line, row in fresh:
        kept = _placed(replace(row, by=by, on=on, dataset=row.dataset or slug), judged)
        code = _why_not(kept) or _fault(kept, judged, slug)
        if code:
            refusals.append(DeclarationError(code, file=file, line=line, field=row.field, decision=row.decision))
        else:
            signed.append(_Signed(row, kept))
    if signed:
        written = {done.written.cell for done in signed if done.written.cell != done.kept.cell}
        others = [row for row in existing if row.cell not in written]
        workspace.write_repairs(slug, with_decisions(others, [done.kept for done in signed]))
    return Acceptance(slug, len(signed), len(rows) - len(fresh), 0, tuple(refusals))


def _placed(row: Repair, judged: Judged) -> Repair:
    """The decision with the key of its row and, in place of the value, what tells that it is still the same."""
    kind = kind_named(row)
    if row.key == WHOLE_COLUMN:
        return replace(row, before=kind, after="", line="", problem="")
    lines = {str(line): line for line in judged.table.cells.index}
    line = lines.get(row.key.strip(), line_named(row.key, judged.keys))
    if line is None or row.field not in judged.table.cells.columns:
        return row
    private = {(f.line, f.field) for f in judged.report.findings if f.code in CODES}
    key = discreet_key(line, judged.keys, private)
    mark = fingerprint(key, row.field, raw_texts(judged.table)(line, row.field))
    before = f"{mark}:{kind}" if kind else mark
    return replace(row, key=key, before=before, after="", line=str(line), problem="")


def _why_not(row: Repair) -> str:
    if row.decision == REJECT:
        return ""
    return why_refused(row) if row.decision == RELEASE else "release-unknown-decision"


def _fault(row: Repair, judged: Judged, slug: str) -> str:
    if row.dataset != slug:
        return "repair-wrong-dataset"
    if row.field not in judged.table.cells.columns:
        return "repair-unknown-field"
    kind, line = kind_named(row), line_named(row.key, judged.keys)
    about = [
        finding
        for finding in judged.report.findings
        if finding.code in CODES and finding.field == row.field and (not kind or finding.params.get("kind") == kind)
    ]
    fitting = any(row.key == WHOLE_COLUMN or (line is not None and finding.line == line) for finding in about)
    return "" if fitting else "release-not-applicable"
