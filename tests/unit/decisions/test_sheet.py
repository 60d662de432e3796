"""repairs/<slug>.csv survives Excel, and no merge loses a decision."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decisions.merge import with_decisions, with_proposals
from pipelines.decisions.sheet import HEADER, read_repairs, render_repairs, writable
from pipelines.model.errors import DeclarationError
from pipelines.model.repair import Repair

OPEN = Repair("ID=1", "電話番号", "339931111", "03-3993-1111", code="lost-zero", dataset="t", line="2", problem="桁。")
TEXTS = st.text(max_size=12)
WORDS = st.text("採用不手入力田中2026-/ab", max_size=6).map(str.strip)


def read(data: bytes) -> list[Repair]:
    return [repair for _, repair in read_repairs(data, "t.csv")]


@given(st.lists(st.builds(Repair, TEXTS, TEXTS, TEXTS, TEXTS, WORDS, WORDS, st.just("2026-11-21"), WORDS, WORDS)))
def test_what_is_written_is_read_back(rows: list[Repair]) -> None:
    kept = tuple(row for row in rows if writable(row))
    assert read(render_repairs(kept)) == list(kept)


@pytest.mark.parametrize("text", ["0339931111", "11-9", "=1+1", "@x", "+81", "R4.10.19", "２０２２", "'x", "TRUE"])
def test_excel_gets_nothing_to_turn_into_something_else(text: str) -> None:
    data = render_repairs((Repair("ID=1", "項目", text, text),))
    row = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
    assert row[2] == row[3] == f"'{text}"
    assert read(data)[0].before == text


def test_the_file_opens_in_excel_and_comes_back_as_excel_saves_it() -> None:
    data = render_repairs((OPEN,))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    rows[1][4:7] = ["採用", "田中", "2026/11/3"]
    out = io.StringIO()
    csv.writer(out).writerows([*rows, [""] * len(HEADER)])
    (back,) = read(out.getvalue().encode("cp932"))
    assert (back.cell, back.decision, back.on) == (OPEN.cell, "採用", "2026-11-03")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\xff\xff", "repairs-undecodable"),
        ("項目,前の値\n".encode(), "repairs-header"),
        (b"", "repairs-header"),
        (render_repairs((OPEN,)) + b"a,b\n", "repairs-broken-row"),
        (render_repairs((OPEN,)) + b'"open', "repairs-broken-row"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(data: bytes, code: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        read_repairs(data, "repairs/t.csv")
    assert caught.value.code == code


def decided(row: Repair, decision: str = "採用", by: str = "田中") -> Repair:
    return Repair(*row.cell, row.after, decision, by, "2026-11-21")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from(["", "採用", "?"]))))
def test_no_run_loses_a_decision_and_a_second_run_changes_nothing(rows: list[tuple[str, str, str]]) -> None:
    existing = [Repair(key, "項目", before, "後", decision) for key, before, decision in rows]
    proposals = [Repair(key, "項目", "x", "新", code="c") for key in "bcd"]
    merged = with_proposals(existing, proposals)
    assert [row for row in merged if row.decided] == [row for row in existing if row.decided]
    assert with_proposals(merged, proposals) == merged
    assert {row.cell for row in proposals} <= {row.cell for row in merged}


def test_what_was_written_beside_an_undecided_proposal_stays() -> None:
    typed = Repair(*OPEN.cell, "03-1234-5678")
    (row,) = with_proposals([typed], [OPEN])
    assert (row.after, row.problem) == ("03-1234-5678", "桁。")
    assert with_proposals([typed], []) == ()


def test_a_decision_takes_the_place_of_its_proposal_and_leaves_the_others() -> None:
    other = decided(Repair("ID=2", "項目", "a", "b"))
    merged = with_decisions([other, OPEN], [decided(OPEN), decided(Repair("ID=3", "項目", "c", "d"))])
    assert [row.key for row in merged] == ["ID=2", "ID=1", "ID=3"]
    assert all(row.taken_in for row in merged)
