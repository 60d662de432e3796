"""Addresses divided by a town table: what it proves, what stays undecided, and a ward's own list in its place."""

import threading

import pytest

from pipelines.normalize.readers import postal_file, postal_table
from pipelines.normalize.readers.address import read_address
from pipelines.normalize.readers.kanji_chome import from_kanji, to_kanji
from pipelines.normalize.readers.name_fold import settle_spelling
from pipelines.normalize.readers.town_table import TownTable, listed_towns

NERIMA = {"publisher": "131202"}


def parts_of(text: str, context: dict[str, object] = NERIMA) -> str:
    reading = read_address(text, context)
    parts = reading.properties.get("parts")
    return "|".join(parts.values()) if isinstance(parts, dict) else reading.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("豊玉北6-12-1", "東京都|練馬区|豊玉北六丁目|12-1|"),
        ("豊玉北６丁目１２番１号", "東京都|練馬区|豊玉北六丁目|12-1|"),
        ("豊玉北六丁目十二番一号", "東京都|練馬区|豊玉北六丁目|12-1|"),
        ("桜台1の2の3", "東京都|練馬区|桜台一丁目|2-3|"),
        ("栄町35-2", "東京都|練馬区|栄町|35-2|"),
        ("光ヶ丘2-9-6", "東京都|練馬区|光が丘二丁目|9-6|"),
        ("関町北1-21-15　関町図書館2階", "東京都|練馬区|関町北一丁目|21-15|関町図書館2階"),
        ("練馬区光が丘公園", "東京都|練馬区|光が丘||公園"),
        ("豊玉上2丁目22番地先", "東京都|練馬区|豊玉上二丁目|22地先|"),
        ("札幌市中央区北1西2-3", "北海道|札幌市中央区|北一条西二丁目|3|"),
        ("大阪府堺市北区百舌鳥梅町1-2-3", "大阪府|堺市北区|百舌鳥梅町一丁|2-3|"),
        ("新潟市中央区学校町通1番町602-1", "新潟県|新潟市中央区|学校町通一番町|602-1|"),
        ("京都市中京区河原町通三条上る下丸屋町403", "京都府|京都市中京区|下丸屋町河原町通三条上る|403|"),
        ("八王子市下柚木15-1", "東京都|八王子市|下柚木|15-1|"),  # 下柚木 has 丁目, but not fifteen
        ("金沢市福増町南1309番地", "石川県|金沢市|福増町南|1309|"),
        ("石川県小松市尾小屋町カ1-1", "石川県|小松市|尾小屋町カ|1-1|"),
        ("金沢市横枕町ハ80番地1", "石川県|金沢市|横枕町ハ|80-1|"),
        ("金沢市乙丸町甲161番地", "石川県|金沢市|乙丸町甲|161|"),  # lots are numbered in each 小字
        ("今治市大西町九王甲 2280-1", "愛媛県|今治市|大西町九王|甲2280-1|"),
        ("今治市町谷甲394番地", "愛媛県|今治市|町谷|甲394|"),  # 今治市町 is no town of another municipality
        ("石川県鳳珠郡穴水町字比良リ35乙", "石川県|鳳珠郡穴水町|字比良リ|35乙|"),
        ("江戸川区中葛西3-35-1MKT葛西2階", "東京都|江戸川区|中葛西三丁目|35-1|MKT葛西2階"),
        ("千葉県鋸南町下佐久間3458", "千葉県|安房郡鋸南町|下佐久間|3458|"),
        ("羽咋郡志賀町富来領家町タ2-11", "石川県|羽咋郡志賀町|富来領家町タ|2-11|"),
        ("東京都八丈島八丈町大賀郷2551-2", "東京都|八丈町|大賀郷|2551-2|"),
        ("東京都青ヶ島村無番地", "東京都|青ヶ島村||無番地|"),
        ("福島県南会津郡下郷町大字大内山本8", "福島県|南会津郡下郷町|大字大内|山本8|"),  # 大字 tells
        ("弘前市扇町2丁目2-2", "青森県|弘前市|大字扇町二丁目|2-2|"),  # so write the offices there
        ("茨城県龍ケ崎市3710", "茨城県|龍ケ崎市||3710|"),  # so does the town hall
        ("長野県下伊那郡売木村968-1", "長野県|下伊那郡売木村||968-1|"),  # the whole village is its only town
        ("愛知県岡崎市鴨田町一四二〇番地の三十二", "愛知県|岡崎市|鴨田町|1420-32|"),  # no 小字, though lots count in it
        ("堺市北区東浅香山町四丁三〇一〇の九", "大阪府|堺市北区|東浅香山町四丁|3010-9|"),
        ("登別市新川町１‑七番三十七号ラーメンビル3階", "北海道|登別市|新川町一丁目|7-37|ラーメンビル3階"),
        ("京都府与謝郡伊根町日出651", "京都府|与謝郡伊根町|字日出|651|"),
        ("檮原町梼原1444-1", "高知県|高岡郡檮原町|梼原|1444-1|"),  # the table has no 梼
    ],
)
def test_the_town_table_divides_an_address_in_any_spelling(text, expected):
    assert parts_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "練馬区豊王北6-12-1",  # a slip of the pen
        "練馬区6-12-1",  # the town is missing
        "練馬区役所",  # a place, not an address
        "豊玉北丁目12-1",  # the 丁目 is lost
        "豊玉北-12-1",
        "豊玉北6目12-1",
    ],
)
def test_a_town_that_the_table_does_not_have_is_refused_and_left_as_it_was(text):
    reading = read_address(text, NERIMA)
    assert (reading.status, reading.text, reading.reason) == ("refused", text, "address-town-unknown")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("愛知県清須市助七1", "chome"),  # parts of 助七 have 丁目, the others lots
        ("愛知県清須市助七1丁目5", "chome"),  # in 漢数字 it would be read as 71丁目
        ("静岡県静岡市葵区与一4丁目1", "chome"),
        ("千葉県鴨川市七一丁目", "chome"),
        ("静岡県静岡市葵区与一四-1", "chome"),  # 与一 四 or 与 十四
        ("北海道札幌市北区東茨戸1-2", "chome"),  # a lot of 東茨戸, or 東茨戸一条二丁目
        ("浦添市当山３-1-1", "chome"),  # the table marks no 丁目 there, yet three numbers follow
        ("青森県藤崎町大字西豊田6-3731", "chome"),  # 大字西豊田六丁目, or a lot of the 大字
        ("福岡県遠賀郡遠賀町浅木463", "section"),  # its neighbours are 大字
        ("埼玉県南埼玉郡宮代町東粂原110", "section"),  # no office in the town: most 町村 of 埼玉県 have 大字
        ("長野市新田町1137-5", "section"),  # the town hall's address, whose register does not count it as a town
        ("宮城県仙台市青葉区芋沢字大竹新田下19", "koaza"),
        ("北海道上川郡新得町字新得基線1", "koaza"),  # 字新得基線 or 字新得
        ("埼玉県ふじみ野市福岡新2985番8号", "koaza"),  # 福岡新田, cut short?
        ("名古屋市緑区桶狭間字西2788-38", "koaza"),  # 桶狭間西, or 字西 in 桶狭間
        ("京都市上京区下立売通新町西入薮ノ内町", "spelling"),  # found by its end only
        ("有田市初島町浜地ノ島地内", "koaza"),
        ("愛知県刈谷市上重原町西八鳥", "koaza"),  # no lot behind it
        ("高知県高岡郡檮原町檮原1444-1", "spelling"),  # its offices write 梼原
        ("新潟県小千谷市大字籔川41", "spelling"),  # the table's 薮 may be 藪 or 籔
        ("兵庫県南あわじ市松帆擽田196", "spelling"),  # a slip, for 檪 or 櫟
    ],
)
def test_a_division_in_doubt_is_refused_but_an_address_that_need_not_be_divided_stands(text, doubt):
    reading = read_address(text, NERIMA)
    assert (reading.status, reading.text, reading.reason) == ("refused", text, f"address-{doubt}-undecided")
    assert reading.properties["certain"] == ["prefecture", "city"]
    kept = read_address(text, {**NERIMA, "undivided": True})
    assert (kept.status != "refused", kept.properties["doubt"]) == (True, reading.reason)
    assert kept.properties["parts"]["town"] + kept.properties["parts"]["rest"] == ""


