"""What the telephone reader does with what stands around and inside a number."""

import pytest

from pipelines.normalize.readers.phone import read_phone
from pipelines.normalize.readers.phone_plan import number_of


@pytest.mark.parametrize(
    ("text", "number", "properties"),
    [
        ("03-5984-1234（内線5678）", "03-5984-1234", {"extension": "5678"}),
        ("０３－５９８４－１２３４（内５６７８）", "03-5984-1234", {"extension": "5678"}),
        ("03-5984-1234 ext. 12", "03-5984-1234", {"extension": "12"}),
        ("(03)5984-1234（代表）", "(03)5984-1234", {"note": "代表"}),
        ("（直通）03-5984-1234", "03-5984-1234", {"note": "直通"}),
        ("03-5984-1234（平日のみ）", "03-5984-1234", {"note": "平日のみ"}),
    ],
)
def test_what_stands_beside_a_number_is_kept_as_a_property(text, number, properties):
    answer = read_phone(text)
    assert (answer.status, answer.text, answer.properties) == ("repaired", number, properties)


@pytest.mark.parametrize(
    ("text", "reason", "proposal"),
    [
        ("339931111", "lost-zero", "03-3993-1111"),
        ("03-5984-1234 03-5984-1235", "two-values", "03-5984-1234"),
        ("TEL 03-5984-1234 FAX 03-5984-1235", "two-values", "03-5984-1234"),
        ("03-5984-1234～6", "two-values", "03-5984-1234"),
        ("03-5984-1234、1235", "two-values", "03-5984-1234"),
        ("FAX:03-5984-1234", "phone-is-fax", "03-5984-1234"),
        ("03-5984-1234 練馬区役所", "phone-note", "03-5984-1234"),
        ("042-253-1111", "phone-split", "0422-53-1111"),
        ("5984-1234", "phone-no-area-code", ""),
        ("81335841234", "phone-invalid", "03-3584-1234"),
        ("119", "phone-short-code", ""),
        ("03-0000-0002", "phone-invalid", ""),
        ("－", "no-value-mark", ""),
    ],
)
def test_a_doubtful_cell_is_refused_with_its_reason_and_what_it_may_mean(text, reason, proposal):
    answer = read_phone(text)
    assert (answer.status, answer.reason, answer.proposal) == ("refused", reason, proposal)


def test_an_area_code_of_the_dataset_only_proposes_a_number():
    answer = read_phone("5984-1234", {"area_code": "03"})
    assert (answer.status, answer.text, answer.proposal) == ("refused", "5984-1234", "03-5984-1234")


def test_a_fax_column_may_name_its_numbers_fax():
    assert read_phone("FAX:03-5984-1234", {"fax": True}).text == "03-5984-1234"


@pytest.mark.parametrize("text", ["(03)5984-1234", "03-5984-1234", "0120-123456", "0120-123-456"])
def test_a_conformant_number_is_left_alone_where_its_column_says_nothing(text):
    assert read_phone(text).status == "canonical"


@pytest.mark.parametrize("text", ["(03)5984-1234", "03-5984-1234", "０３（５９８４）１２３４"])
@pytest.mark.parametrize(("form", "expected"), [("national", "(03)5984-1234"), ("hyphen", "03-5984-1234")])
def test_a_column_has_one_form(text, form, expected):
    assert read_phone(text, {"form": form}).text == expected


@pytest.mark.parametrize("text", ["0120-123456", "0120-123-456", "090-1234-5678"])
def test_a_number_without_area_code_has_no_other_form(text):
    assert read_phone(text, {"form": "national"}).status == "canonical"


@pytest.mark.parametrize("text", ["359841234", "5984-1234", "03-5984-1234 夜間"])
def test_a_proposal_has_the_form_of_its_column(text):
    assert read_phone(text, {"form": "national", "area_code": "03"}).proposal == "(03)5984-1234"


def test_written_hyphens_are_moved_only_where_the_first_group_is_no_area_code():
    assert read_phone("0427-22-3111").text == "042-722-3111"
    assert read_phone("04-9921-5678").reason == "phone-split"


@pytest.mark.parametrize("digits", ["0945987654", "0312", "00000000000", "09909876543", "1201234567"])
def test_digits_outside_the_plan_are_no_number(digits):
    assert number_of(digits) is None
