"""Rows that stewards added to a table or took out of it: blank rows for their decisions to fill, and rows that go."""

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipelines.model.finding import Finding, Line
from pipelines.model.repair import ACCEPT, ADD, BLANK, OWN, REJECT, ROW_REMOVED, Repair
from pipelines.model.table import LabelledTable
from pipelines.normalize.row_keys import RowKeys, is_added_key

WORD = "追加"
"""Lines of added rows are 追加1, 追加2, … in the order of the repairs file."""


@dataclass(slots=True)
class WholeRows:
    """What becomes of the rows of a dataset's files.

    Attributes:
        keys: of each file, the added rows (of the last one) among them.
        removed: lines to go, of each file, without its mark.
        settled: keys of all decisions about rows that are not in the table, for a reason that is known.
        open: questions whether a row is to go that nobody has answered.
        findings: what could not be done, and what waits for an answer.
    """

    keys: list[RowKeys]
    removed: list[set[Line]]
    settled: set[str] = field(default_factory=set)
    open: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def decide_rows(
    repairs: Sequence[Repair], keys: Sequence[RowKeys], slug: str, needed: Collection[str] = ()
) -> WholeRows:
    """What signed decisions make of the rows of a dataset.

    Args:
        repairs: every row of its repairs file.
        keys: of each of its files.
        slug: the dataset.
        needed: fields that tell which file a row belongs to, where the files of a dataset have values of their own.

    Returns:
        A row is not added whose primary key the files have by now, nor one that leaves a needed field blank; a row
        goes only where it still says what it said when that was decided. Whatever is not done is a finding.
    """
    rows = WholeRows(list(keys), [set() for _ in keys])
    mine = [repair for repair in repairs if repair.dataset in ("", slug)]
    rows.keys[-1] = keys[-1].with_added(_added(mine, rows, needed))
    for repair in mine:
        if repair.about_row and repair.decision != REJECT:
            _remove(repair, rows)
    return rows


def _added(repairs: Iterable[Repair], rows: WholeRows, needed: Collection[str]) -> dict[str, str]:
    """Line -> key of the rows to be added."""
    texts: dict[str, dict[str, str]] = {}
    for repair in repairs:
        if is_added_key(repair.key) and repair.taken_in and repair.field and repair.decision in (ACCEPT, ADD, OWN):
            texts.setdefault(repair.key, {})[repair.field] = "" if repair.after == BLANK else repair.after
    added: dict[str, str] = {}
    seen: set[tuple[str, ...]] = set()
    for key, told in texts.items():
        blank = [name for name in needed if not told.get(name)]
        primary = rows.keys[-1].primary_of(told)
        known = primary in seen or any(keys.has_primary(primary) for keys in rows.keys)
        seen |= {primary} if primary else set()
        code = "added-row-exists" if known else "added-row-homeless" if blank else ""
        if code:
            named = "、".join(told.get(name, "") for name in rows.keys[-1].key_fields) or key
            params: dict[str, object] = {"key": key, "name": named, "fields": blank}
            rows.findings.append(Finding(code, "warning", params=params, basis="workspace"))
            rows.settled.add(key)
        else:
            added[f"{WORD}{len(added) + 1}"] = key
    return added


def _remove(repair: Repair, rows: WholeRows) -> None:
    """Take one row out, or say why not; an open question stays one as long as its row does."""
    homes = [(n, line) for n, keys in enumerate(rows.keys) if (line := keys.line_of(repair.key)) is not None]
    keys = rows.keys[homes[0][0]] if homes else None
    stacked = keys.stacked_line_of(repair.key) if keys else None
    fits = keys is not None and stacked is not None and keys.print_of(stacked) == repair.before
    if not repair.decided:
        if fits:
            rows.open.append(repair)
            rows.findings.append(
                Finding("row-removal-open", "warning", stacked, basis="workspace", momentary=True, params={})
            )
    elif not repair.taken_in:
        rows.findings.append(Finding("repair-not-accepted", "warning", stacked, basis="workspace"))
    elif fits and homes:
        rows.removed[homes[0][0]].add(homes[0][1])
        rows.settled |= _names(rows.keys[homes[0][0]], stacked, repair.key)
    elif repair.key not in rows.settled:
        rows.findings.append(Finding("row-not-removed", "warning", basis="workspace", params={"key": repair.key}))


def _names(keys: RowKeys, line: Line | None, key: str) -> set[str]:
    """Every key by which a decision may name a row."""
    return {key} if line is None else {key, keys.key_of(line), keys.plain_key_of(line)}


def with_rows(labelled: LabelledTable, added: Sequence[Line], removed: Collection[Line]) -> LabelledTable:
    """A labelled file with blank rows for what was added below its own, and without the rows that go.

    Args:
        labelled: the file.
        added: lines of the new rows.
        removed: lines to go, added ones among them; each is on record as dropped, without its text: what is taken out
            may be what nobody should read. What was found in such a row is no longer said.
    """
    raw = labelled.raw
    if not added and not removed:
        return labelled
    lines = [line if isinstance(line, str) else int(line) for line in raw.cells.index]
    stay = [place for place, line in enumerate(lines) if line not in removed]
    new = [line for line in added if line not in removed]
    kept = raw.cells.iloc[stay]
    if new:
        blank = pd.DataFrame("", index=pd.Index(new, dtype=object), columns=raw.cells.columns, dtype="str")
        index = pd.Index([*(lines[place] for place in stay), *new], dtype=object, name=raw.cells.index.name)
        kept = pd.concat([kept.reset_index(drop=True), blank.reset_index(drop=True)]).set_axis(index, axis=0)
    gone = [(line, "", ROW_REMOVED) for line in (*lines, *added) if line in removed]
    provenance = dataclasses.replace(raw.provenance, dropped=(*raw.provenance.dropped, *gone))
    cells = dataclasses.replace(
        raw, cells=kept, provenance=provenance, findings=tuple(f for f in raw.findings if f.line not in removed)
    )
    found = tuple(f for f in labelled.findings if f.line not in removed)
    return dataclasses.replace(labelled, raw=cells, findings=found)
