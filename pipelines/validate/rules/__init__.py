"""Rules that a Table Schema cannot say: one small module each, listed in one registry."""

from pipelines.model.finding import Finding
from pipelines.validate.rules import (
    address_scope,
    column_shifted,
    coordinates,
    duplicate_row,
    end_before_start,
    lgcode_mismatch,
    sum_mismatch,
)
from pipelines.validate.rules.rule import Rule, Subject

RULES: tuple[Rule, ...] = (
    end_before_start.DATES,
    end_before_start.TIMES,
    coordinates.OUTSIDE,
    coordinates.SWAPPED,
    lgcode_mismatch.RULE,
    duplicate_row.RULE,
    address_scope.RULE,
    sum_mismatch.RULE,
    column_shifted.RULE,
)
"""Every rule, in the order in which it runs."""


def find_broken_rules(subject: Subject) -> list[Finding]:
    """The findings of all rules; a rule whose fields the table lacks finds nothing."""
    return [finding for rule in RULES for finding in rule.find(subject, rule)]
