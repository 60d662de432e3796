"""Every published file of the sample workspace reaches 100 points at each level, with what its stewards decided."""

from functools import cache

import pytest

from pipelines.ingest import read_table
from pipelines.stages import Outcome, process
from pipelines.validate.readability import judge_published
from tests.golden.test_golden import HELD_BACK, SLUGS, WORKSPACE, outcome_of

WITHOUT_DECISIONS = {"childcare": {"L2-01"}, "cultural-property": {"L3-05"}, "event": {"L2-01"}}
"""Dataset -> rules that it breaks as long as no steward decides: 1,05 is no number, nor 無料; 昭和30年頃 is no day."""

PUBLISHED = [slug for slug in SLUGS if slug not in HELD_BACK]


@cache
def decided_outcome_of(slug: str) -> Outcome:
    """The dataset with what the stewards decided in repairs/."""
    dataset = WORKSPACE.dataset(slug)
    files = [(file.name, file.data) for file in WORKSPACE.raw_files(dataset)]
    local = WORKSPACE.local_schema(dataset.local) if dataset.local else None
    return process(dataset, files, WORKSPACE.catalog, local, WORKSPACE.repairs(slug))


def broken_when_read_back(outcome: Outcome) -> set[str]:
    assert outcome.package is not None
    data = next(file for file in outcome.package.files if file.format == "CSV")
    judged = judge_published(read_table(data.data, data.name), outcome.package.schema)
    broken = {verdict.id for verdict in judged.verdicts if verdict.before.status == "broken"}
    assert broken or set(judged.scores.values()) == {100.0}
    return broken


def broken_in_report(outcome: Outcome) -> set[str]:
    assert outcome.judged is not None
    return {v.id for v in outcome.judged.report.readability if v.after and v.after.status == "broken"}


@pytest.mark.parametrize("slug", PUBLISHED)
def test_every_published_csv_read_back_scores_100_at_all_three_levels(slug: str) -> None:
    assert broken_when_read_back(decided_outcome_of(slug)) == set()


@pytest.mark.parametrize("slug", PUBLISHED)
def test_the_report_says_of_the_table_what_the_file_read_back_shows(slug: str) -> None:
    assert broken_in_report(decided_outcome_of(slug)) == set()
    assert broken_in_report(outcome_of(slug)) == broken_when_read_back(outcome_of(slug))


@pytest.mark.parametrize("slug", PUBLISHED)
def test_without_decisions_just_what_only_a_person_can_know_stays_open(slug: str) -> None:
    assert broken_when_read_back(outcome_of(slug)) == WITHOUT_DECISIONS.get(slug, set())


def test_every_decision_of_the_sample_is_signed_and_enters_the_data() -> None:
    for slug in WITHOUT_DECISIONS:
        repairs = WORKSPACE.repairs(slug)
        judged = decided_outcome_of(slug).judged
        assert judged is not None
        assert all(repair.taken_in for repair in repairs)
        assert sum(change.rule == "decided-by-steward" for change in judged.report.changes) == len(repairs)


def test_no_level_of_any_dataset_loses_points_by_repair() -> None:
    for slug in SLUGS:
        outcome = outcome_of(slug)
        assert outcome.judged is not None
        scores = outcome.judged.report.scores
        assert all(scores[f"L{level}-after"] >= scores[f"L{level}-before"] for level in (1, 2, 3)), (slug, scores)


@pytest.mark.parametrize(("slug", "status"), [("certificates", "kept"), ("aed", "unchecked")])
def test_whether_the_form_stays_from_year_to_year_is_judged_only_where_several_files_became_one(slug, status) -> None:
    judged = outcome_of(slug).judged
    assert judged is not None
    rule = next(verdict for verdict in judged.report.readability if verdict.id == "L3-07")
    assert rule.after is not None
    assert rule.after.status == status
