"""The last line of `hiraku check --format jsonl`: points, and each of the 30 rules before and after with its places."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipelines.cli.checking import Choice, check_file
from pipelines.report.json_lines import result_lines
from tests.unit.validate.readability_samples import CLEAN
from tests.workspace_copy import ROOT

CONTRACT = Draft202012Validator(json.loads((ROOT / "docs/schemas/check.v1.schema.json").read_text(encoding="utf-8")))
TITLED = "一覧\n" + CLEAN.replace("会館,", "会　館,")


@pytest.fixture(scope="module")
def last() -> dict:
    told = result_lines(check_file(Path("a.csv"), TITLED.encode(), Choice()))
    lines = [json.loads(json.dumps(line)) for line in told]
    assert not [error.message for line in lines for error in CONTRACT.iter_errors(line)]
    return lines[-1]


def test_the_last_line_has_the_points_before_and_after(last) -> None:
    assert set(last["scores"]) == {f"L{level}-{when}" for level in (1, 2, 3) for when in ("before", "after")}
    assert last["scores"]["L3-before"] == 0
    assert last["scores"]["L3-after"] == 100


def test_each_rule_says_where_it_is_broken_or_why_it_could_not_be_judged(last) -> None:
    rules = {rule["rule"]: rule for rule in last["readability"]}
    assert len(rules) == 30
    assert rules["L1-06"]["before"] == {"status": "broken", "reason": "", "n": 1, "places": ["R6C1"]}
    assert rules["L1-04"]["before"]["places"] == ["R1"]
    assert rules["L1-04"]["after"]["status"] == "kept"
    assert rules["L1-12"]["before"]["reason"] == "other-format"
    assert rules["L3-01"]["deduction"] is None


def test_a_finding_names_its_places_in_its_sentence() -> None:
    lines = result_lines(check_file(Path("a.csv"), TITLED.encode(), Choice()))
    assert any(line.get("code") == "readability" and "（R6C1）" in line["message"] for line in lines)
