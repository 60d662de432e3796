"""A workbook that comes back: what it decides enters the data, whatever does not fit is refused in Japanese."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_accept import rows_of
from tests.cli.test_bad_input import call
from tests.cli.test_commands import HIRAKU, state_of
from tests.workbook_pen import (
    ASKS,
    DATA,
    GROUPS,
    TOURISM,
    ask,
    column,
    decided,
    group,
    has_libreoffice,
    leave,
    opened,
    texts,
    write,
)

RAW = "raw/tourism/観光施設（確認中）.csv"


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
    free = sum(row["今の値"] == "無料" for row in texts(opened(ward / TOURISM)[ASKS]))
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
    book = opened(ward / TOURISM)
    assert book[ASKS].cell(ask(book, "url-no-scheme"), column(book[ASKS], "判断 ▼")).value == "不採用"
    assert hand_in(leave)[0] == 0
    assert len(decided(ward)) == 1


def test_a_loose_file_has_a_workbook_that_its_dataset_takes_in(ward: Path, tmp_path: Path) -> None:
    made = subprocess.run(
        [HIRAKU, "check", ward / RAW, "--format", "xlsx"], capture_output=True, check=False, timeout=120
    )
    assert made.returncode == 1
    path = tmp_path / "表.xlsx"
    path.write_bytes(made.stdout)
    book = opened(path)
    write(book[ASKS], ask(book, "lost-zero"), decision="採用")
    book.save(path)
    assert call("accept", str(path), "-C", str(ward), "--by", "田中") == 2  # it does not say of which dataset it is
    assert call("accept", "tourism", "--file", str(path), "-C", str(ward), "--by", "田中") == 0
    assert [row[:2] for row in decided(ward)] == [("連絡先電話番号", "'339931111")]


def test_several_workbooks_do_not_flow_into_one_pipe(ward: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", str(ward / RAW), str(ward / RAW), "--format", "xlsx") == 2
    assert "1つずつ" in capsys.readouterr().err


def test_a_workbook_that_somebody_wrote_into_is_never_written_over(ward: Path) -> None:
    path = ward / TOURISM
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
