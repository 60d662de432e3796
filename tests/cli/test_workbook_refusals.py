"""A workbook edited in ways that nobody foresaw: refused whole or row by row in Japanese, never guessed."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_bad_input import call
from tests.cli.test_commands import state_of
from tests.workbook_pen import ASKS, DATA, GROUPS, ask, column, decided, group, write


def refused_whole(book: Workbook, kind: str) -> None:
    write(book[ASKS], ask(book, "lost-zero"), decision="採用")
    if kind == "no-identity":
        del book["_hiraku"]
    elif kind == "renamed":
        book[ASKS].title = "なおすところ"
    elif kind == "removed":
        del book[GROUPS]
    elif kind == "heading":
        book[DATA].cell(1, column(book[DATA], "名称")).value = "名前"
    elif kind == "doubled":
        book[ASKS].cell(1, column(book[ASKS], "今の値")).value = "候補"
    elif kind == "new-column":
        book[DATA].cell(1, book[DATA].max_column + 1).value = "新しい列"
    elif kind == "copied-row":
        for cell in list(book[DATA][5]):
            book[DATA].cell(book[DATA].max_row + (cell.column == 1), cell.column).value = cell.value
    elif kind == "sorted-alone":
        sheet, place = book[DATA], book[DATA].max_column
        sheet.cell(2, place).value, sheet.cell(3, place).value = sheet.cell(3, place).value, sheet.cell(2, place).value
    elif kind == "identity":
        book["_hiraku"]["F2"].value = "0" * 8
    elif kind == "publisher":
        book["_hiraku"]["B3"].value = "131199"
    elif kind == "format":
        book["_hiraku"]["B1"].value = "hiraku-workbook/9"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("no-identity", "新しい元のファイルとして使うときは"),
        ("renamed", "シート（直すところ）がありません"),
        ("removed", "シート（まとめて判断）がありません"),
        ("heading", "項目名「名称」がありません"),
        ("doubled", "項目名「今の値」がありません"),
        ("new-column", "知らない列（新しい列）"),
        ("copied-row", "同じ行を写したもの"),
        ("sorted-alone", "隠してある列がずれています"),
        ("identity", "隠してあるシートの内容が変わっています"),
        ("publisher", "ほかの団体"),
        ("format", "hiraku-workbook/9"),
    ],
)
def test_a_workbook_that_is_not_what_was_handed_out_is_refused_whole(
    ward: Path, hand_in: Callable[..., tuple[int, str]], kind: str, said: str
) -> None:
    before = state_of(ward / "repairs")
    status, told = hand_in(lambda book: refused_whole(book, kind))
    assert status == 2
    assert said in told
    assert "戻り.xlsx" in told
    assert state_of(ward / "repairs") == before


def spoil(book: Workbook, kind: str) -> None:
    """One sound decision, and one that cannot be taken in."""
    asks, data = book[ASKS], book[DATA]
    write(asks, ask(book, "url-no-scheme"), decision="採用")
    row = ask(book, "lost-zero")
    wrong: dict[str, dict[str, object]] = {
        "no-word": {"decision": "はい"},
        "no-value": {"decision": "手入力"},
        "no-decision": {"own": "(03)3993-1111"},
        "both": {"decision": "採用", "own": "(03)3993-1111"},
        "candidate": {"decision": "採用", "候補": "(03)3993-1199"},
        "key": {"decision": "採用", "指摘の鍵": None},
        "number": {"decision": "手入力", "own": 339931111},
        "formula": {"decision": "手入力", "own": '="03-3993-1111"'},
        "not-canonical": {"decision": "手入力", "own": "03-39931"},
    }
    if kind in wrong:
        write(asks, row, **wrong[kind])
    elif kind == "no-candidate":
        write(asks, ask(book, "weekday-invalid"), decision="採用")
    elif kind == "date":
        write(data, 4, 名称=date(2026, 11, 9))
    elif kind == "error-value":
        write(data, 4, 名称="#REF!")
        data.cell(4, column(data, "名称")).data_type = "e"
    elif kind == "added":
        data.append([*[""] * (column(data, "連絡先電話番号") - 1), "03-39931"])
    elif kind == "deleted":
        data.delete_rows(10, 2)
    elif kind == "group":
        write(book[GROUPS], group(book, "無料"), decision="全部採用")
    elif kind == "conflict":
        write(asks, row, decision="採用")
        write(data, 28, 連絡先電話番号="(03)3993-1199")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("no-word", "判断「はい」は使えません"),
        ("no-value", "手入力の値が空です"),
        ("no-decision", "判断が空です"),
        ("both", "手入力の値もあります"),
        ("candidate", "候補が書き換えられています"),
        ("key", "隠してある鍵"),
        ("number", "数に変わっています（339931111）"),
        ("formula", "式（"),
        ("not-canonical", "決められた形ではありません"),
        ("no-candidate", "候補がありません"),
        ("date", "日付に変わっています"),
        ("error-value", "エラー（#REF!）"),
        ("added", "この行は足していません"),
        ("deleted", "（2行）が消えています。まだ除いていません"),
        ("group", "判断「全部採用」は使えません"),
        ("conflict", "どちらも使いませんでした"),
    ],
)
def test_what_cannot_be_taken_in_is_told_with_sheet_and_row_and_the_rest_is_taken(
    ward: Path, hand_in: Callable[..., tuple[int, str]], kind: str, said: str
) -> None:
    status, told = hand_in(lambda book: spoil(book, kind))
    assert status == 1
    assert said in told
    assert re.search("シート「(直すところ|まとめて判断|データ)」(の|から)", told)
    assert [row[:2] for row in decided(ward)] == [("URL", "www.city.nerima.tokyo.jp/")]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old", b""])
def test_what_is_no_workbook_is_told(
    ward: Path, tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "変.xlsx"
    back.write_bytes(data)
    assert call("accept", str(back), "-C", str(ward), "--by", "田中") == 2
    said = capsys.readouterr().err
    assert "変.xlsx" in said
    assert "Traceback" not in said
