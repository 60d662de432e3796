"""Encodings: what each kind of bytes is taken for, and that nothing is ever patched."""

import pytest

from pipelines.ingest.decode import decode
from pipelines.model.errors import UnreadableFile

TEXT = "名称,所在地\r\n栄町児童館,練馬区栄町40-7\r\n①髙﨑ビル㈱～,ｶﾅ\r\n"
PLAIN = "名称,所在地\r\n栄町児童館,練馬区栄町四十番地\r\n"


@pytest.mark.parametrize(
    ("codec", "encoding", "bom"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", True),
        ("cp932", "cp932", False),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16-le", False),
        ("utf-16-be", "utf-16-be", False),
        ("utf-32", "utf-32", True),
    ],
)
def test_text_comes_back_whole_from_every_encoding_that_offices_use(codec, encoding, bom):
    decoded = decode(TEXT.encode(codec), "x.csv")
    assert (decoded.text, decoded.encoding, decoded.bom) == (TEXT, encoding, bom)


@pytest.mark.parametrize(("codec", "encoding"), [("euc_jp", "euc-jp"), ("iso2022_jp", "iso-2022-jp")])
def test_encodings_of_older_systems_are_known_too(codec, encoding):
    decoded = decode(PLAIN.encode(codec), "x.csv")
    assert (decoded.text, decoded.encoding) == (PLAIN, encoding)


@pytest.mark.parametrize("text", ["ＩＤ,x\n１,2\n", "x　y\n", "２０２０\n", "〒,、\n", "→,x\n"])
def test_wide_letters_and_signs_alone_are_japanese_text_too(text):
    assert decode(text.encode("cp932"), "x.csv").encoding == "cp932"
    assert decode(text.encode("euc_jp"), "x.csv").encoding == "euc-jp"


def test_a_stray_nul_makes_no_utf16_of_another_text():
    text = 'a,id,None,None,"名\n称",a2\r\ninf,\x00,a,20200101T000000,1.5kg,2020-01\r\ninf, ,,,"NA",x-1'
    assert decode(text.encode("cp932"), "x.csv").text == text


def test_letters_of_western_europe_are_no_japanese_text():
    with pytest.raises(UnreadableFile):
        decode("Résumé;Möbel\n".encode("latin-1"), "x.csv")


def test_ascii_is_utf8():
    assert decode(b"a,b\n1,2\n", "x.csv").encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        "名称,所在地\n".encode("cp932") + b"\x80\xff\xfe\xa0",
        b"\xef\xbb\xbf" + "名称".encode("cp932"),
        "名称,所在地".encode()[:-1],
        b"\xff\xfe" + "名称".encode("utf-16-le")[:-1],
        "<a>,b\r\n".encode("utf-16-le")[1:],
    ],
    ids=["stray bytes", "UTF-8 mark before CP932", "cut UTF-8", "cut UTF-16", "shifted UTF-16"],
)
def test_bytes_that_no_encoding_fits_are_refused_and_never_replaced(data):
    with pytest.raises(UnreadableFile) as caught:
        decode(data, "x.csv")
    assert caught.value.code == "undecodable"
