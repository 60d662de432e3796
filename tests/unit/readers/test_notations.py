"""The spellings found in the ward's own documents: each reads as its meaning says, or is refused with a reason."""

import csv
import re
from pathlib import Path

import pytest

from pipelines.normalize.readers import reader

FILE = Path(__file__).resolve().parents[4] / "shared" / "cases" / "notations.csv"
CONTEXTS = {
    "date": {"precision": "any", "ranges": True, "era": {"as_of": "2022-04-01"}},
    "time": {"ranges": True},
    "number": {},
}
_READ = (
    "D1 D2 D4 D5 D7 D8 D9 D11 D12 D13 D14 D19 D21 D22 D23 D24 D26 D27 D30 D33 D39 D40 D44 D48 D49 D50 D52 D53 D54 D56"
    " D58 D60 D79 D80 N1 N2 N4 N5 N8 N12 N18 N21"
)
READ = frozenset(_READ.split())
"""Rows of which at least one spelling is read; every spelling of the others is refused."""


def rows():
    if not FILE.is_file():
        return []
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(written: str) -> tuple[str, list[str]]:
    """The text with its lines wrapped at "/", and the alternatives parted by " / "; some rows name the cell: (in X)."""
    cell = re.search(r"\(in (.+)\)$", written)
    text = cell[1] if cell else re.sub(r"\s*\([^()]*[a-z][^()]*\)$|\s*\(table .*\)$", "", written)
    return re.sub(r"\s?/\s?", "\n", text), text.split(" / ")


def meanings(text: str) -> set[str]:
    """Canonical forms in a meaning: 2017-03, FY2020/FY2023, FY2022/23/24 (three years), ≈1,730,000,000."""
    century = re.fullmatch(r"FY([0-9]{2})([0-9]{2})/([0-9]{2})/([0-9]{2})", text)
    if century:
        return {f"FY{century[1]}{year}" for year in century.groups()[1:]}
    tokens = re.findall(r"\.\./[-0-9]+|[-0-9FY]+/\.\.|[-0-9FY]*[0-9][-0-9FY/]*", text.replace(",", "") + " " + text)
    return set(tokens) | set(text.split(" / "))


@pytest.mark.skipif(not FILE.is_file(), reason="the shared notations are not on this machine")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_a_notation_reads_as_its_meaning_or_is_refused_with_a_reason(row):
    kind = "number" if row["id"].startswith("N") else "time" if row["id"] in {"D71", "D72"} else "date"
    context = {**CONTEXTS[kind], **({"precision": "fiscal-year"} if "under 年度" in row["as_written"] else {})}
    wrapped, alternatives = spellings(row["as_written"])
    readings = [reader(kind)(text, context) for text in (wrapped, *alternatives)]
    readings = readings[:1] if readings[0].status != "refused" else readings
    assert all(reading.reason for reading in readings if reading.status == "refused")
    taken = [reading for reading in readings if reading.status != "refused"]
    assert bool(taken) == (row["id"] in READ)
    named = {token for token in meanings(row["meaning"]) if re.search("[0-9]{3}", token)}
    assert not named or {reading.text for reading in taken} <= named
