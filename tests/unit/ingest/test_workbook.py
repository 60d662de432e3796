"""Workbooks: what a cell shows, which sheet holds the table, and what a sheet hides."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from pipelines.ingest import read_table, read_tables
from pipelines.ingest.shown import shown
from pipelines.model.errors import UnreadableFile


def book(*sheets, change=None):
    """Bytes of a workbook of (name, rows) sheets; `change` may alter it before it is saved."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


DAY = dt.datetime.fromisoformat("2020-04-01T00:00")
ROWS = [["名称", "定員", "開設日"], ["栄町児童館", 30, dt.date(2020, 4, 1)], ["中村児童館", 45.0, dt.date(2021, 10, 1)]]


def with_member(data, path, content):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(path, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("  文字 ", "General", "  文字 "),
        ("一行目_x000D_\n二行目", "General", "一行目\r\n二行目"),
        (4798.0, "#,##0", "4798"),
        (0.1 + 0.2, "General", "0.3"),
        (35.652889, "General", "35.652889"),
        (-5, "General", "-5"),
        (1e20, "General", "100000000000000000000"),
        (1.5e-7, "General", "0.00000015"),
        (13200, "000000", "013200"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (0.5, "0.00%", "50.00%"),
        (0.125, "0%", "12.5%"),
        (4798.6, "#,##0", "4798.6"),
        (True, "General", "TRUE"),
        (DAY, "yyyy/m/d", "2020-04-01"),
        (DAY, '[$-411]ggge"年"m"月"d"日"', "2020-04-01"),
        (DAY, 'yyyy"年"m"月"', "2020-04"),
        (DAY.replace(hour=10, minute=30), "yyyy/m/d h:mm", "2020-04-01T10:30"),
        (43922.0, '[$-411]ggge"年"', "2020-04-01"),
        (dt.time(7, 30), "h:mm", "07:30"),
        (dt.timedelta(hours=25, minutes=30), "[h]:mm", "25:30"),
    ],
)
def test_a_cell_is_read_as_what_it_shows_in_canonical_form(value, number_format, text):
    assert shown(value, number_format) == text


def test_a_sheet_is_a_table_whose_lines_name_sheet_and_row():
    table = read_table(book(("一覧", ROWS)), "x.xlsx")
    assert table.labels == ("名称", "定員", "開設日")
    assert list(table.cells.index) == ["一覧!2", "一覧!3"]
    assert list(table.cells.loc["一覧!2"]) == ["栄町児童館", "30", "2020-04-01"]
    assert (table.provenance.container, table.provenance.sheet, table.provenance.sheets) == ("xlsx", "一覧", ("一覧",))
    assert table.findings == ()


def test_the_sheet_that_holds_the_table_is_taken_and_the_others_are_named():
    data = book(("説明", [["この表について"]]), ("R5", ROWS * 3), ("R4", ROWS * 3))
    table = read_table(data, "x.xlsx")
    assert table.provenance.sheet == "R5"
    assert [f.params for f in table.findings if f.code == "other-sheets"] == [{"sheet": "R5", "others": ["説明", "R4"]}]
    assert read_table(data, "x.xlsx", sheet="R4").provenance.sheet == "R4"
    assert [t.provenance.sheet for t in read_tables(data, "x.xlsx")] == ["R5", "説明", "R4"]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(UnreadableFile) as caught:
        read_table(book(("一覧", ROWS)), "x.xlsx", sheet="二覧")
    assert (caught.value.code, caught.value.params["sheets"]) == ("no-such-sheet", ["一覧"])


def test_cells_merged_over_records_are_carried_down_and_titles_are_not():
    def merge(workbook):
        sheet = workbook["一覧"]
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A4")

    rows = [
        ["児童館一覧", None, None],
        ["地区", "名称", "定員"],
        ["北部", "A館", 1],
        [None, "B館", 2],
        ["南部", "C館", 3],
    ]
    table = read_table(book(("一覧", rows), change=merge), "x.xlsx")
    assert list(table.cells[0]) == ["北部", "北部", "南部"]
    assert len(table.provenance.preamble) == 1
    merged = next(f for f in table.findings if f.code == "merged-cells")
    assert merged.params == {"ranges": ["A1:C1", "A3:A4"], "count": 2, "filled": 1}


def test_hidden_rows_are_data_and_reported():
    def hide(workbook):
        workbook["一覧"].row_dimensions[2].hidden = True
        workbook["一覧"].column_dimensions["B"].hidden = True

    table = read_table(book(("一覧", ROWS), change=hide), "x.xlsx")
    assert len(table.cells) == 2
    assert next(f for f in table.findings if f.code == "hidden-rows").params == {
        "rows": ["2"],
        "columns": ["B"],
        "count": 1,
    }


def test_a_formula_without_a_stored_value_is_an_error():
    table = read_table(book(("一覧", [*ROWS, ["計", "=SUM(B2:B3)", None]])), "x.xlsx")
    found = next(f for f in table.findings if f.code == "formula-without-value")
    assert (found.severity, found.line, found.value) == ("error", "一覧!4", "=SUM(B2:B3)")


