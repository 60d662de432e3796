"""Properties of reading: what was written comes back, nothing is lost, and no bytes make it stumble."""

import csv
import io
import zipfile
from decimal import Decimal

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import read_table, read_tables
from pipelines.ingest.decode import decode
from pipelines.ingest.mojibake import meant
from pipelines.ingest.records import split
from pipelines.ingest.shown import shown
from pipelines.model.errors import UnreadableFile
from pipelines.model.table import Dialect
from tests.unit.ingest.test_old_workbooks import OLD, day, number, ods, text

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
KANJI = "名称所在地電話番号備考施設児童館栄町中村北東京都練馬区一二三カナテストあいうえおー　"
CELLS = st.text(st.sampled_from(KANJI + "abc019 -()（）,;\t|\"'\n"), max_size=12)
GRIDS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=12)
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp"])
DELIMITERS = st.sampled_from([",", "\t", ";", "|"])


def written(rows, delimiter=",", end="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def start_lines(rows):
    """Lines counted by hand: one for the record and one for each line break inside its cells."""
    lines, line = [], 1
    for row in rows:
        lines.append(line)
        line += 1 + sum(cell.replace("\r\n", "\n").replace("\r", "\n").count("\n") for cell in row)
    return lines


@SLOW
@given(GRIDS, DELIMITERS, st.sampled_from(["\r\n", "\n"]))
def test_records_come_back_cell_for_cell_with_the_lines_on_which_they_start(rows, delimiter, end):
    records = split(written(rows, delimiter, end), Dialect(delimiter, '"'), "x.csv")
    assert records.grid.rows == rows
    assert list(records.grid.lines) == start_lines(rows)
    assert records.findings == ()


@SLOW
@given(st.text(st.sampled_from(KANJI + "abc019,\n"), max_size=200), ENCODINGS)
def test_text_comes_back_from_any_encoding_or_is_refused(text, encoding):
    try:
        decoded = decode(text.encode(encoding), "x.csv")
    except UnreadableFile:
        return
    assert decoded.text == text or encoding == "euc_jp"


LABELS = st.lists(
    st.text(st.sampled_from("名称所在地電話番号備考施設定員緯度経度"), min_size=2, max_size=6),
    min_size=2,
    max_size=6,
    unique=True,
)
WORDS = st.text(st.sampled_from("栄町中村北東京都練馬区一二三カナテストあいうえお"), min_size=1, max_size=8)


@st.composite
def tables(draw):
    """A table as an office keeps it: labels, a running number, a name, and whatever else."""
    labels = ["番号", *draw(LABELS)]
    count = draw(st.integers(2, 12))
    rows = [
        [str(n + 1), f"{draw(WORDS)}{n}号", *(draw(st.one_of(WORDS, st.just(""))) for _ in labels[2:])]
        for n in range(count)
    ]
    return labels, rows


@SLOW
@given(tables(), ENCODINGS, DELIMITERS, st.sampled_from(["\r\n", "\n"]))
def test_a_table_in_any_encoding_and_dialect_reads_back_cell_for_cell(table, encoding, delimiter, end):
    labels, rows = table
    raw = read_table(written([labels, *rows], delimiter, end).encode(encoding), "x.csv")
    assert raw.labels == tuple(labels)
    assert [list(row) for row in raw.cells.itertuples(index=False)] == rows
    assert list(raw.cells.index) == list(range(2, len(rows) + 2))


@SLOW
@given(tables(), st.lists(WORDS, max_size=2), st.integers(0, 2))
def test_titles_above_and_notes_below_change_nothing_of_the_table(table, titles, blanks):
    labels, rows = table
    before = [[title] for title in titles] + [[] for _ in range(blanks if titles else 0)]
    raw = read_table(written([*before, labels, *rows, [], ["※令和5年4月1日現在の数です。"]]).encode(), "x.csv")
    assert raw.labels == tuple(labels)
    assert [list(row) for row in raw.cells.itertuples(index=False)] == rows
    assert len(raw.provenance.preamble) == len(before)
    assert len(raw.provenance.footer) == 2


@st.composite
def sparse(draw):
    """Rows of any length in which each filled cell is a text of its own."""
    shape = draw(st.lists(st.lists(st.sampled_from(["", "語", "9", "※"]), max_size=7), min_size=1, max_size=15))
    return [[f"{text}{i}.{j}" if text else "" for j, text in enumerate(row)] for i, row in enumerate(shape)]


@SLOW
@given(st.one_of(GRIDS, sparse()))
def test_every_filled_cell_is_in_cells_labels_preamble_footer_or_dropped(rows):
    try:
        raw = read_table(written(rows).encode(), "x.csv")
    except UnreadableFile as error:
        assert error.code == "empty-file"  # noqa: PT017 (an allowed answer, not the one that is tested)
        return
    facts = raw.provenance
    kept = "\t".join(
        [
            *(text for row in raw.cells.itertuples(index=False) for text in row),
            *raw.labels,
            *(text for _, text in facts.preamble),
            *(text for _, text in facts.footer),
            *(text for _, text, _ in facts.dropped),
        ]
    )
    again = split(written(rows), facts.dialect, "x.csv").grid.rows
    for row in again:
        for cell in row:
            for part in cell.split():
                assert part in kept


@SLOW
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_unreadable_file(data):
    try:
        read_table(data, "x.csv")
    except UnreadableFile as error:
        assert error.file == "x.csv"  # noqa: PT017 (the one error that is allowed)


VALUES = st.one_of(
    st.floats(), st.integers(), st.booleans(), st.text(), st.datetimes(), st.times(), st.timedeltas(), st.dates()
)
FORMATS = st.one_of(st.text('0#.,%;[]ymdhsge@"_*', max_size=10), st.sampled_from(["General", "[$-411]ge", "0.00%"]))


@SLOW
@given(VALUES, FORMATS)
def test_any_value_under_any_format_shows_as_text(value, number_format):
    assert isinstance(shown(value, number_format), str)


@SLOW
@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["General", "#,##0", "0.0"]))
def test_a_number_shows_with_all_digits_that_were_typed(value, number_format):
    assert Decimal(shown(float(value), number_format)) == value


