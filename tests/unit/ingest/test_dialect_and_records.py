"""Delimiters, quotes and the physical line of every record."""

import pytest

from pipelines.ingest.dialect import find_dialect
from pipelines.ingest.records import newline_style, split
from pipelines.model.table import Dialect


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_that_gives_equal_records_is_taken(delimiter):
    rows = [["名称", "所在地", "電話"], ["栄町児童館", "練馬区栄町40-7", "03-3994-3287"]] * 3
    text = "\n".join(delimiter.join(row) for row in rows)
    assert find_dialect(text).delimiter == delimiter


def test_lists_inside_cells_do_not_make_a_delimiter():
    text = "園名,曜日,備考\nA園,月;火;水,a|b\nB園,木;金;土,c|d\n"
    assert find_dialect(text) == Dialect(",", '"')


def test_title_lines_above_the_table_do_not_hide_the_delimiter():
    text = "施設一覧（令和5年4月1日現在）\n\n名称\t所在地\nA館\t栄町1,2\nB館\t中村3\n"
    assert find_dialect(text).delimiter == "\t"


def test_apostrophes_quote_only_where_cells_stand_between_them():
    assert find_dialect("'a','b'\n'1,5','2'\n'3','4'\n").quote == "'"
    assert find_dialect("name,note\nO'Neil,it's\nAnn,isn't\n").quote == '"'


def test_a_record_is_known_by_the_line_on_which_it_starts():
    text = '名称,備考\r\n"A","一行目\r\n二行目\n三行目"\r\n\r\nB,x\r\n'
    grid = split(text, Dialect(), "x.csv").grid
    assert grid.rows == [["名称", "備考"], ["A", "一行目\r\n二行目\n三行目"], [], ["B", "x"]]
    assert list(grid.lines) == [1, 2, 5, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_end_ends_a_line(end):
    assert list(split(end.join(["a,b", "1,2", "3,4", ""]), Dialect(), "x").grid.lines) == [1, 2, 3]


def test_only_line_ends_end_a_line():
    text = "a,b\n1\x0b2,\u20283\x85\n4,5\n"
    grid = split(text, Dialect(), "x").grid
    assert grid.rows[1] == ["1\x0b2", "\u20283\x85"]
    assert list(grid.lines) == [1, 2, 3]


def test_a_quote_that_is_never_closed_costs_one_line_and_not_the_rest_of_the_file():
    text = 'a,b\n1,2\n"3,4\n5,6\n7,8\n'
    records = split(text, Dialect(), "x")
    assert records.grid.rows == [["a", "b"], ["1", "2"], ['"3', "4"], ["5", "6"], ["7", "8"]]
    assert list(records.grid.lines) == [1, 2, 3, 4, 5]
    assert [(f.code, f.severity, f.line) for f in records.findings] == [("unclosed-quote", "error", 3)]


def test_line_breaks_inside_cells_do_not_make_line_ends_mixed():
    assert newline_style('a,"x\ny"\r\nb,c\r\n') == "CRLF"
    assert newline_style("a\nb\r\n") == "mixed"
    assert newline_style("a") == ""
