"""The nine files of DEFECTS.md with a conforming header: what is found and changed agrees with its table, cell by cell.

DEFECTS.md counts a filled cell as deviating that does not match the pattern of its field in standard/fields.csv, or
has white space at an end; cells of a workbook as Python writes the value that is stored (07:30:00). Both are computed
here from the raw files and the survey alone, without any schema of ours, and give its nine numbers. Every such cell
is then changed or reported, and every other cell that is changed or reported stands below, exactly, with its reason.
"""

import csv
import datetime as dt
import io
import os
import re
import warnings
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.cli.checking import judge_loose_file
from pipelines.ingest import read_table
from pipelines.model.finding import Line
from pipelines.stages import Judged
from pipelines.validate.personal import MASK
from tests.corpus.defects_of_nine import (
    AED,
    BEYOND,
    DEVIATING,
    HACHIOJI,
    HYDRANT,
    IIDA,
    NINE,
    SHELTER,
    SHIFTED,
    TOILET,
    TOILETS_OF_ISHIKAWA,
    WIFI,
)

SHARED = Path(os.environ.get("HIRAKU_SHARED") or Path(__file__).parents[3] / "shared")
CORPUS = SHARED / "corpus"

if not (CORPUS / "DEFECTS.md").exists():
    pytest.skip("the corpus of real files (../shared/corpus or HIRAKU_SHARED) is not here", allow_module_level=True)

Cell = tuple[Line, str]
"""Line and field of a cell."""


@cache
def judged(name: str) -> Judged:
    return judge_loose_file(Path(name), (CORPUS / name).read_bytes(), "", None)


def sheet_of(name: str) -> Worksheet:
    with warnings.catch_warnings(action="ignore"):  # of a footer that openpyxl cannot read
        return openpyxl.load_workbook(io.BytesIO((CORPUS / name).read_bytes())).active


@cache
def stored(name: str) -> dict[Cell, object]:
    """Every filled cell of a raw file with what is stored in it: text, or what Excel keeps."""
    if name != HACHIOJI:
        raw = read_table((CORPUS / name).read_bytes(), name)
        columns = {label: raw.cells[position] for position, label in enumerate(raw.labels)}
        return {(line, label): text for label, cells in columns.items() for line, text in cells.items() if text}
    sheet = sheet_of(name)
    labels, *rows = sheet.iter_rows()
    named = [(f"{sheet.title}!{cell.row}", labels[n].value, cell.value) for row in rows for n, cell in enumerate(row)]
    return {(line, label): value for line, label, value in named if value not in (None, "")}


@cache
def deviating(name: str) -> frozenset[Cell]:
    """The cells that DEFECTS.md counts."""
    table = judged(name).schema
    with (SHARED / "standard" / "fields.csv").open(encoding="utf-8", newline="") as opened:
        rows = [r for r in csv.DictReader(opened) if (r["standard"], r["dataset_id"]) == (table.standard, table.slug)]
    patterns = {row["name_ja"]: row["pattern"] or ".*" for row in rows}
    texts = {cell: str(value) for cell, value in stored(name).items() if cell[1] in patterns}
    return frozenset(
        cell
        for cell, text in texts.items()
        if not re.fullmatch(patterns[cell[1]], text, re.DOTALL) or text != text.strip()
    )


@cache
def marked(name: str) -> dict[Cell, str]:
    """Every cell that was changed or has a finding, with the rules and codes, joined by " + "."""
    cells: dict[Cell, list[str]] = defaultdict(list)
    for change in judged(name).table.changes:
        cells[change.line, change.field].append(change.rule)
    for finding in judged(name).report.findings:
        if finding.line is not None and finding.field:
            cells[finding.line, finding.field].append(finding.code)
    return {cell: " + ".join(dict.fromkeys(codes)) for cell, codes in cells.items()}


def partition(name: str) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Field -> rules and codes -> cells: of those that deviate ("" for neither), and of those that do not."""
    sides: tuple[dict[str, Counter[str]], dict[str, Counter[str]]] = (defaultdict(Counter), defaultdict(Counter))
    for cell in deviating(name) | set(marked(name)):
        sides[cell not in deviating(name)][cell[1]][marked(name).get(cell, "")] += 1
    return sides


@cache
def counts_of_defects() -> dict[str, int]:
    """File -> cells deviating, as the table "Files that conform" of DEFECTS.md has them."""
    text = (CORPUS / "DEFECTS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+/\S+) \| [^|]+ \| exact [0-9]+/[0-9]+ \| ([0-9]+)", text, re.MULTILINE)
    return {name: int(count) for name, count in rows}


def test_the_cells_that_deviate_are_as_many_as_defects_says() -> None:
    assert {name: len(deviating(name)) for name in NINE} == counts_of_defects()
    assert {name: sum(map(sum, map(dict.values, DEVIATING[name].values()))) for name in NINE} == counts_of_defects()


@pytest.mark.parametrize("name", NINE)
def test_every_cell_that_deviates_is_changed_or_reported_and_nothing_else_but_what_is_known(name: str) -> None:
    of_pattern, beyond = partition(name)
    assert of_pattern == DEVIATING[name]
    assert beyond == BEYOND[name]


def test_the_one_cell_that_only_a_space_makes_deviate_is_the_4044th() -> None:
    (cell,) = [cell for cell in deviating(SHIFTED) if cell[1] == "所在地_連結表記"]
    text = str(stored(SHIFTED)[cell])
    assert text != text.strip()
    assert [c.before for c in judged(SHIFTED).table.changes if (c.line, c.field) == cell] == [text]


def as_shown(value: dt.datetime | dt.time, number_format: str) -> str:
    """What the sheet shows of a date or a time in the four formats that are used there."""
    return {
        "yyyy/mm/dd": f"{value:%Y/%m/%d}",
        r"yyyy\-mm\-dd;@": f"{value:%Y-%m-%d}",
        "hh:mm": f"{value:%H:%M}",
        "h:mm;@": f"{value:%H:%M}".removeprefix("0"),
    }[number_format]


@cache
def kept_by_excel() -> dict[Cell, tuple[str, str]]:
    """The dates and times of 八王子市's sheet: what it shows, and its text in our table."""
    sheet, table = sheet_of(HACHIOJI), judged(HACHIOJI).table.cells
    labels, *rows = sheet.iter_rows()
    typed = [(labels[n].value, cell) for row in rows for n, cell in enumerate(row) if cell.is_date and cell.value]
    return {
        (line, label): (as_shown(cell.value, cell.number_format), table.at[line, label])
        for label, cell in typed
        if not isinstance(cell.value, str) and (line := f"{sheet.title}!{cell.row}")
    }


