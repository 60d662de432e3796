"""The workbook that goes out: six sheets and a hidden one, its look, and nothing personal in it."""

import dataclasses
import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pipelines.decisions.book_format import cell_text, fingerprint
from pipelines.decisions.book_reading import read_book
from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.report import Report
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.report.workbook import facts
from pipelines.report.workbook.book import render_workbook, stamped
from pipelines.report.workbook.facts import Origin
from tests.unit.report import samples
from tests.workbook_pen import texts

SCHEMA = TableSchema(
    slug="t", edition="local", standard="", title="表", title_en="",
    fields=(
        Field("ID", constraints={"unique": True}),
        Field("名称", importance="mandatory"),
        Field("有無", kind="flag", constraints={"enum": ["有", "無"]}),
        Field("緯度", kind="lat", type="number"),
        Field("電話", kind="phone", importance="recommended", description="連絡に使われます。"),
    ),
)  # fmt: skip
SHEETS = ["はじめに", "まとめて判断", "直すところ", "データ", "お知らせ", "項目の説明", "_hiraku"]
Columns = dict[str, list[str]]


def columns(rows: int = 8) -> Columns:
    return {
        "ID": [f"{n:04}" for n in range(rows)],
        "名称": [f"施設{n}" if n != 1 else "" for n in range(rows)],
        "有無": ["△"] * 3 + ["有"] * (rows - 3),
        "緯度": [f"3544{n:02}.5" for n in range(rows)],
        "電話": [""] * rows,
    }


def findings(rows: int = 8) -> list[Finding]:
    return [
        Finding("required-missing", "error", 3, "名称", "名称"),
        *(
            Finding("choice-unknown", "error", n + 2, "有無", "有無", "△", "", {"choices": ["有", "無"]})
            for n in range(3)
        ),
        *(
            Finding("coordinate-not-decimal", "error", n + 2, "緯度", "緯度", f"3544{n:02}.5", f"35.74{n:02}")
            for n in range(rows)
        ),
        Finding("number-inexact", "warning", 2, "ID", "ID", "0000"),
        *(Finding("recommended-missing", "notice", n + 2, "電話", "電話") for n in range(rows)),
    ]


def made(cells: Columns, found: list[Finding], changes: tuple[CellChange, ...] = (), **origin: object) -> bytes:
    lines: list[Line] = list(range(2, 2 + len(next(iter(cells.values())))))
    table = NormalizedTable(
        pd.DataFrame(cells, index=lines, dtype="str"), dict.fromkeys(cells, ""), changes, (), samples.PROVENANCE
    )
    report: Report = dataclasses.replace(
        samples.report(found, list(changes), len(lines)), columns=len(cells), slug="t", title="表 & 例"
    )
    keys: dict[Line, str] = {line: f"{int(line):016x}" for line in lines}
    told = {"dataset": "t", "publisher": "131202", "raw_sha256": "a" * 64, "row_keys": keys, **origin}
    return render_workbook(report, table, SCHEMA, Origin(**told))


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book() -> Workbook:
    changes = (CellChange(5, "名称", " 施設3", "施設3", "trim-space"),)
    return opened(stamped(made(columns(), findings(), changes), "2026-11-16T10:24+09:00"))


