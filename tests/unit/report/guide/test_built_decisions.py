"""Examples about decisions and older editions, which are told in words: made here, and the program agrees with them."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipelines.guide.template import render_example
from pipelines.model.dataset import Dataset
from pipelines.model.repair import Repair
from pipelines.report.guide.examples import examples
from pipelines.stages import judge_files
from pipelines.standard import schema
from tests.unit.report.guide.test_examples import CATALOG

SCHEMA = {
    "fields": [
        {"name": "番号", "type": "string"},
        {"name": "開始日", "type": "string", "hiraku:kind": "date"},
        {"name": "備考", "type": "string"},
    ],
    "primaryKey": ["番号"],
}
PLAIN = "番号,開始日,備考\n1,7/4,\n2,2026-07-04,\n"
MOBILE = "番号,開始日,備考\n1,2026-07-04,連絡は 090-0000-0000 まで\n"
DECIDED = Repair("番号=1", "開始日", "7/4", "2026-07-04", "手入力", "田中", "2026-11-21")
RELEASED = Repair("*", "備考", "", "", "公開", "田中", "2026-11-21", "mobile", reason="見本の番号であると確かめた")

CASES: dict[str, tuple[str, Sequence[Repair], str, Sequence[Repair]]] = {
    "repair-not-applicable": (PLAIN.replace("7/4", "7/5"), [DECIDED], PLAIN, [DECIDED]),
    "repair-not-accepted": (PLAIN, [replace(DECIDED, by="", on="")], PLAIN, [DECIDED]),
    "repair-not-canonical": (
        PLAIN, [replace(DECIDED, after="令和5年ごろ")], PLAIN, [replace(DECIDED, after="2023-07-04")],
    ),
    "conflicting-decision": (PLAIN, [DECIDED, replace(DECIDED, after="2025-07-04")], PLAIN, [DECIDED]),
    "personal-released": (MOBILE, [RELEASED], MOBILE.replace("090-0000-0000", "課の窓口"), []),
    "release-without-reason": (MOBILE, [replace(RELEASED, reason="")], MOBILE, [RELEASED]),
    "release-not-signed": (MOBILE, [replace(RELEASED, by="", on="")], MOBILE, [RELEASED]),
    "release-without-kind": (MOBILE, [replace(RELEASED, code="")], MOBILE, [RELEASED]),
    "release-reason-personal": (
        MOBILE, [replace(RELEASED, reason="090-0000-0000 に電話して確かめた")], MOBILE, [RELEASED],
    ),
    "release-not-applicable": (PLAIN, [RELEASED], MOBILE, [RELEASED]),
}  # fmt: skip
"""Code -> (file, decisions) that show it, (file, decisions) that do not."""


def codes(text: str, repairs: Sequence[Repair]) -> dict[str, str]:
    """Code -> severity."""
    dataset = Dataset("example", "例", "", "", local="example")
    judged = judge_files(dataset, [("一覧.csv", text.encode())], CATALOG, json.loads(json.dumps(SCHEMA)), repairs)
    return {finding.code: finding.severity for finding in judged.report.findings}


@pytest.mark.parametrize("code", sorted(CASES))
def test_the_decision_shows_its_code_and_the_mended_one_does_not(code: str) -> None:
    wrong, wrong_decisions, right, right_decisions = CASES[code]
    assert code in codes(wrong, wrong_decisions)
    assert code not in codes(right, right_decisions)
    assert not examples()[code].is_csv


def test_the_weight_of_a_decision_that_cannot_be_used_is_a_warning() -> None:
    """It changes nothing: what was found in the cell stays found, and stops publishing where that does."""
    for code, (wrong, decisions, _, _) in CASES.items():
        assert codes(wrong, decisions)[code] == examples()[code].severity
        assert examples()[code].severity == ("notice" if code == "personal-released" else "warning")


def old_file(*rows: dict[str, str]) -> str:
    """A file of the 2017 edition: the worked example's row with some cells said otherwise."""
    labels, *example = csv.reader(io.StringIO(render_example(schema("aed", "2017")).decode("utf-8-sig")))
    written = io.StringIO()
    table = csv.DictWriter(written, labels)
    table.writeheader()
    table.writerows({**dict(zip(labels, example[0], strict=True)), **row} for row in rows)
    return written.getvalue()


EDITIONS = {
    "edition-unsure": (old_file({"NO": "1"}, {"NO": "1"}), old_file({"NO": "1"}, {"NO": "2"})),
    "address-undivided": (
        old_file({"住所": "福岡県遠賀郡遠賀町浅木463"}), old_file({"住所": "東京都練馬区豊玉北6丁目12番1号"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_the_file_of_an_older_edition_shows_its_code_and_the_mended_one_does_not(code: str) -> None:
    dataset = Dataset("example", "例", "", "", table="aed")
    wrong, right = (
        {(f.code, f.severity) for f in judge_files(dataset, [("一覧.csv", text.encode())], CATALOG).report.findings}
        for text in EDITIONS[code]
    )
    assert (code, examples()[code].severity) in wrong
    assert code not in {found for found, _ in right}
