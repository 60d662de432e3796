"""Takes a steward's decisions on proposals into a workspace; every check can only refuse a row, none changes one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.decisions.merge import with_decisions
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.finding import Line
from pipelines.model.repair import ACCEPT, BLANK, DECISIONS, REJECT, ROW_ADDED, Repair
from pipelines.normalize.propose import raw_texts
from pipelines.normalize.repairs import RULE
from pipelines.normalize.row_keys import is_added_key
from pipelines.stages import Judged, judge_files
from pipelines.workspace import Workspace

Row = tuple[Line, Repair]
"""Physical line in the repairs file (sheet!row in a workbook), and what it says."""

_UNUSABLE = ("repair-not-canonical", "repair-not-applicable", "conflicting-decision")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of the rows of one repairs file: numbers of rows, and why each refused one was refused.

    `added` and `removed` are rows of the table, `open` questions whether a row is to go.
    """

    slug: str
    taken: int
    already: int
    undecided: int
    refusals: tuple[HirakuError, ...]
    added: int = 0
    removed: int = 0
    open: int = 0


def accept(
    workspace: Workspace,
    slug: str,
    rows: Sequence[Row],
    file: str,
    *,
    by: str,
    on: str,
    replacing: Collection[tuple[str, str, str]] = (),
    along: Sequence[Repair] = (),
) -> Acceptance:
    """Check the decided rows against the dataset as it is now, and write those that hold to repairs/<slug>.csv.

    Args:
        workspace: whose raw files, declarations and repairs file are looked at; raw/ is never written.
        slug: the dataset.
        rows: of the workspace's own repairs file, or of one handed back from elsewhere.
        file: its name, for refusals.
        by: who decided; rows that were taken in before keep their name and date.
        on: today, YYYY-MM-DD.
        replacing: cells whose earlier decision was known to whoever decided now, and is decided anew.
        along: rows that are known to hold and enter the file in the same write.

    Returns:
        Rows that are undecided, taken in before or refused leave the file as it was; a refused row is an error with
        its line: repair-wrong-dataset, repair-unknown-decision, repair-unknown-field, repair-raw-changed,
        repair-edited-proposal, repair-conflict, repair-not-canonical, repair-without-effect, repair-personal.

    Raises:
        HirakuError: the dataset cannot be judged, or the file not be written.
    """
    existing = workspace.repairs(slug)
    signed = {(*row.cell, row.decision, row.after) for row in existing if row.taken_in}
    fresh = [row for row in rows if row[1].decided and (*row[1].cell, row[1].decision, row[1].after) not in signed]
    undecided = sum(not row.decided for _, row in rows)
    already = len(rows) - undecided - len(fresh)
    faults = Faults(file)
    taken: list[Repair] = []
    if fresh:
        _check_rows(faults, fresh, [row for row in existing if row.cell not in replacing], slug)
        _check_cells(faults, fresh, as_received(workspace, slug))
        good = [(line, replace(row, by=by, on=on, dataset=slug)) for line, row in fresh if not faults.has(line, row)]
        judged = judge(workspace, slug, with_decisions(existing, (*(row for _, row in good), *along)))
        check_values(faults, good, judged)
        taken = [row for line, row in good if not faults.has(line, row)]
    if taken or along:
        workspace.write_repairs(slug, with_decisions(workspace.repairs(slug), (*taken, *along)))
    return Acceptance(slug, len(taken), already, undecided, tuple(faults.found.values()))


class Faults:
    """Why rows are refused; the first reason of a row is the one that is told."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.found: dict[tuple[Line, str], HirakuError] = {}

    def add(self, code: str, line: Line, row: Repair, **params: object) -> None:
        """Refuse a row, unless it is refused already."""
        fault = DeclarationError(code, file=self._file, line=line, field=row.field, value=row.before, **params)
        self.found.setdefault((line, row.field), fault)

    def has(self, line: Line, row: Repair) -> bool:
        """Whether a row is refused."""
        return (line, row.field) in self.found


def judge(workspace: Workspace, slug: str, repairs: Sequence[Repair]) -> Judged:
    """The dataset as it is now, with these rows of its repairs file."""
    dataset = workspace.dataset(slug)
    files = [(file.name, file.data) for file in workspace.raw_files(dataset)]
    local = workspace.local_schema(dataset.local) if dataset.local else None
    return judge_files(dataset, files, workspace.catalog, local, repairs)


def as_received(workspace: Workspace, slug: str) -> Judged:
    """The dataset without any decision on its cells; rows that were added to it are there."""
    return judge(workspace, slug, [row for row in workspace.repairs(slug) if is_added_key(row.key)])


def _check_rows(faults: Faults, rows: Iterable[Row], existing: Iterable[Repair], slug: str) -> None:
    """What the rows themselves, and those that were taken in before, tell."""
    decided: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in (*(row for row in existing if row.taken_in), *(row for _, row in rows)):
        decided[row.cell].add((row.decision, row.after if row.decision != REJECT else ""))
    for line, row in rows:
        if row.dataset not in ("", slug):
            faults.add("repair-wrong-dataset", line, row, dataset=row.dataset, expected=slug)
        elif row.decision not in DECISIONS:
            faults.add("repair-unknown-decision", line, row, decision=row.decision, choices=list(DECISIONS))
        elif len(decided[row.cell]) > 1:
            faults.add("repair-conflict", line, row)


def _check_cells(faults: Faults, rows: Iterable[Row], judged: Judged) -> None:
    """What the raw files say now, without any repair."""
    raw = raw_texts(judged.table)
    proposed = {row.cell: row.after for row in judged.proposals}
    for line, row in rows:
        place = _line_of(judged, row)
        if row.field not in judged.table.cells.columns:
            faults.add("repair-unknown-field", line, row)
        elif place is None or raw(place, row.field) != row.before:
            faults.add("repair-raw-changed", line, row, key=row.key)
        elif row.decision == ACCEPT and proposed.get(row.cell, row.after) != row.after:
            faults.add("repair-edited-proposal", line, row, proposal=proposed[row.cell], after=row.after)


def _line_of(judged: Judged, row: Repair) -> Line | None:
    lines = (keys.stacked_line_of(row.key) for keys in judged.keys)
    return next((line for line in lines if line is not None), None)


def check_values(faults: Faults, rows: Iterable[Row], judged: Judged) -> None:
    """Refuse rows for what the table with these decisions in it says about them.

    Codes: repair-personal, repair-not-canonical, repair-without-effect.
    """
    unusable = {(f.params.get("key"), f.field) for f in judged.report.findings if f.code in _UNUSABLE}
    personal = {(f.line, f.field) for f in judged.report.findings if f.code.startswith("personal-")}
    decided = {(change.line, change.field) for change in judged.table.changes if change.rule in (RULE, ROW_ADDED)}
    for line, row in rows:
        if (_line_of(judged, row), row.field) in personal:
            faults.add("repair-personal", line, replace(row, before=""))
        elif (row.key, row.field) in unusable:
            faults.add("repair-not-canonical", line, row, after=row.after)
        elif row.decision != REJECT and not _stands(judged, row, decided):
            faults.add("repair-without-effect", line, row, after=row.after)


def _stands(judged: Judged, row: Repair, decided: Collection[tuple[Line, str]]) -> bool:
    """Whether the cell says what was decided; what is made of other cells may be made again after the decision."""
    place = _line_of(judged, row)
    if place is None or (place, row.field) in decided:
        return place is not None
    if place not in judged.table.cells.index:
        return False
    return str(judged.table.cells.at[place, row.field]) == ("" if row.after == BLANK else row.after)
