"""Takes in decisions about whole rows: a new row enters with all its values or not at all, a row goes only as it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.acceptance.rows import Acceptance, Faults, Row, check_values, judge
from pipelines.decisions.merge import with_decisions
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.repair import ADD, BLANK, REJECT, REMOVE, ROW_ADDED, ROW_REMOVED, Repair
from pipelines.normalize.propose import discreet_key
from pipelines.normalize.row_keys import added_key, is_added_key, line_named
from pipelines.report.privacy import is_personal
from pipelines.stages import Judged
from pipelines.workspace import Workspace

_NOT_ADDED = ("added-row-exists", "added-row-homeless")


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose decisions are taken in, into which dataset, from which file, when (YYYY-MM-DD)."""

    slug: str
    file: str
    by: str
    on: str


@dataclass
class TakenRows:
    """What becomes of decisions about whole rows.

    Attributes:
        kept: rows of the repairs file, signed.
        written: cells of the rows as they were written, where they are kept under another key.
        already: rows that were taken in before.
        added, removed: rows of the table.
        refusals: why others are not taken in.
    """

    kept: list[Repair] = field(default_factory=list)
    written: set[tuple[str, str, str]] = field(default_factory=set)
    already: int = 0
    added: int = 0
    removed: int = 0
    refusals: list[HirakuError] = field(default_factory=list)


def accept_rows(workspace: Workspace, rows: Sequence[Row], signer: Signer) -> Acceptance:
    """Check rows that say 追加 or 行を除く, sign those that hold, write repairs/<slug>.csv.

    Args:
        workspace: whose repairs file takes them in.
        rows: of 追加 the rows with one 行の鍵 are one new row, whatever the key says; of 行を除く the 行の鍵 is a row
            key or the number of a line.
        signer: who decided.

    Raises:
        HirakuError: the dataset cannot be judged, or the file not be written.
    """
    taken = take_rows(workspace, rows, signer)
    if taken.kept:
        others = [row for row in workspace.repairs(signer.slug) if row.cell not in taken.written]
        workspace.write_repairs(signer.slug, with_decisions(others, taken.kept))
    numbers = (len(taken.kept), taken.already, 0)
    return Acceptance(signer.slug, *numbers, tuple(taken.refusals), taken.added, taken.removed)


def take_rows(workspace: Workspace, rows: Sequence[Row], signer: Signer) -> TakenRows:
    """The same without writing.

    Returns:
        Refusals: row-decision-unknown, row-not-removed, repair-wrong-dataset; of a new row those of `check_values`,
        repair-unknown-field, repair-conflict, added-row-exists, added-row-homeless, and row-not-added.
    """
    existing = workspace.repairs(signer.slug)
    signed = {(*row.cell, row.decision, row.after) for row in existing if row.taken_in}
    taken = TakenRows()
    fresh = [row for row in rows if (*row[1].cell, row[1].decision, row[1].after) not in signed]
    taken.already = len(rows) - len(fresh)
    about = [row for row in fresh if row[1].about_row]
    if about:
        judged = judge(workspace, signer.slug, existing)
        for line, row in about:
            _take_removal(line, row, judged, signer, taken)
    new = [row for row in fresh if row[1].decision == ADD]
    if new:
        _take_new(workspace, existing, new, signer, taken)
    return taken


