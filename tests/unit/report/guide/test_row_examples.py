"""Examples about rows that a steward added or took out, which are told in words: made here, run by the program."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipelines.model.repair import Repair
from pipelines.report.guide.examples import examples
from tests.unit.normalize.test_whole_rows import CATALOG, NEW, RAW, SIGHTS, adding, judge, judge_files, removing

CHANGED = RAW.replace("乙", "己")
TWO_YEARS = replace(SIGHTS, files=("一.csv", "二.csv"), stack={"備考": ("令和6年度", "令和7年度")})

ROWS = {
    "row-removal-open": ("", True),
    "row-not-removed": (CHANGED, False),
    "added-row-exists": (RAW + "9,丁,(03)3993-1119,\n", False),
    "added-row-homeless": ("", False),
}
"""Code -> (the file where it is another by now, whether nobody has decided yet)."""


def shown(raw: str, repairs: Sequence[Repair], *, years: bool = False) -> dict[str, str]:
    """Code -> severity."""
    if not years:
        return {f.code: f.severity for f in judge(*repairs, raw=raw).report.findings}
    files = [(name, f"ID,名称\n{n},施設{n}\n".encode()) for n, name in enumerate(TWO_YEARS.files)]
    return {f.code: f.severity for f in judge_files(TWO_YEARS, files, CATALOG, None, repairs).report.findings}


@pytest.mark.parametrize("code", sorted(ROWS))
def test_the_decision_about_a_row_shows_its_code_and_the_mended_one_does_not(code: str) -> None:
    raw, is_open = ROWS[code]
    right: Sequence[Repair] = adding() if code == "added-row-exists" else [removing(judge(), 3)]
    wrong = [replace(row, decision="", by="") for row in right] if is_open else right
    years = code == "added-row-homeless"
    if years:
        wrong, right = adding(), adding(**NEW, 備考="令和7年度")
    assert shown(raw or RAW, wrong, years=years)[code] == examples()[code].severity
    assert code not in shown(RAW, right, years=years)