def _workbook():
    book = openpyxl.Workbook()
    book.active.append(["名称", "定員"])
    book.active.append(["栄町児童館", 30])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WORKBOOK = _workbook()


OPEN = ods(
    [text("名称"), text("定員"), text("開設日")],
    [text("栄町児童館"), number(30), day("2020-04-01")],
    [text("中村児童館"), number(45), day("2021-10-01")],
)
DAMAGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=20)


@SLOW
@given(st.sampled_from([WORKBOOK, OLD, OPEN]), DAMAGES, st.integers(0, 200))
def test_a_damaged_workbook_raises_nothing_but_unreadable_file(workbook, changes, cut):
    data = bytearray(workbook)
    for place, byte in changes:
        data[int(place * len(data))] = byte
    try:
        read_tables(bytes(data[: len(data) - cut]), "x.xlsx")
    except UnreadableFile as error:
        assert error.file == "x.xlsx"  # noqa: PT017 (the one error that is allowed)


def _content(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return opened.read("content.xml")


@SLOW
@given(DAMAGES)
def test_a_damaged_sheet_in_a_sound_archive_raises_nothing_but_unreadable_file(changes):
    content = bytearray(_content(OPEN))
    for place, byte in changes:
        content[int(place * len(content))] = byte
    out = io.BytesIO(OPEN)
    with zipfile.ZipFile(io.BytesIO(OPEN)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, bytes(content) if info.filename == "content.xml" else old.read(info))
    try:
        read_tables(out.getvalue(), "x.ods")
    except UnreadableFile as error:
        assert error.file == "x.ods"  # noqa: PT017 (the one error that is allowed)


SECOND_LABELS = ["団体名", "代表者", "活動内容"]


@SLOW
@given(tables(), st.lists(st.tuples(WORDS, WORDS, st.integers(0, 999)), min_size=2, max_size=6), st.booleans())
def test_no_row_of_a_second_table_is_a_record_of_the_first(table, others, titled):
    labels, rows = table
    below = [[], *([["別の表"]] if titled else []), SECOND_LABELS, *([a, b, str(n)] for a, b, n in others)]
    first, second = read_tables(written([labels, *rows, *below]).encode(), "x.csv")
    assert [list(row) for row in first.cells.itertuples(index=False)] == rows
    assert [list(row) for row in second.cells.itertuples(index=False)] == [[a, b, str(n)] for a, b, n in others]
    assert second.labels == tuple(SECOND_LABELS)
    dropped = [line for line, _, why in first.provenance.dropped if why == "other-table"]
    assert dropped == list(range(len(rows) + 3, len(rows) + 2 + len(below)))
    assert any(f.code == "several-tables" and f.severity == "error" for f in first.findings)


@SLOW
@given(st.lists(tables(), min_size=2, max_size=4), st.sampled_from(["utf-8", "cp932"]))
def test_every_table_of_an_archive_is_read_as_if_it_stood_alone(found, encoding):
    contents = [written([labels, *rows]).encode(encoding) for labels, rows in found]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n, content in enumerate(contents):
            archive.writestr(f"表{n}.csv", content)
    tables_read = read_tables(out.getvalue(), "x.zip")
    assert [table.provenance.notes["member"] for table in tables_read] == [f"表{n}.csv" for n in range(len(found))]
    for table, content in zip(tables_read, contents, strict=True):
        alone = read_table(content, "x.csv")
        assert table.labels == alone.labels
        assert table.cells.equals(alone.cells)


JAPANESE = st.text(
    st.sampled_from("名称所在地電話番号施設児童館栄町中村北東京都練馬区一二三カナテストあいうえおー、。"),
    min_size=2,
    max_size=20,
)


@SLOW
@given(JAPANESE, st.sampled_from([("cp932", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "cp932")]))
def test_mojibake_that_lost_nothing_leads_back_and_nowhere_else(before, way):
    written_as, read_as = way
    try:
        garbled = before.encode(written_as).decode(read_as)
    except UnicodeDecodeError:
        return
    # whether it is recognised (None), and whether it can be undone for sure (""), depends on how it looks;
    # what is proposed is what it was
    assert meant(garbled) in (before, "", None)


@SLOW
@given(st.text(max_size=60))
def test_any_text_is_sound_garbled_or_garbled_beyond_repair(anything):
    assert meant(anything) is None or isinstance(meant(anything), str)
