"""The report in a real browser: readable on a telephone, without script, by keyboard, in the dark, on paper."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

STATES = ["faulty", "clean", "held", "failed", "done", "many", "hostile"]
# WCAG 1.4.12
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("width", [1280, 375, 320])
def test_nothing_is_fetched_nothing_fails_and_nothing_sticks_out(page_at, pages, name, width, dark):
    opened = page_at(pages[name], width, dark=dark)
    opened.open_details()
    assert opened.requests == []
    assert opened.errors == []
    assert opened.sideways() == 0


@pytest.mark.parametrize("name", STATES)
def test_wide_spacing_of_letters_does_not_push_the_page_out(page_at, pages, name):
    opened = page_at(pages[name], 320)
    opened.open_details()
    opened.page.add_style_tag(content=SPACING)
    assert opened.sideways() == 0


def test_the_verdict_is_the_first_heading_after_the_title(page_at, pages):
    page = page_at(pages["faulty"]).page
    assert page.locator("h1").count() == 1
    assert page.locator("h2").first.inner_text() == "公開できません。3つの原因（284件）を直すと公開できます。"


@pytest.mark.parametrize("name", STATES)
def test_one_title_the_verdict_next_and_no_level_of_heading_is_skipped(page_at, pages, name):
    page = page_at(pages[name]).page
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator(".verdict h2").count() == 1


def test_markup_of_a_file_is_text_on_the_page_and_in_what_a_button_adds(page_at, pages):
    opened = page_at(pages["hostile"])
    opened.open_details()
    opened.page.locator("[data-rows]").first.click()
    assert opened.page.evaluate("[document.title.length > 9, document.images.length, document.scripts.length]") == [
        True, 0, 2,
    ]  # fmt: skip
    text = opened.page.locator("main").inner_text()
    assert "<script>document.title = 1</script>" in text
    assert not {"\u202e", "\u200f", "\u2028"} & set(text)
    assert opened.errors == []


@pytest.mark.parametrize("name", ["faulty", "many"])
def test_nothing_moves_where_no_motion_is_wanted(browser, pages, name):
    context = browser.new_context(reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.goto(pages[name].as_uri())
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === 'smooth';"
        " }).length"
    )
    context.close()
    assert moving == 0


def test_all_lines_are_there_without_script(page_at, pages):
    page = page_at(pages["faulty"], script=False).page
    for summary in page.locator("details > summary").all():
        summary.click()
    text = page.locator("main").inner_text()
    assert "5、9、13、17、21、25、29、33、37、41、45、49、53、57、61、65、69、73、77、81、85、89、93行" in text
    assert "見本区115-2-3" in text
    assert page.locator("[data-copy]:visible, .flt:visible").count() == 0


def test_the_keyboard_reaches_the_skip_link_first_and_then_the_text(page_at, pages):
    page = page_at(pages["faulty"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_has_the_focus_has_a_thick_line(page_at, pages):
    page = page_at(pages["faulty"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px"


def test_targets_are_large_enough_for_a_finger(page_at, pages):
    page = page_at(pages["faulty"], 375).page
    heights = page.evaluate(
        "[...document.querySelectorAll('button')].filter((b) => b.offsetParent).map((b) => b.offsetHeight)"
    )
    assert heights
    assert min(heights) >= 24


def test_the_filter_shows_the_chosen_causes_and_says_so(page_at, pages):
    page = page_at(pages["faulty"]).page
    page.get_by_label("原課で直す").check()
    assert page.locator("#required-missing").is_visible()
    assert not page.locator("#coordinate-not-decimal").is_visible()
    expect(page.locator("#live")).to_contain_text("つの原因を表示しています")


def test_a_copied_proposal_is_announced(page_at, pages):
    page = page_at(pages["faulty"]).page
    page.locator("[data-copy]").first.click()
    expect(page.locator("#live")).to_have_text("コピーしました")


def test_tables_can_be_scrolled_by_keyboard_and_have_names(page_at, pages):
    page = page_at(pages["faulty"]).page
    assert page.locator(".scroll:not([tabindex='0'][role=region][aria-label])").count() == 0
    assert page.locator("table:not(.scroll table)").count() == 0


def test_paper_has_verdict_causes_and_remedies_and_no_buttons(page_at, pages):
    page = page_at(pages["faulty"], dark=True).page
    page.emulate_media(media="print")
    assert page.locator("button:visible, .toc:visible, .flt:visible").count() == 0
    assert page.locator(".verdict h2").is_visible()
    assert page.locator(".msg:visible").count() == page.locator(".cause").count()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(51, 51, 51)"