def test_the_cells_that_deviate_unchanged_are_those_that_excel_keeps_as_dates_and_times() -> None:
    unmarked = {cell for cell in deviating(HACHIOJI) if cell not in marked(HACHIOJI)}
    assert unmarked == set(kept_by_excel())
    assert Counter(field for _, field in unmarked) == {"認可等年月日": 136, "開始時間": 172, "終了時間": 172}


def test_they_are_published_as_the_sheet_shows_them_or_as_the_same_day_and_time() -> None:
    """What is stored is a number of days, no text: 376 are shown just so, 103 dates with slashes, one midnight 0:00."""
    other = {cell: texts for cell, texts in kept_by_excel().items() if texts[0] != texts[1]}
    assert len(kept_by_excel()) - len(other) == 376
    assert Counter(field for _, field in other) == {"認可等年月日": 103, "終了時間": 1}
    midnights = [texts for (_, field), texts in other.items() if field == "終了時間"]
    assert midnights == [("0:00", "00:00")]
    assert all(shown.replace("/", "-") == text for (_, f), (shown, text) in other.items() if f == "認可等年月日")


@pytest.mark.parametrize("name", [TOILET, AED, WIFI])
def test_a_clean_file_has_no_error_and_no_warning(name: str) -> None:
    counts = judged(name).report.counts()
    assert (counts["error"], counts["warning"]) == (0, 0)


@pytest.mark.parametrize("name", [SHELTER, HACHIOJI, IIDA, HYDRANT])
def test_what_only_deviates_in_notation_or_is_merely_plausible_blocks_nothing(name: str) -> None:
    assert judged(name).report.counts()["error"] == 0


def test_the_one_word_of_yaizu_that_the_list_spells_otherwise_becomes_the_lists() -> None:
    changes = [c for c in judged(TOILET).table.changes if c.field == "高度の種別"]
    assert {(c.before, c.after, c.rule) for c in changes} == {("階", "階数", "choice-spelling")}


def test_toilets_of_ishikawa_are_held_by_the_two_empty_places_alone() -> None:
    """A town that the postal table does not know may well exist: never an error."""
    errors = [f for f in judged(TOILETS_OF_ISHIKAWA).report.findings if f.severity == "error"]
    assert [(f.code, f.field, f.line) for f in errors] == [
        ("required-missing", "設置位置", 90),
        ("required-missing", "設置位置", 101),
    ]


def test_the_shift_of_ishikawa_is_found_in_each_of_its_three_columns() -> None:
    found = {
        f.field: (f.severity, f.params["guess"]) for f in judged(SHIFTED).report.findings if f.code == "column-shifted"
    }
    assert found == {
        "内線番号": ("error", "全国地方公共団体コード"),
        "連絡先メールアドレス": ("error", "都道府県の名前"),
        "連絡先FormURL": ("error", "市区町村の名前"),
    }
    assert len(judged(SHIFTED).table.cells) == 1525


def test_a_number_that_lost_its_zero_stays_as_it_was_with_a_proposal() -> None:
    found = [f for f in judged(SHIFTED).report.findings if f.code == "lost-zero"]
    assert [judged(SHIFTED).table.cells.at[f.line, f.field] for f in found] == [f.value for f in found]
    assert all("0" + f.value == re.sub("[()-]", "", f.proposal) for f in found)


def test_lots_that_excel_turned_into_dates_are_found_with_what_the_whole_address_says() -> None:
    found = [f for f in judged(SHIFTED).report.findings if f.code == "address-parts-differ" and "月" in f.value]
    assert [(f.line, f.value, f.proposal) for f in found] == [
        (755, "11月9日", "1-1-9"),
        (1085, "2月23日", "2-23"),
        (1086, "5月19日", "5-19"),
    ]


def test_an_address_without_its_prefecture_is_told_with_the_whole_address_to_type() -> None:
    found = [f for f in judged(SHIFTED).report.findings if f.code == "address-scope"]
    cells = judged(SHIFTED).table.cells
    assert len(found) == 942
    assert all(f.proposal.startswith("石川県" + cells.at[f.line, "所在地_市区町村"]) for f in found)


@pytest.mark.parametrize("name", [name for name in NINE if name != HACHIOJI])
def test_a_finding_shows_the_text_that_the_file_holds_at_its_line(name: str) -> None:
    """But for a pair of coordinates, which is told as one point, and what may not be shown."""
    findings = [f for f in judged(name).report.findings if f.line is not None and f.field]
    other = [
        f
        for f in findings
        if f.value != stored(name).get((f.line, f.field), "") and "," not in f.value and f.value != MASK
    ]
    assert other == []
