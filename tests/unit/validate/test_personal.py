"""The personal-data gate: caught with its check, silent on ordinary numbers, and never repeating a value."""

import pytest

from pipelines.model.finding import CellChange, Finding
from pipelines.model.schema import Field
from pipelines.validate import validate
from pipelines.validate.digits import valid_card, valid_mynumber
from pipelines.validate.personal import MASK, hide_changes, hide_values

NUMBER = "123456789018"
CARD = "4111111111111111"
PHONE = Field("電話番号", kind="phone")
EMAIL = Field("連絡先メールアドレス", kind="email")


@pytest.fixture
def personal(make_table, make_schema):
    def run(field, *values, standard="自治体標準オープンデータセット", policy=None, **others):
        columns = {field.name: list(values), "番": [str(n) for n in range(len(values))], **others}
        schema = make_schema(field, *others, standard=standard)
        found = validate(make_table(columns), schema, policy=policy)
        return [(f.code, f.severity, f.line, f.params["kind"]) for f in found if f.code.startswith("personal")]

    return run


def test_check_digits_tell_real_numbers_from_others():
    assert valid_mynumber(NUMBER)
    assert not any(valid_mynumber(NUMBER[:11] + digit) for digit in "012345679")
    assert valid_card(CARD)
    assert valid_card("378282246310005")
    assert not valid_card("4111111111111112")
    assert not valid_card("9111111111111111")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NUMBER, "mynumber"),
        ("個人番号：１２３４－５６７８－９０１８です", "mynumber"),
        ("1234 5678 9018", "mynumber"),
        (f"No.{NUMBER}.", "mynumber"),
        ("TEL09012345678", "mobile"),
        (CARD, "credit-card"),
        ("4111-1111-1111-1111", "credit-card"),
        ("担当 090-1234-5678", "mobile"),
        ("０８０１２３４５６７８", "mobile"),
        ("（090）1234-5678", "mobile"),
        ("090(1234)5678", "mobile"),
        ("+81-90-1234-5678", "mobile"),
        ("連絡先 taro＠gmail.com まで", "email"),
        ("taro@docomo.ne.jp", "email"),
    ],
)
def test_personal_data_in_a_free_column_blocks(personal, text, kind):
    assert personal(Field("備考"), "なし", text) == [("personal-data", "error", 3, kind)]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field("緯度", type="number", kind="lat"), "35.123456789018"),
        (Field("予算額", type="integer", kind="integer"), NUMBER),
        (Field("URL", kind="url"), f"https://a.jp/{NUMBER}"),
        (Field("備考"), f"詳しくは https://a.jp/?id={NUMBER} を見る"),
        (Field("備考"), "123456789012"),
        (Field("備考"), f"AB{NUMBER}"),
        (Field("備考"), "139.08012345678"),
        (Field("備考"), f"0.{NUMBER}"),
        (Field("備考"), "1234567890182"),
        (Field("備考"), "(03)3993-1111"),
        (Field("備考"), "2022-04-01 10:00〜2022-04-02 11:00"),
        (Field("備考"), "koho@city.nerima.tokyo.jp"),
        (Field("法人番号", kind="houjin"), "3000020131202"),
    ],
)
def test_ordinary_numbers_and_addresses_are_not_personal(personal, field, text):
    assert personal(field, text) == []


def test_a_number_of_a_person_in_the_column_of_a_company_blocks(personal):
    found = personal(Field("法人番号", kind="houjin"), "3000020131202", NUMBER)
    assert found == [("personal-data", "error", 3, "mynumber")]


def test_a_column_of_ids_some_of_which_fit_by_chance_is_not_personal(personal):
    ids = [str(131202000000 + n) for n in range(200)]
    assert any(valid_mynumber(text) for text in ids)
    assert personal(Field("施設番号"), *ids) == []


def test_a_mobile_or_a_private_address_in_a_contact_column_of_the_standard_is_a_warning(personal):
    assert personal(PHONE, "090-1234-5678") == [("personal-mobile", "warning", 2, "mobile")]
    assert personal(EMAIL, "taro@gmail.com") == [("personal-email", "warning", 2, "email")]


def test_in_the_wards_own_table_the_same_blocks(personal):
    assert personal(PHONE, "090-1234-5678", standard="") == [("personal-data", "error", 2, "mobile")]


def test_a_birth_date_beside_a_name_blocks_and_alone_warns(personal):
    birth = Field("生年月日", kind="text")
    assert personal(birth, "1950-01-01", 氏名=["練馬太郎"]) == [
        ("personal-data", "error", 2, "birth-date"),
        ("personal-data", "error", 2, "name"),
    ]
    assert personal(birth, "1950-01-01") == [("personal-suspect", "warning", 2, "birth-date")]
    assert personal(birth, "") == []


def test_what_the_schema_or_the_ward_decided_to_publish_passes(personal):
    allowed = Field("営業者電話番号", raw={"hiraku:personal": "public"})
    assert personal(allowed, "090-1234-5678") == []
    policy = {"personal": {"備考": "public"}}
    assert personal(Field("備考"), "090-1234-5678", policy=policy) == []


def test_a_column_that_no_schema_knows_is_searched_too(make_table, make_schema):
    found = validate(make_table({"名称": ["a"], "メモ": [NUMBER]}), make_schema("名称"))
    assert [(f.code, f.field) for f in found] == [("personal-data", "メモ")]


def test_no_finding_repeats_a_personal_value(make_table, make_schema):
    field = Field("備考", constraints={"maxLength": 3, "enum": ["x"]})
    found = validate(make_table({"備考": [NUMBER, "x"]}), make_schema(field))
    assert {f.code for f in found} == {"length-outside", "choice-unknown", "personal-data"}
    assert NUMBER not in repr(found)


def test_earlier_findings_and_changes_can_be_hidden_by_what_was_found():
    personal = [Finding("personal-data", "error", line=2, field="備考", value=MASK)]
    earlier = [
        Finding("x", "error", line=2, field="備考", value=NUMBER, params={"value": NUMBER, "n": 1}),
        Finding("x", "error", line=3, field="備考", value="無事"),
    ]
    hidden = hide_values(earlier, personal)
    assert NUMBER not in repr(hidden)
    assert hidden[1] == earlier[1]
    changes = [
        CellChange(2, "備考", f" {NUMBER}", NUMBER, "trim-space"),
        CellChange(3, "備考", " a", "a", "trim-space"),
    ]
    assert NUMBER not in repr(hide_changes(changes, personal))
    assert hide_changes(changes, personal)[1] == changes[1]


def test_a_finding_about_several_cells_of_a_row_does_not_show_the_personal_one(make_table, make_schema):
    table = make_table({"種": ["a", "a"], "控": [NUMBER, NUMBER]})
    found = validate(table, make_schema("種", "控", primary_key=("種", "控")))
    assert {"duplicate-id", "personal-data"} <= {f.code for f in found}
    assert NUMBER not in repr(found)


def test_a_home_is_a_persons_where_the_row_names_somebody_in_a_sentence(personal):
    told = ["山田太郎様からの相談", "道路の相談"]
    addresses = ("東京都練馬区豊玉北1-2-3", "東京都練馬区豊玉北4-5-6")
    found = personal(Field("住所"), *addresses, 相談内容=told)
    assert [(line, severity) for _, severity, line, kind in found if kind == "home-address"] == [(2, "error")]
    assert not [
        kind for *_, kind in personal(Field("住所"), *addresses, 相談内容=[told[1]] * 2) if kind == "home-address"
    ]
