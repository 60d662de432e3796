"""Spellings that no generator made: each must be found; and ordinary values that look like them: none may be."""

import pytest

from pipelines.model.schema import Field
from pipelines.validate.digits import valid_licence, valid_mynumber
from pipelines.validate.personal import CODES
from tests.personal.test_seeds import judge, table

FOUND: list[tuple[str, dict[str, str]]] = [
    (
        "home-address",
        {"氏名": "山田 太郎", "郵便番号": "176-0012", "住所": "練馬区豊玉北6-12-1", "電話": "03-3993-1111"},
    ),
    ("home-address", {"姓": "鈴木", "名": "花子", "住所": "練馬区旭丘1-2-3"}),
    ("home-address", {"民生委員氏名": "鈴木花子", "担当地区": "旭丘", "住所": "練馬区旭丘1-2-3"}),
    ("home-address", {"営業者氏名": "山田太郎", "施設名称": "山田屋", "営業者住所": "練馬区旭丘1-2-3"}),
    ("home-address", {"備考": "練馬区練馬1丁目2番3号 鈴木 花子"}),
    ("home-address", {"備考": "世帯主：鈴木花子 〒176-0001 東京都練馬区練馬1-2-3-405"}),
    ("birth-date", {"名前": "鈴木花子", "生年月日": "1955-04-01", "住所": "東京都練馬区旭丘1-2-3"}),
    ("birth-date", {"備考": "氏名 鈴木花子 生年月日 昭和三十年五月五日"}),
    ("birth-date", {"備考": "鈴木花子（S30.5.5生）"}),
    ("health", {"氏名": "鈴木花子", "要介護度": "3"}),
    ("health", {"施設名": "みほん園", "利用者名": "鈴木花子", "備考": "要介護4"}),
    ("health", {"世帯主": "鈴木花子", "生活保護": "有"}),
    ("health", {"備考": "利用者の鈴木花子さんは統合失調症で通院している"}),
    ("bank-account", {"備考": "三井住友銀行練馬支店（店番222）普通1234567 ヤマダタロウ"}),
    ("bank-account", {"備考": "三菱UFJ 練馬支店 普 1234567"}),
    ("bank-account", {"銀行名": "みほん銀行", "支店名": "練馬支店", "種別": "普通", "番号": "1234567"}),
    ("bank-account", {"備考": "ゆうちょ 10120-12345671"}),
    ("passport", {"備考": "旅券番号：ＴＫ１２３４５６７"}),
    ("passport", {"パスポートNo.": "TK 1234567"}),
    ("pension", {"基礎年金番号": "1234567890"}),
    ("pension", {"備考": "年金手帳 １２３４－５６７８９０"}),
    ("mynumber", {"個人番号": "123456789012"}),
    ("mynumber", {"備考": "MyNumber:1234-5678-9018"}),
    ("licence", {"免許証番号": "123456789012"}),
    ("credit-card", {"備考": "AMEX 3782 822463 10005"}),
    ("mobile", {"備考": "携帯：〇九〇－一二三四－五六七八"}),
    ("mobile", {"備考": "0 9 0 - 1 2 3 4 - 5 6 7 8"}),
    ("mobile", {"備考": "090_1234_5678"}),
    ("mobile", {"備考": "①090-1234-5678②03-3993-1111"}),
    ("mobile", {"備考": "090\u200b-1234\u00ad-5678"}),
    ("email", {"備考": "taro.yamada(at)gmail.com"}),
    ("name", {"備考": "担当は山田太郎です"}),
    ("name", {"備考": "鈴木様"}),
    ("name", {"No": "連絡役：日下部美和"}),
    ("name", {"氏名": "毒島 権左衛門"}),
]

