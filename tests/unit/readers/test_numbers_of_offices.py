"""Codes and positions: which doubt is repaired, which is only proposed."""

import pytest

from pipelines.normalize.readers.code import read_code
from pipelines.normalize.readers.coordinate import read_coordinate, read_latitude, read_longitude
from pipelines.normalize.readers.houjin import read_houjin
from pipelines.normalize.readers.lgcode import read_lgcode
from pipelines.normalize.readers.postal import read_postal
from pipelines.normalize.readers.townid import read_townid

JAPAN = {"japan": True}


@pytest.mark.parametrize(
    ("read", "text", "context", "reason", "proposal"),
    [
        (read_latitude, "139.65", {}, "coordinate-swapped", ""),
        (read_longitude, "35.73", JAPAN, "coordinate-swapped", ""),
        (read_latitude, "東経35.7", {}, "coordinate-swapped", ""),
        (read_latitude, "35735608", {}, "coordinate-no-point", "35.735608"),
        (read_longitude, "139651700", {}, "coordinate-no-point", "139.651700"),
        (read_latitude, "354408.2", {}, "coordinate-not-decimal", "35.735611"),
        (read_latitude, "354408", {}, "coordinate-no-point", ""),
        (read_latitude, "35.7,139.6", {}, "coordinate-pair", "35.7"),
        (read_longitude, "35.7,139.6", {}, "coordinate-pair", "139.6"),
        (read_latitude, "60.5", JAPAN, "coordinate-outside-japan", ""),
        (read_coordinate, "139.6,35.7", {"axis": "pair"}, "coordinate-swapped", "35.7,139.6"),
        (read_coordinate, "45 12 36 s", {}, "coordinate-invalid", ""),
        (read_lgcode, "131203", {}, "check-digit", "131202"),
        (read_lgcode, "11002", {}, "lost-zero", "011002"),
        (read_lgcode, "1100", {}, "lost-zero", "011002"),
        (read_houjin, "T3000020131202", {}, "houjin-invoice", "3000020131202"),
        (read_houjin, "3.00002E+12", {}, "digits-lost", ""),
        (read_townid, "7002", {}, "lost-zero", "0007002"),
        (read_postal, "640941", {}, "lost-zero", "0640941"),
        (read_postal, "176-8501 176-0001", {}, "two-values", "1768501"),
        (read_code, "1.23457E+12", {}, "digits-lost", ""),
        (read_code, "1024.0", {}, "code-decimal", "1024"),
    ],
)
def test_a_doubtful_cell_is_refused_with_its_reason_and_what_it_may_mean(read, text, context, reason, proposal):
    answer = read(text, context)
    assert (answer.status, answer.text, answer.reason, answer.proposal) == ("refused", text, reason, proposal)


def test_decimal_digits_are_never_rounded():
    assert read_latitude("35.73560812345678901").status == "canonical"
    assert read_latitude("35.7300").text == "35.7300"


def test_seconds_keep_the_precision_they_had():
    assert read_coordinate("36°06′13.58925″").text == "36.103774792"


@pytest.mark.parametrize("text", ["35度44分08秒N", "N35°44′08″", "35:44:08", "35 44 08 N", "35d44m08s"])
def test_every_spelling_of_one_angle_is_the_same_angle(text):
    assert read_coordinate(text).text == "35.735556"


def test_a_code_without_check_digit_is_completed_only_when_no_other_reading_exists():
    assert read_lgcode("13120").rule == "add-check-digit"
    assert read_lgcode("14371").status == "refused"  # 014371 without its zero: no municipality 14371 exists
    assert read_lgcode("14371", {"lost_zero": True}).text == "014371"


def test_what_stands_beside_a_postal_code_is_kept_as_a_property():
    answer = read_postal("〒176-8501 東京都練馬区豊玉北6-12-1")
    assert (answer.text, answer.properties) == ("1768501", {"rest": "東京都練馬区豊玉北6-12-1"})
