"""200 decisions over five real files, and rows added and taken out, come back exactly, through LibreOffice too."""

import csv
import io
import itertools
import os
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from pipelines.acceptance.book import Handed, accept_book
from pipelines.model.errors import DeclarationError
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.workbook_pen import ASKS, DATA, column, has_libreoffice, opened, texts, through_libreoffice, write

SHARED = Path(os.environ.get("HIRAKU_SHARED") or Path(__file__).parents[3] / "shared")
CORPUS = SHARED / "corpus"
FILES = [
    ("ishikawa-ken/170003_public_toilet.csv", "public_toilet", "170003", "備考"),
    ("nanao-shi/open_shelter_2024-01-09-1800.csv", "evacuation_space", "172022", "備考"),
    ("hachioji-shi/kosodateshisetuitiran.xlsx", "preschool", "132012", "備考"),
    ("yaizu-shi/222127_aed.csv", "aed", "222127", "備考"),
    ("yaizu-shi/222127_public_toilet.csv", "public_toilet", "222127", "備考"),
]
EACH = 40
ASKED = 15
CATALOG = """
title = "試しのカタログ"
description = "実在のファイルを検査するためのものです。"
[publisher]
code = "{code}"
name = "団体"
name_en = "Municipality"
prefecture = "県"
city = "市"
[license]
id = "CC-BY-4.0"
title = "クリエイティブ・コモンズ 表示 4.0 国際"
url = "https://creativecommons.org/licenses/by/4.0/deed.ja"
[[sections]]
id = "section"
name = "課"
[[themes]]
id = "theme"
title = "分類"
"""
DATASET = """
title = "{slug}"
description = "実在のファイルです。"
section = "section"
table = "{table}"
frequency = "不定期"
themes = ["theme"]
tags = ["試し"]
"""

pytestmark = [
    pytest.mark.skipif(not (CORPUS / "MANIFEST.csv").exists(), reason="the corpus of real files is not here"),
    pytest.mark.parametrize(("name", "table", "code", "free"), FILES, ids=[file for file, *_ in FILES]),
]
Decision = tuple[str, str, str, str]
"""Line, field, what is to stand there, 判断."""


def workspace(folder: Path, name: str, table: str, code: str) -> Workspace:
    folder.mkdir()
    (folder / "catalog.toml").write_text(CATALOG.format(code=code), encoding="utf-8")
    (folder / "datasets").mkdir()
    (folder / "datasets" / "corpus.toml").write_text(DATASET.format(slug="corpus", table=table), encoding="utf-8")
    (folder / "raw" / "corpus").mkdir(parents=True)
    shutil.copy(CORPUS / name, folder / "raw" / "corpus")
    found = Workspace(folder)
    assert process_dataset(found, "corpus").error is None
    return found


def decide(book: Workbook, free: str) -> set[Decision]:
    """Fill in EACH decisions: answers in 直すところ first, then edits of one column of データ."""
    made: set[Decision] = set()
    answered: set[tuple[object, object]] = set()
    asks = book[ASKS]
    for number, row in enumerate(texts(asks)):
        cell = (row["行"], row["項目の名前"])
        if len(made) == ASKED or cell in answered or row["項目の名前"] == free:
            continue
        answered.add(cell)
        proposal = str(row["候補"]) if row["候補の指紋"] else ""
        doubtful = str(row["項目の名前"]).startswith("所在地")  # the reader may refuse what a rule proposes here
        word = "採用" if proposal and number % 3 and not doubtful else "不採用"
        write(asks, int(str(row["#"])), decision=word)
        made.add((str(row["行"]), str(row["項目の名前"]), proposal, word))
    data = book[DATA]
    for number, row in itertools.islice(enumerate(texts(data)), EACH - len(made)):
        text = f"０{number}番目に、=1+1 と書いた" if number % 7 else ""
        if not text and not row[free]:
            text = "00123"
        data.cell(int(str(row["#"])), column(data, free)).value = text or None
        if text:
            data.cell(int(str(row["#"])), column(data, free)).data_type = "s"
        made.add((str(row["元の行"]), free, text or "（空欄）", "手入力"))
    return made


