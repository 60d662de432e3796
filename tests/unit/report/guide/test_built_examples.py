"""Examples that are told in words because no CSV can hold them: built here, and found by the program all the same."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.catalog import read_catalog
from pipelines.cli.checking import judge_loose_file
from pipelines.guide.template import render_example
from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError
from pipelines.report.guide.examples import examples
from pipelines.stages import judge_files
from pipelines.standard import schema
from tests.unit.ingest.test_old_workbooks import OLD, without_formats
from tests.workspace_copy import ROOT

ROWS = [["番号", "公園", "面積"], [1, "サンプル公園", 12.5], [2, "みほん公園", 30.5], [3, "れんしゅう公園", 8.5]]
CSV = "番号,公園,面積\n1,サンプル公園,12.5\n2,みほん公園,30.5\n".encode()


def workbook(change: Callable[[Worksheet], None] = lambda _sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def archive(**members: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as made:
        for name, data in members.items():
            made.writestr(name.replace("_", "."), data)
    return saved.getvalue()


def merge(sheet: Worksheet) -> None:
    sheet.merge_cells("B2:B3")


def cover(sheet: Worksheet) -> None:
    """openpyxl empties covered cells; a spreadsheet that merged them by a script does not."""
    sheet.merge_cells("B2:B3")
    sheet._cells[3, 2] = openpyxl.cell.cell.Cell(sheet, row=3, column=2, value="隠れた公園")


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def formula(sheet: Worksheet) -> None:
    sheet["C2"] = "=C3+C4"


def error(sheet: Worksheet) -> None:
    sheet["C2"] = "#REF!"


def another(sheet: Worksheet) -> None:
    sheet.parent.create_sheet("作業メモ").append(["あとで消す"])


def rounded(sheet: Worksheet) -> None:
    sheet["C2"] = 12.3456
    sheet["C2"].number_format = "0.0"


FILES: dict[str, tuple[str, bytes, str, bytes]] = {
    "merged-cells": ("a.xlsx", workbook(merge), "a.xlsx", workbook()),
    "covered-value": ("a.xlsx", workbook(cover), "a.xlsx", workbook()),
    "hidden-rows": ("a.xlsx", workbook(hide), "a.xlsx", workbook()),
    "formula-without-value": ("a.xlsx", workbook(formula), "a.xlsx", workbook()),
    "cell-error": ("a.xlsx", workbook(error), "a.xlsx", workbook()),
    "other-sheets": ("a.xlsx", workbook(another), "a.xlsx", workbook()),
    "display-rounded": ("a.xlsx", workbook(rounded), "a.xlsx", workbook()),
    "wrong-extension": ("a.csv", workbook(), "a.xlsx", workbook()),
    "other-files": ("a.zip", archive(a_csv=CSV, b_txt="説明".encode()), "a.zip", archive(a_csv=CSV)),
    "active-content": ("a.xlsx", b"", "a.xlsx", workbook()),
    "other-code": ("a.csv", "番号,記号\n1,あ".encode("cp932") + b"\x87\x9a\n", "a.csv", "番号,記号\n1,あ∵\n".encode()),
    "undecodable": ("a.csv", ("番号,名称\n" + "1,サンプル公園\n" * 20).encode()[:-2], "a.csv", CSV),
}


def with_macro() -> bytes:
    """A workbook with the part that holds macros; nothing in it can run."""
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as book:
        book.writestr("xl/vbaProject.bin", b"")
    return made.getvalue()


FILES["formats-unread"] = ("a.xls", without_formats(), "a.xls", OLD)
FILES["findings-cut"] = (
    "a.csv",
    ("番号,名称\n" + "".join(f"{n},サンプル\u0001公園\n" for n in range(1_200))).encode(),
    "a.csv",
    ("番号,名称\n" + "".join(f"{n},サンプル公園\n" for n in range(1_200))).encode(),
)
FILES["active-content"] = ("a.xlsm", with_macro(), "a.xlsx", workbook())


def codes(name: str, data: bytes) -> dict[str, str]:
    """Code -> severity."""
    try:
        return {f.code: f.severity for f in judge_loose_file(Path(name), data, "", None).report.findings}
    except HirakuError as error:
        return {error.code: "error"}


@pytest.mark.parametrize("code", sorted(FILES))
def test_the_built_file_shows_its_code_and_the_mended_one_does_not(code: str) -> None:
    wrong_name, wrong, right_name, right = FILES[code]
    found = codes(wrong_name, wrong)
    assert found.get(code) == (examples()[code].severity or "warning")
    assert code not in codes(right_name, right)
    assert not examples()[code].is_csv


def test_a_file_of_the_older_edition_is_told_and_one_of_the_current_is_not() -> None:
    catalog = read_catalog((ROOT / "catalog.toml").read_text(encoding="utf-8"))
    dataset = Dataset("example", "例", "", "", table="aed")
    for edition, told in (("2017", True), ("", False)):
        data = render_example(schema("aed", edition))
        report = judge_files(dataset, [("一覧.csv", data)], catalog).report
        assert ("old-edition" in {f.code for f in report.findings}) == told
        assert report.publishable()
