"""Templates and worked examples of all national tables: they check clean, keep what is typed, and never change."""

import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipelines.cli.checking import judge_loose_file
from pipelines.guide.examples import ROWS, example_rows
from pipelines.guide.template import render_example, render_template
from pipelines.guide.workbook import DATA, FIELDS, LISTS, choices_of, render_workbook
from pipelines.ingest import read_table
from pipelines.ingest.sheets import EXPLAINING
from pipelines.model.schema import TableSchema
from pipelines.stages import Judged
from pipelines.standard import schema, schemas, slugs
from tests.workbook_pen import has_libreoffice, through_libreoffice

TABLES = schemas()
HIRAKU = Path(sys.executable).parent / "hiraku"


def checked(data: bytes, name: str = "表.csv") -> Judged:
    return judge_loose_file(Path(name), data, "", None)


def codes(judged: Judged, *severities: str) -> list[tuple[str, str]]:
    return [(f.code, f.field) for f in judged.report.findings if f.severity in severities]


def name_of(table: TableSchema) -> str:
    return f"{table.slug} {table.edition}"


def filled(table: TableSchema) -> bytes:
    """The template with the rows of the worked example typed into it."""
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(table)))
    for row in example_rows(table):
        book[DATA].append([row[field.name] or None for field in table.fields])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_blank_template_is_the_table_with_no_rows_and_no_fault(table: TableSchema) -> None:
    for judged in (checked(render_template(table)), checked(render_workbook(table), "表.xlsx")):
        assert (judged.schema.slug, judged.schema.edition) == (table.slug, table.edition)
        assert judged.report.rows == 0
        assert codes(judged, "error", "warning") == []
        told = {(f.code, f.params.get("rule")) for f in judged.report.findings}
        assert told <= {("readability", "L3-09")}  # the standard's own table of ages is a wide one


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_worked_example_is_valid_and_canonical(table: TableSchema) -> None:
    judged = checked(render_example(table))
    assert (judged.schema.slug, judged.schema.edition) == (table.slug, table.edition)
    assert judged.report.rows == ROWS
    assert codes(judged, "error", "warning") == []
    assert judged.report.changes == ()


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_the_example_typed_into_the_workbook_is_read_from_its_data_sheet(table: TableSchema) -> None:
    judged = checked(filled(table), "表.xlsx")
    assert judged.report.provenance.sheet == DATA
    assert judged.report.rows == ROWS
    assert codes(judged, "error", "warning") == []
    assert "other-sheets" not in {code for code, _ in codes(judged, "notice")}


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_equal_schemas_give_equal_bytes(table: TableSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_workbook(table)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert render_workbook(table) == first
    assert render_template(table) == render_template(table)


def test_an_example_value_is_required_where_the_standard_requires_one() -> None:
    for table in TABLES:
        for row in example_rows(table):
            blank = [f.name for f in table.fields if f.constraints.get("required") and not row[f.name]]
            assert blank == [], table.slug


def test_no_example_holds_a_person_or_a_telephone_but_the_offices_own() -> None:
    phones = {row[f.name] for t in TABLES for row in example_rows(t) for f in t.fields if f.kind == "phone"}
    mails = {row[f.name] for t in TABLES for row in example_rows(t) for f in t.fields if f.kind == "email"}
    assert phones <= {"(03)3993-1111", ""}
    assert mails <= {"opendata@example.jp", ""}


def test_every_cell_that_is_typed_into_is_text_and_every_choice_has_its_list() -> None:
    table = schema("hospital")
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(table)))
    sheet = book[DATA]
    assert book.sheetnames == [DATA, FIELDS, LISTS]
    assert set(book.sheetnames[1:]) == EXPLAINING  # ingest knows them by these names
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    for position, field in enumerate(table.fields, 1):
        cell = sheet.cell(1, position)
        assert (cell.value, cell.number_format) == (field.name, "@")
        assert sheet.column_dimensions[cell.column_letter].number_format == "@"
        assert cell.comment is None  # a comment breaks L1-04 of machine readability
        (rule,) = (r for r in sheet.data_validations.dataValidation if f"{cell.column_letter}2" in r.sqref)
        assert field.description[:200] in rule.prompt
        assert rule.showInputMessage
        assert (rule.type == "list") == bool(choices_of(field)), field.name
        if rule.type == "list":
            assert rule.showErrorMessage
            assert _listed(book, rule.formula1) == list(choices_of(field))


