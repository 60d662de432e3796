"""The ward's twelve printed tables, as four kinds of file that a section may hand in, in long form."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.catalog import read_dataset
from pipelines.export.csv_file import render_csv
from pipelines.export.long_form import long_form
from pipelines.model.report import Report
from pipelines.stages import Judged, judge_files, package_of
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

HERE = Path(__file__).resolve().parent
SOURCE = ROOT.parent / "shared" / "nerima" / "tables" / "expected.csv"
SLUGS = [f"t{n}" for n in range(1, 13)]
LAYOUTS = ("printed", "plain")
CONTAINERS = ("csv", "xlsx")
UNPROVEN = {"t5": "335件"}
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*")


def expected(slug: str) -> list[tuple[str, ...]]:
    with (HERE / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file) if row[0] == slug.upper()]


def grid_of(slug: str, layout: str) -> list[list[str]]:
    with (HERE / layout / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def workbook(rows: list[list[str]]) -> bytes:
    """The same grid as an office would type it: numbers as numbers, the caption merged over the table."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "表"
    for i, row in enumerate(rows, 1):
        for j, text in enumerate(row, 1):
            if not text:
                continue
            number = _GROUPED.fullmatch(text)
            cell = sheet.cell(i, j, int(text.replace(",", "")) if number else text)
            cell.number_format = "#,##0" if number else "General"
        if row[0].strip().startswith(("〔", "（単位")) and not any(row[1:]):
            sheet.merge_cells(start_row=i, end_row=i, start_column=1, end_column=len(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def judged(slug: str, layout: str, container: str) -> Judged:
    catalog = Workspace(ROOT).catalog
    text = (HERE / "datasets" / f"{slug}.toml").read_text(encoding="utf-8")
    dataset = read_dataset(text, slug, catalog, f"{slug}.toml")
    local = json.loads((HERE / "schemas" / f"{slug}.json").read_text(encoding="utf-8"))
    rows = grid_of(slug, layout)
    data = workbook(rows) if container == "xlsx" else (HERE / layout / f"{slug}.csv").read_bytes()
    return judge_files(dataset, [(f"{slug}.{container}", data)], catalog, local)


def in_long_form(found: Judged) -> Iterator[tuple[str, ...]]:
    for cell in long_form(found.table, found.schema):
        value = "REFUSED" if cell.refused else cell.value
        yield found.dataset.slug.upper(), cell.row, cell.column, value, cell.unit, cell.period


def codes(report: Report, severity: str) -> list[tuple[str, str]]:
    return [(f.code, f.value) for f in report.findings if f.severity == severity]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_printed_table_becomes_exactly_its_numbers(slug: str, layout: str, container: str) -> None:
    assert list(in_long_form(judged(slug, layout, container))) == expected(slug)


def test_the_expected_numbers_are_those_of_the_source() -> None:
    if not SOURCE.is_file():
        pytest.skip("the source of the expected numbers is not here")
    assert (HERE / "expected.csv").read_text(encoding="utf-8") == SOURCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("slug", SLUGS)
def test_only_what_cannot_be_proven_is_reported(slug: str, container: str) -> None:
    report = judged(slug, "printed", container).report
    refused = [("pairing-unproven", "")] * 5 if slug == "t8" else []
    unproven = [("total-not-reproducible", UNPROVEN[slug])] if slug in UNPROVEN else []
    assert (codes(report, "error"), codes(report, "warning")) == (refused, unproven)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_of_a_printed_file_is_somewhere(layout: str) -> None:
    for slug in SLUGS:
        table = judged(slug, layout, "csv").table
        facts = table.provenance
        placed = {line for line, *_ in (*facts.preamble, *facts.footer, *facts.dropped)} | set(facts.header_lines)
        written = io.StringIO((HERE / layout / f"{slug}.csv").read_text(encoding="utf-8"))
        reader = csv.reader(written)
        starts = [1]
        starts.extend(reader.line_num + 1 for _ in reader)
        assert set(starts[:-1]) <= placed | {int(str(line).partition("-")[0]) for line in table.cells.index}


def changed(slug: str, before: str, after: str) -> Judged:
    """The printed file of a table with one text in it replaced."""
    catalog = Workspace(ROOT).catalog
    toml = (HERE / "datasets" / f"{slug}.toml").read_text(encoding="utf-8")
    local = json.loads((HERE / "schemas" / f"{slug}.json").read_text(encoding="utf-8"))
    text = (HERE / "printed" / f"{slug}.csv").read_text(encoding="utf-8")
    assert before in text
    data = text.replace(before, after, 1).encode()
    return judge_files(read_dataset(toml, slug, catalog, f"{slug}.toml"), [(f"{slug}.csv", data)], catalog, local)


@pytest.mark.parametrize(
    ("slug", "before", "after", "code"),
    [
        ("t7", "2,011", "2,055", "total-not-reproducible"),
        ("t9", "7,472", "7,473", "total-not-reproducible"),
        ("t3", "全1,651件", "全1,652件", "total-not-reproducible"),
        ("t2", "単位：円", "単位：千円", "table-unit-differs"),
        ("t3", "３年度", "２年度", "period-differs"),
        ("t9", "能力開発支援", "能力支援", "row-name-unknown"),
        ("t8", "交通事故相談,79", "交通事故相談,79\n,219", "stray-number"),
        ("t4", "他の制度との調整が必要なもの,21", "他の制度との調整が必要なもの,\n,21", "pairing-unproven"),
        ("t1", "2,562点（18冊）", "2,562点（約18冊）", "number-inexact"),
        ("t10", "1通 350円", "2通 350円", "number-unreadable"),
        ("t10", "1通 350円", "350円", "unit-differs"),
        ("t1", "550人", "550", "row-unit-missing"),
    ],
)
def test_what_is_changed_in_print_is_noticed(slug: str, before: str, after: str, code: str) -> None:
    assert code in {finding.code for finding in changed(slug, before, after).report.findings}


def test_a_multiple_response_table_is_never_summed() -> None:
    found = changed("t4", "非公開の理由別件数〕", "非公開の理由別件数【全1件】〕")
    assert "total-not-reproducible" not in {finding.code for finding in found.report.findings}


def test_the_long_form_is_published_beside_the_table() -> None:
    found = judged("t7", "printed", "csv")
    package = package_of(found, Workspace(ROOT).catalog)
    lines = package.file("131202_t7_long.csv").data.decode().splitlines()
    assert lines[:2] == ["table,row,column,value,unit,period", "t7,区長への手紙,件数,269,件,2021-04-01/2022-03-31"]


def test_cleaning_the_published_table_again_changes_nothing() -> None:
    for slug in SLUGS:
        first = judged(slug, "printed", "csv")
        catalog = Workspace(ROOT).catalog
        local = json.loads((HERE / "schemas" / f"{slug}.json").read_text(encoding="utf-8"))
        again = judge_files(first.dataset, [(f"{slug}.csv", render_csv(first.table))], catalog, local)
        assert again.report.changes == ()
        assert render_csv(again.table) == render_csv(first.table)
