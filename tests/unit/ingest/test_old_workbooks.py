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


def unicode(value):
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def globals_of(*names, formats=((176, "000000"), (177, "0.0%")), cells=(0, 176, 177, 58, 9)):
    """The records of a workbook stream before its sheets: number formats, cell styles and where each sheet begins."""
    records = [(0x0809, struct.pack("<HH", 0x0600, 5) + b"\x00" * 12)]
    records += [(0x041E, struct.pack("<H", number) + unicode(text)) for number, text in formats]
    records += [(0x00E0, struct.pack("<HH", 0, number) + b"\x00" * 16) for number in cells]
    size = sum(4 + len(content) for _, content in records) + sum(4 + 8 + 2 * len(name) for name in names) + 4
    for name in names:
        sheet = struct.pack("<IBBBB", size, 0, 0, len(name), 1) + name.encode("utf-16-le")
        records.append((0x0085, sheet))
    return [*records, (0x000A, b"")]


def label(row, column, value):
    return 0x0204, struct.pack("<HHH", row, column, 0) + unicode(value)


def real(row, column, style, value):
    return 0x0203, struct.pack("<HHHd", row, column, style, value)


OLD = compound(
    [
        *globals_of("一覧"),
        (0x0809, struct.pack("<HH", 0x0600, 0x10) + b"\x00" * 12),
        (0x007D, struct.pack("<HHHHHH", 1, 1, 2000, 0, 1, 0)),
        (0x0208, struct.pack("<HHHHHHHH", 1, 0, 5, 300, 0, 0, 0x20, 0)),
        *(label(0, j, text) for j, text in enumerate(["名称", "コード", "割合", "開設日", "率"])),
        label(1, 0, "栄町"),
        *(real(1, 1 + j, 1 + j, value) for j, value in enumerate([13200, 0.1256, 43922, 0.5])),
        label(2, 0, "中村"),
        (0x00BD, struct.pack("<HHHIHIH", 2, 1, 1, (120 << 2) | 2, 2, (1 << 2) | 2, 2)),
        (0x000A, b""),
    ]
)


def test_number_formats_of_an_old_workbook_are_read_with_its_hidden_rows():
    table = read_table(OLD, "x.xls")
    assert list(table.cells.loc["一覧!2"]) == ["栄町", "013200", "12.56%", "2020-04-01", "50%"]
    assert list(table.cells.loc["一覧!3"])[:3] == ["中村", "000120", "100.0%"]
    assert [(f.code, f.params) for f in table.findings] == [
        ("display-rounded", {"count": 1, "rows": ["2"]}),
        ("hidden-rows", {"rows": ["2"], "columns": ["B"], "count": 1}),
    ]


def without_formats() -> bytes:
    """The workbook with a format that is longer than its record."""
    broken = bytearray(OLD)
    place = broken.index(struct.pack("<HH", 0x041E, 3 + 2 + 12))
    broken[place + 6 : place + 8] = b"\xff\x7f"  # a format longer than its record
    return bytes(broken).replace(struct.pack("<HHHd", 1, 1, 1, 13200), struct.pack("<HHHd", 1, 1, 99, 13200))


def test_an_old_workbook_without_readable_formats_says_so():
    table = read_table(without_formats(), "x.xls")
    assert table.cells.loc["一覧!2", 1] == "13200"
    assert ("formats-unread", "warning") in [(f.code, f.severity) for f in table.findings]


def typed(kind, value, shown, extra=""):
    attribute = {"date": "date-value", "time": "time-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"{extra}><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def commented(note, *lines):
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines)
    comment = f"<office:annotation><text:p>{note}</text:p></office:annotation>"
    return f"<table:table-cell office:value-type='string'>{comment}{paragraphs}</table:table-cell>"


def test_an_opendocument_cell_is_written_as_its_shown_text_says_with_all_stored_digits():
    data = ods(
        [text(name) for name in ("名称", "コード", "割合", "月", "開始", "備考", "数")],
        [
            text("栄<text:s text:c='2'/>町"),
            typed("float", 13200, "013200"),
            typed("percentage", 0.125, "13%"),
            typed("date", "2020-04-01", "令和2年4月"),
            typed("time", "PT07H30M00S", "7:30"),
            commented("秘", "一行目", "二行目"),
            typed("float", "1234.5", "1,235"),
        ],
    )
    table = read_table(data, "x.ods")
    row = ["栄  町", "013200", "12.5%", "2020-04", "07:30", "一行目\n二行目", "1234.5"]
    assert list(table.cells.loc["一覧!2"]) == row
    assert [(f.code, f.params["count"]) for f in table.findings] == [("display-rounded", 2)]


def test_merges_hidden_rows_and_formulas_of_an_opendocument_sheet_are_known():
    covered = '<table:covered-table-cell office:value-type="string"><text:p>旧</text:p></table:covered-table-cell>'
    spanned = text("北部").replace(' table:number-columns-repeated="1"', ' table:number-rows-spanned="2"')
    data = ods(
        [text("地区"), text("名称"), text("数")],
        [spanned, text("A館"), number(1)],
        [covered, text("B館"), '<table:table-cell table:formula="of:=1+1"/>'],
        [text("南部"), text("C館"), number(3)],
    )
    table = read_table(data, "x.ods")
    assert list(table.cells[0]) == ["北部", "北部", "南部"]
    assert [(f.code, f.line) for f in table.findings] == [
        ("covered-value", "一覧!3"),
        ("formula-without-value", "一覧!3"),
        ("merged-cells", None),
    ]
