"""The explanations as a folder of HTML pages that need no network: one a code, and an index with a search by words."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import groupby

import jinja2
from markupsafe import Markup

from pipelines.look import content_policy, stylesheet
from pipelines.report.guide.explanation import Explanation, explanations, other_word, shown_lines
from pipelines.report.messages import known_codes, word

INDEX = "index.html"


def render_pages(bases: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """File name -> bytes; equal messages give equal pages.

    Args:
        bases: code -> basis of the rules that have one of their own, see explanation_of.
    """
    told = explanations(bases)
    pages = {
        f"{one.code}.html": _page("guide_code.html.j2", told=one, **_around(told, n)) for n, one in enumerate(told)
    }
    groups = [
        {"id": topic, "title": word("guide_topics", topic), "codes": [_entry(one) for one in codes]}
        for topic, codes in ((topic, list(codes)) for topic, codes in groupby(told, key=lambda one: one.topic))
    ]
    errors = [{"code": code, "text": other_word(code)} for code in sorted(known_codes()["errors"])]
    pages[INDEX] = _page("guide_index.html.j2", groups=groups, errors=errors, count=len(told))
    return {name: text.encode("utf-8", "replace") for name, text in sorted(pages.items())}


def search_words(told: Explanation) -> str:
    """What the search looks through: folded as the script folds what a person types."""
    example = told.example
    texts = [told.code, told.title, told.what, told.why, told.how]
    if example is not None:
        texts.extend([example.field, "" if example.is_csv else example.wrong])
    return search_form(" ".join(texts))


def search_form(text: str) -> str:
    """Width, case and kind of kana do not matter to a search."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in plain)


def _entry(told: Explanation) -> dict[str, str]:
    return {"code": told.code, "title": told.title, "what": told.what, "words": search_words(told)}


def _around(told: list[Explanation], place: int) -> dict[str, object]:
    """The neighbours of a page, and its examples as lines."""
    one = told[place]
    lines = {
        name: shown_lines(one.example, text)
        for name, text in (("before", one.example.before), ("wrong", one.example.wrong), ("right", one.example.right))
    } if one.example is not None else {}  # fmt: skip
    return {
        "lines": lines,
        "topic": word("guide_topics", one.topic),
        "before": told[place - 1] if place else None,
        "after": told[place + 1] if place + 1 < len(told) else None,
    }


def _page(template: str, **view: object) -> str:
    return _environment().get_template(template).render(css=Markup(stylesheet()), content_policy=content_policy, **view)  # noqa: S704 - our own


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("pipelines.report.guide", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
