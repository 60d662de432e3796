"""一回で通った割合: a hand-in is judged once, by its first check, whatever came of it later."""

import pytest

from pipelines.report.first_pass import FirstPass, first_pass, total
from pipelines.report.judgements import HELD, PUBLISHABLE, UNREADABLE, Judgement

RESULTS = {"o": PUBLISHABLE, "x": HELD, "?": UNREADABLE}


def history(text: str) -> list[Judgement]:
    """`Ao Bx` is: file A passed, then file B was held back."""
    return [Judgement("2026-04-01T09:00+09:00", RESULTS[word[1]], word[0]) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "hand_ins", "first"),
    [
        ("", 0, 0),
        ("Ao", 1, 1),
        ("Ax", 1, 0),
        ("A?", 1, 0),
        ("Ax Bo", 1, 0),  # mended: one hand-in, passed at the second attempt
        ("Ax Ao", 1, 0),  # a decision was taken in
        ("Ax Bx Cx Do", 1, 0),  # four attempts are one hand-in
        ("Ao Bo", 2, 2),
        ("Ao Bx Co Do", 3, 2),
        ("Ao Ao", 1, 1),  # judged again by a newer program
        ("Ao Ax Bo", 2, 2),  # a rule that came later does not make the file a new hand-in
        ("A? Bx Co Dx", 2, 0),
    ],
)
def test_a_hand_in_counts_once_and_by_its_first_check(text, hand_ins, first):
    assert first_pass(history(text)) == FirstPass(hand_ins, first)


def test_sections_add_up_by_hand_ins_and_nothing_handed_in_has_no_share():
    assert total([FirstPass(3, 1), FirstPass(1, 1)]).share == 0.5
    assert total([]).share is None