ORDINARY = (
    "佐藤医院", "鈴木歯科クリニック", "渡辺内科", "高橋整形外科医院", "田中屋", "山本商店", "中村屋", "吉野家",
    "小林製薬株式会社", "田中町", "山口", "石川", "高松", "石川県", "山口県山口市", "高松一丁目", "高松 三丁目",
    "中村北", "南田中", "高野台", "東大和", "春日町", "平和台", "大泉学園町", "関町東", "千葉", "福島", "松本城",
    "高島平", "小松菜", "大島桜", "秋田犬", "森林公園", "山田流箏曲", "石神井公園 北口", "豊島氏の居城", "徳川家",
    "サイズ：大迫力", "星空さんぽ", "中村 南",
    "神様", "お客様", "皆さん", "お母さん", "酒屋さん", "奥さん", "関係者様", "3000020131202", "T3000020131202",
    "4901234567894", "978-4-00-310101-8", "29練食み第0001号", "第131202-0001号", "131202000001", "R4-123456",
    "2022-000123", "0120-123456", "0570-012345", "0120-123-456", "050-1234-5678", "03-3993-1111", "045-123-4567",
    "0467-23-4567", "(03)3993-1111", "03-3993-1111 内線1234", "〒070-0035", "070-0035", "176-8501", "1768501",
    "35.734567,139.654321", "139.080123456789", "35度44分41.57秒", "2022-04-01 10:00〜2022-04-02 11:00", "20221019",
    "R4.10.19", "koho@city.nerima.tokyo.jp", "info@example.or.jp", "taro.yamada@city.nerima.lg.jp",
    "https://example.jp/?id=123456789018", "要介護者の避難に配慮", "障害者用トイレあり", "認知症カフェ",
    "生活保護の相談窓口", "がん検診のお知らせ", "障害者福祉センター", "みずほ銀行練馬支店",
    "りそな銀行 光が丘支店 1階", "みほん銀行本店 〒176-8501 03-3993-1111", "口座振替", "普通教室12", "記号の一覧",
    "昭和61年4月1日", "1950年1月1日設立", "平成3年生まれの木", "普通自動車免許", "年金相談", "パスポートの申請",
    "練馬区豊玉北6-12-1", "東京都練馬区豊玉北6丁目12番1号 練馬区役所", "受付番号 123456789018",
    "お問い合わせ番号：1234-5678-9018", "資産番号123456789018",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "row"), FOUND, ids=lambda value: value if isinstance(value, str) else "")
def test_found_however_it_is_written(kind: str, row: dict[str, str]) -> None:
    assert kind in {f.params["kind"] for f in judge(table(row)) if f.code in CODES}


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_value_is_not_flagged(text: str) -> None:
    assert judge(table({"メモ": text}, {"メモ": "雨天中止"})) == []
    assert judge(table({"名称": text, "説明": text})) == []


def test_an_address_beside_a_facility_is_no_home() -> None:
    row = {"名称": "佐藤医院", "代表者": "佐藤 一郎", "住所": "練馬区旭丘1-2-3", "電話番号": "03-3993-1111"}
    assert judge(table(row)) == []
    row = {"イベント名": "認知症予防講座", "講師": "田中 太郎", "会場": "みほん会館", "住所": "練馬区旭丘1-2-3"}
    assert judge(table(row)) == []


def test_codes_of_twelve_digits_that_pass_by_chance_are_codes() -> None:
    codes = [f"{n * 7919 % 10**12:012d}" for n in range(10**9, 10**9 + 300)]
    assert any(map(valid_mynumber, codes))
    assert any(map(valid_licence, codes))
    assert judge(table(*({"管理番号": code} for code in codes))) == []


def test_a_column_that_a_decision_closes_lets_nothing_through() -> None:
    field = Field("相談内容", raw={"hiraku:personal": "never"})
    found = judge(table({"相談内容": "道路の穴"}, {"相談内容": ""}), field)
    assert [(f.line, f.code, f.severity, f.params["kind"]) for f in found] == [(2, "personal-data", "error", "never")]


def test_a_proprietor_who_is_a_person_waits_and_a_company_does_not() -> None:
    field = Field("法人名", raw={"hiraku:personal": "proprietor"})
    rows = [
        {"法人名": name} for name in ("株式会社みほん食品", "㈱みほん", "(有)田中商店", "山田太郎", "田中　花子", "")
    ]
    found = judge(table(*rows), field)
    assert [(f.line, f.severity, f.params["kind"]) for f in found] == [
        (5, "error", "proprietor"),
        (6, "error", "proprietor"),
    ]


def test_counts_of_one_to_four_persons_are_a_warning_in_statistics_only() -> None:
    counts = table({"町": "旭丘", "相談者数": "3"}, {"町": "豊玉北", "相談者数": "25"}, {"町": "練馬", "相談者数": "0"})
    assert [(f.code, f.severity, f.line, f.field) for f in judge(counts)] == [("small-count", "warning", 2, "相談者数")]
    places = table({"施設名": "みほん園", "児童数": "3"})
    assert judge(places) == []


def test_a_label_that_holds_a_number_blocks_and_is_not_said() -> None:
    found = judge(table({"090-1234-5678": "a", "名称": "b"}))
    assert [(f.code, f.severity, f.field) for f in found] == [("personal-data", "error", "●●●（1列目）")]


def test_a_reading_in_kana_beside_a_name_is_hidden_with_it() -> None:
    found = judge(table({"氏名": "山田 太郎", "フリガナ": "ヤマダ タロウ", "担当": "福祉課"}))
    assert [(f.field, f.params["kind"]) for f in found] == [("氏名", "name"), ("フリガナ", "name")]
