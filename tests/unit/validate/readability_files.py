"""Files made from the official texts of the 30 rules alone, by somebody who had not looked at the other samples."""

import io
from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.chart import LineChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

CASES: list[tuple[str, str, bytes, tuple[str, ...]]] = []
"""(rule, name of a file that breaks it, its bytes, the places that must be named: "" for the file as a whole)."""
CLEAN: list[tuple[str, str, bytes]] = []
"""(rule, name of a file that only looks as if it broke it, its bytes)."""

PEOPLE = [
    ["地区", "人口（人）", "世帯数（世帯）"],
    ["練馬", "1200", "500"],
    ["光が丘", "900", "400"],
    ["石神井", "800", "350"],
]


def text(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """A CSV in which a cell with a comma, a quote or a line break is quoted."""

    def cell(value: str) -> str:
        return '"' + value.replace('"', '""') + '"' if set(value) & set(',"\n') else value

    return "".join(",".join(map(cell, row)) + "\r\n" for row in rows).encode(encoding)


def book(rows: Sequence[Sequence[object]], change: Callable[[Worksheet], object] | None = None) -> bytes:
    """A workbook of one sheet, its numbers as numbers, changed by hand."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append([int(v) if isinstance(v, str) and v.isascii() and v.isdigit() else v for v in row])
    if change:
        change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def column(label: str, *values: str) -> list[list[str]]:
    """A table of a key column and one more."""
    return [["管理名", label], *([f"見本{n}", value] for n, value in enumerate(values, 1))]


def bad(rule: str, data: bytes, *places: str, name: str = "") -> None:
    CASES.append((rule, name or ("見本.xlsx" if data[:2] == b"PK" else "見本.csv"), data, places))


def good(rule: str, data: bytes) -> None:
    CLEAN.append((rule, "見本.xlsx" if data[:2] == b"PK" else "見本.csv", data))


def _chart(sheet: Worksheet) -> None:
    sheet.add_chart(LineChart(), "B2")


def _hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _remark(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("速報値", "見本")


def _set(**cells: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return change


def _look(cell: str, **look: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in look.items():
            setattr(sheet[cell], name, value)

    return change


TWICE = [*PEOPLE, ["", "", ""], ["路線", "駅数（駅）", "延長（km）"], ["西武池袋線", "5", "12"], ["大江戸線", "6", "8"]]

bad("L1-02", text(TWICE), "R6")
bad("L1-02", book(TWICE), "6:6")
good("L1-02", text(PEOPLE))
bad("L1-03", text([*PEOPLE[:2], ["", "", ""], *PEOPLE[2:]]), "R3")
bad("L1-03", book([*PEOPLE[:3], PEOPLE[0], *PEOPLE[3:]]), "4:4")
bad("L1-03", text([[r[0], "", *r[1:]] for r in PEOPLE]), "C2")
good("L1-03", text(PEOPLE))
bad("L1-04", text([*PEOPLE, ["", "", ""], ["※人口は速報値である。", "", ""]]), "R6")
bad("L1-04", text([["練馬区の人口一覧", "", ""], *PEOPLE]), "R1")
bad("L1-04", book(PEOPLE, _remark), "B2")
good("L1-04", book(PEOPLE))
bad("L1-05", text([["地区", "", "世帯数（世帯）"], *PEOPLE[1:]]), "R1C2")
bad("L1-05", text([["1", "2", "3"], *PEOPLE[1:]]), "R1C1", "R1C2", "R1C3")
bad("L1-05", book([["地区", "列1", "列2"], *PEOPLE[1:]]), "B1", "C1")
good("L1-05", text([["2021年度", "2022年度"], ["1", "2"]]))
bad("L1-06", text(column("件　数", "1", "2", "3")), "R1C2")
bad("L1-06", text(column("施設", "本　庁　舎", "図書館", "体育館")), "R2C2")
bad("L1-06", text(column("施設", "　本庁舎", "図書館 ", "体育館")), "R2C2:R3C2")
bad("L1-06", book(column("施設", "石神井   庁舎", "図書館", "体育館")), "B2")
bad("L1-06", text(column("担当", "福祉部\n高齢課", "福祉部", "土木部")), "R2C2")
good("L1-06", text(column("施設", "ココネリ 3階", "ゆけむりの宿　美湾荘", "Nerima Art Museum")))
bad("L1-07", text(column("人数", "100（5）", "20（1）", "3（0）")), "R2C2:R4C2")
bad("L1-07", text(column("電話", "03-3993-1111、03-3993-1112", "03-3993-1111", "")), "R2C2")
bad("L1-07", text(column("対応言語", "英語,中国語", "英語", "中国語")), "R2C2")
bad("L1-07", text(column("遊具", "ぶらんこ・すべり台・鉄棒", "鉄棒", "砂場")), "R2C2")
bad("L1-07", book(column("利用時間", "9:00～17:00", "10:00-18:00", "")), "B2:B3")
bad("L1-07", book(column("担当課", "福祉部\n高齢課", "福祉部", "土木部")), "B2")
good("L1-07", text(column("名称", "レオナルド・ダ・ヴィンチ展", "本庁舎", "図書館")))
good("L1-07", text(column("説明", "広場、池、花壇がある公園です。", "遊具、砂場、トイレがあります。", "")))
good("L1-07", text(column("診療科目", "内科;小児科", "内科", "歯科")))
bad("L1-08", text(column("区分", "①", "②", "③"), "cp932"), "R2C2:R4C2")
bad("L1-08", text(column("面積（㎡）", "1", "2", "3"), "cp932"), "R1C2")
bad("L1-08", text(column("区分", "〝甲〟", "乙", "丙"), "cp932"), "R2C2")
good("L1-08", text(column("法人名", "㈱見本", "㈲見本", "見本"), "cp932"))
good("L1-08", text(column("所在地", "埼玉県見﨑町", "群馬県髙見町", "見本町"), "cp932"))
bad("L1-09", text(column("件数", "5", "", "－", "7", "2", "3", "4", "6")), "R3C2")
good("L1-09", text(column("件数", "5", "0", "3", "7", "2")))
bad("L1-10", book(PEOPLE, _chart))
good("L1-10", book(PEOPLE))
bad("L1-11", book(PEOPLE, _look("B3", fill=PatternFill("solid", start_color="FFFF00"))), "B3")
bad("L1-11", book(PEOPLE, _look("A3", font=Font(strike=True))), "A3")
good("L1-11", book(PEOPLE, lambda s: [setattr(s.cell(1, c), "font", Font(bold=True)) for c in (1, 2, 3)]))
bad("L1-12", book([*PEOPLE, ["", "1", "2"]], lambda s: s.merge_cells("A4:A5")), "A4:A5")
good("L1-12", book(PEOPLE))
bad("L1-13", book(PEOPLE, _hide), "3:3", "C:C")
good("L1-13", book(PEOPLE))
bad("L1-14", text(column("案内", "一行目\n二行目", "あ", "い")), "R2C2")
good("L1-14", text(column("案内", "一行目、二行目", "あ", "い")))
bad("L1-15", "管理名,所在地,数\r\n甲,豊玉北6,12-1,3\r\n乙,石神井,4\r\n丙,大泉,5\r\n".encode(), "R2")
good("L1-15", text([["管理名", "所在地", "数"], ["甲", "豊玉北6,12-1", "3"], ["乙", "石神井", "4"]]))
bad("L2-01", text(column("定員", "20人", "30", "45名")), "R2C2", "R4C2")
bad("L2-01", book(column("予算額", "1,200", "300", "△50")), "B2", "B4")
bad("L2-01", text(column("利用者数", "100（速報値）", "200", "300", "400（推計）", "500")), "R2C2", "R5C2")
bad("L2-01", text(column("利用料", "100円", "200円", "応相談", "300", "要問合せ")), "R2C2:R4C2", "R6C2")
good("L2-01", text(column("郵便番号", "176-8501", "177-0041", "178-0061")))
good("L2-01", text(column("定員", "20", "30", "45")))
bad("L2-02", text(column("担当課", "高齢課", "〃", "同上")), "R3C2:R4C2")
bad("L2-02", text(column("担当課", "高齢課", "々", "同右")), "R3C2:R4C2")
good("L2-02", text(column("担当課", "高齢課", "高齢課", "同潤会")))
bad("L2-03", text([["地区", "人口", "人口"], *PEOPLE[1:]]), "R1C2", "R1C3")
bad("L2-03", text([["地区", "", "世帯数（世帯）"], *PEOPLE[1:]]), "R1C2")
bad("L2-03", book([["地区", "人口と世帯", ""], ["", "人口", "世帯"], *PEOPLE[1:]], lambda s: s.merge_cells("B1:C1")))
good("L2-03", text(PEOPLE))
bad("L2-04", text(column("駐車場", *["有", "無"] * 6, "○", "あり")), "R14C2:R15C2")
bad("L2-04", text(column("受付", *["窓口"] * 30, *["郵送"] * 20, "窓口（要予約）")), "R52C2")
good("L2-04", text(column("種別", *["保育所（公立）", "保育所（私立）"] * 5)))
bad("L2-05", text(column("交通手段", *["徒歩", "自転車", "その他"] * 3, "その他（キックボード）")), "R11C2")
good("L2-05", text(column("交通手段", *["徒歩", "自転車", "その他"] * 3)))
bad("L2-06", book(PEOPLE, _set(B4="=B2+B3")), "B4")
good("L2-06", book(PEOPLE))
bad("L3-01", text([["練馬区の人口一覧", "", ""], *PEOPLE]), "R2")
bad("L3-01", book([["", "", ""], *PEOPLE]), "2:2")
good("L3-01", text(PEOPLE))
bad("L3-02", text(column("満足度区分", *["1", "2", "3", "2", "1"])), "C2")
good("L3-02", text(column("満足度区分", *["満足", "普通", "不満", "普通", "満足"])))
bad("L3-03", text(column("患者数", "5", "x", "12", "8", "9", "x", "3", "4")), "R3C2", "R7C2")
good("L3-03", text([*column("患者数", "5", "x", "12", "8", "9", "4", "6"), ["", ""], ["※xは秘匿した数値である。", ""]]))
bad("L3-04", text(column("降水", "12.5", "3.0", "8.1")), "R1C2")
good("L3-04", text(column("降水量（mm）", "12.5", "3.0", "8.1")))
bad("L3-05", text(column("開設日", "平成3年4月1日", "2001-04-01", "令和元年5月1日")), "R2C2", "R4C2")
bad("L3-05", text([["地区", "令和3年度", "備考"], ["練馬", "5", "a"], ["大泉", "6", "b"]]), "R1C2")
bad("L3-05", text(column("開設年月日", "03/04/01", "04/10/01", "05/12/20")), "R2C2:R4C2")
bad("L3-05", text(column("開設年", "令和3", "平成30", "昭和50")), "R2C2:R4C2")
good("L3-05", text(column("開設年", "2021年（令和3年）", "2018年（平成30年）", "1975年（昭和50年）")))
good("L3-05", text(column("時間軸", "2021000000", "2021100000", "2022000000")))
bad("L3-06", text([["都道府県", "人口（人）"], ["東京", "5"], ["埼玉", "6"], ["千葉", "7"]]), "C1")
bad("L3-06", text([["市区町村", "人口（人）"], ["練馬", "5"], ["板橋", "6"], ["杉並", "7"]]), "C1")
good("L3-06", text([["都道府県", "人口（人）"], ["東京都", "5"], ["埼玉県", "6"], ["千葉県", "7"]]))
bad("L3-08", text([["Q1", "Q2", "Q3"], ["1", "2", "3"], ["2", "1", "3"]]), "R1C1", "R1C2", "R1C3")
bad("L3-09", text([["地区", "2020年", "2021年", "2022年"], ["練馬", "1", "2", "3"]]), "R1C2", "R1C3", "R1C4")
bad("L3-09", text([["地区", "第1四半期", "第2四半期", "第3四半期"], ["練馬", "1", "2", "3"]]), "R1C2", "R1C3", "R1C4")
good("L3-09", text([["地区", "年", "人口（人）"], ["練馬", "2021", "2"], ["練馬", "2022", "3"]]))
