"""The list of findings has every one of them, as it stands in the file, and nothing personal."""

from collections import Counter

from pipelines.model.finding import Finding
from pipelines.report.listing import HEADER, listed_findings
from tests.unit.report.samples import faulty, report


def _rows(found):
    return [dict(zip(HEADER, row, strict=True)) for row in listed_findings(report(found))]


def test_every_finding_is_one_row_in_the_order_of_the_page():
    rows = list(listed_findings(faulty()))
    assert Counter(row[-1] for row in rows) == Counter(f.code for f in faulty().findings)
    assert [row[-1] for row in rows][:225] == ["coordinate-not-decimal"] * 224 + ["choice-unknown"]


def test_a_row_names_where_what_and_the_remedy():
    (row,) = _rows([Finding("impossible-date", "error", 5, "開始日", "開始", "4/31", "2026-04-30")])
    assert row | {"行": "5", "名称": "白の広場5号公衆便所", "今の値": "4/31", "候補": "2026-04-30"} == row
    assert "候補「2026-04-30」" in row["どうするか"]


def test_a_value_that_is_a_formula_is_text():
    (row,) = _rows([Finding("formula-like", "warning", 5, "備考", value="=1+1")])
    assert row["今の値"] == "'=1+1"


def test_what_may_be_personal_is_not_listed():
    rows = _rows([
        Finding("personal-data", "error", 3, "備考", value="090-1234-5678"),
        Finding("two-values", "warning", 3, "備考", value="090-1234-5678", proposal="090-1234-5678"),
    ])  # fmt: skip
    assert len(rows) == 2
    assert "090" not in str(rows)