def signed(found: Workspace) -> set[Decision]:
    text = found.repairs_file("corpus").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    cells = [r for r in rows if r["判断した人"] and r["判断"] not in ("追加", "行を除く")]
    return {(r["行"], r["項目"], r["後の値"].removeprefix("'"), r["判断"]) for r in cells}


def stated(made: set[Decision]) -> list[Decision]:
    """Decisions by which a cell says something else."""
    return [decision for decision in made if decision[3] != "不採用"]


def published_table(found: Workspace) -> pd.DataFrame:
    """The cells after the next check, by line."""
    judged = process_dataset(found, "corpus").judged
    assert judged is not None
    return judged.table.cells.rename(index=str)


def published(found: Workspace, made: set[Decision]) -> dict[Decision, str]:
    """What stands in those cells after the next check."""
    cells = published_table(found)
    return {decision: str(cells.at[decision[0], decision[1]]) for decision in stated(made)}


def change_rows(book: Workbook, free: str) -> int:
    """Add a row below the table and take its last row out; the line of that one."""
    data = book[DATA]
    last = texts(data)[-1]
    write(data, int(str(last["#"])) + 1, **{free: "足した行の=1"})
    data.delete_rows(int(str(last["#"])))
    return int(str(last["元の行"]).rpartition("!")[2])


def handed_back(found: Workspace, tmp_path: Path, free: str) -> tuple[Path, set[Decision], int]:
    path = found.workbook_file("corpus", "corpus")
    book = opened(path)
    made = decide(book, free)
    gone = change_rows(book, free)
    back = tmp_path / "back.xlsx"
    book.save(back)
    return back, made, gone


def test_forty_decisions_of_each_file_return_exactly(
    name: str, table: str, code: str, free: str, tmp_path: Path
) -> None:
    found = workspace(tmp_path / "ward", name, table, code)
    rows = len(published_table(found))
    back, made, gone = handed_back(found, tmp_path, free)
    assert len(made) == EACH
    done = accept_book(found, Handed(back.read_bytes(), back.name, confirmed=True), by="田中", on="2026-11-21")
    assert [str(refusal) for refusal in done.refusals] == []
    assert (done.taken, done.added, done.removed, signed(found)) == (len(made) + 2, 1, 1, made)
    cells = published_table(found)
    assert (len(cells), cells.at["追加1", free]) == (rows, "足した行の=1")
    assert not any(line == str(gone) or line.endswith(f"!{gone}") for line in cells.index)
    assert published(found, made) == {decision: (decision[2]).replace("（空欄）", "") for decision in stated(made)}
    if has_libreoffice():
        other = workspace(tmp_path / "other", name, table, code)
        saved = through_libreoffice(back, tmp_path)
        again = accept_book(other, Handed(saved.read_bytes(), saved.name, confirmed=True), by="田中", on="2026-11-21")
        assert (again.refusals, again.added, again.removed, signed(other)) == ((), 1, 1, made)


def test_a_changed_file_is_refused(name: str, table: str, code: str, free: str, tmp_path: Path) -> None:
    found = workspace(tmp_path / "ward", name, table, code)
    back, _, _ = handed_back(found, tmp_path, free)
    raw = next((tmp_path / "ward" / "raw" / "corpus").iterdir())
    if raw.suffix == ".xlsx":
        with zipfile.ZipFile(raw, "a") as archive:
            archive.comment = b"another"
    else:
        raw.write_bytes(raw.read_bytes() + b"\r\n")
    with pytest.raises(DeclarationError, match="book-other-raw"):
        accept_book(found, Handed(back.read_bytes(), back.name), by="田中", on="2026-11-21")
    assert signed(found) == set() if found.repairs_file("corpus").exists() else True