def test_the_likeliest_parts_stand_beside_a_refusal():
    parts = read_address("福岡県遠賀郡遠賀町浅木463").properties["parts"]
    assert (parts["town"], parts["rest"]) == ("大字浅木", "463")


def test_the_address_with_its_oaza_is_proposed_where_that_would_decide_it():
    assert read_address("福岡県遠賀郡遠賀町浅木463").proposal == "福岡県遠賀郡遠賀町大字浅木463"
    assert read_address("弘前市大開二丁目5-1").proposal == "弘前市大字大開二丁目5-1"
    assert read_address("弘前市大開2-5-1").proposal == ""  # 大字大開2-5-1 may be a lot


def test_an_unknown_town_that_differs_from_one_known_in_one_character_gets_it_as_proposal():
    assert read_address("練馬区豊王北6-12-1", NERIMA).proposal == "練馬区豊玉北6-12-1"
    assert read_address("練馬区6-12-1", NERIMA).proposal == ""
    assert read_address("石川県輪島市野町桶戸", {}).proposal == "石川県輪島市町野町桶戸"
    assert read_address("京都市右京区宇多野上ノ谷8", {}).proposal == "京都市右京区宇多野上ノ谷町8"


def test_a_name_that_the_table_lacks_is_a_town_that_is_not_certain():
    reading = read_address("佐賀県鹿島市三部", NERIMA)
    assert reading.properties["parts"]["town"] == "三部"
    assert reading.properties["certain"] == ["prefecture", "city"]
    assert read_address("三部", {"publisher": "412074"}).reason == "address-town-unknown"


