"""Rules that a Table Schema cannot say: one small module each, with samples, listed in one registry."""

from pipelines.model.finding import Finding
from pipelines.validate.rules import (
    address_parts,
    address_scope,
    claimed_sum,
    code_list,
    column_shifted,
    coordinates,
    drift,
    drift_shift,
    duplicate_row,
    end_before_start,
    facility_twice,
    far_from_town,
    freshness,
    hours_unpaired,
    id_changed,
    lgcode_mismatch,
    packed_degrees,
    shared_keys,
    stated_total,
    statistics_units,
    sum_mismatch,
    total_row,
    unlike_column,
)
from pipelines.validate.rules.rule import Rule, Subject

RULES: tuple[Rule, ...] = (
    end_before_start.DATES,
    end_before_start.TIMES,
    hours_unpaired.RULE,
    coordinates.OUTSIDE,
    coordinates.SWAPPED,
    packed_degrees.RULE,
    far_from_town.RULE,
    lgcode_mismatch.RULE,
    code_list.POI,
    code_list.MUNICIPALITY,
    duplicate_row.RULE,
    facility_twice.RULE,
    address_scope.RULE,
    address_parts.RULE,
    sum_mismatch.RULE,
    claimed_sum.RULE,
    total_row.RULE,
    stated_total.DECLARED,
    stated_total.STATED,
    statistics_units.CAPTION,
    statistics_units.ROWS,
    column_shifted.RULE,
    unlike_column.RULE,
    shared_keys.FORM,
    shared_keys.STRANGER,
    id_changed.RULE,
    drift.ROWS,
    drift.COLUMNS,
    drift.TYPES,
    drift_shift.RULE,
    freshness.RULE,
)
"""Every rule, in the order in which it runs."""


def find_broken_rules(subject: Subject) -> list[Finding]:
    """The findings of all rules; a rule whose fields the table lacks finds nothing."""
    return [finding for rule in RULES for finding in rule.find(subject, rule)]
