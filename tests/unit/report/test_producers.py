"""No code has words that nothing says: each stands in the source, is put together there, or is Frictionless' own."""

import ast
import inspect
import re
from pathlib import Path

import frictionless
import pytest

from pipelines.report.messages import known_codes

ROOT = Path(__file__).parents[3] / "pipelines"
_SHORTEST = 5
"""Fixed letters of a code that is put together: fewer would fit nearly every word."""


def _texts() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text in the source but that which only tells of codes, and the forms of those that are put together."""
    whole, forms = set(), []
    for path in ROOT.rglob("*.py"):
        if (ROOT / "report" / "guide") in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "" for part in node.values]
                if all(re.fullmatch("[a-z0-9-]*", part) for part in parts) and len("".join(parts)) >= _SHORTEST:
                    forms.append(re.compile("".join(re.escape(part) if part else "[a-z0-9-]+" for part in parts)))
    return whole, forms


WHOLE, FORMS = _texts()
FRICTIONLESS = {
    error.type for _, error in inspect.getmembers(frictionless.errors, inspect.isclass) if hasattr(error, "type")
}


def _said(code: str) -> bool:
    return code in WHOLE or any(form.fullmatch(code) for form in FORMS)


@pytest.mark.parametrize("kind", ["findings", "errors", "rules"])
def test_no_code_has_words_that_nothing_says(kind: str) -> None:
    silent = {code for code in known_codes()[kind] if not _said(code)}
    assert sorted(silent - (FRICTIONLESS if kind == "findings" else set())) == []


def test_the_search_would_see_a_code_that_is_not_there() -> None:
    assert _said("unreadable-date")
    assert _said("postal-to-its-column")
    assert not _said("never-heard-of")


LOOK = (
    "undecodable garbled-text header-not-found column-missing column-unknown column-shifted ragged-row "
    "required-missing recommended-missing unreadable-date impossible-date date-without-year time-unreadable "
    "number-unreadable choice-unknown phone-unreadable postal-unreadable address-date-damage "
    "coordinate-not-decimal coordinate-outside check-digit digits-lost duplicate-id sum-mismatch personal-data"
)
"""The codes of the reference for what stewards read (look.md, section 5)."""


@pytest.mark.parametrize("code", LOOK.split())
def test_each_code_of_the_reference_has_words_and_is_said(code: str) -> None:
    assert code in known_codes()["findings"]
    assert code in WHOLE
