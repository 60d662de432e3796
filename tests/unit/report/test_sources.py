"""Every code says where its rule comes from: which standard and clause, the ward's own word, or a guess of ours."""

import re

import pytest

from pipelines.report.guide.explanation import explanation_of
from pipelines.report.guide.text import render_explanation
from pipelines.report.messages import known_codes, source_of, word
from pipelines.validate.rules import RULES

CODES = sorted(known_codes()["findings"])
KIND_OF_BASIS = {"official": "standard", "inferred": "inferred", "workspace": "ward"}
NAMED = "定義書|GIF|機械可読性に関するルール|デジタル庁|自治体標準オープンデータセット|総務省|国税庁"


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_source_in_whole_sentences(code: str) -> None:
    """A new code belongs into one of the groups of pipelines/report/messages/sources.toml."""
    source = source_of(code)
    assert source is not None
    assert source.kind in known_codes()["source_kinds"]
    assert source.text.endswith(("。", "）。"))
    if source.kind == "standard":
        assert re.search(NAMED, source.text), "the standard and its clause are named"


def test_no_source_speaks_of_a_code_that_does_not_exist() -> None:
    from pipelines.report.messages import _catalogue  # noqa: PLC0415 - the groups themselves

    listed = [code for group in _catalogue()["rule_sources"].values() for code in group["codes"]]
    assert sorted(set(listed) - set(CODES)) == []
    assert len(listed) == len(set(listed)), "a code stands in one group only"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.basis}")
def test_the_words_of_a_rule_agree_with_its_basis(rule) -> None:
    source = source_of(rule.code)
    assert source is not None
    assert source.kind == KIND_OF_BASIS[rule.basis]


def test_the_explanation_shows_the_kind_of_source_and_its_clause() -> None:
    told = explanation_of("coordinate-not-decimal")
    assert told is not None
    assert told.source.startswith(word("source_kinds", "standard"))
    assert "444" in render_explanation(told)
    guessed = explanation_of("drift-rows-gone")
    assert guessed is not None
    assert guessed.source.startswith("推定。")
