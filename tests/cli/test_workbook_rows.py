"""Rows that a steward adds to データ or takes out of it, from the workbook to the published table and back."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_accept import rows_of
from tests.cli.test_bad_input import call
from tests.cli.test_commands import state_of
from tests.workbook_pen import ASKS, DATA, TOURISM, column, has_libreoffice, opened, texts, write

NEW = {
    "全国地方公共団体コード": "131202",
    "ID": "T901",
    "名称": "足した観光施設",
    "所在地_連結表記": "東京都練馬区豊玉北6-12-1",
    "連絡先電話番号": "03-3993-1199",
    "料金(基本)": "５００円",
}
HandIn = Callable[..., tuple[int, str]]


def add(book: Workbook, **cells: object) -> int:
    """Write a new row right below the table."""
    sheet = book[DATA]
    number = max(int(str(row["#"])) for row in texts(sheet)) + 1
    while any(cell.value for cell in sheet[number]):
        number += 1
    known = {cell.value for cell in sheet[1]}
    write(sheet, number, **{name: value for name, value in cells.items() if name in known})
    return number


def take_out(book: Workbook, *lines: int) -> None:
    for line in lines:
        sheet = book[DATA]
        sheet.delete_rows(next(int(str(row["#"])) for row in texts(sheet) if row["元の行"] == line))


def published(ward: Path) -> dict[str, dict[str, object]]:
    """ID -> row of データ of the next workbook."""
    return {str(row["ID"]): row for row in texts(opened(ward / TOURISM)[DATA])}


def signed(ward: Path, decision: str) -> list[dict[str, str]]:
    return [row for row in rows_of(ward / "repairs/tourism.csv") if row["判断"] == decision and row["判断した人"]]


def both(book: Workbook) -> None:
    add(book, **NEW)
    take_out(book, 10, 12)


def test_an_added_row_enters_the_data_once_and_the_next_workbook_shows_it_with_its_key(
    ward: Path, hand_in: HandIn, tmp_path: Path
) -> None:
    raw, before = state_of(ward / "raw"), published(ward)
    status, said = hand_in(lambda book: add(book, **NEW))
    assert (status, "足した行が1行" in said) == (0, True)
    after = published(ward)
    assert set(after) - set(before) == {"T901"}
    row = after["T901"]
    assert row["元の行"] == "追加1"
    assert re.fullmatch(r"\+[0-9a-f]{16}", str(row["行の鍵"]))
    assert (row["連絡先電話番号"], row["料金(基本)"]) == ("(03)3993-1199", "500")
    changes = (ward / "reports/tourism/changes.csv").read_text(encoding="utf-8")
    recorded = [line for line in csv.reader(io.StringIO(changes)) if line[-1] == "row-added"]
    assert len(recorded) == len(signed(ward, "追加")) == len(NEW)
    settled = state_of(ward / "repairs")
    assert call("accept", str(tmp_path / "戻り.xlsx"), "-C", str(ward), "--by", "別の人") == 0
    assert state_of(ward / "repairs") == settled
    assert state_of(ward / "raw") == raw


def test_an_added_row_can_be_edited_and_taken_out_in_the_next_workbook(ward: Path, hand_in: HandIn) -> None:
    assert hand_in(lambda book: add(book, **NEW))[0] == 0

    def rename(book: Workbook) -> None:
        place = next(int(str(row["#"])) for row in texts(book[DATA]) if row["ID"] == "T901")
        write(book[DATA], place, 名称="新しい名前")

    assert hand_in(rename)[0] == 0
    assert published(ward)["T901"]["名称"] == "新しい名前"

    def remove(book: Workbook) -> None:
        book[DATA].delete_rows(next(int(str(row["#"])) for row in texts(book[DATA]) if row["ID"] == "T901"))

    assert hand_in(remove, "--confirm-removals")[0] == 0
    assert "T901" not in published(ward)


def test_a_missing_row_stays_until_somebody_confirms(ward: Path, hand_in: HandIn) -> None:
    before = published(ward)
    status, said = hand_in(lambda book: take_out(book, 10, 12))
    assert status == 1
    assert re.search("元のファイルの10行目「.+」、12行目「.+」（2行）が消えています。まだ除いていません", said)
    assert set(published(ward)) == set(before)
    repairs = ward / "repairs/tourism.csv"
    asked = [row for row in rows_of(repairs) if row["きまり"] == "row-removed"]
    assert [(row["判断"], row["行"], row["後の値"]) for row in asked] == [("", "10", ""), ("", "12", "")]
    settled = state_of(ward / "repairs")
    assert call("run", "-C", str(ward)) == 1
    assert state_of(ward / "repairs") == settled  # the question stays as long as its row
    repairs.write_text(decide(repairs, "行を除く", "不採用"), encoding="utf-8")
    assert call("accept", "tourism", "-C", str(ward), "--by", "田中") == 0
    assert call("run", "-C", str(ward)) == 1
    lines = {row["元の行"] for row in published(ward).values()}
    assert 10 not in lines
    assert 12 in lines
    page = (ward / "reports/tourism/report.html").read_text(encoding="utf-8")
    assert "公開から除くと判断した行" in page
    settled = state_of(ward / "repairs")
    status, said = hand_in(lambda book: take_out(book, 12))
    assert (status, "残すと判断した行です" in said) == (1, True)
    assert state_of(ward / "repairs") == settled


def decide(repairs: Path, *decisions: str) -> str:
    """The file with answers to its questions about rows."""
    rows, answers = rows_of(repairs), list(decisions)
    for row in rows:
        if row["きまり"] == "row-removed":
            row["判断"] = answers.pop(0)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_confirmed_at_once_a_row_goes_at_once(ward: Path, hand_in: HandIn) -> None:
    status, said = hand_in(both, "--confirm-removals")
    assert (status, "足した行が1行、除いた行が2行" in said) == (0, True)
    assert {row["元の行"] for row in published(ward).values()}.isdisjoint({10, 12})
    assert [row["行"] for row in signed(ward, "行を除く")] == ["10", "12"]
    settled = state_of(ward / "repairs")
    assert hand_in(lambda _: None)[0] == 0
    assert state_of(ward / "repairs") == settled


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice (soffice) is not here")
def test_rows_added_and_taken_out_survive_libreoffice(ward: Path, hand_in: HandIn) -> None:
    assert hand_in(both, "--confirm-removals", through=True)[0] == 0
    after = published(ward)
    assert after["T901"]["名称"] == NEW["名称"]
    assert {row["元の行"] for row in after.values()}.isdisjoint({10, 12})


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"連絡先電話番号": "03-39931"}, "「連絡先電話番号」の「03-39931」は、決められた形ではありません"),
        ({"連絡先電話番号": 339931199}, "数に変わっています（339931199）"),
        ({"名称": "=1+1"}, "式（=1+1）"),
        ({"名称": "●●●"}, "「名称」には個人情報の疑いがある"),
        ({"備考": "連絡は 090-0000-0000 まで"}, "個人情報の疑い"),
        ({"ID": "T001"}, "「T001」の行が、もうあります"),
        ({"元の行": "60"}, "隠してある鍵"),
    ],
)
def test_a_new_row_with_one_wrong_value_is_refused_whole(
    ward: Path, hand_in: HandIn, cells: dict[str, object], said: str
) -> None:
    before = state_of(ward / "repairs")
    status, told = hand_in(lambda book: add(book, **{**NEW, **cells}))
    assert status == 1
    assert said.replace(" ", "") in told
    assert "090-0000-0000" not in told
    assert "シート「データ」の" in told
    assert state_of(ward / "repairs") == before


def test_of_two_new_rows_the_sound_one_enters(ward: Path, hand_in: HandIn) -> None:
    def write_both(book: Workbook) -> None:
        add(book, **{**NEW, "連絡先電話番号": "なんばん"})
        add(book, **{**NEW, "ID": "T902"})

    status, said = hand_in(write_both)
    assert (status, "この行は足していません" in said) == (1, True)
    assert {"T901", "T902"} & set(published(ward)) == {"T902"}


def test_a_blank_new_row_is_nothing(ward: Path, hand_in: HandIn) -> None:
    assert hand_in(lambda book: add(book, しるし="　", 名称="", ID=" "))[0] == 0
    assert not signed(ward, "追加")


def test_a_row_cut_without_its_key_and_pasted_elsewhere_is_neither_new_nor_gone(ward: Path, hand_in: HandIn) -> None:
    def cut(book: Workbook) -> None:
        sheet = book[DATA]
        values = [cell.value for cell in sheet[5]][:-1]
        sheet.delete_rows(5)
        for place, value in enumerate(values, 1):
            sheet.cell(sheet.max_row + (place == 1), place).value = value

    before = state_of(ward / "repairs")
    status, said = hand_in(cut, "--confirm-removals")
    assert (status, "隠してある鍵" in said, "消えています。まだ" in said) == (1, True, False)
    assert state_of(ward / "repairs") == before


def test_when_most_rows_are_missing_it_is_taken_for_a_mishap(ward: Path, hand_in: HandIn) -> None:
    before = state_of(ward / "repairs")
    status, said = hand_in(lambda book: book[DATA].delete_rows(2, 40))
    assert (status, "40行が消えています。まちがいかもしれない" in said) == (1, True)
    assert state_of(ward / "repairs") == before


def test_a_row_that_is_missing_and_decided_is_left_alone(ward: Path, hand_in: HandIn) -> None:
    before = state_of(ward / "repairs")

    def contradict(book: Workbook) -> None:
        row = next(row for row in texts(book[ASKS]) if row["候補の指紋"])
        write(book[ASKS], int(str(row["#"])), decision="採用")
        take_out(book, int(str(row["行"])))

    status, said = hand_in(contradict, "--confirm-removals")
    assert (status, "「直すところ」に判断があります" in said) == (1, True)
    assert state_of(ward / "repairs") == before


def test_rows_can_be_added_and_taken_out_in_the_repairs_file_too(ward: Path) -> None:
    repairs = ward / "repairs/tourism.csv"
    rows = rows_of(repairs)
    blank = dict.fromkeys(rows[0], "")
    rows += [{**blank, "行の鍵": "+1", "項目": name, "後の値": f"'{NEW[name]}", "判断": "追加"} for name in NEW]
    rows += [{**blank, "行の鍵": "10", "判断": "行を除く"}, {**blank, "行の鍵": "999", "判断": "行を除く"}]
    with repairs.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(blank))
        writer.writeheader()
        writer.writerows(rows)
    assert call("accept", "tourism", "-C", str(ward), "--by", "田中") == 1  # there is no line 999
    call("run", "-C", str(ward))
    after = published(ward)
    assert "T901" in after
    assert 10 not in {row["元の行"] for row in after.values()}
    assert [row["前の値"][:8] for row in signed(ward, "行を除く")] == ["'sha256:"]
    assert all(re.fullmatch(r"'\+[0-9a-f]{16}", row["行の鍵"]) for row in signed(ward, "追加"))


def test_cells_below_the_table_take_text_and_no_cell_of_a_row_is_protected(ward: Path) -> None:
    sheet = opened(ward / TOURISM)[DATA]
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=2) for cell in row)
    below = sheet.column_dimensions["C"]
    assert (below.protection.locked, below.number_format) == (False, "@")
    assert column(sheet, "行の鍵") == sheet.max_column
