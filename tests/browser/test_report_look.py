"""The checks of the look on the report in a real browser: axe, keyboard, policy, map, paper, size of many faults."""

import pytest
from playwright.sync_api import expect

from pipelines.report.limits import BUDGET
from tests.browser.report_pages import FAULTS

NODES = 15_000
"""Elements of the largest page; the mock-up of 112 rows has 6,855."""
# every element that the Tab key should reach, in the order of the page
REACHED = """[...document.querySelectorAll('a[href],button,input,summary,[tabindex="0"]')].filter((e) =>
  e.checkVisibility() && !(e.type === 'radio' && !e.checked))"""
CONTRAST = """() => {
  const parts = (text) => text.match(/[0-9.]+/g).slice(0, 3).map((n) => n / 255);
  const light = (text) => {
    const [r, g, b] = parts(text).map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('.cm text')].map((text) => {
    const ink = light(getComputedStyle(text).fill);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  });
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("name", ["faulty", "clean", "held", "failed"])
def test_axe_finds_nothing_with_everything_open(page_at, pages, name, width, dark):
    opened = page_at(pages[name], width, dark=dark)
    opened.open_details()
    assert opened.faults() == []


@pytest.mark.parametrize(("name", "width", "dark"), [("done", 1280, True), ("hostile", 320, False)])
def test_axe_finds_nothing_on_a_published_one_or_in_a_hostile_file(page_at, pages, name, width, dark):
    opened = page_at(pages[name], width, dark=dark)
    opened.open_details()
    assert opened.faults() == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_where_faults_are_many(page_at, pages, width):
    opened = page_at(pages["many"], width)
    opened.open_details()
    opened.page.locator("[data-rows]").first.click()
    assert opened.faults() == []
    assert opened.sideways() == 0


def test_axe_sees_faults_at_all(page_at, pages):
    opened = page_at(pages["clean"])
    opened.page.evaluate("document.querySelector('h1').remove()")
    opened.page.evaluate("document.body.append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in opened.faults())


def test_1400_faults_are_a_page_of_bounded_size_with_every_one_of_them_in_reach(page_at, pages):
    assert pages["many"].stat().st_size <= BUDGET
    opened = page_at(pages["many"])
    page = opened.page
    assert page.evaluate("document.querySelectorAll('*').length") <= NODES
    page.locator("details:has([data-rows]) > summary").click()
    more = page.locator("[data-rows]")
    rows = page.locator("#rows-unreadable-date tr")
    while more.is_visible():
        before = rows.count()
        more.click()
        assert 0 < rows.count() - before <= 100
    assert rows.count() == FAULTS
    assert "第1403期の春" in rows.last.inner_text()
    assert page.locator(".more span").inner_text() == "1,400件すべてを出しています。"
    assert page.evaluate("document.activeElement.closest('#rows-unreadable-date') !== null")
    assert opened.requests == []
    assert opened.errors == []


def test_without_script_the_rows_that_are_left_out_are_in_the_list_beside_the_page(page_at, pages):
    page = page_at(pages["many"], script=False).page
    page.locator("details:has(.more) > summary").first.click()
    assert page.locator("[data-rows]:visible").count() == 0
    assert page.locator(".more a[href='findings.csv']").is_visible()


def test_the_keyboard_reaches_every_control_in_reading_order_with_a_thick_line_and_no_trap(page_at, pages):
    opened = page_at(pages["faulty"])
    opened.open_details()
    page = opened.page
    expected = page.evaluate(f"{REACHED}.map((e, i) => {{ e.dataset.place = i; return i; }})")
    assert len(expected) > 50
    reached = []
    for _ in expected:
        page.keyboard.press("Tab")
        place, width = page.evaluate(
            "[document.activeElement.dataset.place, getComputedStyle(document.activeElement).outlineWidth]"
        )
        assert width == "4px"
        reached.append(int(place))
    assert reached == expected
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body || !document.activeElement.dataset.place")


def test_every_target_is_at_least_24_pixels(page_at, pages):
    opened = page_at(pages["faulty"], 375)
    opened.open_details()
    small = opened.page.evaluate(
        "[...document.querySelectorAll('button,summary,label,.todo a,.toc a')].filter((e) => e.checkVisibility())"
        ".filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.outerHTML.slice(0, 80))"
    )
    assert small == []


@pytest.mark.parametrize("name", ["faulty", "failed"])
def test_the_policy_lets_nothing_in_that_the_page_did_not_bring(page_at, pages, name):
    assert page_at(pages[name]).lets_nothing_in()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_in_the_map_can_be_read(page_at, pages, dark):
    contrasts = page_at(pages["faulty"], dark=dark).page.evaluate(CONTRAST)
    assert len(contrasts) >= 5
    assert min(contrasts) >= 4.5


def test_the_map_has_a_text_and_a_table_that_says_the_same(page_at, pages):
    page = page_at(pages["faulty"]).page
    picture = page.locator("svg[role=img]")
    assert picture.get_attribute("aria-label") == "候補の位置の図。108か所が見本区の範囲、4か所が図の外です。"
    assert page.locator("#rows-coordinate-not-decimal tr").count() == 112


def test_tables_have_headings_in_both_directions_and_icons_are_silent(page_at, pages):
    page = page_at(pages["faulty"]).page
    assert page.locator("th:not([scope])").count() == 0
    assert page.locator("table:not(:has(thead th[scope=col]))").count() == 0
    assert page.locator("svg:not([aria-hidden=true]):not([role=img])").count() == 0
    assert page.locator("[role=status]").count() == 1


def test_the_request_to_the_section_is_copied_whole(page_at, pages):
    page = page_at(pages["faulty"]).page
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("#required-missing [data-copy-from]").click()
    expect(page.locator("#live")).to_have_text("コピーしました")
    assert page.evaluate("window.copied") == page.locator("#ask-required-missing").text_content()


def test_paper_has_every_cause_and_action_and_cuts_no_row(page_at, pages):
    page = page_at(pages["faulty"], dark=True).page
    page.emulate_media(media="print")
    assert page.locator(".verdict h2").is_visible()
    assert page.locator(".facts li:visible").count() == 4
    assert page.locator(".todo li:visible").count() == 3
    assert page.locator(".cause h3:visible").count() == page.locator(".cause").count()
    assert page.locator(".btn:visible, .flt:visible, .toc:visible, .skip:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('tr')).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_high_contrast_keeps_the_borders(browser, pages):
    context = browser.new_context(forced_colors="active", offline=True)
    page = context.new_page()
    page.goto(pages["faulty"].as_uri())
    widths = page.evaluate(
        "['.verdict', '.cause', '.chip', '.btn'].map((s) => getComputedStyle(document.querySelector(s)).borderTopWidth)"
    )
    context.close()
    assert all(width != "0px" for width in widths)
