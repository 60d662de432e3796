"""read_number and read_integer: signs, commas by position, both styles of 漢数字, and what stands beside a number."""

import pytest

from pipelines.normalize.readers.number import read_integer, read_number


@pytest.mark.parametrize(
    ("text", "value", "beside"),
    [
        ("約 17 億３千万円", "1730000000", {"approximate": True, "unit": "円"}),
        ("22以下", "22", {"bound": "lte"}),
        ("５０人以上", "50", {"bound": "gte", "unit": "人"}),
        ("36.38%", "36.38", {"unit": "%"}),
        ("七〇パーセント", "70", {"unit": "%"}),
        ("¥-1,000", "-1000", {"unit": "円"}),
        ("1,200千円", "1200000", {"unit": "円"}),
        ("6時間未満", "6", {"bound": "lt", "unit": "時間"}),
    ],
)
def test_unit_bound_and_approximation_stand_beside_the_number_and_are_not_dropped(text, value, beside):
    reading = read_number(text)
    assert (reading.status, reading.text, reading.properties) == ("repaired", value, beside)


@pytest.mark.parametrize("text", ["1,23", "15,7", "1,2,3", "12,34,567", "1234,567", ",123", "1,234,", "1,234.5,6"])
def test_a_comma_out_of_place_is_damage_and_no_separator(text):
    assert read_number(text).status == "refused"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二千三百四", "2304"),
        ("二三〇四", "2304"),
        ("千", "1000"),
        ("十万二", "100002"),
        ("3億2千万", "320000000"),
        ("0.9兆", "900000000000"),
        ("1.05万", "10500"),
    ],
)
def test_both_styles_of_kanji_numerals_and_their_mixture_with_digits(text, value):
    assert read_number(text).text == value


@pytest.mark.parametrize("text", ["1千1000", "1万0万", "1.5千600", "三五十", "万", "億万", "千千", "二〇百"])
def test_numerals_of_neither_style_are_refused(text):
    assert read_number(text).status == "refused"


@pytest.mark.parametrize(
    ("text", "reason", "proposal"),
    [
        ("***", "missing-token", ""),
        ("Ｘ", "missing-token", ""),
        ("―", "missing-token", ""),
        ("1.23E+11", "exponent-form", ""),
        ("1.5E-03", "exponent-form", "0.0015"),
        ("(379)", "ambiguous-brackets", "-379"),
        ("3/4", "not-a-number", ""),
        ("4分の3", "not-a-number", ""),
        ("〇", "ambiguous-mark", "0"),
        ("12 34", "several-numbers", ""),
        ("1(1)", "number-unreadable", ""),
    ],
)
def test_a_refusal_names_its_reason(text, reason, proposal):
    reading = read_number(text)
    assert (reading.status, reading.reason, reading.proposal) == ("refused", reason, proposal)


def test_triangles_and_brackets_follow_the_column():
    assert read_number("△ 379").text == "-379"
    assert read_number("△379", {"negative_marks": False}).status == "refused"
    assert read_number("（379）", {"negative_brackets": True}).text == "-379"


def test_a_range_is_no_number_and_hands_its_ends_to_the_column():
    reading = read_number("200～210万人")
    assert (reading.reason, reading.properties) == ("number-range", {"start": "2000000", "end": "2100000"})


def test_a_cell_that_names_another_unit_than_its_field_is_refused():
    reading = read_number("300円", {"unit": "人"})
    assert (reading.reason, reading.properties) == ("unit-mismatch", {"unit": "円", "wanted": "人"})
    assert read_number("1,200千円", {"unit": "千円"}).text == "1200"


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        ("5", "canonical", "5"),
        ("5.0", "repaired", "5"),
        ("5.5", "refused", "5.5"),
        ("１，２３４．０", "repaired", "1234"),
    ],
)
def test_an_integer_takes_a_decimal_only_where_nothing_stands_behind_the_point(text, status, value):
    reading = read_integer(text)
    assert (reading.status, reading.text) == (status, value)


@pytest.mark.parametrize("text", ["١٢", "१२", "1_000", "²", "Ⅻ", "①", "1२", "𝟏𝟐"])
def test_digits_of_other_scripts_and_underscores_are_no_number(text):
    assert read_number(text).status == "refused"
