"""Tables below one another: never records of each other, named, and each readable on its own."""

import pytest

from pipelines.ingest import read_table, read_tables

HEADER = "名称,所在地,電話番号,定員"
RECORDS = ["栄町児童館,栄町40-7,03-3994-3287,30", "中村児童館,中村2-25-3,03-3998-4890,45"]
SECOND = ["地区,人口,世帯", "栄町,10,20", "中村,30,40"]


def data(*lines):
    return "\n".join(lines).encode()


def rows(table):
    return [list(row) for row in table.cells.itertuples(index=False)]


@pytest.mark.parametrize(
    "second",
    [SECOND, ["表2　人口", *SECOND], ["団体名,代表者", "あ会,い", "う会,え"], ["名称,備考", "A,b", "C,d"]],
    ids=["other labels above numbers", "a title of its own", "labels by their names", "labels of the first"],
)
def test_rows_of_the_second_table_are_dropped_with_an_error_and_are_a_table_of_their_own(second):
    first, other = read_tables(data(HEADER, *RECORDS, "", *second), "x.csv")
    assert rows(first) == [record.split(",") for record in RECORDS]
    assert [(line, why) for line, _, why in first.provenance.dropped] == [
        (line, "other-table") for line in range(5, 5 + len(second))
    ]
    assert rows(other) == [row.split(",") for row in second[-2:]]
    assert (first.provenance.notes["table"], other.provenance.notes["table"]) == ("1/2", "2/2")
    for table in (first, other):
        found = next(f for f in table.findings if f.code == "several-tables")
        assert (found.severity, found.line, found.params["tables"]) == ("error", 4 + len(second) - 2, 2)


def test_the_same_header_under_a_title_of_its_own_is_another_table():
    tables = read_tables(data("北部", HEADER, RECORDS[0], "", "南部", HEADER, RECORDS[1]), "x.csv")
    assert [rows(table) for table in tables] == [[RECORDS[0].split(",")], [RECORDS[1].split(",")]]


def test_the_same_header_after_a_gap_is_a_page_break_and_said():
    (table,) = read_tables(data(HEADER, RECORDS[0], "", HEADER, RECORDS[1]), "x.csv")
    assert len(table.cells) == 2
    assert [(f.code, f.line) for f in table.findings] == [("repeated-header", 4)]


@pytest.mark.parametrize("gap", [["", RECORDS[1]], ["", "合計,,,75"], ["", "光が丘児童館,光が丘,なし,不明"]])
def test_records_after_a_gap_stay_records(gap):
    table = read_table(data(HEADER, *RECORDS, *gap), "x.csv")
    assert len(table.cells) == 3
    assert not any(f.code == "several-tables" for f in table.findings)


def test_a_narrow_table_above_the_wide_one_is_not_taken_for_a_title():
    wide = [f"{record},a{n},b{n},c{n}" for n, record in enumerate(RECORDS * 4)]
    main, above = read_tables(data("地区,人口", "栄町,10", "中村,20", "", HEADER + ",甲,乙,丙", *wide), "x.csv")
    assert (len(main.cells), len(above.cells)) == (8, 2)
    assert any(f.code == "several-tables" for f in main.findings)


@pytest.mark.parametrize("name", ["合計", "小 計", "【総計】", "北部地区計", "ＴＯＴＡＬ"])
def test_totals_of_any_spelling_are_located(name):
    table = read_table(data("地区,世帯数,人口", "栄町,10,20", f"{name},10,20", "中村,30,40"), "x.csv")
    assert [(f.code, f.line) for f in table.findings] == [("total-row", 3)]


@pytest.mark.parametrize("name", ["時計", "会計", "統計", "設計課", "家計"])
def test_words_that_end_like_a_total_are_none(name):
    table = read_table(data("地区,世帯数,人口", "栄町,10,20", f"{name},10,20", "中村,30,40"), "x.csv")
    assert table.findings == ()
