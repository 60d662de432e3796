"""A workbook that somebody worked on in his own way: each way is either understood or refused in one clear sentence."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.test_bad_input import call
from tests.cli.test_commands import state_of
from tests.workbook_pen import ASKS, DATA, GROUPS, TOURISM, ask, column, decided, has_libreoffice, opened, texts, write

HandIn = Callable[..., tuple[int, str]]
ONE = [("連絡先電話番号", "'339931111")]


def answer(book: Workbook) -> int:
    """One sound decision; its row."""
    row = ask(book, "lost-zero")
    write(book[ASKS], row, decision="採用")
    return row


def move_column(sheet: Worksheet, heading: str) -> None:
    """A column cut and put behind all others."""
    place, last = column(sheet, heading), sheet.max_column + 1
    for row in sheet.iter_rows():
        sheet.cell(row[0].row, last).value = row[place - 1].value
    sheet.delete_cols(place)


def spoil(book: Workbook, kind: str) -> None:
    answer(book)
    if kind == "copied-asks":
        write(book.copy_worksheet(book[ASKS]), 3, decision="不採用")
    elif kind == "copied-data":
        book.copy_worksheet(book[DATA]).title = "データ（控え）"
    elif kind == "space":
        book[ASKS].title = "直すところ "
    elif kind == "width":
        book[DATA].title = "ﾃﾞｰﾀ"
    elif kind in ("key-of-asks", "key-of-groups", "key-of-data"):
        name, heading = {
            "key-of-asks": (ASKS, "指摘の鍵"), "key-of-groups": (GROUPS, "判断の鍵"), "key-of-data": (DATA, "行の鍵"),
        }[kind]  # fmt: skip
        book[name].delete_cols(column(book[name], heading))
    elif kind == "merged-data":
        book[DATA].merge_cells("F4:F6")
    elif kind == "merged-answers":
        book[ASKS].merge_cells("I2:I5")
    elif kind == "title-row":
        book[DATA].insert_rows(1)
        book[DATA]["A1"].value = "観光施設一覧（案）"
    elif kind == "older":
        book["_hiraku"]["B1"].value = "hiraku-workbook/0"
    elif kind == "lines-renumbered":
        for number, row in enumerate(book[DATA].iter_rows(min_row=2), 1):
            row[1].value = number


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("copied-asks", "シート「直すところCopy」は、このブックのシートの写しです"),
        ("copied-data", "シート「データ（控え）」は、このブックのシートの写しです"),
        ("space", "シート（直すところ）がありません"),
        ("width", "シート（データ）がありません"),
        ("key-of-asks", "シート「直すところ」に、項目名「指摘の鍵」がありません"),
        ("key-of-groups", "シート「まとめて判断」に、項目名「判断の鍵」がありません"),
        ("key-of-data", "シート「データ」に、項目名「行の鍵」がありません"),
        ("merged-data", "シート「データ」のセル（F4:F6）が結合されています"),
        ("merged-answers", "シート「直すところ」のセル（I2:I5）が結合されています"),
        ("title-row", "シート「データ」に、項目名"),
        ("older", "形式（hiraku-workbook/0）は使えません"),
        ("lines-renumbered", "隠してある列がずれています"),
    ],
)
def test_what_cannot_be_understood_is_refused_whole(ward: Path, hand_in: HandIn, kind: str, said: str) -> None:
    before = state_of(ward / "repairs")
    status, told = hand_in(lambda book: spoil(book, kind))
    assert status == 2
    assert said in told
    assert "戻り.xlsx" in told
    assert state_of(ward / "repairs") == before


def harmless(book: Workbook, kind: str) -> None:
    row = answer(book)
    asks, data = book[ASKS], book[DATA]
    if kind == "inserted-row":
        asks.insert_rows(4)
        data.insert_rows(7)
    elif kind == "trailing-space":
        write(asks, row, decision="採用 ")
    elif kind == "wide-space":
        write(asks, row, decision="　採用　")
    elif kind == "moved-columns":
        move_column(asks, "判断 ▼")
        move_column(data, "名称")
    elif kind == "no-comments":
        for cells in data.iter_rows():
            for cell in cells:
                cell.comment = None
    elif kind == "own-sheet":
        book.create_sheet("原課のメモ")["A1"].value = "判断 ▼"
    elif kind == "unprotected":
        for sheet in book.worksheets:
            sheet.protection.sheet = False
    elif kind == "filtered":
        asks.auto_filter.add_filter_column(1, ["止"])
        for number in range(3, asks.max_row + 1):
            asks.row_dimensions[number].hidden = number != row
        for number in range(5, 20):
            data.row_dimensions[number].hidden = True
    elif kind == "hidden-shown":
        book["_hiraku"].sheet_state = "visible"
    elif kind == "no-help":
        del book["お知らせ"], book["項目の説明"], book["はじめに"]
    elif kind == "order":
        book.move_sheet(DATA, -3)
    elif kind == "same-twice":
        asks.append([cell.value for cell in asks[row]])


@pytest.mark.parametrize(
    "kind",
    ["inserted-row", "trailing-space", "wide-space", "moved-columns", "no-comments", "own-sheet", "unprotected",
     "filtered", "hidden-shown", "no-help", "order", "same-twice"],
)  # fmt: skip
def test_what_changes_nothing_of_what_was_said_does_no_harm(ward: Path, hand_in: HandIn, kind: str) -> None:
    status, told = hand_in(lambda book: harmless(book, kind))
    assert (status, "判断を1件取り込みました" in told) == (0, True), told
    assert [row[:2] for row in decided(ward)] == ONE


def doubtful(book: Workbook, kind: str) -> None:
    row = answer(book)
    asks = book[ASKS]
    other = ask(book, "url-no-scheme")
    if kind == "written-into-inserted":
        asks.insert_rows(4)
        write(asks, 4, decision="手入力", own="1")
    elif kind == "answered-twice":
        asks.append([cell.value for cell in asks[other]])
        write(asks, other, decision="採用")
        write(asks, asks.max_row, decision="不採用")
    elif kind == "formula-as-answer":
        write(asks, other, decision='="採"&"用"')
    elif kind == "kana":
        write(asks, other, decision="ｻｲﾖｳ")
    elif kind == "blank-value":
        write(asks, other, decision="手入力", own="　")
    elif kind == "group-word":
        write(asks, other, decision="全部採用")
    elif kind == "another-cell":
        write(asks, other, 今の値="別の値", decision="採用", 候補=asks.cell(row, column(asks, "候補")).value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("written-into-inserted", "隠してある鍵が消えている"),
        ("answered-twice", "判断が違います。どちらも使いませんでした"),
        ("formula-as-answer", "は使えません。「採用」「不採用」"),
        ("kana", "判断「ｻｲﾖｳ」は使えません"),
        ("blank-value", "手入力の値が空です"),
        ("group-word", "判断「全部採用」は使えません"),
        ("another-cell", "候補が書き換えられています"),
    ],
)
def test_what_is_in_doubt_is_told_with_its_row_and_the_rest_is_taken(
    ward: Path, hand_in: HandIn, kind: str, said: str
) -> None:
    status, told = hand_in(lambda book: doubtful(book, kind))
    assert status == 1
    assert said in told
    assert "シート「直すところ」の" in told
    assert [row[:2] for row in decided(ward)] == ONE


def written(ward: Path, tmp_path: Path) -> Path:
    book = opened(ward / TOURISM)
    answer(book)
    path = tmp_path / "戻り.xlsx"
    book.save(path)
    return path


def test_the_reading_that_excel_keeps_beside_what_was_typed_is_no_part_of_it(ward: Path, tmp_path: Path) -> None:
    """Japanese Excel stores furigana inside the text of a cell."""
    path, spoken = (
        written(ward, tmp_path),
        b'</t><rPh sb="0" eb="2"><t>\xe3\x82\xb5\xe3\x82\xa4\xe3\x83\xa8\xe3\x82\xa6</t></rPh>',
    )
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                assert "<t>採用</t>".encode() in data
                data = data.replace("<t>採用</t>".encode(), "<t>採用".encode() + spoken)
            new.writestr(name, data)
    path.write_bytes(made.getvalue())
    assert call("accept", str(path), "-C", str(ward), "--by", "田中") == 0
    assert [row[:2] for row in decided(ward)] == ONE


@pytest.mark.parametrize("part", [0.2, 0.5, 0.99])
def test_a_truncated_file_is_told(ward: Path, tmp_path: Path, part: float, capsys: pytest.CaptureFixture[str]) -> None:
    path, before = written(ward, tmp_path), state_of(ward / "repairs")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert call("accept", str(path), "-C", str(ward), "--by", "田中") == 2
    assert "確認用のブックとして開けません" in capsys.readouterr().err
    assert state_of(ward / "repairs") == before


def test_a_part_that_unpacks_to_far_more_than_any_workbook_is_not_unpacked(
    ward: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(ward, tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as part:
        for _ in range(300):
            part.write(bytes(1024 * 1024))
    assert path.stat().st_size < 2 * 1024 * 1024
    assert call("accept", str(path), "-C", str(ward), "--by", "田中") == 2
    assert "大きすぎて開けません" in capsys.readouterr().err


def test_another_datasets_workbook_is_told(ward: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = next((ward / "reports/wifi").glob("*_確認用.xlsx"))
    assert call("accept", "tourism", "--file", str(other), "-C", str(ward), "--by", "田中") == 2
    assert "「wifi」のブックです（いまは「tourism」）" in capsys.readouterr().err


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice (soffice) is not here")
@pytest.mark.parametrize(("ending", "status"), [("xlsm", 0), ("ods", 2), ("xls", 2)])
def test_another_format_is_understood_or_told(
    ward: Path, tmp_path: Path, ending: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(ward, tmp_path)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    form = {"xlsm": "xlsm:Calc MS Excel 2007 VBA XML"}.get(ending, ending)
    run = [*command, form, "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(run, check=True, capture_output=True, timeout=180)
    saved = tmp_path / "saved" / f"戻り.{ending}"
    assert call("accept", str(saved), "-C", str(ward), "--by", "田中") == status
    told = capsys.readouterr().err
    assert status == 0 or ".xlsx で保存し直してください" in told
    assert [row[:2] for row in decided(ward)] == (ONE if status == 0 else [])


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice (soffice) is not here")
def test_filtered_sorted_and_saved_by_libreoffice_it_says_the_same(ward: Path, hand_in: HandIn, tmp_path: Path) -> None:
    def work(book: Workbook) -> None:
        harmless(book, "filtered")
        sheet = book[DATA]
        rows = sorted(
            ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2)), key=lambda row: str(row[6] or "")
        )
        for number, row in enumerate(rows, 2):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value

    assert hand_in(work, through=True)[0] == 0
    assert [row[:2] for row in decided(ward)] == ONE
    assert len(texts(opened(tmp_path / "saved" / "戻り.xlsx")[DATA])) == len(texts(opened(ward / TOURISM)[DATA]))


def test_a_table_of_another_kind_under_the_name_of_a_workbook_is_told(
    ward: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "確認用.xlsx"
    shutil.copy(next((ward / "raw/tourism").iterdir()), fake)
    before = state_of(ward / "repairs")
    assert call("accept", str(fake), "-C", str(ward), "--by", "田中") == 2
    assert capsys.readouterr().err.strip().endswith("。")
    assert state_of(ward / "repairs") == before