def _listed(book: openpyxl.Workbook, formula: str) -> list[str]:
    cells = formula.split("!")[1].replace("$", "")
    return [row[0].value for row in book[LISTS][cells]]


AWKWARD = (
    "0312345678",
    "0012",
    "2026/4/1",
    "11-9",
    "TRUE",
    "1/2",
    "1e5",
    "9:00",
    "12345678901234567890",
    "長い文。" * 60,
)
"""What a spreadsheet likes to turn into something else."""


def typed_everywhere(table: TableSchema) -> bytes:
    """The template as a person leaves it who typed AWKWARD into every column, in cells that had their column's form."""
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(table)))
    sheet = book[DATA]
    for position in range(1, len(table.fields) + 1):
        for row, text in enumerate(AWKWARD, 2):
            cell = sheet.cell(row, position, text)
            cell.number_format = sheet.column_dimensions[cell.column_letter].number_format
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice (soffice) is not here")
def test_what_is_typed_is_what_is_read_after_libreoffice_has_saved_it(tmp_path: Path) -> None:
    current = [schema(slug) for slug in slugs()]
    for table in current:
        (tmp_path / f"{table.slug}.xlsx").write_bytes(typed_everywhere(table))
    first, *others = sorted(tmp_path.glob("*.xlsx"))
    saved = through_libreoffice(first, tmp_path, *others).parent
    for table in current:
        data = (saved / f"{table.slug}.xlsx").read_bytes()
        raw = read_table(data, f"{table.slug}.xlsx")
        assert raw.provenance.sheet == DATA
        assert [tuple(raw.cells[column]) for column in raw.cells] == [AWKWARD] * len(table.fields), table.slug
        kept = openpyxl.load_workbook(io.BytesIO(data))[DATA].data_validations.dataValidation
        assert ("list" in {rule.type for rule in kept}) == any(choices_of(field) for field in table.fields)


@pytest.mark.parametrize("table", [schema(slug) for slug in slugs()], ids=name_of)
def test_no_row_of_any_column_loses_a_zero(table: TableSchema) -> None:
    """A cell that nobody has touched takes its column's form, which reaches down to the last row of the sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(table)))[DATA]
    for position in range(1, len(table.fields) + 1):
        letter = sheet.cell(1, position).column_letter
        assert sheet.column_dimensions[letter].number_format == "@"
        assert any(f"{letter}1048576" in rule.sqref for rule in sheet.data_validations.dataValidation)


def test_the_fields_are_explained_one_by_one() -> None:
    table = schema("aed")
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(table)))[FIELDS]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[1] for row in rows] == [field.name for field in table.fields]
    marks = {row[1]: row[3] for row in rows}
    assert (marks["名称"], marks["緯度"], marks["町字ID"]) == ("必須", "推奨", "任意")


def hiraku(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [HIRAKU, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def test_the_command_writes_three_files_a_table_and_never_over_a_filled_one(tmp_path: Path) -> None:
    done = hiraku("template", "aed", "-o", tmp_path / "ひな形")
    assert done.returncode == 0
    assert sorted(p.name for p in (tmp_path / "ひな形").iterdir()) == ["aed-example.csv", "aed.csv", "aed.xlsx"]
    assert hiraku("template", "aed", "-o", tmp_path / "ひな形").returncode == 0
    blank = tmp_path / "ひな形" / "aed.csv"
    blank.write_bytes(blank.read_bytes() + b"x")
    again = hiraku("template", "aed", "-o", tmp_path / "ひな形")
    assert again.returncode == 2
    assert "上書きしません" in again.stderr
    assert blank.read_bytes().endswith(b"x")


def test_without_a_name_the_tables_are_listed_and_a_wrong_name_is_a_sentence(tmp_path: Path) -> None:
    listed = hiraku("template")
    assert "aed　AED設置箇所一覧" in listed.stdout
    wrong = hiraku("template", "aeed", "-o", tmp_path)
    assert wrong.returncode == 2
    assert "aeed" in wrong.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_tables_are_written_at_once(tmp_path: Path) -> None:
    assert hiraku("template", "--all", "-o", tmp_path).returncode == 0
    assert len(list(tmp_path.iterdir())) == 3 * len({table.slug for table in TABLES})
