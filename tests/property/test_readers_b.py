"""What holds for every text: no reader raises, reading twice is reading once, canonical fits the tables."""

import re
import time

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalize.readers import reader
from pipelines.normalize.readers.phone_plan import number_of

KINDS = (
    "phone", "postal", "coordinate", "lat", "lon", "lgcode", "houjin", "townid", "kana", "address",
    "url", "email", "flag", "choice", "code", "weekday", "text",
)  # fmt: skip
CONTEXTS = (
    {},
    {"lost_zero": True, "area_code": "03", "form": "hyphen"},
    {"publisher": "131202", "axis": "pair", "packed": True},
    {"publisher": "261009"},
    {"publisher": "131202", "towns": ("豊玉北一丁目", "大", "二東")},
    {"publisher": "022021", "undivided": True},
    {"list": ";", "whole_numbers": True},
    {"true": "1", "false": "", "choices": ["公園便所", "① 甲", "（乙）"], "japan": True, "axis": "any", "ascii": True},
)
ALPHABET = (
    "0123456789０１２３８９①一二十〇-‐‑–—―−－ーｰ()（）+.・、,;:/～〜~ 　\u00a0\u200b\u200d\ufeff\t\r\n"
    "〒℡内線代表TELｅｘｔ東京都練馬区豊玉北丁目番地号字大棟階月火水木金土日曜祝毎平有無○×△ありなしカナかなガ゛ﾞﾊﾟ"
    "北緯南東経西度分秒°′″NSEWnsewd'\"@htps:/.jpABZTe\u3099\u309a⺠⾺\ufffd\ud800😀"
)
CELLS = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.text(st.sampled_from(ALPHABET), max_size=30),
    st.from_regex(r"\(?0[0-9]{1,4}[-)（]?[0-9]{1,4}[-ー]?[0-9]{3,4}( ?内線?[0-9]{2})?", fullmatch=True),
    st.from_regex(r"[北南東西NSEW]?[緯経]?-?[0-9]{1,3}[.度°:][0-9]{1,6}[分′]?([0-9]{1,2}秒)?[NSEW]?", fullmatch=True),
    st.from_regex(r"[0-9０-９]{4,14}(-[0-9]{1,4})?", fullmatch=True),
)
PATTERNS = {
    "phone": r"\(0[0-9]{1,4}\)[0-9]{1,4}-[0-9]{4}|0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0120-[0-9]{6}",
    "postal": r"[0-9]{7}",
    "lat": r"-?[0-9]{1,2}(\.[0-9]+)?",
    "lon": r"-?[0-9]{1,3}(\.[0-9]+)?",
    "lgcode": r"[0-9]{6}",
    "houjin": r"[1-9][0-9]{12}",
    "townid": r"[0-9]{7}",
    "url": r"https?://\S+",
    "email": r"[^@\s]+@[^@\s]+",
    "code": r"[ -~]+",
    "weekday": r"月?火?水?木?金?土?日?",
    "flag": r"有|無|",
}
ENOUGH = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize("kind", KINDS)
@ENOUGH
@given(cell=CELLS, context=st.sampled_from(CONTEXTS))
def test_a_reader_answers_any_text_and_reading_twice_is_reading_once(kind, cell, context):
    read = reader(kind)
    answer = read(cell, context)
    assert answer.status in ("canonical", "repaired", "refused")
    if answer.status == "refused":
        assert (answer.text, answer.rule) == (cell, "")
        assert answer.reason
        assert answer.proposal != cell
    else:
        assert (answer.text == cell) == (answer.status == "canonical")
        assert bool(answer.rule) == (answer.status == "repaired")
        again = read(answer.text, context)
        assert (again.status, again.text) == ("canonical", answer.text)


@pytest.mark.parametrize("kind", sorted(PATTERNS))
@ENOUGH
@given(cell=CELLS)
def test_what_a_reader_accepts_fits_the_pattern_of_the_national_tables(kind, cell):
    answer = reader(kind)(cell, {})
    if answer.status != "refused" and answer.text:
        assert re.fullmatch(PATTERNS[kind], answer.text, re.ASCII)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", ["0", "(", "03-", "東京都", "9 ", "ｶﾞ", "\u200b", "。", "a@", "月・", "\ud800"])
def test_a_megabyte_in_one_cell_costs_a_reader_less_than_two_seconds(kind, piece):
    began = time.perf_counter()
    reader(kind)(piece * (1_000_000 // len(piece)), {})
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", ["0", "(", "03-", "1.", "東京都", "9 ", "ｶﾞ", "a.", "a@", "月・", "(1)", "1丁目"])
def test_the_longest_cell_that_is_read_costs_a_reader_less_than_half_a_second(kind, piece):
    began = time.perf_counter()
    for size in (190, 390):
        reader(kind)((piece * 400)[:size], {})
    assert time.perf_counter() - began < 0.5


@settings(max_examples=2000, deadline=None)
@given(digits=st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True))
def test_the_plan_divides_numbers_as_the_library_does_and_takes_none_that_it_refuses(digits):
    ours = number_of(digits)
    theirs = phonenumbers.PhoneNumber(country_code=81, national_number=int(digits))
    if ours and not digits.startswith("0600"):
        assert phonenumbers.is_valid_number(theirs)
        assert ours.hyphen == phonenumbers.format_number(theirs, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert ours.geographic == (phonenumbers.number_type(theirs) == phonenumbers.PhoneNumberType.FIXED_LINE)
