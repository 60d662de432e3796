"""Where title, header, records and footer are: what a person sees at one glance at the file."""

import pytest

from pipelines.ingest import read_table

HEADER = "名称,所在地,電話番号,定員"
RECORDS = ["栄町児童館,栄町40-7,03-3994-3287,30", "中村児童館,中村2-25-3,03-3998-4890,45", "北町児童館,北町1-1,,20"]


def read(*lines, encoding="utf-8"):
    return read_table("\r\n".join(lines).encode(encoding), "x.csv")


def shape(table):
    facts = table.provenance
    return len(facts.preamble), len(facts.header_lines), len(table.cells), len(facts.footer)


def codes(table):
    return [finding.code for finding in table.findings]


def test_a_plain_table_is_header_and_records():
    table = read(HEADER, *RECORDS)
    assert shape(table) == (0, 1, 3, 0)
    assert table.labels == tuple(HEADER.split(","))
    assert list(table.cells.index) == [2, 3, 4]
    assert list(table.cells.loc[3]) == RECORDS[1].split(",")
    assert table.findings == ()


@pytest.mark.parametrize(
    "titles",
    [
        ["児童館一覧"],
        ["児童館一覧,,,", ",,,令和5年4月1日現在"],
        ["児童館一覧,,,令和5年4月1日現在", "", ""],
        ["児童館一覧", "（単位：人）", ""],
    ],
)
def test_title_rows_stand_before_the_header_and_are_kept(titles):
    table = read(*titles, HEADER, *RECORDS)
    assert shape(table) == (len(titles), 1, 3, 0)
    assert table.labels == tuple(HEADER.split(","))
    assert [line for line, _ in table.provenance.preamble] == list(range(1, len(titles) + 1))
    assert table.provenance.preamble[0][1].startswith("児童館一覧")


@pytest.mark.parametrize(
    ("notes", "count"),
    [
        (["※定員は令和5年4月1日現在です。"], 1),
        (["", "※定員は変わることがあります", ",,,"], 3),
        ([",,,○表中の「－」は募集がなかったことを示しています。"], 1),
        (["", "児童館一覧 Ver202104"], 2),
        ([",,―,", ",,―,"], 2),
        (["出典：子育て支援課"], 1),
        (["", ""], 2),
    ],
)
def test_notes_and_leftovers_after_the_records_are_footer(notes, count):
    table = read(HEADER, *RECORDS, *notes, "")
    assert shape(table) == (0, 1, 3, count)


def test_a_total_at_the_end_is_data_and_said_to_be_a_total():
    table = read("地区,世帯数,人口", "栄町,10,20", "中村,30,40", "合計,40,60")
    assert shape(table) == (0, 1, 3, 0)
    assert [(f.code, f.severity, f.line) for f in table.findings] == [("total-row", "notice", 4)]


def test_the_last_record_stays_a_record_though_it_is_nearly_empty():
    table = read(HEADER, *RECORDS, "光が丘児童館,,,")
    assert shape(table) == (0, 1, 4, 0)


def test_a_sparse_record_with_a_sentence_in_it_stays_a_record():
    wide = "ID,名称,住所,電話,定員,開所,閉所,備考"
    full = [f"{n},館{n},栄町{n},03-3994-328{n},30,9:00,17:00," for n in range(5)]
    table = read(wide, *full, "6,新館,,,,,,令和6年4月に開設する予定です。", "7,別館,,,,,,")
    assert shape(table) == (0, 1, 7, 0)


def test_group_labels_of_two_rows_are_joined():
    table = read("地区,人口,,世帯,", ",男,女,一般,施設", "栄町,1,2,3,4", "中村,5,6,7,8")
    assert table.labels == ("地区", "人口_男", "人口_女", "世帯_一般", "世帯_施設")
    assert table.provenance.header_lines == (1, 2)


def test_group_labels_above_a_full_row_of_labels_are_joined_when_they_tell_them_apart():
    table = read(",,人口,,世帯,", "地区,コード,男,女,男,女", "栄町,1,2,3,4,5", "中村,2,5,6,7,8")
    assert table.labels == ("地区", "コード", "人口_男", "人口_女", "世帯_男", "世帯_女")


def test_a_header_of_one_row_never_takes_the_first_record_with_it():
    table = read("名称,所在地,,備考", "栄町児童館,栄町,A,あ", "中村児童館,中村,B,い")
    assert table.provenance.header_lines == (1,)
    assert list(table.cells[0]) == ["栄町児童館", "中村児童館"]
    assert codes(table) == ["label-blank"]


@pytest.mark.parametrize(
    "lines",
    [
        ["1,栄町,35.73,139.67", "2,中村,35.74,139.66", "3,北町,35.75,139.65"],
        ["東京都,練馬区,栄町児童館", "東京都,練馬区,中村児童館", "東京都,練馬区,北町児童館"],
        ["2020-01-01,10", "2020-01-02,20", "2020-01-03,30"],
    ],
    ids=["numbers", "values that come again", "dates"],
)
def test_values_in_the_first_row_are_no_header(lines):
    table = read(*lines)
    assert shape(table) == (0, 0, 3, 0)
    assert set(table.labels) == {""}
    assert ("header-not-found", "error") in [(f.code, f.severity) for f in table.findings]


def test_years_as_labels_are_a_header():
    table = read("地区,2019,2020,2021", "栄町,101,102,103", "中村,201,202,203", "北町,301,302,303")
    assert table.labels == ("地区", "2019", "2020", "2021")


def test_ages_as_labels_are_a_header():
    table = read("地区,0,1,2,3", "栄町,101,102,99", "中村,201,202,203,204", "北町,301,302,303,304")
    assert table.labels == ("地区", "0", "1", "2", "3")


