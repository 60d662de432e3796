"""Every code becomes a Japanese sentence that says what to do, and nothing of a template shows through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.errors import DeclarationError, HirakuError, UnreadableFile
from pipelines.report import explain, rule_title, sentence
from pipelines.report.messages import known_codes, quote_fields, shown
from tests.unit.report.code_scan import used_codes

KNOWN = known_codes()
LEFT_OVER = re.compile(r"[{}]|「」|（）|None")
FULL = {
    "value": "４月３１日", "field": "開始日", "label": "開始", "proposal": "2026-04-30", "n": 3,
    "choices": ["有", "無"],
    "use": "地図での表示", "example": "例", "city": "見本区", "guess": "電話番号", "column": 2, "cells": 3,
    "expected": 4,
    "labels": 5, "rows": 6, "kind": "html", "unit": "人", "least": "1", "most": "9", "limit": 200, "count": 2,
    "characters": ["U+0000"], "edition": "2017", "values": "「a」",
}  # fmt: skip


def test_every_code_in_the_source_has_a_text():
    """A code that a helper adds without words fails here, not before a steward."""
    texts = {
        "finding": KNOWN["findings"] | KNOWN["errors"],
        "error": KNOWN["errors"] | KNOWN["findings"],
        "rule": KNOWN["rules"],
    }
    without = sorted({f"{kind} {code} ({where})" for kind, code, where in used_codes() if code not in texts[kind]})
    assert without == []


def test_the_scan_sees_codes_at_all():
    kinds = {kind for kind, _, _ in used_codes()}
    assert kinds == {"finding", "error", "rule"}


@pytest.mark.parametrize("code", sorted(KNOWN["findings"]))
@pytest.mark.parametrize("params", [{}, FULL, {"value": "", "n": 0}], ids=["bare", "full", "blank"])
def test_a_finding_is_told_in_whole_sentences(code, params):
    told = explain(code, params)
    for text in (told.what, told.why, told.how):
        assert text.endswith("。") or "例：" in text, text
        assert not LEFT_OVER.search(text), text
    assert told.title
    assert not told.title.endswith("。")
    assert not LEFT_OVER.search(told.title)


@pytest.mark.parametrize("code", sorted(KNOWN["errors"]))
def test_an_error_names_its_file_and_line_and_a_remedy(code):
    told = sentence(HirakuError(code, file="datasets/aed.toml", line=3))
    assert told.startswith("datasets/aed.tomlの3行目：")
    assert told.endswith("。")
    assert re.search("ください|ません|残っています", told)
    assert not LEFT_OVER.search(told.replace('{"text": …}', ""))


def test_an_unknown_code_falls_back_to_a_sentence():
    told = explain("never-heard-of", {"value": "x"})
    assert "never-heard-of" in told.what
    assert told.how.endswith("。")
    assert sentence(UnreadableFile("never-heard-of", file="a.csv")).startswith("a.csv：")
    assert "never-heard-of" in rule_title("never-heard-of")


def test_a_finding_that_stops_a_file_is_an_error_sentence_too():
    assert "囲んで" in sentence(UnreadableFile("ragged-row", file="a.csv", line=7))


def test_a_sentence_suggests_the_key_that_was_meant():
    told = sentence(DeclarationError("declaration-typo", file="a.toml", line=3, key="titel", proposal="title"))
    assert "「titel」" in told
    assert "「title」" in told


def test_a_proposal_is_named_only_where_there_is_one():
    assert "候補「2026-04-30」" in explain("impossible-date", {"value": "4/31", "proposal": "2026-04-30"}).how
    assert "候補" not in explain("impossible-date", {"value": "4/31", "proposal": ""}).how


def test_a_value_with_braces_is_shown_and_not_filled_in():
    assert "「{n}」" in explain("unreadable-date", {"value": "{n}", "n": 5}).what


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "（空欄）"), (" a", "␣a"), ("a　", "a␣"), ("a\r\nb", "a⏎b"), ("a\tb", "a⇥b"), ("a\u200bb", "a□b"),
        ("a b", "a b"), ("\u202etxt", "□txt"), ("a\u2028b", "a□b"), ("x" * 99, "x" * 60 + "…"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_made_visible(text, seen):
    assert shown(text) == seen


def test_many_fields_are_counted_instead_of_listed():
    assert quote_fields(["緯度", "経度"]) == "「緯度」「経度」"
    assert quote_fields(["とても長い項目の名前その一です", "とても長い項目の名前その二です"]).endswith("など2項目")


ODD = st.sampled_from("aあ \u3000\n\r\t\u00a0\u200b\u202e\u2028\x00")


@given(st.text(alphabet=ODD, min_size=1, max_size=40), st.integers(1, 9))
def test_a_long_value_is_shown_as_the_beginning_of_the_whole(text, longest):
    whole = shown(text, 1_000)
    assert shown(text, longest) == (whole if len(whole) <= longest else whole[:longest] + "…")
