"""The manual's pages in a real browser: readable at every width, searched offline, whole without script."""

import pytest

from pipelines.report.guide.pages import INDEX, render_pages
from pipelines.report.messages import known_codes

NAMES = [INDEX, "ragged-row.html", "phone-invalid.html", "merged-cells.html"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("guide")
    for name, data in render_pages().items():
        (made / name).write_bytes(data)
    return made


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_nothing_sticks_out_and_axe_finds_nothing(page_at, folder, name, width, dark):
    opened = page_at(folder / name, width, dark=dark)
    assert opened.requests == []
    assert opened.errors == []
    assert opened.sideways() == 0
    assert opened.faults() == []


def test_words_typed_in_any_width_and_kana_leave_the_entries_that_hold_them(page_at, folder):
    page = page_at(folder / INDEX).page
    every = page.locator(".codes li:visible").count()
    page.get_by_label("言葉で探す").fill("ｾﾙ　けつごう")
    assert page.locator(".codes li:visible").count() == 0
    assert "見つかりません" in page.locator("#live").inner_text()
    page.get_by_label("言葉で探す").fill("せる 結合")
    seen = page.locator(".codes li:visible")
    assert 0 < seen.count() < every
    assert seen.locator("a", has_text="結合したセルがあります").count() == 1
    assert f"{seen.count()}件" in page.locator("#live").inner_text()
    page.get_by_label("言葉で探す").fill("")
    assert page.locator(".codes li:visible").count() == every


def test_an_entry_leads_to_its_page_and_the_page_back(page_at, folder):
    page = page_at(folder / INDEX).page
    page.get_by_role("link", name="結合したセルがあります").click()
    assert page.locator("h1").inner_text() == "結合したセルがあります"
    page.get_by_role("link", name="指摘の手引き", exact=True).click()
    assert page.locator("h1").inner_text() == "指摘の手引き"


def test_without_script_every_code_is_listed_and_no_search_is_offered(page_at, folder):
    page = page_at(folder / INDEX, script=False).page
    assert page.locator("#q:visible").count() == 0
    assert page.locator(".codes a:visible").count() == len(known_codes()["findings"])


def test_the_keyboard_reaches_the_skip_link_then_the_search(page_at, folder):
    page = page_at(folder / INDEX).page
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className || document.activeElement.id"))
    assert reached == ["skip", "brand", "q"]


@pytest.mark.parametrize("name", NAMES[:2])
def test_a_page_lets_nothing_in_that_it_did_not_bring(page_at, folder, name):
    assert page_at(folder / name).lets_nothing_in()
