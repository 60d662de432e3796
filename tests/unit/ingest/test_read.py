"""What a file is, by its content: tables, other things under a table's name, damaged and oversized files."""

import csv
import io
import json
import zipfile

import pytest

from pipelines.ingest import archive as archives
from pipelines.ingest import limits, read_table, read_tables, records
from pipelines.ingest.inspect import describe
from pipelines.model.errors import UnreadableFile

CSV = "名称,所在地\r\n栄町児童館,栄町40-7\r\n中村児童館,中村2-25-3\r\n"


def refusal(data, name="x.csv"):
    with pytest.raises(UnreadableFile) as caught:
        read_table(data, name)
    assert caught.value.file == name
    return caught.value


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, content in members.items():
            opened.writestr(path.replace("__", "."), content)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"   \n", b"\xff\xfe", "　\r\n".encode()])
def test_a_file_with_nothing_in_it_is_said_to_be_empty(data):
    assert refusal(data).code == "empty-file"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"<!DOCTYPE html>\n<html><body><table><tr><td>1</td></tr></table></body></html>", "html"),
        (b"\xef\xbb\xbf  <html lang='ja'><head><title>404</title></head></html>", "html"),
        (b'<?xml version="1.0"?><rows><row a="1"/></rows>', "xml"),
        (json.dumps([{"a": 1, "b": 2}]).encode(), "json"),
        (json.dumps({"type": "FeatureCollection", "features": []}).encode(), "json"),
        (b"\x1f\x8b\x08\x00aaaa", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ole"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(data, kind):
    error = refusal(data)
    assert (error.code, error.params["kind"]) == ("not-a-table", kind)


def test_words_that_look_like_magic_numbers_are_words():
    assert read_table(b"BMI,weight\n20,60\n21,70\n", "x.csv").labels == ("BMI", "weight")


def test_a_script_is_shown_as_rows_but_never_publishable():
    table = read_table(b'var m = {\ncsv:[\n{name:"A",tel:"1"},\n{name:"B",tel:"2"}\n]};\n', "x.csv")
    assert ("script-not-table", "error") in [(f.code, f.severity) for f in table.findings]
    assert table.provenance.header_lines == ()


def test_one_table_in_an_archive_is_read():
    table = read_table(archive(a__csv=CSV.encode("cp932"), readme__md="x"), "x.zip")
    assert table.labels == ("名称", "所在地")
    assert (table.provenance.container, table.provenance.encoding) == ("zip", "cp932")
    assert table.provenance.name == "x.zip"
    assert table.provenance.notes["member"] == "a.csv"


def test_several_tables_in_an_archive_are_tables_each_and_never_one_by_chance():
    data = archive(a__csv=CSV, b__csv=CSV.replace("栄町", "北町"), readme__txt="説明")
    error = refusal(data, "x.zip")
    assert (error.code, error.params["files"]) == ("archive-with-several-files", ["a.csv", "b.csv"])
    tables = read_tables(data, "x.zip")
    assert [(t.provenance.notes["member"], t.cells.iloc[0, 0]) for t in tables] == [
        ("a.csv", "栄町児童館"),
        ("b.csv", "北町児童館"),
    ]
    assert {(t.provenance.container, t.provenance.size) for t in tables} == {("zip", len(data))}
    assert [f.params for f in tables[0].findings] == [{"files": ["readme.txt"], "count": 1}]


def test_an_archive_without_a_sound_table_is_refused_by_what_is_wrong():
    assert refusal(archive(a__txt="", b__pdf="x"), "x.zip").code == "empty-file"
    assert refusal(archive(b__pdf="x"), "x.zip").code == "archive-without-table"
    assert refusal(archive(word__="", **{"word/document__xml": "<a/>"}), "x.zip").params["kind"] == "docx"
    with pytest.raises(UnreadableFile) as caught:
        read_tables(archive(a__csv=CSV, b__csv=b"\x81"), "x.zip")
    assert (caught.value.code, caught.value.file, caught.value.params["member"]) == ("undecodable", "x.zip", "b.csv")


def test_names_that_windows_wrote_into_an_archive_are_read():
    data = archive(AAAA__csv=CSV).replace(b"AAAA", "一覧".encode("cp932"))
    assert read_table(data, "x.zip").provenance.notes["member"] == "一覧.csv"


def test_too_many_files_in_an_archive_are_said_by_number(monkeypatch):
    monkeypatch.setattr(archives, "MAX_FILES", 1)
    with pytest.raises(UnreadableFile) as caught:
        read_tables(archive(a__csv=CSV, b__csv=CSV), "x.zip")
    assert (caught.value.code, caught.value.params["count"]) == ("too-many-files", 2)


def test_an_archive_that_would_unpack_without_end_is_refused_unopened():
    bomb = archive(a__csv=b"0," * 8_000_000)
    assert len(bomb) < 50_000
    assert refusal(bomb, "x.zip").code == "archive-bomb"


def test_a_cut_archive_is_broken():
    assert refusal(archive(a__csv=CSV * 50)[:-30], "x.zip").code == "broken-file"


def test_the_limit_of_a_cell_holds_whatever_another_library_set():
    before = csv.field_size_limit(2**31 - 1)
    try:
        assert refusal(b"a,b\n1," + b"x" * (limits.MAX_CELL + 1) + b"\n").code == "cell-too-long"
        assert csv.field_size_limit() == 2**31 - 1
    finally:
        csv.field_size_limit(before)


def test_limits_are_said_by_name(monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert refusal(CSV.encode()).code == "file-too-large"
    monkeypatch.undo()
    assert refusal(b"a,b\n1," + b"x" * (limits.MAX_CELL + 1) + b"\n").code == "cell-too-long"
    assert refusal(b"a," * 2001 + b"a\n" + b"1," * 2001 + b"1\n").code == "too-many-columns"
    monkeypatch.setattr(records, "MAX_ROWS", 3)
    assert refusal(b"a,b\n" + b"1,2\n" * 4).code == "too-many-rows"


def test_a_name_that_promises_something_else_is_a_notice():
    table = read_table(CSV.encode(), "一覧.xlsx")
    assert [(f.code, f.severity, f.params["found"]) for f in table.findings] == [("wrong-extension", "notice", "csv")]


def test_mojibake_is_an_error_with_what_it_meant_where_that_is_certain():
    twice = "児童館".encode().decode("cp932")
    table = read_table(f"名称,件数\nƒRƒR,1\n{twice},2\n".encode(), "x.csv")
    assert [(f.code, f.severity, f.line, f.proposal) for f in table.findings] == [
        ("garbled-text", "error", 2, "ココ"),
        ("garbled-text", "error", 3, "児童館"),
    ]


def test_western_names_and_rare_kanji_are_no_mojibake():
    table = read_table("名称,備考\nCafé Français,繭の縺れ\nMünchen,譁\n".encode(), "x.csv")
    assert table.findings == ()


def test_control_characters_are_reported_where_they_stand():
    table = read_table("名称,備考\nA,あ\x02い\nB,う\n".encode(), "x.csv")
    assert [(f.code, f.line, f.params["characters"]) for f in table.findings] == [("control-character", 2, ["U+0002"])]


def test_description_of_a_file_is_its_facts_or_its_fault():
    facts = describe(b"\xef\xbb\xbf" + CSV.encode(), "x.csv")
    assert facts["encoding"] == "utf-8"
    assert facts["bom"] is True
    assert facts["dialect"] == {"delimiter": ",", "quote": '"'}
    assert facts["newline"] == "CRLF"
    assert (facts["preamble"], facts["header"], facts["footer"], facts["rows"]) == (0, 1, 0, 2)
    assert facts["columns"] == [{"label": "名称"}, {"label": "所在地"}]
    assert describe(b"", "x.csv")["error"] == "empty-file"
