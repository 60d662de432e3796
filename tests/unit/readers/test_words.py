"""Marks, choices, words and addresses: the column's own spelling decides, and free text is left alone."""

import pytest

from pipelines.normalize.fold import DASHES, RADICALS, fold_dashes, widen_kana
from pipelines.normalize.readers import reader
from pipelines.normalize.readers.address import read_address
from pipelines.normalize.readers.choice import read_choice
from pipelines.normalize.readers.flag import read_flag
from pipelines.normalize.readers.text import read_text

NERIMA = {"publisher": "131202"}


def test_a_blank_flag_is_never_read_as_absent():
    assert read_flag(" ", {"true": "1", "false": "0"}).text == ""


@pytest.mark.parametrize(
    ("text", "expected"), [("○", "1"), ("有", "1"), ("×", ""), ("－", ""), ("0", ""), ("なし", "")]
)
def test_a_column_of_1_or_nothing_turns_absence_into_nothing(text, expected):
    assert read_flag(text, {"true": "1", "false": ""}).text == expected


def test_a_dash_in_a_column_of_yes_and_no_is_unknown():
    assert read_flag("－").reason == "flag-unknown"


def test_a_flag_with_a_note_is_proposed_not_taken():
    answer = read_flag("有（要予約）")
    assert (answer.status, answer.proposal) == ("refused", "有")


def test_a_choice_is_never_folded_beyond_width_and_space():
    choices = {"choices": ["1 甲", "乙"]}
    assert read_choice("①甲", choices).status == "refused"
    assert read_choice("１甲", choices).text == "1 甲"


@pytest.mark.parametrize(
    ("text", "choices", "proposal"),
    [
        ("公園", ["公園便所", "駐車場"], "公園便所"),
        ("公園便所（南口）", ["公園便所", "駐車場"], "公園便所"),
        ("認可保育所", ["認可外保育所", "幼稚園"], ""),
        ("認可外保育所", ["保育所", "幼稚園"], ""),
        ("認定公立保育所", ["認可公立保育所"], ""),
        ("保育所", ["公立保育所", "私立保育所"], ""),
    ],
)
def test_a_choice_is_proposed_only_where_one_holds_the_text_and_nothing_denies_it(text, choices, proposal):
    answer = read_choice(text, {"choices": choices})
    assert (answer.reason, answer.text, answer.proposal) == ("choice-unknown", text, proposal)


def test_a_word_that_means_one_choice_is_that_choice_only_where_no_other_holds_it():
    assert read_choice("階", {"choices": ["階数", "標高"]}).text == "階数"
    assert read_choice("階", {"choices": ["階数", "階段"]}).status == "refused"
    assert read_choice("階", {"choices": ["標高"]}).status == "refused"


def test_what_is_left_of_wrongly_decoded_bytes_is_refused_and_never_dropped():
    answer = read_text("\x8d¡Ž¡Žs", {})
    assert (answer.status, answer.reason, answer.text) == ("refused", "broken-character", "\x8d¡Ž¡Žs")


@pytest.mark.parametrize("text", ["①", "㈱", "〜", "～", "ヶ", "髙", "﨑", "\ufa1b", "１２", "ＡＢＣ", "Ⅳ", "㎡", "葛󠄀"])
def test_free_text_keeps_what_nfkc_would_fold(text):
    assert read_text(text).status == "canonical"


def test_every_radical_becomes_an_ideograph_outside_the_radical_blocks():
    assert all(len(char) == 1 and not "\u2e80" <= char <= "\u2fdf" for char in RADICALS.values())


@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_is_folded_between_digits_only(dash):
    assert fold_dashes(f"1{dash}２ラ{dash}メン{dash}3") == f"1-２ラ{dash}メン{dash}3"


def test_a_voiced_mark_joins_its_letter_or_stays():
    assert widen_kana("ｶﾞﾊﾟｳﾞｱﾞプラサﾞ") == "ガパヴア゛プラザ"


def test_a_half_width_long_vowel_is_one_only_behind_kana():
    assert widen_kana("ｾﾝﾀｰセンタｰわｰｰ") == "センターセンターわーー"
    assert widen_kana("桜台3-28ｰ1 Aｰ2 町ｰ3") == "桜台3-28ｰ1 Aｰ2 町ｰ3"


@pytest.mark.parametrize(
    ("text", "prefecture", "city", "town", "rest", "building"),
    [
        ("豊玉北６丁目１２番１号", "東京都", "練馬区", "豊玉北六丁目", "12-1", ""),
        ("板橋区高島平1-1", "東京都", "板橋区", "高島平一丁目", "1", ""),
        ("新座市栗原1番地", "埼玉県", "新座市", "栗原", "1", ""),
        (
            "東京都練馬区光が丘2丁目9-6　光が丘区民センター2階",
            "東京都",
            "練馬区",
            "光が丘二丁目",
            "9-6",
            "光が丘区民センター2階",
        ),
        ("群馬県利根郡川場村大字中野字下原123番地の2", "群馬県", "利根郡川場村", "大字中野", "字下原123-2", ""),
    ],
)
def test_an_address_is_divided_into_its_parts(text, prefecture, city, town, rest, building):
    parts = read_address(text, NERIMA).properties["parts"]
    assert parts == {"prefecture": prefecture, "city": city, "town": town, "rest": rest, "building": building}


def test_an_address_says_which_parts_are_proven():
    assert read_address("練馬区豊玉北6-12-1").properties["certain"] == ["prefecture", "city", "town", "rest"]
    # 大泉町 is a quarter of 練馬区 (so the table says) and a town in 群馬県
    assert read_address("大泉町1-2-3", NERIMA).properties["certain"] == ["prefecture", "city", "town", "rest"]


def test_the_ward_of_a_designated_city_is_found_for_its_publisher():
    parts = read_address("中京区西ノ京車坂町15-5", {"publisher": "261009"}).properties["parts"]
    assert (parts["prefecture"], parts["city"], parts["town"]) == ("京都府", "京都市中京区", "西ノ京車坂町")


@pytest.mark.parametrize(
    ("text", "reason", "proposal"),
    [
        ("11月9日", "address-date-damage", "11-9"),
        ("東京都練間区豊玉北", "address-municipality", ""),
        ("あいうえお", "address-unknown", ""),
        ("練馬区旭丘1-1、練馬区栄町2-2", "two-values", ""),
    ],
)
def test_a_damaged_address_is_refused(text, reason, proposal):
    answer = read_address(text)
    assert (answer.status, answer.reason, answer.proposal) == ("refused", reason, proposal)


@pytest.mark.parametrize(
    ("kind", "text", "reason", "proposal"),
    [
        ("kana", "練馬", "kana-kanji", ""),
        ("kana", "センタ－", "kana-dash", "センター"),
        ("url", "www.city.nerima.tokyo.jp", "url-no-scheme", "https://www.city.nerima.tokyo.jp"),
        ("url", "https://a.jp https://b.jp", "two-values", ""),
        ("email", "info[at]city.example.jp", "email-invalid", "info@city.example.jp"),
        ("weekday", "平日", "weekday-holiday", "月火水木金"),
        ("weekday", "月～金（祝日を除く）", "weekday-holiday", "月火水木金"),
        ("text", "練\ufffd区", "broken-character", ""),
        ("postal", "1" * 300, "too-long", ""),
    ],
)
def test_a_doubtful_word_is_refused_with_its_reason_and_what_it_may_mean(kind, text, reason, proposal):
    answer = reader(kind)(text, {})
    assert (answer.status, answer.text, answer.reason, answer.proposal) == ("refused", text, reason, proposal)
