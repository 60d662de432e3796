"""Patterns that make Python's search explode are answered at once or ended; those that do no harm are never refused."""

import json
from pathlib import Path

import pytest

from pipelines.model.errors import DeclarationError
from pipelines.validate.engine import examine, patterns
from pipelines.validate.engine.patterns import compile_pattern

ROOT = Path(__file__).resolve().parents[3]
LONG = 100_000

REGULAR = [
    "(a+)+$",
    "(a|aa)*b",
    "((a+)+)+$",
    "(a*)*b",
    "(a|a)*b",
    "(.*)*b",
    "(.*a){20}b",
    "(x+x+|a+a+)+b",
    "(?:a|a?)+b",
    "((a|い)+)+う",
    "(a+){10}b",
    "a*a*a*a*a*a*b",
    "(?:(?:a*)*)*b",
    "(a|b|ab)*c",
    "(a?){50}a{50}b",
    "(\\w+\\s?)*!$",
    "(\\w|\\w\\w)*-",
    "([a-zA-Z]+)*[0-9]",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "[^,]*,[^,]*,[^,]*x",
]
"""Regular ones: RE2 answers whatever the text."""

IRREGULAR = ["((a+)+)(?=b)\\1", "(?=(a+)+$)b", "(?P<x>a+)+(?P=x)c", "(?i:(a+)+)b", "(?!.*(a+)+b)c", "(a|aa)+(?<!a)b"]
"""Those that only Python's search knows."""


def _judged(pattern, cell):
    document = {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": pattern}}]}
    return examine(f"a\n{cell}\n".encode(), document, file="表.json")


@pytest.mark.parametrize("pattern", REGULAR)
def test_a_regular_pattern_that_explodes_is_answered_for_a_hundred_thousand_characters(pattern, monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 0.0)  # nobody asks Python
    assert len(_judged(pattern, "a" * LONG + "!")) == (pattern != "(\\w+\\s?)*!$")


@pytest.mark.parametrize("pattern", IRREGULAR)
def test_any_other_pattern_that_explodes_is_ended_and_named(pattern, monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 0.7)
    with pytest.raises(DeclarationError) as caught:
        _judged(pattern, "a" * LONG + "!")
    assert (caught.value.code, caught.value.params["field"]) == ("schema-pattern-slow", "a")


@pytest.mark.parametrize("pattern", ["\\d?" * 40 + "\\d{40}", "(\\w|\\w\\w)" * 40, "(\\d?){50}\\d{50}", "(\\w+)\\1!"])
def test_what_explodes_without_a_loop_in_a_loop_has_its_time_too(pattern):
    assert compile_pattern(f"^{pattern}$").risky


@pytest.mark.parametrize(
    "pattern", ["\\d{1,4}-\\d{1,4}-\\d{4}", "\\d+", "(\\d{3}-)?\\d+", "(?:\\d{1,2}:){2}\\d\\d", "\\w*"]
)
def test_what_cannot_explode_is_searched_without_a_process_of_its_own(pattern):
    assert not compile_pattern(f"^{pattern}$").risky


def test_every_pattern_of_the_schemas_is_answered_without_pythons_search():
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "schemas").rglob("*.json")]
    fields = [field for document in documents if isinstance(document, dict) for field in document.get("fields", [])]
    found = {field["constraints"]["pattern"] for field in fields if field.get("constraints", {}).get("pattern")}
    assert len(found) > 10
    for pattern in found:
        compiled = compile_pattern(f"^{pattern}$")
        assert compiled.linear
        assert not compiled.ascii_only
