"""The 30 rules on files that were made from the official texts alone, with every place that breaks them."""

import pytest

from pipelines.ingest import read_table
from pipelines.model.readability import Verdict
from pipelines.validate import judge_readability
from pipelines.validate.readability.catalogue import rules
from tests.unit.validate.readability_files import CASES, CLEAN


def verdict(rule: str, name: str, data: bytes) -> Verdict:
    judged = judge_readability(read_table(data, name))
    return next(v.before for v in judged.verdicts if v.id == rule)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_file_that_breaks_a_rule_is_found_with_its_places(case: tuple[str, str, bytes, tuple[str, ...]]) -> None:
    rule, name, data, places = case
    found = verdict(rule, name, data)
    assert found.status == "broken"
    assert not places or found.places == places


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case[0])
def test_a_file_that_only_looks_as_if_it_broke_a_rule_keeps_it(case: tuple[str, str, bytes]) -> None:
    rule, name, data = case
    assert verdict(rule, name, data).status == "kept"


def test_every_rule_that_a_single_readable_file_can_show_has_such_a_file() -> None:
    shown = {rule.id for rule in rules()} - {"L1-01", "L3-07"}
    assert {case[0] for case in CASES} == shown
    assert {case[0] for case in CLEAN} == shown - {"L3-08"}
