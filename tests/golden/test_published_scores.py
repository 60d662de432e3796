"""Every published file of the sample workspace reaches 100 points at each level, values apart that only wards know."""

import pytest

from pipelines.ingest import read_table
from pipelines.validate.readability import judge_published
from tests.golden.test_golden import HELD_BACK, SLUGS, outcome_of

OPEN = {
    "bicycle-parking": {
        "L2-01"
    },  # 300台 and １００ in columns of which the standard does not say that they are numbers
    "childcare": {"L2-01"},  # 1,05 is no number
    "cultural-property": {"L2-01", "L3-05"},  # １基 in a column of the ward's own; two days refused
    "garbage-separation": {"L2-01"},  # 1,200円 in a text field
    "hospital": {"L1-07", "L2-04"},  # 内科、外科 in one cell; あり and 有 in a text field
    "wifi": {"L3-05"},  # 令和元年度 in a column of the ward's own
}
"""Dataset -> rules that its published file still breaks: values that no named and certain rule may change."""


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in HELD_BACK])
def test_a_published_csv_read_back_scores_100_where_its_values_allow(slug: str) -> None:
    outcome = outcome_of(slug)
    assert outcome.judged is not None
    assert outcome.package is not None
    data = next(file for file in outcome.package.files if file.format == "CSV")
    judged = judge_published(read_table(data.data, data.name), outcome.package.schema)
    broken = {verdict.id for verdict in judged.verdicts if verdict.before.status == "broken"}
    assert broken == OPEN.get(slug, set())
    if not broken:
        assert set(judged.scores.values()) == {100.0}


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in HELD_BACK])
def test_the_report_says_of_the_table_what_the_file_read_back_shows(slug: str) -> None:
    outcome = outcome_of(slug)
    assert outcome.judged is not None
    assert outcome.package is not None
    after = {v.id for v in outcome.judged.report.readability if v.after and v.after.status == "broken"}
    assert after == OPEN.get(slug, set())


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
