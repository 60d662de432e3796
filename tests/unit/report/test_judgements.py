"""The history of a dataset: a line for every judgement that is another one, never a line lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.finding import Finding
from pipelines.model.report import Report
from pipelines.report.judgements import (
    HEADER,
    HELD,
    PUBLISHABLE,
    UNREADABLE,
    judgement_of,
    judgement_of_failure,
    read_judgements,
    with_judgement,
)
from tests.unit.report.samples import PROVENANCE

MONDAY, TUESDAY = "2026-11-16T09:00+09:00", "2026-11-17T09:00+09:00"
SCORES = {
    "L1-before": 85.0,
    "L2-before": 0.0,
    "L3-before": 90.0,
    "L1-after": 100.0,
    "L2-after": 70.0,
    "L3-after": 100.0,
}
REPORT = Report(
    "aed", "AED", "b" * 64, 12, 3, (Finding("x", "warning"), Finding("y", "notice")), (), PROVENANCE, scores=SCORES
)


def test_a_line_holds_scores_before_and_now_counts_and_which_version_it_was():
    line = judgement_of(REPORT, MONDAY)
    assert (line.result, line.rows, line.errors, line.warnings, line.notices) == (PUBLISHABLE, "12", "0", "1", "1")
    assert (line.before_1, line.before_2, line.after_1, line.after_2) == ("85", "0", "100", "70")
    assert PROVENANCE.sha256.startswith(line.raw)
    assert line.raw
    assert judgement_of(replace(REPORT, findings=(Finding("x", "error"),)), MONDAY).result == HELD


def test_the_same_judgement_on_another_day_adds_no_line_and_another_one_does():
    first = with_judgement(b"", judgement_of(REPORT, MONDAY))
    assert with_judgement(first, judgement_of(REPORT, TUESDAY)) == first
    changed = judgement_of(replace(REPORT, scores={**SCORES, "L2-after": 100.0}), TUESDAY)
    second = with_judgement(first, changed)
    assert second.startswith(first)
    assert [line.date for line in read_judgements(second)] == [MONDAY, TUESDAY]
    back = with_judgement(second, judgement_of(REPORT, TUESDAY))
    assert len(read_judgements(back)) == 3


def test_a_file_that_cannot_be_read_has_a_line_and_a_pdf_no_points():
    pdf = judgement_of_failure("c" * 64, {"L1-before": 0.0}, MONDAY)
    assert (pdf.result, pdf.raw, pdf.before_1, pdf.rows) == (UNREADABLE, "c" * 16, "0", "")
    assert judgement_of_failure("c" * 64, {}, MONDAY).before_1 == ""


def test_the_file_opens_in_a_spreadsheet_and_survives_being_saved_there():
    history = with_judgement(b"", judgement_of(REPORT, MONDAY))
    assert history.startswith("\ufeff日付,".encode())
    saved = history.decode("utf-8-sig").replace("\n", "\r\n").encode("cp932")
    assert with_judgement(saved, judgement_of(REPORT, TUESDAY)) == saved
    more = with_judgement(saved, judgement_of(replace(REPORT, rows=13), TUESDAY))
    assert [line.rows for line in read_judgements(more)] == ["12", "13"]
    more.decode("cp932")


@given(st.binary(max_size=200))
def test_whatever_stands_in_the_file_stays_and_the_line_is_added(found):
    after = with_judgement(found, judgement_of(REPORT, MONDAY))
    assert after.startswith(found)
    assert len(after) > len(found)


def test_a_line_has_a_cell_for_each_heading():
    last = with_judgement(b"", judgement_of(REPORT, MONDAY)).decode("utf-8-sig").splitlines()[-1]
    assert last.count(",") + 1 == len(HEADER)
