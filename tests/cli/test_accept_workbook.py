"""A workbook that comes back: what it decides enters the data, whatever does not fit is refused in Japanese."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_accept import rows_of
from tests.cli.test_bad_input import call
from tests.cli.test_commands import state_of
from tests.workbook_pen import ASKS, DATA, GROUPS, column, has_libreoffice, opened, texts, through_libreoffice, write
from tests.workspace_copy import copy_workspace

BOOK = "reports/tourism/観光施設一覧_確認用.xlsx"
RAW = "raw/tourism/観光施設（確認中）.csv"


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_workspace(tmp_path_factory.mktemp("once") / "ward", "tourism", "wifi")
    assert call("run", "-C", str(folder)) == 1
    return folder


@pytest.fixture
def ward(run_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(run_once, tmp_path / "ward"))


@pytest.fixture
def hand_in(ward: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Edit a copy of the workbook and hand it in; the exit status and what was said, without white space."""

    def handed(edit: Callable[[Workbook], object], *options: str, through: bool = False) -> tuple[int, str]:
        book = opened(ward / BOOK)
        edit(book)
        back = tmp_path / "戻り.xlsx"
        book.save(back)
        if through:
            back = through_libreoffice(back, tmp_path)
        capsys.readouterr()
        status = call("accept", str(back), "-C", str(ward), "--by", "田中", *options)
        said = capsys.readouterr().err
        assert "Traceback" not in said
        return status, re.sub(r"\s+", "", said)

    return handed


def leave(book: Workbook) -> None:
    """Hand it in as it is."""


def ask(book: Workbook, code: str) -> int:
    """The first row of 直すところ about a finding with that code."""
    return next(int(row["#"]) for row in texts(book[ASKS]) if str(row["指摘の鍵"]).startswith(f"{code}/"))


def group(book: Workbook, value: str) -> int:
    return next(int(row["#"]) for row in texts(book[GROUPS]) if row["今の値"] == value)


def decided(ward: Path) -> list[tuple[str, str, str, str]]:
    rows = rows_of(ward / "repairs/tourism.csv")
    return [(r["項目"], r["前の値"], r["後の値"], r["判断"]) for r in rows if r["判断した人"]]


def decide_all_kinds(book: Workbook) -> None:
    asks = book[ASKS]
    write(asks, ask(book, "lost-zero"), decision="採用")
    write(asks, ask(book, "two-values"), decision="手入力", own="03-3993-1112")
    write(asks, ask(book, "url-no-scheme"), decision="不採用")
    write(book[GROUPS], group(book, "無料"), decision="手入力", own="0")
    exempt = next(row for row in texts(asks) if row["今の値"] == "無料")
    write(asks, int(exempt["#"]), decision="手入力", own="100")
    write(book[DATA], 3, 名称="直した名前")


