"""Secrets in every corner of a file that is no cell: headers, sheets, comments, torn and garbled rows, keys, notes."""

import dataclasses
import html
import json
import re
import urllib.parse
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from pipelines.cli.main import main
from pipelines.model.errors import DeclarationError, GateClosed, UnreadableFile
from pipelines.model.table import Provenance
from pipelines.publish.gate import verify_clearance
from pipelines.validate.personal.declared import refuse_declared
from pipelines.validate.personal.outside import refuse_file_names
from tests.export_samples import dataset, package
from tests.personal.planted import squeezed
from tests.personal.test_nothing_leaks import written
from tests.workspace_copy import copy_workspace

HEADER = "No,氏名,メモ,電話,設置日,人数,住所"
KINDS = ("text", "text", "text", "phone", "date", "integer", "address")
FILL = [f"R{n:03},,,03-3993-1111,2022-04-01,7,東京都練馬区旭丘1-2-3" for n in range(10, 18)]
ROW = "R001,,{},03-3993-1111,2022-04-01,7,東京都練馬区旭丘1-2-3"
CORNERS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "header": ([f"{HEADER},担当 鈴木花子様 090-2468-1357", ROW + ",x"], ("鈴木花子", "09024681357")),
    "header-name": ([f"{HEADER},保護者 曽我部達也", ROW + ",x"], ("曽我部達也",)),
    "ragged": ([HEADER, ROW + ",はみ出し 佐藤健一様 070-1111-2233"], ("佐藤健一", "07011112233")),
    "short": ([HEADER, "R002,高橋由美子様 要介護3"], ("高橋由美子",)),
    "note": ([HEADER, "※問合せは斎藤浩二さん 090-5555-6677 まで,,,,,,"], ("斎藤浩二", "09055556677")),
    "preamble": (["作成者 中村恵子様（090-7777-1122）", HEADER], ("中村恵子", "09077771122")),
    "maker": (["記録（作成 山内久美子）", HEADER, ROW], ("山内久美子",)),
    "footer": ([HEADER, *FILL, "注 木村達夫氏 昭和30年5月5日生 練馬区旭丘9-8-7"], ("木村達夫",)),
    "date": ([HEADER, ROW.replace("2022-04-01", "令和4年13月1日 井上咲子様")], ("井上咲子",)),
    "number": ([HEADER, ROW.replace(",7,", ",1234-5678-9018,")], ("123456789018",)),
    "address": ([HEADER, ROW.replace("旭丘1-2-3", "旭丘1－2ー3 石川優子様方")], ("石川優子",)),
    "key": ([HEADER, *2 * [ROW.replace("R001", "090-4545-6767").replace("2022", "R4")]], ("09045456767",)),
    "key-name": ([HEADER, *2 * [ROW.replace("R001,", "伊藤真由美,伊藤真由美").replace("2022", "R4")]], ("伊藤真由美",)),
    "changes": ([HEADER, ROW.format("　加藤　和夫様　０８０－９８９８－１２１２　")], ("加藤和夫", "08098981212")),
    "phone": ([HEADER, ROW.replace("03-3993-1111", "担当山田太郎様 03-3993-1111")], ("山田太郎",)),
    "quote": ([HEADER, 'R001,"福田節子様 090-6767-3232'], ("09067673232",)),
    "no-header": (
        ["三浦啓介様,090-1919-2828,1956-03-04", "森尾由美様,090-1919-2829,1957-03-04"],
        ("三浦啓介", "09019192828"),
    ),
}
"""Name of a dataset -> the lines of its file, and what of them may be found nowhere."""
BOOK = ("前田健太", "08065657878", "長谷川直美", "09034345656", "藤田千尋", "岡田洋子")


