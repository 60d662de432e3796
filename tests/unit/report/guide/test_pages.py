"""The manual's pages: one a code, findable by words, self-contained, the same on every machine."""

import re
from html.parser import HTMLParser

import pytest

from pipelines.report.guide.examples import examples_by_topic
from pipelines.report.guide.explanation import explanation_of, near_codes, other_word
from pipelines.report.guide.pages import INDEX, render_pages, search_form
from pipelines.report.guide.text import render_explanation, render_list
from pipelines.report.messages import known_codes

PAGES = {
    name: data.decode()
    for name, data in render_pages({"duplicate-row": "inferred", "column-shifted": "official"}).items()
}
CODES = sorted(known_codes()["findings"])


class Outline(HTMLParser):
    """Headings and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "a":
            self.links.append(told.get("href") or "")
        self.ids.extend([told["id"] or ""] if "id" in told else [])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_has_one_h1_no_level_skipped_and_links_that_lead_somewhere(name: str) -> None:
    outline = Outline(PAGES[name])
    assert outline.levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.levels, outline.levels[1:], strict=False))
    for link in outline.links:
        target, _, anchor = link.partition("#")
        page = PAGES[target] if target else PAGES[name]
        assert not anchor or anchor in Outline(page).ids


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_asks_for_nothing_from_elsewhere(name: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#|[a-z0-9-]+\.html|data:)', PAGES[name])
    assert "@import" not in PAGES[name]
    assert "url(" not in PAGES[name]


def test_there_is_a_page_for_every_code_with_both_examples() -> None:
    assert sorted(PAGES) == sorted([INDEX, *(f"{code}.html" for code in CODES)])
    for code in CODES:
        assert "直す前" in PAGES[f"{code}.html"]
        assert "直した後" in PAGES[f"{code}.html"]
        assert f'href="{code}.html"' in PAGES[INDEX]


def test_what_an_example_holds_is_never_markup() -> None:
    assert "&#34;" in PAGES["unclosed-quote.html"]


def test_a_rule_of_its_own_tells_its_basis_and_the_weight_that_follows() -> None:
    assert "推定。" in PAGES["duplicate-row.html"]
    assert "注意です" in PAGES["duplicate-row.html"]
    assert "国の標準。" in PAGES["column-shifted.html"]
    assert "公開を止めます" in PAGES["column-shifted.html"]


@pytest.mark.parametrize("code", CODES)
def test_no_explanation_speaks_of_an_empty_value_that_it_does_not_have(code: str) -> None:
    told = explanation_of(code)
    assert told is not None
    assert "（空欄）" not in told.title + told.what + told.why + told.how


def test_equal_messages_give_equal_pages() -> None:
    assert render_pages() == render_pages()


@pytest.mark.parametrize(
    ("typed", "code"), [("デンワ", "phone-invalid"), ("ｾﾙ 結合", "merged-cells"), ("５年７月", "era-missing")]
)
def test_the_words_of_an_entry_are_found_however_they_are_typed(typed: str, code: str) -> None:
    entry = re.search(rf'data-words="([^"]*)"><a href="{code}\.html"', PAGES[INDEX])
    assert entry
    words = {"デンワ": "電話"}.get(typed, typed)  # readings of kanji are no part of the search
    assert all(word in entry[1] for word in search_form(words).split())


def test_an_explanation_for_the_terminal_has_all_its_parts() -> None:
    told = explanation_of("era-missing")
    assert told is not None
    text = render_explanation(told)
    for part in ("何が", "なぜ困るか", "どうするか", "重さ", "直す前の例", "直した後の例", "5年7月"):
        assert part in text
    assert explanation_of("never-heard-of") is None
    assert all(code in render_list() for code in CODES)


def test_a_wrong_name_gets_the_nearest_codes() -> None:
    assert near_codes("eramissing")[0] == "era-missing"
    assert "merged-cells" in near_codes("merged")
    assert near_codes("ぜんぜん違う") == []


def test_errors_and_rules_have_a_word_too() -> None:
    assert other_word("disk-full").endswith("。")
    assert "空白" in other_word("trim-space")
    assert other_word("never-heard-of") == ""


def test_every_topic_of_examples_has_a_name() -> None:
    assert examples_by_topic().keys() <= known_codes()["guide_topics"]