def test_decisions_of_all_three_sheets_enter_the_data_in_one_go_and_only_once(
    ward: Path, hand_in: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    raw = state_of(ward / "raw")
    free = sum(row["今の値"] == "無料" for row in texts(opened(ward / BOOK)[ASKS]))
    status, said = hand_in(decide_all_kinds)
    assert (status, f"判断を{free + 4}件取り込みました" in said) == (0, True)
    rows = decided(ward)
    assert ("連絡先電話番号", "'339931111", "'(03)3993-1111", "採用") in rows
    assert ("連絡先電話番号", "'03-3993-1111／03-3993-1112", "'03-3993-1112", "手入力") in rows
    assert ("URL", "www.city.nerima.tokyo.jp/", "https://www.city.nerima.tokyo.jp/", "不採用") in rows
    assert sum(row == ("料金(基本)", "無料", "'0", "手入力") for row in rows) == free - 1
    assert ("料金(基本)", "無料", "'100", "手入力") in rows
    assert [after for field, _, after, _ in rows if field == "名称"] == ["直した名前"]
    signed = [r for r in rows_of(ward / "repairs/tourism.csv") if r["判断した人"]]
    assert {r["判断した人"] for r in signed} == {"田中"}
    assert all(re.fullmatch("確認用のブック [0-9a-f]{12}", r["理由"]) for r in signed)
    assert state_of(ward / "raw") == raw
    changes = (ward / "reports/tourism/changes.csv").read_text(encoding="utf-8")
    assert changes.count("decided-by-steward") == free + 3  # the check ran again; a refused candidate changes nothing
    before = state_of(ward / "repairs")
    status = call("accept", str(tmp_path / "戻り.xlsx"), "-C", str(ward), "--by", "別の人")
    assert (status, state_of(ward / "repairs")) == (0, before)


def test_an_address_can_be_typed(ward: Path, hand_in: Callable[..., tuple[int, str]]) -> None:
    address = "東京都練馬区旭町1-1-1"
    assert hand_in(lambda book: write(book[DATA], 6, 所在地_連結表記=address))[0] == 0
    assert [row[2] for row in decided(ward)] == [f"'{address}"]


def test_an_unchanged_workbook_is_no_repair(ward: Path, hand_in: Callable[..., tuple[int, str]]) -> None:
    before = state_of(ward / "repairs")
    status, said = hand_in(leave)
    assert (status, "判断を0件" in said) == (0, True)
    assert state_of(ward / "repairs") == before


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice (soffice) is not here")
def test_a_workbook_saved_by_libreoffice_says_the_same(
    ward: Path, hand_in: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    status, _ = hand_in(decide_all_kinds, through=True)
    assert status == 0
    saved = opened(tmp_path / "saved" / "戻り.xlsx")
    assert saved["_hiraku"].sheet_state != "visible"
    assert saved[ASKS].data_validations.dataValidation
    assert len(decided(ward)) == 17


def test_rows_may_be_sorted_and_columns_moved_as_long_as_their_keys_come_along(
    ward: Path, hand_in: Callable[..., tuple[int, str]]
) -> None:
    def turn(book: Workbook) -> None:
        for name in (ASKS, DATA):
            sheet = book[name]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
            for number, row in enumerate(reversed(rows), 2):
                for place, value in enumerate(row, 1):
                    sheet.cell(number, place).value = value
        write(book[ASKS], ask(book, "lost-zero"), decision="採用")

    assert hand_in(turn)[0] == 0
    assert [row[:2] for row in decided(ward)] == [("連絡先電話番号", "'339931111")]


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
        data.append(["", "", "x"])
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
        ("added", "足された行です"),
        ("deleted", "元のファイルの10、11行目（2行）が消えています"),
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


def test_a_changed_raw_file_is_refused_and_what_still_fits_is_offered(
    ward: Path, hand_in: Callable[..., tuple[int, str]]
) -> None:
    raw = ward / RAW
    data = raw.read_bytes()
    raw.write_bytes(data.replace(b",339931111,", b",339931199,"))
    before = state_of(ward / "repairs")
    status, told = hand_in(decide_all_kinds)
    assert status == 2
    assert "元のファイルはその後に変わりました" in told
    assert "同じ判断が16件あります" in told
    assert state_of(ward / "repairs") == before
    status, told = hand_in(decide_all_kinds, "--fitting")
    assert status == 1
    assert "いまの元のファイルにありません" in told
    rows = decided(ward)
    assert len(rows) == 16
    assert "'339931111" not in {before for _, before, _, _ in rows}


def test_a_decision_can_be_decided_anew_in_a_workbook_that_shows_it(
    ward: Path, hand_in: Callable[..., tuple[int, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hand_in(lambda book: write(book[ASKS], ask(book, "two-values"), decision="採用"))[0] == 0
    old = shutil.copy(tmp_path / "戻り.xlsx", tmp_path / "古い.xlsx")
    assert hand_in(lambda book: write(book[DATA], 29, 連絡先電話番号="(03)3993-1112"))[0] == 0
    wanted = [("連絡先電話番号", "'03-3993-1111／03-3993-1112", "'(03)3993-1112", "手入力")]
    assert decided(ward) == wanted
    assert call("accept", str(old), "-C", str(ward), "--by", "田中") == 1
    assert "このブックを作ったときと違います" in capsys.readouterr().err
    assert decided(ward) == wanted


def test_a_refused_candidate_stays_and_is_shown_as_refused(ward: Path, hand_in: Callable[..., tuple[int, str]]) -> None:
    assert hand_in(lambda book: write(book[ASKS], ask(book, "url-no-scheme"), decision="不採用"))[0] == 0
    book = opened(ward / BOOK)
    assert book[ASKS].cell(ask(book, "url-no-scheme"), column(book[ASKS], "判断 ▼")).value == "不採用"
    assert hand_in(leave)[0] == 0
    assert len(decided(ward)) == 1


def test_a_workbook_that_somebody_wrote_into_is_never_written_over(ward: Path) -> None:
    path = ward / BOOK
    call("run", "-C", str(ward))
    untouched = state_of(ward / "reports")[str(path)]
    assert call("run", "-C", str(ward)) == 1
    assert state_of(ward / "reports")[str(path)] == untouched
    book = opened(path)
    write(book[ASKS], ask(book, "lost-zero"), decision="採用")
    book.save(path)
    written = path.read_bytes()
    call("run", "-C", str(ward))
    assert path.read_bytes() == written  # nothing new to say
    assert call("accept", str(path), "-C", str(ward), "--by", "田中") == 0
    assert path.read_bytes() != written
    assert written in [other.read_bytes() for other in path.parent.glob("*_確認用_*.xlsx")]


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
