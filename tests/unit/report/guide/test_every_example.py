"""No example is merely told: each is run by one of the tests beside this one, or it is said here why it cannot be."""

import pytest

from pipelines.report.guide.examples import examples
from tests.unit.report.guide import test_built_decisions as decisions
from tests.unit.report.guide.test_built_examples import FILES
from tests.unit.report.guide.test_examples import TABLES, VALUES, findings
from tests.unit.report.guide.test_row_examples import ROWS

RUN = {*VALUES, *TABLES, *FILES, *decisions.CASES, *decisions.EDITIONS, *ROWS, "old-edition", "source-error"}

NOT_RUN = {
    "blank-header": "a code of Frictionless; a file without any label is told cell by cell (blank-label)",
    "encoding-error": "a code of Frictionless, which gets nothing that is not decoded before (undecodable)",
}
"""Code -> why nothing can be built that shows it. Not a place for what is laborious: see the tests beside."""

PARTS_OF_A_TABLE = {"column-missing"}
"""What a right example may still show: it has the columns that matter to it, not all of a national table."""


def test_every_example_is_run_or_says_why_not() -> None:
    assert sorted(set(examples()) - RUN - set(NOT_RUN)) == []


def test_nothing_is_excused_that_runs_or_is_no_more() -> None:
    assert sorted(set(NOT_RUN) & RUN) == []
    assert sorted(set(NOT_RUN) - set(examples())) == []


@pytest.mark.parametrize("code", TABLES)
def test_the_right_file_has_nothing_else_to_mend(code: str) -> None:
    """A person who copies the right side must not meet the next finding."""
    right = findings(examples()[code], examples()[code].right)
    assert {f.code for f in right if f.severity != "notice"} <= PARTS_OF_A_TABLE
