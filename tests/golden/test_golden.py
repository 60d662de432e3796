"""Golden files: what every dataset of the sample workspace becomes, cell by cell, change by change, finding by finding.

After a change that is meant, look at the difference and write them anew: HIRAKU_UPDATE_GOLDEN=1 .venv/bin/python -m
pytest tests/golden
"""

import csv
import io
import json
import os
from functools import cache
from pathlib import Path

import pytest

from pipelines.export.csv_file import render_changes, render_csv
from pipelines.stages import Outcome, process
from pipelines.validate import referee
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

GOLDEN = Path(__file__).resolve().parent / "expected"
UPDATE = os.environ.get("HIRAKU_UPDATE_GOLDEN") == "1"
WORKSPACE = Workspace(ROOT)
SLUGS = sorted(WORKSPACE.declarations)
HELD_BACK = {"tourism", "citizen-reports", "garbage-calendar"}


@cache
def outcome_of(slug: str) -> Outcome:
    dataset = WORKSPACE.dataset(slug)
    files = [(file.name, file.data) for file in WORKSPACE.raw_files(dataset)]
    local = WORKSPACE.local_schema(dataset.local) if dataset.local else None
    return process(dataset, files, WORKSPACE.catalog, local)


def findings_text(outcome: Outcome) -> bytes:
    assert outcome.judged is not None
    rows = [
        [f.severity, f.code, f.line, f.field, f.value, f.proposal, f.params] for f in outcome.judged.report.findings
    ]
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows).encode()


def compare(path: Path, data: bytes) -> None:
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert path.is_file(), f"{path.name} has no golden file yet"
    assert data.decode() == path.read_bytes().decode()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_dataset_becomes_exactly_its_golden_files(slug: str) -> None:
    outcome = outcome_of(slug)
    assert outcome.judged is not None
    compare(GOLDEN / slug / "table.csv", render_csv(outcome.judged.table))
    compare(GOLDEN / slug / "changes.csv", render_changes(outcome.judged.report.changes))
    compare(GOLDEN / slug / "findings.jsonl", findings_text(outcome))


def test_just_the_datasets_with_faults_that_nobody_may_repair_are_held_back() -> None:
    assert {slug for slug in SLUGS if outcome_of(slug).package is None} == HELD_BACK
    assert len(SLUGS) - len(HELD_BACK) >= 15


@pytest.mark.parametrize("slug", sorted(set(SLUGS) - HELD_BACK))
def test_a_published_csv_is_valid_with_its_own_datapackage(slug: str) -> None:
    package = outcome_of(slug).package
    assert package is not None
    document = json.loads(package.file("datapackage.json").data)
    assert referee(package.files[0].data, document["resources"][0]["schema"]) == ()


@pytest.mark.parametrize("slug", sorted(set(SLUGS) - HELD_BACK))
def test_normalising_a_published_csv_again_changes_no_cell(slug: str) -> None:
    package = outcome_of(slug).package
    judged = outcome_of(slug).judged
    assert package is not None
    assert judged is not None
    data = package.files[0].data
    from pipelines.align import align  # noqa: PLC0415
    from pipelines.ingest import read_table  # noqa: PLC0415
    from pipelines.normalize.table import normalize  # noqa: PLC0415

    raw = read_table(data, package.files[0].name)
    labelled = align(raw, judged.schema, {})
    again = normalize(labelled, judged.schema, contexts=judged.dataset.contexts, publisher=WORKSPACE.catalog.publisher)
    assert not again.changes
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert again.cells.to_numpy().tolist() == rows[1:]


def test_the_three_notations_of_one_column_become_one() -> None:
    judged = outcome_of("event").judged
    assert judged is not None
    before = [c.before for c in judged.report.changes if c.field == "開始日"]
    assert {"令和４年10月２日", "2022/10/4"} <= set(before)
    assert judged.table.cells["開始日"].str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").all()


def test_two_printed_tables_become_one_dataset_with_the_printed_figures() -> None:
    judged = outcome_of("certificates").judged
    assert judged is not None
    cells = judged.table.cells
    assert list(cells["年度"]) == ["FY2019", "FY2020", "FY2021"] * 2
    assert cells.iloc[0].tolist() == ["FY2019", "コンビニ交付", "41376", "28454", "8535", "5613"]
    assert cells.iloc[5].tolist() == ["FY2021", "証明書発行機", "15667", "12851", "4522", "3082"]


def test_a_merged_group_cell_of_the_excel_master_fills_its_rows() -> None:
    judged = outcome_of("parks").judged
    assert judged is not None
    cells = judged.table.cells
    assert (cells["町名"] != "").all()
    assert cells["開園年月日"].str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").all()
    assert cells["管理番号"].iloc[0] == "00001"
