"""OpenDocument and old Excel containers: read where sound, refused before they can do harm."""

import io
import struct
import zipfile

import pytest

from pipelines.ingest import read_table
from pipelines.model.errors import UnreadableFile

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="一覧">'
)
TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def text(value, repeated=1):
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def number(value):
    cell = f'<table:table-cell office:value-type="float" office:value="{value}">'
    return f"{cell}<text:p>{value}</text:p></table:table-cell>"


def day(value):
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


def ods(*rows, repeated=1):
    out = io.BytesIO()
    attribute = f' table:number-rows-repeated="{repeated}"'
    body = "".join(f"<table:table-row{attribute}>{''.join(row)}</table:table-row>" for row in rows)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<a/>")
        archive.writestr("content.xml", HEAD + body + TAIL)
    return out.getvalue()


def refusal(data, name):
    with pytest.raises(UnreadableFile) as caught:
        read_table(data, name)
    return caught.value.code


def test_an_opendocument_sheet_is_read_with_its_dates_and_whole_numbers():
    data = ods(
        [text("名称"), text("定員"), text("開設日")],
        [text("栄町児童館"), number(30), day("2020-04-01")],
        [text("中村児童館"), number(45), day("2021-10-01")],
    )
    table = read_table(data, "x.ods")
    assert table.labels == ("名称", "定員", "開設日")
    assert list(table.cells.loc["一覧!2"]) == ["栄町児童館", "30", "2020-04-01"]
    assert (table.provenance.container, table.findings) == ("ods", ())


@pytest.mark.parametrize("repeated", [10_000_000, 2_000_000])
def test_rows_repeated_without_end_are_refused(repeated):
    code = refusal(ods([text("名称", 900)], repeated=repeated), "x.ods")
    assert code in {"too-many-rows", "too-many-cells"}


def compound(records):
    """An old container with one small stream "Workbook" made of (type, content) records."""
    stream = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    stream = stream.ljust(4096, b"\x00")
    sectors = len(stream) // 512
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00"))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<IIIII", header, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    chain = [*range(3, sectors + 2), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain]
    fat = struct.pack("<128I", *table, *([0xFFFFFFFF] * (128 - len(table))))
    directory = b""
    for title, kind, start, size in (("Root Entry", 5, 0xFFFFFFFE, 0), ("Workbook", 2, 2, 4096)):
        entry = bytearray(128)
        raw = title.encode("utf-16-le")
        entry[: len(raw)] = raw
        struct.pack_into("<HB", entry, 64, len(raw) + 2, kind)
        struct.pack_into("<II", entry, 116, start, size)
        directory += bytes(entry)
    return bytes(header) + fat + directory.ljust(512, b"\x00") + stream


def test_an_old_workbook_with_cells_beyond_its_last_column_is_broken():
    assert refusal(
        compound([(0x0809, b"\x00" * 16), (0x0203, struct.pack("<HH", 1, 60_000) + b"\x00" * 10)]), "x.xls"
    ) == ("broken-file")


def test_an_old_workbook_of_giant_sheets_is_refused_before_it_is_laid_out():
    sheet = [(0x0809, b"\x00" * 16), (0x0203, struct.pack("<HH", 65_535, 255) + b"\x00" * 10), (0x000A, b"")]
    assert refusal(compound(sheet * 3), "x.xls") == "too-many-cells"


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_broken():
    data = bytearray(compound([(0x0809, b"\x00" * 16)]))
    struct.pack_into("<I", data, 512 + 4 * 3, 2)
    assert refusal(bytes(data), "x.xls") == "broken-file"