def test_the_sheets_are_in_their_order_and_the_identity_is_hidden(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert book["_hiraku"].sheet_state == "veryHidden"
    assert book["はじめに"]["A2"].value == "公開できません。3つの原因（12件）を直すと公開できます。"
    assert "2026年11月16日 10時24分" in str(book["はじめに"]["A3"].value)


def test_one_row_decides_all_findings_of_a_cause_and_value(book: Workbook) -> None:
    rows = [(r["項目"], r["今の値"], r["候補"], r["件数"]) for r in texts(book["まとめて判断"])]
    assert ("緯度", "354400.5 など", "35.7400 など", 8) in rows
    assert ("有無", "△", "（なし）", 3) in rows
    lists = {str(v.sqref): v.formula1 for v in book["まとめて判断"].data_validations.dataValidation}
    assert sorted(lists.values()) == ['"全部採用,行ごとに決める,不採用"', '"有,無,空欄,行ごとに決める"']


def test_every_finding_that_asks_has_a_row_required_ones_first(book: Workbook) -> None:
    rows = texts(book["直すところ"])
    assert len(rows) == 13
    assert (rows[0]["重さ"], rows[0]["行"], rows[0]["項目"], rows[0]["今の値"]) == ("止", 3, "名称", "（空欄）")
    assert [row["重さ"] for row in rows] == ["止"] * 12 + ["注"]
    assert {row["項目"] for row in rows[-9:-1]} == {"緯度"}  # まとめて判断 settles these
    assert len({(row["指摘の鍵"], row["項目の名前"]) for row in rows}) == 13


def test_links_lead_to_the_cell_inside_the_workbook(book: Workbook) -> None:
    sheet = book["直すところ"]
    for row in texts(sheet):
        cell = sheet.cell(int(str(row["#"])), 11)
        assert cell.hyperlink is not None
        assert cell.hyperlink.location == f"'データ'!{cell.value}"
        assert cell.hyperlink.target is None
        assert book["データ"][str(cell.value)].value == (None if row["今の値"] == "（空欄）" else row["今の値"])


def test_the_table_shows_marks_by_fill_edge_and_word(book: Workbook) -> None:
    data = book["データ"]
    rows = {row["元の行"]: row for row in texts(data)}
    assert (rows[2]["しるし"], rows[3]["しるし"], rows[9]["しるし"]) == ("止2 注1", "止3", "止1")
    stop, warn, auto, plain = data["F2"], data["C2"], data["D5"], data["D6"]
    assert [c.fill.fgColor.rgb for c in (stop, warn, auto)] == ["FFFFC199", "FFFFF0B3", "FFE8F1FE"]
    assert [c.border.left.style for c in (stop, warn, auto, plain)] == ["medium", "mediumDashed", "hair", "thin"]
    assert [c.font.i for c in (stop, warn, auto, plain)] == [False, False, True, False]
    assert "【公開を止めています】" in data["F2"].comment.text
    assert "候補：35.7400" in data["F2"].comment.text
    assert data["D6"].comment is None


def test_text_is_text_and_only_what_may_be_edited_is_open(book: Workbook) -> None:
    data = book["データ"]
    assert all(cell.number_format == "@" and cell.data_type == "s" for cell in data["C"][1:])
    assert data["C2"].value == "0000"
    assert {sheet.title: sheet.protection.sheet for sheet in book.worksheets[:6]} == dict.fromkeys(SHEETS[:6], True)
    assert all(sheet.protection.password is None for sheet in book.worksheets)
    opens = {s.title: sum(not c.protection.locked for r in s.iter_rows() for c in r) for s in book.worksheets}
    assert opens == {
        "はじめに": 0,
        "まとめて判断": 4,
        "直すところ": 26,
        "データ": 64,
        "お知らせ": 0,
        "項目の説明": 0,
        "_hiraku": 0,
    }
    assert (data.protection.insertRows, data.protection.sort, data.protection.insertColumns) == (False, False, True)


def test_it_freezes_filters_and_prints(book: Workbook) -> None:
    assert (book["データ"].freeze_panes, book["直すところ"].freeze_panes) == ("E2", "E2")
    assert book["データ"].auto_filter.ref == "A1:G9"
    assert book["データ"].column_dimensions["H"].hidden
    assert (book["データ"].page_setup.paperSize, book["データ"].page_setup.fitToWidth) == (8, 3)
    assert book["はじめに"].page_setup.orientation == "portrait"
    assert book["データ"].oddFooter.left.text == "表 && 例 確認用　&A"
    rules = [rule.formula for found in book["直すところ"].conditional_formatting for rule in found.rules]
    assert rules == [['$I2<>""'], ['AND($I2="手入力",$J2="")']]


def test_it_holds_no_macro_formula_or_outer_link() -> None:
    cells = columns()
    cells["名称"][0] = '=HYPERLINK("x")'
    with zipfile.ZipFile(io.BytesIO(made(cells, findings()))) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert not any("external" in name.lower() or "vba" in name.lower() for name in archive.namelist())
    assert b"<f>" not in whole
    assert b'TargetMode="External"' not in whole


def test_equal_content_gives_equal_bytes() -> None:
    first, again = made(columns(), findings()), made(columns(), findings())
    assert first == again
    assert stamped(first, "2026-11-16T10:24+09:00") == stamped(again, "2026-11-16T10:24+09:00")
    assert first != made(columns(), findings()[1:])


def test_personal_data_is_nowhere_in_the_file() -> None:
    cells = columns()
    secret, whole_column = "090-1234-5678", "山田花子"
    cells["名称"][4] = secret
    cells["電話"] = [whole_column] * 8
    found = [
        *findings(),
        Finding("personal-data", "error", 6, "名称", "名称", "●●●"),
        Finding("number-unreadable", "error", 6, "名称", "名称", "●●●", "●●●"),
        Finding("personal-data", "error", None, "電話", "電話", "●●●"),
    ]
    data = stamped(made(cells, found), "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert secret not in whole
    assert whole_column not in whole
    book = opened(data)
    cell = book["データ"]["D6"]
    assert cell.value == "●●●"
    assert all(row["項目"] != "名称" or row["行"] != 6 for row in texts(book["直すところ"]))
    named = [row["名称"] for row in texts(book["直すところ"]) if row["行"] == 6]
    assert named == ["●●●"]
    assert "このブックに載せていません" in "".join(str(c.value) for c in book["はじめに"]["B"])


def test_a_dataset_without_decisions_has_a_sensible_workbook() -> None:
    book = opened(stamped(made(columns(), []), ""))
    assert book["はじめに"]["A2"].value == "公開できます。指摘はありません。"
    assert book["直すところ"]["A3"].value == "判断の要る指摘はありません。"
    assert len(texts(book["データ"])) == 8
    assert not any(row.key for row in read_book(made(columns(), []), "x").asks)


def test_a_large_table_shows_what_needs_a_decision_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "MOST_CELLS", 100)
    monkeypatch.setattr(facts, "MOST_ASKS", 3)
    monkeypatch.setattr(facts, "_A_LOOK", 2)
    found = [Finding("number-unreadable", "error", line, "緯度", "緯度", "x") for line in (90, 40, 70, 50)]
    data = made(columns(100), found)
    book = opened(data)
    assert [row["元の行"] for row in texts(book["データ"])] == [40, 70, 90]
    told = "".join(str(cell.value) for cell in book["はじめに"]["B"])
    assert "100行のうち、判断の要る行など3行だけ" in told
    assert "1件は載せていません" in told
    assert len(read_book(data, "x").issued) == 3


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4), st.text(min_size=1, max_size=8))
def test_whatever_a_cell_holds_comes_back_as_it_was_shown(values: list[str], title: str) -> None:
    cells = {"名称": values, title if title != "名称" else "別": list(reversed(values))}
    back = read_book(made(cells, []), "x")
    assert [row.cells[0].text for row in back.data] == [cell_text(value) for value in values]
    for row in back.data:
        assert tuple(fingerprint(cell.text, 8) for cell in row.cells) == back.issued[row.key].prints


