"""Every code has a wrong and a right example, and wherever it can be run the program itself agrees with it."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pipelines.catalog import read_catalog
from pipelines.cli.checking import judge_loose_file
from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError
from pipelines.model.finding import Finding
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.normalize.readers import READERS, reader
from pipelines.report.guide.examples import Example, examples
from pipelines.report.messages import known_codes
from pipelines.stages import judge_files
from pipelines.validate import referee
from tests.workspace_copy import ROOT

EXAMPLES = examples()
VALUES = sorted(code for code, example in EXAMPLES.items() if example.reader)
TABLES = sorted(code for code, example in EXAMPLES.items() if example.is_csv)
CATALOG = read_catalog((ROOT / "catalog.toml").read_text(encoding="utf-8"))


def surroundings(example: Example) -> Surroundings:
    """What is published now and what day it is, as the example says."""
    told: dict[str, Any] = dict(example.around)
    rows = list(csv.reader(io.StringIO(example.before.removeprefix("\n"))))
    columns = {name: tuple(row[n] for row in rows[1:]) for n, name in enumerate(rows[0] if rows else ())}
    last = LastVersion(told.get("published_at", "2026-04-01T00:00:00+00:00"), columns) if columns else None
    today = dt.date.fromisoformat(told["today"]) if "today" in told else None
    return Surroundings(last, today, {key: tuple(values) for key, values in told.get("registers", {}).items()})


def findings(example: Example, text: str) -> list[Finding]:
    """What the program says about the text of a CSV example; an error that stops it counts as a finding."""
    data = text.removeprefix("\n").encode()  # a TOML text begins with a line break for the eye
    if example.schema:
        return list(referee(data, json.loads(example.schema)))
    try:
        if example.ward or example.local:
            declared: dict[str, Any] = {"table": example.table, "primary_key": example.key, **example.declared}
            dataset = Dataset("example", "例", "", "", local="example" if example.local else "", **declared)
            local = json.loads(example.local) if example.local else None
            judged = judge_files(dataset, [("一覧.csv", data)], CATALOG, local, (), surroundings(example))
            return list(judged.report.findings)
        return list(judge_loose_file(Path(example.file or "一覧.csv"), data, example.table, None).report.findings)
    except HirakuError as error:
        return [Finding(error.code, "error")]


def test_every_code_of_a_finding_has_an_example_and_no_example_is_left_over() -> None:
    """A code that comes without an example fails here; it belongs into pipelines/report/guide/pairs/*.toml."""
    assert sorted(known_codes()["findings"] - EXAMPLES.keys()) == []
    assert sorted(EXAMPLES.keys() - known_codes()["findings"]) == []


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_an_example_shows_a_wrong_and_a_right_side_that_differ(code: str) -> None:
    example = EXAMPLES[code]
    assert example.wrong
    assert example.wrong != example.right
    assert example.severity in ("", "error", "warning", "notice")


@pytest.mark.parametrize("code", VALUES)
def test_the_reader_refuses_the_wrong_value_with_that_code_and_takes_the_right_one(code: str) -> None:
    example = EXAMPLES[code]
    read = reader(example.reader)
    assert read(example.wrong, example.context).reason == code
    assert read(example.right, example.context).status != "refused"


@pytest.mark.parametrize("code", TABLES)
def test_the_check_finds_that_code_in_the_wrong_file_and_not_in_the_right_one(code: str) -> None:
    example = EXAMPLES[code]
    found = [f for f in findings(example, example.wrong) if f.code == code]
    assert found
    if example.severity:
        assert {f.severity for f in found} == {example.severity}
    assert code not in {f.code for f in findings(example, example.right)}


def _refusals() -> Iterator[str]:
    for kind, where in READERS.items():
        module = import_module(f"pipelines.normalize.readers.{where.split(':')[0]}")
        for sample in getattr(module, "REFUSED", ()):
            texts = (sample,) if isinstance(sample, str) else sample
            context = texts[-1] if isinstance(texts[-1], dict) else {}
            yield reader(kind)(texts[0], context).reason


def test_every_refusal_that_a_reader_gives_to_its_own_samples_has_an_example_that_runs() -> None:
    assert sorted(set(_refusals()) - set(VALUES)) == []


def test_a_file_with_nothing_in_it_is_the_referees_source_error() -> None:
    assert [finding.code for finding in referee(b"", {"fields": [{"name": "番号"}]})] == ["source-error"]