def test_a_name_between_town_and_lot_that_no_table_has_makes_neither_certain():
    reading = read_address("京都府綾部市鍛治屋町岡ノ段26", {})
    assert (reading.properties["parts"]["town"], reading.properties["parts"]["rest"]) == ("鍛治屋町", "岡ノ段26")
    assert reading.properties["certain"] == ["prefecture", "city"]
    assert read_address("鍛治屋町岡ノ段26", {"publisher": "262030"}).status == "canonical"


def test_without_municipality_and_publisher_no_part_is_proven():
    assert read_address("豊玉北６-12-1", {}).reason == "address-unknown"
    reading = read_address("豊玉北６-12-1", {"undivided": True})
    assert (reading.text, reading.rule, reading.properties["certain"]) == ("豊玉北6-12-1", "fold-digits", [])
    assert not any(reading.properties["parts"].values())
    assert read_address("豊玉北", {}).reason == "address-unknown"


def test_two_places_in_one_cell_are_no_building():
    assert read_address("練馬区錦1-1、北町2-2", NERIMA).reason == "two-values"


def test_a_county_that_is_not_the_towns_own_is_refused():
    assert read_address("千葉県安房郡鋸南町下佐久間1", {}).status == "canonical"
    assert read_address("千葉県夷隅郡鋸南町下佐久間1", {}).reason == "address-municipality"


