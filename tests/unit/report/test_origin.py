"""The record of the file: when it came in, which lines it has, and the number of the result."""

from dataclasses import replace

import pytest

from pipelines.model.finding import Finding
from pipelines.report import render_html
from pipelines.report.judgements import Judgement, received_at, with_judgement
from pipelines.report.origin import Times, beyond_cells, provenance_facts, result_number
from tests.unit.report.samples import DATASET, PROVENANCE, faulty, report

RAW = PROVENANCE.sha256
AT = "2026-11-16T10:24:00+09:00"


def _history(*lines: tuple[str, str, str]) -> bytes:
    history = b""
    for date, raw, errors in lines:
        history = with_judgement(history, Judgement(date, "止めています", raw[:16], errors=errors))
    return history


def _told(made):
    return {fact["name"]: fact["text"] for fact in provenance_facts(made, Times())}


def test_a_file_was_received_when_its_content_was_first_judged_however_often_it_was_since():
    history = _history(("2026-11-01T09:00+09:00", "b" * 64, "1"), (AT, RAW, "9"), ("2026-11-20T09:00+09:00", RAW, "3"))
    assert received_at(history, RAW) == AT


def test_a_file_that_came_back_was_received_when_it_came_back():
    history = _history((AT, RAW, "1"), ("2026-11-18T09:00+09:00", "b" * 64, "1"), ("2026-11-20T09:00+09:00", RAW, "1"))
    assert received_at(history, RAW) == "2026-11-20T09:00+09:00"


@pytest.mark.parametrize("history", [b"", _history((AT, "b" * 64, "1")), _history((AT, "", "1"))])
def test_a_file_that_was_never_judged_has_no_time_yet(history):
    assert received_at(history, RAW) is None


def test_the_page_tells_when_the_file_came_and_the_published_one_has_no_clock():
    page = render_html(report([]), dataset=DATASET, checked_at="2026-11-20T09:00:00+09:00", received_at=AT)
    assert "<dt>受け取った日時</dt><dd>2026年11月16日 10時24分（この内容を初めて検査したとき）</dd>" in page
    assert "受け取った日時" not in render_html(report([]), dataset=DATASET)


def test_equal_input_has_the_equal_number_and_other_input_another_one():
    number = result_number(faulty())
    assert number == result_number(faulty())
    assert number.startswith("public-toilet/9e10b498/")
    others = [
        replace(faulty(), findings=faulty().findings[1:]),
        replace(faulty(), changes=faulty().changes[1:]),
        replace(faulty(), table_sha256="1" * 64),
        replace(faulty(), provenance=replace(PROVENANCE, sha256="1" * 64)),
    ]
    assert len({number, *map(result_number, others)}) == 5


def test_what_is_true_only_today_leaves_the_number_as_it_is():
    today = replace(faulty(), findings=(*faulty().findings, Finding("stale", "warning", momentary=True)))
    assert result_number(today) == result_number(faulty())
    assert _told(today)["この結果の番号"] == result_number(faulty())


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ((4, 115), "データは4–115行（112行）"),
        (("施設!4", "施設!115"), "データはシート「施設」の4–115行（112行）"),
        (("a.csv:2", "b.csv:9"), "データは112行"),
        ((4, 4), "データは112行"),
        (None, "データは112行"),
    ],
)
def test_the_lines_of_the_data_are_named_where_they_are_of_one_table(span, said):
    assert said in _told(replace(report([]), span=span))["表の位置"]


@pytest.mark.parametrize(
    ("encoding", "renamed", "said"),
    [
        ("cp932", 2, "文字コードをShift_JIS系（CP932）からUTF-8に直し、2の項目名を標準の名前にそろえました。"),
        ("cp932", 0, "文字コードをShift_JIS系（CP932）からUTF-8に直しました。"),
        ("utf-8-sig", 1, "1の項目名を標準の名前にそろえました。"),
        ("", 0, ""),
    ],
)
def test_what_was_done_beside_the_cells_is_told(encoding, renamed, said):
    found = [Finding("column-renamed", "notice", None, f"項目{n}", f"列{n}") for n in range(renamed)]
    made = replace(report(found), provenance=replace(PROVENANCE, encoding=encoding))
    assert beyond_cells(made) == said
    assert said in render_html(made, dataset=DATASET)
