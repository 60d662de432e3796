"""read_time: its samples, and what a range's ends take from each other."""

import pytest

from pipelines.normalize.readers.time import read_time


@pytest.mark.parametrize(
    ("text", "reason", "proposal"),
    [
        ("78:30", "impossible-time", ""),
        ("午前12時", "ambiguous-time", ""),
        ("終日", "not-a-time", "00:00-24:00"),
        ("9:00～17:00", "time-range", ""),
        ("－", "missing-token", ""),
    ],
)
def test_a_refusal_names_its_reason(text, reason, proposal):
    reading = read_time(text)
    assert (reading.reason, reading.proposal) == (reason, proposal)


def test_a_start_that_could_be_morning_or_afternoon_is_proposed_and_not_decided():
    reading = read_time("1時から午後3時まで", {"ranges": True})
    assert (reading.status, reading.proposal) == ("refused", "13:00-15:00")


def test_the_bound_behind_a_time_is_kept_as_a_property():
    reading = read_time("午前7時以降", {"ranges": True})
    assert (reading.text, reading.rule, reading.properties) == ("07:00", "bound-split", {"bound": "gte"})


@pytest.mark.parametrize("text", ["٠9:00", "９:๐๐", "9:0 0", "9 0:00", "一〇時2三分"])
def test_digits_of_other_scripts_and_split_numbers_are_no_time(text):
    assert read_time(text, {"ranges": True}).status == "refused"