def test_a_wards_own_list_of_towns_decides_for_its_own_addresses_only():
    context = {**NERIMA, "towns": ("新町一丁目", "新町二丁目", "古町")}
    assert parts_of("新町2-3", context) == "東京都|練馬区|新町二丁目|3|"
    assert parts_of("新町7-3", context) == "address-town-unknown"
    assert parts_of("古町2-3", context) == "東京都|練馬区|古町|2-3|"
    assert parts_of("練馬区新町三丁目5", context) == "address-town-unknown"
    assert parts_of("豊玉北6-12-1", context) == "address-town-unknown"
    assert parts_of("新宿区西新宿2-8-1", context) == "東京都|新宿区|西新宿二丁目|8-1|"
    assert parts_of("古町2-3", {**NERIMA, "towns": listed_towns(("古町",))}) == "東京都|練馬区|古町|2-3|"


@pytest.mark.parametrize("towns", ["豊玉北", 7, (), ("",), (1, 2), [None]])
def test_a_list_of_towns_that_is_none_never_raises(towns):
    assert read_address("練馬区豊玉北6-12-1", {**NERIMA, "towns": towns}).text == "練馬区豊玉北6-12-1"


def test_an_old_form_stays_as_written_but_a_form_that_only_the_table_has_is_its_own():
    assert settle_spelling("廣野", "広野") == "廣野"
    assert settle_spelling("蛍池東町", "螢池東町") == "螢池東町"
    assert settle_spelling("山之内", "山ノ内") == "山ノ内"


def test_numerals_up_to_two_digits_come_back_and_malformed_ones_are_no_numbers():
    assert [from_kanji(to_kanji(number)) for number in range(1, 100)] == list(range(1, 100))
    assert to_kanji(71) == "七十一"
    assert (from_kanji("七一"), from_kanji("九九十"), from_kanji("町")) == (71, 0, 0)


def test_threads_read_the_table_at_the_same_time():
    postal_table.postal_towns.cache_clear()
    found: list[TownTable | None] = []
    codes = ("131202", "131041", "011011", "271403", "401340") * 4
    threads = [threading.Thread(target=lambda c=code: found.append(postal_table.postal_towns(c))) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(codes)
    assert all(table and table.towns for table in found)


def test_without_the_postal_table_an_address_keeps_its_text_and_shows_only_what_is_proven(monkeypatch):
    monkeypatch.setattr(postal_file, "find_spec", lambda _: None)
    postal_table.postal_towns.cache_clear()
    postal_table._places.cache_clear()
    try:
        assert parts_of("練馬区豊玉北6-12-1") == "東京都|練馬区|||"
        assert parts_of("千葉県安房郡鋸南町下佐久間1") == "千葉県|安房郡鋸南町|||"
    finally:
        postal_table.postal_towns.cache_clear()
        postal_table._places.cache_clear()


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("石川県珠洲市熊谷地内", ""),  # no misspelt 熊谷町: 地内 says "within"
        ("石川県加賀市山中温泉上新保町イ68", ""),  # begins as 山中温泉旭町 does: 山代温泉 was not meant
        ("石川県七尾市南ヶ丘342", "石川県七尾市南ケ丘町342"),
        ("石川県金沢市北森本チ35-1", "石川県金沢市北森本町チ35-1"),
    ],
)
def test_a_town_that_the_table_lacks_is_proposed_only_where_it_was_meant(text: str, proposal: str) -> None:
    reading = read_address(text, {})
    assert (reading.reason, reading.proposal) == ("address-town-unknown", proposal)


@pytest.mark.parametrize("text", ["石川県能美郡川北町字橘ソ68番地", "石川県河北郡内灘町字室ニ30-4"])
def test_a_town_of_one_character_with_a_letter_of_its_lots_is_in_the_table(text: str) -> None:
    assert read_address(text, {}).reason == "address-koaza-undecided"
    assert read_address(text, {"undivided": True}).text == text


def test_a_park_in_parts_of_several_towns_has_one_address_where_the_whole_spelling_counts() -> None:
    text = "金沢市末広町、卯辰町、観音町3丁目及び鈴見町の各一部"
    assert read_address(text, {"undivided": True}).text == text
    assert read_address("金沢市末広町1、卯辰町2", {"undivided": True}).reason == "two-values"
