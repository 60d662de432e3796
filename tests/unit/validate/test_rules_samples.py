"""Every rule's own samples: it finds just what stands beside a violating table, and nothing in a clean one."""

import pytest

from pipelines.model.finding import severity_for
from pipelines.validate.rules import RULES

VIOLATING = [(rule, sample) for rule in RULES for sample in rule.violating]
CLEAN = [(rule, sample) for rule in RULES for sample in rule.clean]


def name_of(value):
    return getattr(value, "code", None)


@pytest.mark.parametrize(("rule", "sample"), VIOLATING, ids=name_of)
def test_a_rule_finds_what_breaks_it_at_its_place(rule, sample):
    found = list(rule.find(sample.subject(), rule))
    assert [(f.line, f.field) for f in found] == list(sample.finds)
    assert sample.finds
    assert {(f.code, f.basis, f.severity, f.momentary) for f in found} == {
        (rule.code, rule.basis, severity_for(rule.basis), rule.momentary)
    }


@pytest.mark.parametrize(("rule", "sample"), CLEAN, ids=name_of)
def test_a_rule_finds_nothing_in_a_table_that_only_looks_alike(rule, sample):
    assert list(rule.find(sample.subject(), rule)) == []


def test_every_rule_has_samples_of_both_sorts_and_a_source():
    assert all(rule.violating and rule.clean and rule.source for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_a_rule_finds_nothing_in_an_empty_table(rule):
    subject = rule.clean[0].__class__({"名称": []}).subject()
    assert list(rule.find(subject, rule)) == []
