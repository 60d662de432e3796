"""Names and addresses made comparable: what is only spelling is folded, and nothing that tells two places apart."""

import pytest

from pipelines.validate.rules.places import address_key, name_key, numbers, split_place, town_of


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("東京都練馬区豊玉北六丁目12番1号", "東京都練馬区豊玉北6-12-1"),
        ("東京都練馬区豊玉北６－１２－１", "東京都練馬区豊玉北6-12-1"),
        ("十丁目二十三番地十二号", "10-23-12"),
        ("大字栗橋字東12番地の3", "栗橋東12-3"),
        ("三田1-2", "三田1-2"),
    ],
)
def test_numbers_of_an_address_are_the_same_however_they_are_written(address, key):
    assert address_key(address) == key


def test_numbers_of_a_key_come_in_their_order():
    assert numbers("東京都練馬区豊玉北6-12-1") == [6, 12, 1]


@pytest.mark.parametrize(("one", "other"), [("霞ヶ関 ホール", "霞ケ関ホール"), ("ＡＢＣ（本館）", "abc本館")])
def test_two_spellings_of_a_name_are_one(one, other):
    assert name_key(one) == name_key(other)


def test_between_digits_a_sign_is_no_spelling():
    assert name_key("1-1号棟") != name_key("11号棟")


@pytest.mark.parametrize(
    ("address", "prefecture", "parts"),
    [
        ("東京都練馬区豊玉北6-12-1", "", ("東京都", "練馬区", "豊玉北6-12-1")),
        ("練馬区豊玉北6-12-1", "東京都", ("", "練馬区", "豊玉北6-12-1")),
        ("福島県郡山市朝日1", "", ("福島県", "郡山市", "朝日1")),
        ("埼玉県入間郡三芳町藤久保1", "", ("埼玉県", "三芳町", "藤久保1")),
        ("豊玉北6-12-1", "", ("", "", "豊玉北6-12-1")),
    ],
)
def test_prefecture_and_municipality_come_from_the_list(address, prefecture, parts):
    assert split_place(address, prefecture) == parts


def test_the_town_stands_between_the_municipality_and_the_first_number():
    assert town_of("東京都練馬区豊玉北六丁目12番1号") == "豊玉北"
