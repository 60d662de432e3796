"""Machine readability of real files: repair breaks no rule that was kept, and the rules of form hold afterwards."""

import functools

from benchmarks.readability import Tally, tally
from pipelines.validate.readability.catalogue import rules
from tests.corpus.test_corpus_clean import CORPUS, EMPTY, NAMES

OF_VALUES = {
    "L1-05": "a column without a name has no meaning that could be proven",
    "L1-06": "spaces between the letters of a value (市　長) may be meant",
    "L1-07": "what stands together in a cell is taken apart only where a field says how",
    "L2-01": "numbers in columns that no schema knows, and numbers that no reader could prove",
    "L2-02": "a group named once is carried down only where cells were merged",
    "L2-04": "choices of a column that no schema knows",
    "L2-05": "details behind その他",
    "L3-03": "marks that nobody defined",
    "L3-04": "quantities of which nobody says the unit",
    "L3-05": "days that no reader could prove",
    "L3-06": "a file alone does not say whose municipality it is",
    "L3-09": "one column per year or age",
}
"""Rules that speak of values which only the ward knows; a CSV satisfies all others by its form, and must."""


@functools.cache
def counted() -> Tally:
    return tally(CORPUS / name for name in NAMES)


def test_every_file_but_the_empty_one_is_judged():
    assert counted().files == len(NAMES) - 1
    assert counted().unreadable == [EMPTY.rpartition("/")[2]]


def test_no_rule_is_broken_by_more_files_after_repair_than_before():
    for rule in rules():
        assert counted().after[rule.id] <= counted().before[rule.id], (rule.id, counted().which_after[rule.id])


def test_what_a_csv_can_satisfy_by_its_form_is_satisfied_in_every_file():
    broken = {rule: names for rule, names in counted().which_after.items() if rule not in OF_VALUES}
    assert broken == {}
    assert len(counted().which_after["L1-06"]) <= 3


def test_the_corpus_breaks_enough_rules_to_prove_something():
    assert sum(1 for rule in rules() if counted().before[rule.id]) >= 20
