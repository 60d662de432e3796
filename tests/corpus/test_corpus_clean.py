"""Real municipal files through `clean` and `check`: no crash, nothing lost, nothing changed twice, every line true.

All files wholly, in this process; the files are read a second time here, by csv and openpyxl, to compare.
"""

import csv
import io
import os
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pipelines.cli.checking import judge_loose_file
from pipelines.export.csv_file import render_changes, render_csv
from pipelines.ingest import read_table
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Line
from pipelines.report import render_text
from pipelines.report.json_lines import finding_line, summary_line
from pipelines.stages import Judged

SHARED = Path(os.environ.get("HIRAKU_SHARED") or Path(__file__).parents[3] / "shared")
CORPUS = SHARED / "corpus"

if not (CORPUS / "MANIFEST.csv").exists():
    pytest.skip("the corpus of real files (../shared/corpus or HIRAKU_SHARED) is not here", allow_module_level=True)

with (CORPUS / "MANIFEST.csv").open(encoding="utf-8", newline="") as opened:
    NAMES = [row["file"] for row in csv.DictReader(opened) if (CORPUS / row["file"]).exists()]
EMPTY = "takamatsu-shi/empty_data.csv"
READABLE = [name for name in NAMES if name != EMPTY]
COMPARED = [name for name in READABLE if not name.endswith(".xls")]  # openpyxl does not read the old format


@cache
def judged(name: str) -> Judged:
    return judge_loose_file(Path(name), (CORPUS / name).read_bytes(), "", None)


def cells_of(texts: Iterator[str] | list[str]) -> Counter[str]:
    """The cells that hold something, without what kind of line break stands inside."""
    return Counter(re.sub(r"\r\n?", "\n", text) for text in texts if text.strip())


def records(name: str) -> Iterator[tuple[Line, Counter[str]]]:
    """(physical line, cells) of every record of a file, read without any of our own code."""
    source = judged(name).table.provenance
    if name.endswith(".xlsx"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl about headers for printing
            sheet = openpyxl.load_workbook(CORPUS / name, data_only=True)[source.sheet]
        for n, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield f"{source.sheet}!{n}", cells_of([str(value) for value in row if value is not None])
        return
    assert source.dialect is not None
    text = (CORPUS / name).read_bytes().decode("utf-8-sig" if source.bom else source.encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=source.dialect.delimiter)
    line = 1
    for record in reader:
        yield line, cells_of(record)
        line = reader.line_num + 1


def kept(name: str) -> dict[Line, Counter[str]]:
    """Line -> the cells of each row as they were before the recorded changes."""
    table = judged(name).table
    before = {(change.line, change.field): change.before for change in table.changes}
    fields = list(table.cells.columns)
    rows = zip(table.cells.index, table.cells.to_numpy().tolist(), strict=True)
    return {
        line: cells_of([before.get((line, field), text) for field, text in zip(fields, row, strict=True)])
        for line, row in rows
    }


@pytest.mark.parametrize("name", READABLE)
def test_a_file_is_cleaned_and_checked_without_a_crash(name: str) -> None:
    result = judged(name)
    assert render_csv(result.table).count(b"\n") > len(result.table.cells)
    assert len(render_changes(result.table.changes)) > 0
    assert all(finding_line(finding, name)["message"] for finding in result.report.findings)
    assert summary_line(result.report, name)["rows"] == len(result.table.cells)
    assert render_text(result.report)


def test_a_file_without_bytes_is_refused_in_its_own_words() -> None:
    with pytest.raises(UnreadableFile, match="empty-file"):
        judge_loose_file(Path(EMPTY), (CORPUS / EMPTY).read_bytes(), "", None)


@pytest.mark.parametrize("name", COMPARED)
def test_every_cell_of_the_file_is_published_recorded_or_in_the_provenance(name: str) -> None:
    """Row by row under its physical line: a cell is kept (or its change undone is it), and no row vanishes."""
    rows, source = kept(name), judged(name).table.provenance
    beside = {line for line, *_ in (*source.preamble, *source.footer, *source.dropped)} | {*source.header_lines}
    differing = []
    for line, cells in records(name):
        if line in rows:
            same = rows[line].total() == cells.total() if source.sheets else rows[line] == cells
            differing += [] if same else [(line, cells - rows[line], rows[line] - cells)]
        elif cells and line not in beside:
            differing.append((line, cells, Counter()))
    assert not differing[:3]


@pytest.mark.parametrize("name", READABLE)
def test_cleaning_a_cleaned_file_changes_nothing(name: str) -> None:
    first = judged(name)
    written = render_csv(first.table)
    again = judge_loose_file(Path(name).with_suffix(".csv"), written, first.schema.slug, None)
    assert again.table.changes == ()
    assert render_csv(again.table) == written


def test_a_table_that_nobody_knows_has_just_the_columns_of_its_file() -> None:
    unknown = [name for name in READABLE if not judged(name).schema.slug]
    published = {name: len(judged(name).table.cells.columns) for name in unknown}
    assert published == {name: len(read_table((CORPUS / name).read_bytes(), name).labels) for name in unknown}
