"""Findings with a proposal as undecided rows of the repairs file; cells with personal data stay out of it."""

from collections.abc import Callable, Collection, Iterable, Sequence

from pipelines.model.finding import Finding, Line
from pipelines.model.repair import Repair
from pipelines.model.table import NormalizedTable
from pipelines.normalize.row_keys import RowKeys

_PERSONAL = "personal-"


def propose(
    slug: str,
    table: NormalizedTable,
    findings: Iterable[Finding],
    keys: Sequence[RowKeys],
    say: Callable[[Finding], str],
) -> tuple[Repair, ...]:
    """One row for each cell that a finding proposes a value for, in the order of the findings.

    Args:
        slug: dataset.
        table: tells what a cell held in the raw file: its first change's `before`, or what it holds still.
        findings: of the report, personal ones included: nothing is proposed for a cell, a column or a row key that
            they name.
        keys: of each file of the dataset.
        say: the finding's sentence.
    """
    found = list(findings)
    private = {(f.line, f.field) for f in found if f.code.startswith(_PERSONAL)}
    raw = raw_texts(table)
    rows: dict[tuple[str, str, str], Repair] = {}
    for finding in found:
        line, name = finding.line, finding.field
        if not finding.proposal or line is None or name not in table.cells.columns:
            continue
        shown = (name, *(field for rows_of in keys for field in rows_of.key_fields))
        if any((line, field) in private or (None, field) in private for field in shown):
            continue
        key = _key(line, keys)
        before = raw(line, name) if key else ""
        if key and finding.proposal != before:
            facts = {"code": finding.code, "dataset": slug, "line": str(line), "problem": say(finding)}
            row = Repair(key, name, before, finding.proposal, **facts)
            rows.setdefault(row.cell, row)
    return tuple(rows.values())


def raw_texts(table: NormalizedTable) -> Callable[[Line, str], str]:
    """What a cell of a table held in the raw file: its first change's `before`, or what it holds still.

    Of a row that is not in the table (reading left nothing of it) nothing is known.
    """
    changed = {(change.line, change.field): change.before for change in reversed(table.changes)}

    def raw(line: Line, name: str) -> str:
        found = changed.get((line, name))
        if found is not None:
            return found
        return str(table.cells.at[line, name]) if line in table.cells.index else ""

    return raw


def discreet_key(line: Line, keys: Sequence[RowKeys], private: Collection[tuple[Line | None, str]]) -> str:
    """The key of a row; where a value that it shows must not be written down, the one that shows none."""
    for rows in keys:
        if key := rows.key_of(line):
            hidden = any((line, name) in private or (None, name) in private for name in rows.key_fields)
            return rows.plain_key_of(line) if hidden else key
    return ""


def _key(line: Line, keys: Sequence[RowKeys]) -> str:
    return next((key for rows in keys if (key := rows.key_of(line))), "")