def _take_removal(place: object, row: Repair, judged: Judged, signer: Signer, taken: TakenRows) -> None:
    lines = {str(line): line for line in judged.table.cells.index}
    line = lines.get(row.key.strip(), line_named(row.key, judged.keys))
    found = next((keys for keys in judged.keys if line is not None and keys.key_of(line)), None)
    print_ = found.print_of(line) if found is not None and line is not None else ""
    code = ""
    if row.dataset not in ("", signer.slug):
        code = "repair-wrong-dataset"
    elif row.decision not in (REMOVE, REJECT):
        code = "row-decision-unknown"
    elif line is None or str(line) not in lines or row.before not in ("", print_):
        code = "row-not-removed"
    if code or line is None:
        told = {"decision": row.decision, "dataset": row.dataset, "expected": signer.slug}
        taken.refusals.append(DeclarationError(code, file=signer.file, line=str(place), **told))
        return
    private = {(f.line, f.field) for f in judged.report.findings if is_personal(f.code)}
    key = discreet_key(line, judged.keys, private)
    kept = replace(row, key=key, field="", before=print_, after="", code=ROW_REMOVED, line=str(line))
    taken.kept.append(replace(kept, by=signer.by, on=signer.on, dataset=signer.slug))
    taken.written |= {row.cell} - {kept.cell}
    taken.removed += row.decision == REMOVE


def _take_new(
    workspace: Workspace, existing: Sequence[Repair], rows: Sequence[Row], signer: Signer, taken: TakenRows
) -> None:
    """New rows, each with all its values or not at all."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for line, row in rows:
        groups[row.key].append((line, row))
    known = {row.key for row in existing if row.taken_in}
    named: dict[str, list[Row]] = {}
    counts: Counter[str] = Counter()
    for key, group in groups.items():
        texts = {row.field: row.after for _, row in group if row.after not in ("", BLANK)}
        own = key if is_added_key(key) else _numbered(added_key(signer.slug, texts), counts)
        fault = "repair-conflict" if len({row.field for _, row in group}) < len(group) or own in known else ""
        if fault or not texts:
            taken.refusals += [_fault(fault or "row-not-added", group[0], signer)]
        else:
            named[own] = [(line, _signed(own, row, signer)) for line, row in group if row.field in texts]
    judged = judge(
        workspace, signer.slug, with_decisions(existing, [row for group in named.values() for _, row in group])
    )
    for key, group in named.items():
        faults = _faults(key, group, judged, signer)
        taken.refusals += faults
        if not faults:
            taken.kept += [row for _, row in group]
            taken.added += 1
    accepted = {line for group in named.values() for line, row in group if row in taken.kept}
    taken.written |= {row.cell for line, row in rows if line in accepted} - {row.cell for row in taken.kept}


def _numbered(key: str, counts: Counter[str]) -> str:
    """Equal rows of one file are different rows."""
    counts[key] += 1
    return key if counts[key] == 1 else f"{key}-{counts[key]}"


def _signed(key: str, row: Repair, signer: Signer) -> Repair:
    facts: Mapping[str, str] = {"by": signer.by, "on": signer.on, "code": ROW_ADDED, "dataset": signer.slug}
    return replace(row, key=key, before="", line="", problem="", **facts)


def _faults(key: str, group: Sequence[Row], judged: Judged, signer: Signer) -> list[HirakuError]:
    """Why a new row cannot enter the table as it is now; () when it can."""
    untaken = [f for f in judged.report.findings if f.code in _NOT_ADDED and f.params.get("key") == key]
    if untaken:
        return [DeclarationError(untaken[0].code, file=signer.file, line=group[0][0], **untaken[0].params)]
    faults = Faults(signer.file)
    for line, row in group:
        if row.dataset != signer.slug:
            faults.add("repair-wrong-dataset", line, row, dataset=row.dataset, expected=signer.slug)
        elif row.field not in judged.table.cells.columns:
            faults.add("repair-unknown-field", line, row)
    check_values(faults, [row for row in group if not faults.has(*row)], judged)
    found = list(faults.found.values())
    return [*found, _fault("row-not-added", group[0], signer)] if found else []


def _fault(code: str, row: Row, signer: Signer) -> HirakuError:
    return DeclarationError(code, file=signer.file, line=row[0], field=row[1].field, value="")


def decided_rows(rows: Iterable[Row]) -> list[Row]:
    """Those of a file's rows that decide about whole rows."""
    return [row for row in rows if row[1].decided and (row[1].about_row or row[1].decision == ADD)]