def test_words_that_are_also_values_elsewhere_are_labels_where_they_do_not_come_again():
    assert read("施設,有,無", "A館,○,", "B館,,○", "C館,○,").labels == ("施設", "有", "無")


def test_linked_csv_directives_are_no_records():
    table = read("#LINK,,", "#lang,ja,", "#property,名称,人数", "#object_type_xsd,string,int", "1,A,10", "2,B,20")
    assert shape(table) == (2, 1, 2, 0)
    assert [(line, why) for line, _, why in table.provenance.dropped] == [(4, "directive")]


def test_blank_and_repeated_rows_are_dropped_with_a_record():
    table = read(HEADER, RECORDS[0], ",,,", "", HEADER, RECORDS[1])
    assert [(line, why) for line, _, why in table.provenance.dropped] == [
        (3, "blank-row"),
        (4, "blank-row"),
        (5, "repeated-header"),
    ]
    assert list(table.cells.index) == [2, 6]


def test_a_row_of_units_below_the_header_is_no_record():
    table = read("地区,面積,人口", ",（km2）,（人）", "栄町,1.5,20", "中村,2.5,40")
    assert shape(table) == (0, 1, 2, 0)
    assert table.provenance.dropped[0][2] == "unit-row"


def test_rows_that_are_too_long_or_too_short_are_errors_and_lose_nothing():
    table = read("a,b,c", "1,2,3", "4,5,6", "7,8", "9,10,11,12", "13,14,15")
    assert [(f.code, f.severity, f.line) for f in table.findings if f.code == "ragged-row"] == [
        ("ragged-row", "error", 4),
        ("ragged-row", "error", 5),
    ]
    assert list(table.cells.loc[4]) == ["7", "8", "", ""]
    assert list(table.cells.loc[5]) == ["9", "10", "11", "12"]


def test_blank_cells_that_a_spreadsheet_left_out_at_the_end_are_only_a_warning():
    table = read("名称,電話,備考", "A館,03-3994-3287,", "B館,03-3994-3288,", "C館,03-3994-3289", "D館,03-3994-3290,")
    assert [(f.code, f.severity, f.line) for f in table.findings] == [("ragged-row", "warning", 4)]


def test_surplus_blank_cells_are_nothing():
    table = read(HEADER, RECORDS[0] + ",,", RECORDS[1], RECORDS[2] + ",")
    assert table.labels == tuple(HEADER.split(","))
    assert table.findings == ()


def test_a_header_one_label_short_is_said_once():
    table = read("名称,所在地,緯度", "A,栄町1,100,35.73", "B,栄町2,200,35.74", "C,栄町3,300,35.75")
    assert [f.code for f in table.findings if f.severity == "error"] == ["header-width"]
    assert table.cells.shape == (3, 4)


def test_labels_stay_as_they_are_though_doubled_or_blank():
    table = read("名称 ,電話,電話,", "A,03-3994-3287,03-3994-3288,x", "B,03-3994-3289,03-3994-3290,y")
    assert table.labels == ("名称 ", "電話", "電話", "")
    assert sorted(codes(table)) == ["label-blank", "label-doubled"]


def test_empty_columns_at_the_end_are_left_out_and_said():
    table = read("a,b,,", "1,2,,", "3,4,,")
    assert table.labels == ("a", "b")
    assert table.provenance.notes["empty-columns"] == "3-4"
    assert codes(table) == ["empty-column"]


def test_an_empty_column_with_a_label_is_a_column():
    assert read("a,b,備考", "1,2,", "3,4,").labels == ("a", "b", "備考")


def test_tables_side_by_side_are_an_error():
    table = read("町,男,女,町,男,女", "A,1,2,B,3,4", "C,5,6,D,7,8")
    assert ("several-tables", "error") in [(f.code, f.severity) for f in table.findings]


def test_a_file_of_one_column_has_a_header_and_records():
    table = read("施設名", "栄町児童館", "中村児童館")
    assert table.labels == ("施設名",)
    assert list(table.cells[0]) == ["栄町児童館", "中村児童館"]


def test_a_header_without_records_is_a_table_of_none():
    table = read(HEADER)
    assert table.labels == tuple(HEADER.split(","))
    assert len(table.cells) == 0


def test_cells_that_a_spreadsheet_would_run_are_data_with_a_notice():
    table = read("名称,備考,電話", "A,=1+2,+81-3-1234-5678", "B,@cmd,-5", "C,普通,03-3994-3287")
    assert [(f.code, f.line, f.value) for f in table.findings] == [
        ("formula-like", 2, "=1+2"),
        ("formula-like", 3, "@cmd"),
    ]
    assert table.cells.loc[2, 1] == "=1+2"


def test_unit_and_day_of_the_title_rows_are_kept_as_facts():
    table = read("児童館一覧,,,（単位：人）", ",,,令和５年４月１日現在", HEADER, *RECORDS)
    assert table.provenance.notes == {"unit": "人", "as-of": "令和５年４月１日"}


def test_labels_as_long_as_prose_are_a_header_when_the_row_below_is_a_poorer_one():
    labels = [f"https://example.org/terms/a-long-name-of-column-{n}" for n in range(5)]
    table = read(",".join(labels), "あ,い,う,,", *(f"か{n},き{n},く{n},{n},{n}" for n in range(4)))
    assert table.labels == tuple(labels)
    assert len(table.cells) == 5


def test_a_row_that_holds_only_a_zero_width_space_is_a_blank_row_and_recorded() -> None:
    table = read_table("名称,住所\n甲,練馬\n\u200b,\u200b\n乙,光が丘\n".encode(), "a.csv")
    assert [row[0] for row in table.cells.to_numpy().tolist()] == ["甲", "乙"]
    assert [(line, reason) for line, _, reason in table.provenance.dropped] == [(3, "blank-row")]
