"""read_date: its samples, the boundaries of the eras, and the spellings of the ward's own documents."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.normalize.readers.date import read_date

NOTATIONS = Path(__file__).parents[4] / "shared" / "cases" / "notations.csv"
ANY: Mapping[str, object] = {"precision": "any", "ranges": True}


@pytest.mark.parametrize(
    ("text", "reason", "proposal"),
    [
        ("平成31年5月1日", "era-overrun", "2019-05-01"),
        ("平成31年5月", "era-overrun", "2019-05"),
        ("昭和65年", "era-overrun", "1990"),
        ("令和元年1月1日", "era-underrun", "2019-01-01"),
        ("昭和元年12月24日", "era-underrun", "1926-12-24"),
        ("令和4年4月31日", "impossible-date", "2022-04-30"),
        ("令和4年2月32日", "impossible-date", ""),
        ("2022年10月19日（火）", "weekday-mismatch", "2022-10-19"),
        ("29/2/2020", "ambiguous-date", "2020-02-29"),
        ("1/5/2024", "ambiguous-date", ""),
        ("20221019", "compact-without-context", "2022-10-19"),
        ("３年度末", "uncertain-date", ""),
        ("令和３年度末現在", "uncertain-date", "2022-03-31"),
        ("〃", "ditto", ""),
        ("－", "missing-token", ""),
        ("４年毎", "not-a-date", ""),
        ("８月５日", "date-without-year", ""),
        ("7/1", "date-without-year", ""),
        ("7月1日（水）", "date-without-year", ""),
        ("10/5～11/15", "date-without-year", ""),
        ("4月から9月まで", "date-without-year", ""),
    ],
)
def test_a_refusal_names_its_reason_and_proposes_only_what_makes_sense(text, reason, proposal):
    reading = read_date(text)
    assert (reading.status, reading.reason, reading.proposal) == ("refused", reason, proposal)


def test_the_last_day_of_an_era_and_the_first_of_the_next_are_told_apart_to_the_day():
    ends = [("明治", 45, "1912-07-29", "大正"), ("大正", 15, "1926-12-24", "昭和"), ("昭和", 64, "1989-01-07", "平成"),
            ("平成", 31, "2019-04-30", "令和")]  # fmt: skip
    for old, number, last, new in ends:
        day = dt.date.fromisoformat(last)
        after = day + dt.timedelta(days=1)
        assert read_date(f"{old}{number}年{day.month}月{day.day}日").text == last
        assert read_date(f"{new}元年{after.month}月{after.day}日").text == after.isoformat()
        assert read_date(f"{old}{number}年{after.month}月{after.day}日").reason == "era-overrun"
        assert read_date(f"{new}1年{day.month}月{day.day}日").reason == "era-underrun"


def test_a_month_is_never_padded_to_the_day_a_field_asks_for():
    reading = read_date("令和４年10月", {"precision": "day"})
    assert (reading.status, reading.reason, reading.proposal) == ("refused", "wrong-precision", "")


def test_a_range_without_context_is_refused_and_hands_its_ends_to_the_column():
    reading = read_date("令和４年４月１日～５月31日")
    assert (reading.reason, reading.properties) == ("date-range", {"start": "2022-04-01", "end": "2022-05-31"})


def test_a_bare_era_year_follows_the_declared_day_and_never_reaches_decades_ahead():
    assert read_date("４年４月１日", {"era": {"as_of": "2022-04-01"}}).text == "2022-04-01"
    assert read_date("29年3月", {"era": {"as_of": "2018-04-01"}}).text == "2017-03"
    far = read_date("29年3月", {"era": {"as_of": "2022-04-01"}})
    assert (far.status, far.reason, far.proposal) == ("refused", "ambiguous-era", "2017-03")


@pytest.mark.parametrize("text", ["２００４年๑月1日", "²⁰²⁰", "2024-٠1-01", "2_024年1月1日", "2024年1 0月1日"])
def test_digits_of_other_scripts_underscores_and_split_numbers_are_no_digits(text):
    assert read_date(text, ANY).status == "refused"
