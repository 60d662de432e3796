"""What a sheet holds beside its cells' texts: read with its range from all three workbook formats."""

import io
import struct
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from pipelines.ingest import read_table
from pipelines.model.table import Mark
from tests.unit.ingest.test_old_workbooks import compound, globals_of, label, number, ods, real, text
from tests.unit.ingest.test_workbook import edited

YELLOW = PatternFill("solid", fgColor="FFFF00")


def workbook(change, rows=6):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    sheet.append(["名称", "数", "区分"])
    for n in range(rows):
        sheet.append([f"施設{n}", n * 10, "公"])
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def marks(change, **facts):
    return list(read_table(workbook(change, **facts), "a.xlsx").provenance.marks)


def striped(sheet):
    for row in range(2, 8, 2):
        for cell in sheet[row]:
            cell.fill = YELLOW


def a_column(sheet):
    for row in sheet.iter_rows(min_row=2, max_col=1):
        row[0].fill, row[0].font = YELLOW, Font(bold=True)


def three_cells(sheet):
    for name in ("B3", "B4", "B6"):
        sheet[name].fill = YELLOW
    sheet["A2"].font = Font(strike=True)


def a_total(sheet):
    sheet.append(["合計", 150, ""])
    for cell in sheet[8]:
        cell.font = Font(bold=True)


def a_link(sheet):
    sheet["A3"].hyperlink = "https://example.com/"
    sheet["A3"].font = Font(color="0000FF", underline="single")


def white(sheet):
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFFFF")
    sheet["A4"].font = Font(color="000000", size=20, name="Meiryo")


def test_cells_that_look_unlike_the_rest_of_their_column_are_marked_with_their_look():
    assert marks(three_cells) == [
        Mark("look", "A2", 1, "struck"),
        Mark("look", "B3:B4", 2, "fill rgb 00FFFF00"),
        Mark("look", "B6", 1, "fill rgb 00FFFF00"),
    ]


@pytest.mark.parametrize("change", [striped, a_column, a_total, a_link, white])
def test_a_look_that_carries_no_meaning_is_no_mark(change):
    assert marks(change) == []


def test_charts_comments_formulas_hidden_and_merged_cells_have_their_ranges():
    def change(sheet):
        sheet.add_chart(BarChart(), "E5")
        sheet["B2"].comment = Comment("確認中", "係")
        sheet["B4"], sheet["B5"] = "=B2+B3", "=B4*2"
        sheet.merge_cells("C2:C4")
        sheet.row_dimensions[6].hidden = sheet.row_dimensions[7].hidden = True
        sheet.column_dimensions["C"].hidden = True

    found = marks(change)
    place = next(mark for mark in found if mark.kind == "object")
    assert (place.range.partition(":")[0], place.detail) == ("E5", "chart")
    assert [mark for mark in found if mark.kind != "object"] == [
        Mark("merge", "C2:C4", 3),
        Mark("hidden-row", "6:7", 2),
        Mark("hidden-column", "C:C", 1),
        Mark("formula", "B4:B5", 2),
        Mark("comment", "B2"),
    ]


def test_pictures_and_shapes_of_a_drawing_are_objects_even_without_a_cell():
    data = workbook(lambda sheet: sheet.add_chart(BarChart(), "E5"))
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    corner = "<d:col>{}</d:col><d:colOff>0</d:colOff><d:row>{}</d:row><d:rowOff>0</d:rowOff>"
    anchor = f"<d:twoCellAnchor><d:from>{corner.format(0, 2)}</d:from><d:to>{corner.format(1, 4)}</d:to><d:pic/>"
    drawing = (
        f'<d:wsDr xmlns:d="{space}">{anchor}</d:twoCellAnchor><d:absoluteAnchor><d:sp/></d:absoluteAnchor></d:wsDr>'
    )
    changed = edited(data, "xl/drawings/drawing1.xml", lambda _: drawing)
    assert list(read_table(changed, "a.xlsx").provenance.marks) == [
        Mark("object", "A3:B5", 1, "picture"),
        Mark("object", "", 1, "shape"),
    ]


def test_drawings_that_are_not_in_order_leave_the_cells_readable_and_are_told():
    data = workbook(lambda sheet: sheet.add_chart(BarChart(), "E5"))
    table = read_table(edited(data, "xl/drawings/drawing1.xml", lambda _: "<d"), "a.xlsx")
    assert len(table.cells) == 6
    assert table.provenance.unread == ("object", "comment")


def test_an_opendocument_sheet_has_its_formulas_comments_and_pictures_marked():
    formula = number(3).replace("<table:table-cell", '<table:table-cell table:formula="of:=1+2"', 1)
    noted = text("a").replace("<text:p>", "<office:annotation><text:p>x</text:p></office:annotation><text:p>", 1)
    data = ods([text("名称"), text("数")], [noted, formula], [text("b"), number(4)])
    table = read_table(data, "a.ods")
    assert list(table.provenance.marks) == [Mark("comment", "A2"), Mark("formula", "B2")]
    assert table.provenance.unread == ("look",)


def test_an_old_workbook_has_its_formulas_comments_and_drawn_objects_marked():
    picture, note, arrow = (struct.pack("<HHH", 0x15, 0x12, kind) + b"\x00" * 16 for kind in (8, 0x19, 0x14))
    data = compound([
        *globals_of("一覧"),
        (0x0809, struct.pack("<HH", 0x0600, 0x10) + b"\x00" * 12),
        *(label(0, j, name) for j, name in enumerate(["名称", "数"])),
        label(1, 0, "a"), real(1, 1, 0, 5.0), label(2, 0, "b"),
        (0x0006, struct.pack("<HHHdHI", 2, 1, 0, 7.0, 0, 0) + struct.pack("<H", 3) + b"\x1e\x07\x00"),
        (0x005D, picture), (0x005D, note), (0x005D, arrow),
        (0x001C, struct.pack("<HHHH", 1, 0, 0, 1) + b"\x00" * 4),
        (0x000A, b""),
    ])  # fmt: skip
    table = read_table(data, "a.xls")
    assert [(m.kind, m.range, m.cells) for m in table.provenance.marks] == [
        ("formula", "B3", 1), ("comment", "A2", 1), ("object", "", 1),
    ]  # fmt: skip
    assert table.provenance.unread == ("look",)


def test_a_text_file_has_no_marks():
    table = read_table("名称,数\na,1\n".encode(), "a.csv")
    assert (table.provenance.marks, table.provenance.unread) == ((), ())


def test_many_marks_of_a_kind_are_counted_to_the_end():
    def change(sheet):
        for row in range(2, 2_602, 2):
            sheet.cell(row, 2).value = "=1+1"

    found = [mark for mark in marks(change, rows=2_600) if mark.kind == "formula"]
    assert len(found) == 1_000
    assert sum(mark.cells for mark in found) == 1_300


def test_marks_are_read_from_a_workbook_in_zip_order_of_any_kind():
    data = workbook(three_cells)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    assert read_table(out.getvalue(), "a.xlsx").provenance.marks == tuple(marks(three_cells))
