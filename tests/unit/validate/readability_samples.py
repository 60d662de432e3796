"""One file that breaks it and one that keeps it, for each of the 30 rules, as sections would hand them in."""

import io
from collections.abc import Callable

import openpyxl
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from pipelines.ingest import read_table
from pipelines.model.table import RawTable

HEAD = ["名称", "所在地", "台数"]
ROWS = [
    ["練馬区役所", "東京都練馬区豊玉北6-12-1", 2],
    ["図書館", "東京都練馬区石神井台1-16-31", 3],
    ["体育館", "東京都練馬区谷原1-7-5", 4],
    ["会館", "東京都練馬区練馬1-17-1", 5],
]
CLEAN = "名称,所在地,台数\n" + "".join(f"{a},{b},{c}\n" for a, b, c in ROWS)


def text(content: str, *, encoding: str = "utf-8", name: str = "a.csv") -> RawTable:
    return read_table(content.encode(encoding), name)


def book(change: Callable | None = None) -> RawTable:
    """A workbook with the clean table, then changed."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    for row in [HEAD, *ROWS]:
        sheet.append(row)
    if change:
        change(sheet)
    data = io.BytesIO()
    made.save(data)
    return read_table(data.getvalue(), "a.xlsx")


def chart(sheet) -> None:
    sheet.add_chart(BarChart(), "B3")


def fill(sheet) -> None:
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")


def fill_header(sheet) -> None:
    for cell in sheet[1]:
        cell.fill, cell.font = PatternFill("solid", fgColor="FFFF00"), Font(bold=True)


def merge(sheet) -> None:
    sheet.merge_cells("C2:C3")


def hide(sheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


def formula(sheet) -> None:
    sheet["C4"] = "=C2+C3"


def comment(sheet) -> None:
    sheet["B2"].comment = Comment("確認中", "係")


def second_sheet(title: str) -> Callable:
    def change(sheet) -> None:
        other = sheet.parent.create_sheet(title)
        other.append(["1", "はい"])

    return change


GROUPED = "地区,町,人口\n北,一,10\n,二,20\n,三,30\n南,四,40\n,五,50\n,六,60\n"
CHOICES = "名称,有無\na,有\nb,有\nc,{}\nd,無\ne,無\nf,無\n"
CODED = "名称,回答区分\na,1\nb,2\nc,1\nd,2\n"

SAMPLES: dict[str, tuple[RawTable | list[RawTable], RawTable | list[RawTable]]] = {
    "L1-01": (text("var a = [\n{name: '区役所', tel: '1'},\n{name: '図書館', tel: '2'}\n];\n"), text(CLEAN)),
    "L1-02": (text("名称,台数\na,1\nb,2\n\n団体名,会員数\nc,30\nd,40\n"), text(CLEAN)),
    "L1-03": (text(CLEAN.replace("体育館", "\n体育館")), text(CLEAN)),
    "L1-04": (text("設置場所一覧\n" + CLEAN), text(CLEAN)),
    "L1-05": (text("名称,,台数\na,東京都,1\nb,東京都,2\n"), text(CLEAN)),
    "L1-06": (text(CLEAN.replace("会館,", "会　館,")), text(CLEAN.replace("会館", "練馬 区民会館"))),
    "L1-07": (text("名称,電話\na,03-3993-1111、03-3993-1112\n"), text("名称,特記事項\na,土曜は9:00～17:00\n")),
    "L1-08": (text("名称,団体\na,㈱練馬\n", encoding="cp932"), text("名称,団体\na,㈱練馬\n")),
    "L1-09": (text("町,人数\na,1\nb,\nc,-\nd,4\ne,5\nf,6\ng,7\n"), text("町,人数\na,1\nb,\nc,0\nd,4\n")),
    "L1-10": (book(chart), book()),
    "L1-11": (book(fill), book(fill_header)),
    "L1-12": (book(merge), book()),
    "L1-13": (book(hide), book()),
    "L1-14": (text('名称,概要\na,"一行目\n二行目"\n'), text(CLEAN)),
    "L1-15": (text("名称,台数\na,b,1\nc,2\nd,3\ne,4\n"), text('名称,台数\n"a,b",1\nc,2\n')),
    "L2-01": (text("町,台数\na,3台\nb,1\nc,2\n"), text("町,台数\na,3\nb,-1.5\nc,2\n")),
    "L2-02": (text("名称,区\na,練馬区\nb,〃\n"), text("名称,区\na,練馬区\nb,練馬区\n")),
    "L2-03": (text("名称,数,数\na,1,2\nb,3,4\n"), text(CLEAN)),
    "L2-04": (text(CHOICES.format("○")), text(CHOICES.format("有"))),
    "L2-05": (text("名称,種別\na,公園\nb,その他（広場）\n"), text("名称,種別\na,公園\nb,その他\n")),
    "L2-06": (book(formula), book()),
    "L3-01": (text("一覧\n" + CLEAN), text(CLEAN)),
    "L3-02": (text(CODED), text(CODED + "\n※回答区分の意味は、1：はい、2：いいえです。\n")),
    "L3-03": (
        text("町,人数\na,1\nb,2\nc,3\nd,4\ne,x\n"),
        text("町,人数\na,1\nb,2\nc,3\nd,4\ne,x\n\n※x：秘匿した数値です。\n"),
    ),
    "L3-04": (text("町,灰分\na,1\nb,2\n"), text("町,灰分（kg）\na,1\nb,2\n")),
    "L3-05": (text("名称,設置日\na,令和４年10月19日\n"), text("名称,設置日\na,2022-10-19\n")),
    "L3-06": (text("名称,所在地\na,豊玉北6-12-1\n"), text(CLEAN)),
    "L3-07": ([text(CLEAN), text("施設,住所,数\na,b,1\n", name="b.csv")], [text(CLEAN), text(CLEAN, name="b.csv")]),
    "L3-08": (text("Q1,Q2\na,1\nb,2\n"), book(second_sheet("項目の定義"))),
    "L3-09": (text("町,2020年,2021年,2022年\na,1,2,3\nb,4,5,6\n"), text("町,年,人口\na,2020,1\nb,2021,2\n")),
}