def test_error_values_stay_and_are_errors():
    table = read_table(book(("一覧", [*ROWS, ["C館", "#REF!", None]])), "x.xlsx")
    assert table.cells.loc["一覧!4", 1] == "#REF!"
    assert ("cell-error", "一覧!4") in [(f.code, f.line) for f in table.findings]


def test_a_workbook_named_csv_is_read_as_what_it_is():
    table = read_table(book(("一覧", ROWS)), "x.csv")
    assert table.labels == ("名称", "定員", "開設日")
    assert [f.code for f in table.findings] == ["wrong-extension"]


def test_macros_and_links_are_named_and_left_alone():
    data = with_member(book(("一覧", ROWS)), "xl/vbaProject.bin", b"x")
    assert [f.params for f in read_table(data, "x.xlsm").findings if f.code == "active-content"] == [
        {"kinds": ["macro"]}
    ]


def test_xml_with_a_document_type_is_refused():
    data = with_member(book(("一覧", ROWS)), "xl/evil.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(UnreadableFile) as caught:
        read_table(data, "x.xlsx")
    assert caught.value.code == "unsafe-xml"


def test_an_empty_workbook_is_empty():
    with pytest.raises(UnreadableFile) as caught:
        read_table(book(("一覧", [])), "x.xlsx")
    assert caught.value.code == "empty-file"


def test_one_far_cell_does_not_make_a_giant_table():
    def far(workbook):
        workbook["一覧"].cell(row=1_000_000, column=1_500, value="x")

    with pytest.raises(UnreadableFile) as caught:
        read_table(book(("一覧", ROWS), change=far), "x.xlsx")
    assert caught.value.code == "too-many-cells"


def test_formatted_rows_without_content_are_no_records():
    def colour(workbook):
        for row in range(4, 40):
            workbook["一覧"].cell(row=row, column=1).font = openpyxl.styles.Font(bold=True)

    assert len(read_table(book(("一覧", ROWS), change=colour), "x.xlsx").cells) == 2


def test_digits_that_the_format_hides_are_kept_and_told_once():
    def rates(workbook):
        sheet = workbook["一覧"]
        for row, value in ((2, 0.125), (3, 0.5)):
            sheet.cell(row=row, column=2, value=value).number_format = "0%"

    table = read_table(book(("一覧", ROWS), change=rates), "x.xlsx")
    assert list(table.cells[1]) == ["12.5%", "50%"]
    assert [(f.code, f.line, f.params["count"]) for f in table.findings] == [("display-rounded", "一覧!2", 1)]


@pytest.mark.parametrize("number", [31, 57, 58])
def test_dates_under_the_numbered_formats_of_japanese_excel_are_dates(number):
    def day(workbook):
        workbook["一覧"]["C2"] = 43922
        workbook["一覧"]["C2"].number_format = '"@@"0'

    data = edited(book(("一覧", ROWS), change=day), "xl/styles.xml", _numbered(number))
    assert read_table(data, "x.xlsx").cells.loc["一覧!2", 2] == "2020-04-01"


def _numbered(number):
    def change(xml):
        own = re.search(r'numFmtId="(\d+)" formatCode="&quot;@@&quot;0"', xml)[1]
        return xml.replace(f'numFmtId="{own}" fontId', f'numFmtId="{number}" fontId')

    return change


def edited(data, path, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content.decode()).encode() if info.filename == path else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_the_empty_text_of_a_formula_is_a_value_and_told_from_none_at_all():
    data = book(("一覧", [*ROWS, ["C館", "=X", "=Y"]]))

    def cache(xml):
        return re.sub(r'<c r="B4"[^>]*>.*?</c>', '<c r="B4" t="str"><f>X</f><v></v></c>', xml)

    table = read_table(edited(data, SHEET, cache), "x.xlsx")
    assert [(f.code, f.params["column"]) for f in table.findings] == [("formula-without-value", 3)]


def test_a_value_under_a_merged_cell_is_left_out_and_told():
    data = edited(
        book(("一覧", [*ROWS, ["北町", 1, None], ["旧", 2, "x"]])),
        SHEET,
        lambda xml: xml.replace(
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A4:A5"/></mergeCells>'
        ),
    )
    table = read_table(data, "x.xlsx")
    assert list(table.cells[0])[2:] == ["北町", "北町"]
    assert ("covered-value", "一覧!5", "旧") in [(f.code, f.line, f.value) for f in table.findings]


def test_one_far_cell_is_refused_by_the_other_reader_too():
    def far(xml):
        return xml.replace("<sheetData>", '<sheetData><row r="x"/>').replace('r="A3"', 'r="XFD1048576"')

    with pytest.raises(UnreadableFile) as caught:
        read_table(edited(book(("一覧", ROWS)), SHEET, far), "x.xlsx")
    assert caught.value.code == "too-many-columns"
