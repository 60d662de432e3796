"""Gaiji, codes of CP932 that do not come back, and mojibake: located, explained, never mended."""

import pytest

from pipelines.ingest import capped, read_table
from pipelines.ingest.mojibake import meant

HEAD = "名称,備考\r\n".encode("cp932")


def findings(data):
    return [(f.code, f.severity, f.line, f.label, f.params) for f in read_table(data, "x.csv").findings]


def test_gaiji_are_an_error_where_they_stand():
    data = HEAD + "児童館,栄".encode("cp932") + b"\xf0\x40\r\n" + "中村館,い\r\n".encode("cp932")
    params = {"column": 2, "characters": ["U+E000"]}
    assert findings(data) == [("private-use-character", "error", 2, "備考", params)]


def test_codes_that_cp932_would_not_write_again_are_told_with_their_lines():
    data = HEAD + "児童館,栄".encode("cp932") + b"\xed\x40\r\n" + "中村館,".encode("cp932") + b"\x87\x9a\r\n"
    table = read_table(data, "x.csv")
    assert list(table.cells[1]) == ["栄纊", "∵"]
    params = {"characters": ["∵ 879A → 81E6", "纊 ED40 → FA5C"], "count": 2, "lines": ["2", "3"]}
    assert findings(data) == [("other-code", "notice", 2, "", params)]


def test_characters_that_cp932_does_not_have_are_a_fact_of_the_file():
    table = read_table("名称,備考\n𠮷野館,〜①\n中村館,－\n".encode(), "x.csv")
    assert table.findings == ()
    assert table.provenance.notes["not-in-cp932"] == "〜𠮷"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("施設名".encode("cp932").decode("latin-1"), "施設名"),
        ("児童館".encode().decode("latin-1"), "児童館"),
        ("児童館ー".encode().decode("cp932"), "児童館ー"),
        ("東京都練馬区".encode().decode("cp932"), "東京都練馬区"),
        (b"\xfb\xfc\x8b\xb4".decode("latin-1"), "髙橋"),
        ("コード".encode().decode("cp932", "ignore"), ""),
        ("名称 児童館".encode().decode("cp1252", "ignore"), ""),
        (b"\xed\x40\xed\x41".decode("latin-1"), ""),
    ],
    ids=["CP932", "UTF-8", "UTF-8 as CP932", "only kanji", "a code of IBM", "bytes lost", "half lost", "no way back"],
)
def test_mojibake_is_undone_only_where_the_whole_way_agrees(text, before):
    assert meant(text) == before


@pytest.mark.parametrize("text", ["練馬区", "Café Français", "ｶﾅ漢ｶﾅ", "繭の縺れ", "München Straße", "№①㈱", ""])
def test_sound_text_is_no_mojibake(text):
    assert meant(text) is None


def test_more_findings_than_are_listed_are_counted(monkeypatch):
    monkeypatch.setattr(capped, "LIMIT", 3)
    table = read_table(("名称,備考\n" + "A,=1+1\n" * 7).encode(), "x.csv")
    assert [f.code for f in table.findings] == ["formula-like"] * 3 + ["findings-cut"]
    assert (table.findings[-1].line, table.findings[-1].severity) == (None, "notice")
    assert table.findings[-1].params == {"kind": "formula-like", "total": 7, "limit": 3}
