"""The gate as an auditor measures it: seeds of every class in a ward's tables, and tables that only look personal."""

import pandas as pd
import pytest

from pipelines.validate.personal import CODES
from tests.personal.audited import NOTES, Planted, audited
from tests.personal.ordinary import ordinary
from tests.personal.test_seeds import LOWEST_RECALL, MOST_FALSE, judge

EACH = 26
BLOCKING = frozenset(NOTES) - {"name", "email"}


def found_in(table: Planted) -> dict[tuple[int, str], set[str]]:
    """(row, label) -> severities of what the gate finds there."""
    frame = pd.DataFrame([list(row) for row in table.rows], columns=list(table.labels), dtype="str")
    found: dict[tuple[int, str], set[str]] = {}
    for finding in judge(frame):
        if finding.code in CODES and isinstance(finding.line, int):
            found.setdefault((finding.line, finding.field), set()).add(finding.severity)
    return found


@pytest.mark.parametrize("kind", sorted(NOTES))
def test_what_an_auditor_seeds_is_found_and_blocks(kind: str) -> None:
    """26 cells of notes and the labelled columns of each class; of all classes together at least 400."""
    tables = [table for table in audited(11, EACH) if table.kind == kind]
    cells = sum(len(table.cells) for table in tables)
    missed, passed = [], []
    for table in tables:
        found = found_in(table)
        missed += [(cell, table.rows[cell[0]]) for cell in table.cells if cell not in found]
        passed += [(cell, table.rows[cell[0]]) for cell in table.cells if "error" not in found.get(cell, {"error"})]
    assert cells >= EACH
    assert len(missed) <= (1 - LOWEST_RECALL) * cells, missed
    assert kind not in BLOCKING or passed == []


def test_the_auditor_s_set_is_as_large_as_it_says() -> None:
    assert sum(len(table.cells) for table in audited(11, EACH)) > 400


def test_nothing_else_of_these_tables_is_flagged() -> None:
    """The rows around a seed in notes are ordinary."""
    tables = [table for table in audited(12, 4) if len(table.cells) == 1]
    wrong = [(cell, table.rows[cell[0]]) for table in tables for cell in found_in(table) if cell not in table.cells]
    assert wrong == []


def test_tables_that_only_look_personal_are_not_flagged() -> None:
    """Officials, authors, facilities called by families, codes and statistics: more than 3,000 cells."""
    cells, wrong = 0, []
    for labels, rows in ordinary(13, 50):
        table = Planted("", labels, tuple(rows), frozenset())
        cells += sum(bool(text) for row in rows for text in row)
        wrong += [(label, rows[row][labels.index(label)]) for row, label in found_in(table)]
    assert cells > 3_000
    assert len(wrong) <= MOST_FALSE * cells, wrong