def test_what_nobody_can_decide_in_the_workbook_is_told_with_its_weight() -> None:
    loose = [Finding("unclosed-quote", "error"), Finding("hours-unpaired", "notice", 5, "ID", "ID")]
    rows = list(opened(made(columns(), [*findings(), *loose]))["お知らせ"].iter_rows(values_only=True))
    heading = next(n for n, row in enumerate(rows) if row[0] == "ほかの指摘")
    assert [row[1:3] for row in rows[heading + 1 :]] == [("止", 1), ("お知らせ", 1)]
    assert "5行" in rows[-1][3]


def test_the_sample_of_the_look_has_the_same_sheets_and_headings(book: Workbook) -> None:
    sample = Path(__file__).parents[4] / "shared" / "look" / "workbook.xlsx"
    if not sample.exists():
        pytest.skip("the sample workbook is not here")
    shown = openpyxl.load_workbook(sample)
    assert book.sheetnames == shown.sheetnames
    for name, last in (("まとめて判断", 9), ("直すところ", 11), ("お知らせ", 4), ("項目の説明", 8)):
        heads = [[cell.value for cell in sheet[name][1]][:last] for sheet in (book, shown)]
        assert heads[0] == heads[1]
        widths = [[sheet[name].column_dimensions[c].width for c in "ABC"] for sheet in (book, shown)]
        assert widths[0] == widths[1]