def _declare(root: Path, slug: str, file: str) -> Path:
    (root / "datasets" / f"{slug}.toml").write_text(
        f'title = "記録"\ndescription = "見本"\nsection = "nerima-kocho-koho"\nlocal = "{slug}"\nfile = "{file}"\n'
        'primary_key = ["No"]\n',
        encoding="utf-8",
    )
    fields = [
        {"name": name, "type": "string", "title": name, "description": name, "hiraku:kind": kind}
        for name, kind in zip(HEADER.split(","), KINDS, strict=True)
    ]
    document = {"name": slug, "title": "記録", "fields": fields, "primaryKey": ["No"], "missingValues": [""]}
    (root / "schemas/local" / f"{slug}.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    (root / "raw" / slug).mkdir()
    return root / "raw" / slug / file


def _spelled(text: str) -> list[str]:
    """A text as it stands, and without the escapes of JSON, HTML and addresses."""
    plain = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
    return [squeezed(form) for form in {text, html.unescape(plain), urllib.parse.unquote(plain, errors="replace")}]


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A ward with a dataset for each corner, a garbled file and a workbook."""
    root = copy_workspace(tmp_path / "corners", "aed")
    for slug, (lines, _) in CORNERS.items():
        body = "\r\n".join([*(line.replace("{}", "") for line in lines), *FILL, ""])
        _declare(root, slug, "k.csv").write_bytes(body.encode("utf-8-sig"))
    garbled = "\r\n".join([HEADER, ROW.format("渡辺真一様 携帯080-3333-4455 ■"), *FILL, ""]).encode("cp932")
    _declare(root, "garbled", "k.csv").write_bytes(garbled.replace("■".encode("cp932"), b"\x85\xff\x81"))
    book = openpyxl.Workbook()
    for line in (HEADER, ROW, *FILL):
        book.active.append(line.split(","))
    book.active["C2"].comment = Comment("前田健太様 080-6565-7878", "藤田千尋")
    book.active["C3"] = "長谷川直美様 090-3434-5656"
    book.properties.creator = "岡田洋子"
    book.save(_declare(root, "book", "k.xlsx"))
    return root


def test_no_corner_of_a_file_gives_its_secret_away(ward: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run, plan, and a check of each file alone: reports, workbooks, repairs, what is published and what is printed."""
    files = sorted((ward / "raw").glob("*/k.*"))
    checks = [("check", *files, "--format", form) for form in ("jsonl", "sarif")]
    for verb in (("run", "-C", ward), ("plan", "-C", ward), *checks):
        with pytest.raises(SystemExit):
            main(list(map(str, verb)))
    printed = capsys.readouterr()
    texts = {name: text for name, text in written(ward).items() if not name.startswith(("datasets", "schemas"))}
    texts |= {"stdout": printed.out, "stderr": printed.err}
    assert not any("Traceback" in text for text in texts.values())
    secrets = {secret for _, found in CORNERS.values() for secret in found} | {*BOOK, "渡辺真一", "08033334455"}
    spelled = {name: _spelled(text) for name, text in texts.items()}
    leaks = [(name, secret) for name, forms in spelled.items() for secret in secrets if any(secret in f for f in forms)]
    assert leaks == []


@pytest.mark.parametrize("name", ["山田美咲様 080-1357-2468.csv", "himitsu99@gmail.com.csv", "個人/鈴木花子.xlsx"])
def test_a_file_called_by_a_person_is_not_read_further(name: str) -> None:
    with pytest.raises(UnreadableFile, match="file-name-personal"):
        refuse_file_names([Provenance(name, "0", 1)])
    with pytest.raises(UnreadableFile, match="file-name-personal"):
        refuse_file_names([Provenance("k.xlsx", "0", 1, sheets=("一覧", name))])


@pytest.mark.parametrize("name", ["AED設置場所一覧.csv", "202204011230.csv", "田中医院.csv", "R4.10.1_施設.xlsx"])
def test_ordinary_names_of_files_pass(name: str) -> None:
    refuse_file_names([Provenance(name, "0", 1, sheets=("Sheet1", "高松 一丁目", "石神井"))])


def test_a_declaration_that_names_a_private_person_stops_its_dataset() -> None:
    refuse_declared(dataset())
    for told in ({"note": "連絡は大塚明美様まで"}, {"tags": ("080-1357-2468",)}, {"description": "申請者 大塚明美"}):
        with pytest.raises(DeclarationError, match="declaration-personal"):
            refuse_declared(dataclasses.replace(dataset(), **told))


def test_a_file_beside_the_csv_that_was_changed_after_the_gate_is_refused() -> None:
    good = package()
    verify_clearance(good)
    for n, file in enumerate(good.files):
        files = (*good.files[:n], dataclasses.replace(file, data=file.data + "練馬太郎".encode()), *good.files[n + 1 :])
        with pytest.raises(GateClosed, match="gate-stale"):
            verify_clearance(dataclasses.replace(good, files=files))
