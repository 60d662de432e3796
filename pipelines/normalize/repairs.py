"""What stewards decided, put into the cells it is about: only where the raw cell still says what it said then."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pandas as pd

from pipelines.model.finding import Finding, Line
from pipelines.model.reading import Reading
from pipelines.model.repair import ADD, BLANK, REJECT, RELEASE, ROW_ADDED, Repair
from pipelines.normalize.cells import holds_more
from pipelines.normalize.row_keys import RowKeys

RULE = "decided-by-steward"

Placed = Mapping[str, Mapping[Line, Sequence[Repair]]]
"""field -> raw line -> the decisions about that cell."""


def place(
    repairs: Iterable[Repair], keys: Sequence[RowKeys], slug: str, settled: Collection[str] = ()
) -> tuple[list[Placed], list[Finding]]:
    """Which decision belongs to which cell of which file.

    Args:
        repairs: every row of the dataset's repairs file.
        keys: of each of its files.
        slug: the dataset.
        settled: keys of rows that are not in the table, by a decision or with a finding of their own (whole_rows.py).

    Returns:
        One Placed a file, and a finding for each decision that has no row here or was not taken in by `accept`.
        Undecided rows and 不採用 change nothing and are no fault.
    """
    placed: list[dict[str, dict[Line, list[Repair]]]] = [defaultdict(lambda: defaultdict(list)) for _ in keys]
    findings: list[Finding] = []
    for repair in repairs:
        if not repair.decided or repair.about_row or repair.key in settled:
            continue
        if repair.decision == RELEASE:  # it changes no cell: validate/personal/release.py
            continue
        if not repair.taken_in:
            findings.append(_finding("repair-not-accepted", repair))
            continue
        homes = [(n, line) for n, rows in enumerate(keys) if (line := rows.line_of(repair.key)) is not None]
        if repair.decision == REJECT:
            continue
        if not homes or repair.dataset not in ("", slug):
            findings.append(_finding("repair-not-applicable", repair))
        for number, line in homes[:1] if repair.dataset in ("", slug) else ():
            placed[number][repair.field][line].append(repair)
    return list(placed), findings


def decide(
    series: pd.Series, rows: Mapping[Line, Sequence[Repair]], read: Callable[[str], Reading]
) -> tuple[dict[Line, Reading], list[Finding]]:
    """The decided readings of one column.

    Args:
        series: raw cells, index = line.
        rows: line -> decisions about that cell.
        read: the field's reader with the column's context.

    Returns:
        line -> a reading "repaired" by RULE (ROW_ADDED in a row that is not in the file), and findings for the
        decisions that cannot be used: the cell says something else by now, two of them disagree, or the accepted text
        is not canonical for the field.
    """
    found: dict[Line, Reading] = {}
    findings: list[Finding] = []
    known: dict[str, str | None] = {}
    for line, repairs in rows.items():
        raw = str(series.at[line])
        fitting = [repair for repair in repairs if repair.before == raw]
        findings.extend(_finding("repair-not-applicable", r, line, raw) for r in repairs if r.before != raw)
        afters = {repair.after for repair in fitting}
        after = fitting[0].after if fitting else ""
        if fitting and after not in known:  # many cells may have one answer
            known[after] = _settled(after, read)
        settled = known[after] if fitting else raw
        if len(afters) > 1:
            findings.append(_finding("conflicting-decision", fitting[0], line, raw))
        elif settled is None:
            findings.append(_finding("repair-not-canonical", fitting[0], line, raw))
        elif settled != raw:
            found[line] = Reading("repaired", settled, rule=ROW_ADDED if fitting[0].decision == ADD else RULE)
    return found, findings


def _settled(text: str, read: Callable[[str], Reading]) -> str | None:
    """What a decided text is for its column: itself, or what a certain rule makes of it; None where neither is.

    A person may type 令和4年10月19日, or a telephone number with hyphens into a column of brackets. What says more than
    the value (an extension, a unit) is no decision about one cell.
    """
    if text == BLANK:
        return ""
    reading = read(text)
    if not reading.text or reading.status == "refused" or holds_more(reading):
        return None
    again = read(reading.text)
    return reading.text if again.status == "canonical" and again.text == reading.text else None


def unplaced(placed: Placed, fields: Iterable[str]) -> list[Finding]:
    """A finding for each decision about a field that the table does not have."""
    known = set(fields)
    return [
        _finding("repair-not-applicable", repair, line)
        for name, rows in placed.items()
        if name not in known
        for line, repairs in rows.items()
        for repair in repairs
    ]


def _finding(code: str, repair: Repair, line: Line | None = None, value: str | None = None) -> Finding:
    return Finding(
        code=code,
        severity="warning",
        line=line,
        field=repair.field,
        value=repair.before if value is None else value,
        params={"key": repair.key, "after": repair.after if code == "repair-not-canonical" else ""},
        basis="workspace",
    )
