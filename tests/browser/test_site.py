"""The static site in a real browser, opened from file:// as a citizen without a server would."""

import dataclasses
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipelines.export.site import StaticSite
from pipelines.publish.folder import FolderTarget
from tests.export_samples import CATALOG, ROWS, SCHEMA, package

NAMES = [
    ("public-toilet", "公衆トイレ一覧", "こうしゅうトイレいちらん", ("お手洗い",), "town"),
    ("aed", "AED設置箇所一覧", "エーイーディーせっちかしょいちらん", ("自動体外式除細動器",), "safety"),
    ("evacuation-space", "指定緊急避難場所一覧", "していきんきゅうひなんばしょいちらん", ("避難所",), "safety"),
    ("hospital", "医療機関一覧", "いりょうきかんいちらん", ("びょういん",), "town"),
    ("wifi", "公衆無線LANアクセスポイント一覧", "こうしゅうむせんランアクセスポイントいちらん", (), "town"),
    *((f"table-{i}", f"統計の表その{i}", "とうけい", (), "town") for i in range(20)),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A published folder of 25 datasets and one that was withdrawn."""
    root = tmp_path_factory.mktemp("site") / "published"
    many = tuple(
        (f"{i:04}", f"見本公園{i}号トイレ", f"35.{7300 + i}", f"139.{6000 + i * 7}", str(i % 12), *ROWS[0][5:])
        for i in range(1, 260)
    )
    packages = [
        package(
            slug,
            rows=many if slug == "public-toilet" else ROWS,
            schema=dataclasses.replace(SCHEMA, title=title),
            title=title,
            title_en=slug.replace("-", " "),
            yomi=yomi,
            synonyms=synonyms,
            themes=(theme,),
            section="kiki" if theme == "safety" else "doboku",
            description="区が管理する設備の場所です。",
        )
        for slug, title, yomi, synonyms, theme in NAMES
    ]
    target = FolderTarget(root, StaticSite(CATALOG), now=lambda: datetime(2026, 11, 20, tzinfo=UTC))
    gone = package("gone", title="なくなった表")
    assert all(r.error is None for r in target.apply(target.plan([*packages, gone], [])))
    assert all(r.error is None for r in target.apply(target.plan(packages, [])))
    return root


@pytest.fixture
def visit(site, page_at):
    """Opens a page of the site; at the end no request may have left file: and data:, and the console is silent."""
    visited = []

    def open_page(path: str, width: int = 1280, **options) -> Page:
        opened = page_at(site / path, width, **options)
        visited.append(opened)
        return opened.page

    yield open_page
    assert [address for opened in visited for address in opened.requests] == []
    assert [fault for opened in visited for fault in opened.errors] == []


def titles(page: Page) -> list[str]:
    return [card.inner_text() for card in page.locator(".ds:visible h3 a").all()]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("といれ", "公衆トイレ一覧"),
        ("ﾄｲﾚ", "公衆トイレ一覧"),
        ("お手洗", "公衆トイレ一覧"),
        ("便所", "公衆トイレ一覧"),
        ("public-toilet", "公衆トイレ一覧"),
        ("ＡＥＤ", "AED設置箇所一覧"),
        ("避難 場所", "指定緊急避難場所一覧"),
        ("避難　一覧", "指定緊急避難場所一覧"),
        ("ひなんばしょ", "指定緊急避難場所一覧"),
        ("病院", "医療機関一覧"),
        ("Wi-Fi", "公衆無線LANアクセスポイント一覧"),
        ("アクセスポイントー", "公衆無線LANアクセスポイント一覧"),
    ],
)
def test_search_finds_however_it_is_written(visit, words, title):
    page = visit("index.html")
    page.fill("#q", words)
    assert titles(page) == [title]
    assert page.inner_text("#n") == "1"


def test_search_without_a_hit_says_what_to_try_and_offers_to_clear(visit):
    page = visit("index.html")
    page.fill("#q", "宇宙船")
    assert page.is_visible("#none")
    assert page.inner_text("#n") == "0"
    page.click("#clear")
    assert page.inner_text("#n") == "25"
    assert page.evaluate("document.activeElement.id") == "q"


def test_filters_narrow_count_and_can_be_taken_away(visit):
    page = visit("index.html")
    page.check("input[value='防災・安全']")
    assert titles(page) == ["AED設置箇所一覧", "指定緊急避難場所一覧"]
    assert page.locator("label:has(input[value='土木部計画課']) .c").inner_text() == "0"
    assert page.locator("label:has(input[value='まちづくり・道路']) .c").inner_text() == "23"
    page.get_by_role("button", name="防災・安全 の条件を外す").click()
    assert page.inner_text("#n") == "25"


def test_the_address_keeps_the_search(visit, site):
    page = visit("index.html")
    page.fill("#q", "一覧")
    page.check("input[value='危機管理課']")
    kept = page.url.partition("#")[2]
    again = visit("aed/index.html")
    again.goto(f"{(site / 'index.html').as_uri()}#{kept}")
    assert titles(again) == ["AED設置箇所一覧", "指定緊急避難場所一覧"]
    assert again.input_value("#q") == "一覧"


def test_results_come_in_pages_of_twenty_and_in_order_of_name(visit):
    page = visit("index.html")
    assert len(titles(page)) == 20
    page.get_by_role("button", name="2ページ目").click()
    assert len(titles(page)) == 5
    page.select_option("#sort", "t")
    assert titles(page)[0] == "AED設置箇所一覧"


def test_a_withdrawn_dataset_is_not_listed_and_its_page_says_so(visit):
    page = visit("index.html")
    page.fill("#q", "なくなった")
    assert titles(page) == []
    assert "取り下げました" in visit("gone/index.html").inner_text("main")


def test_the_keyboard_reaches_search_filters_and_results_in_reading_order(visit):
    page = visit("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ"
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("(({id, value, textContent}) => id || value || textContent)(document.activeElement)")
        )
    order = [reached.index(x) for x in ("q", "まちづくり・道路", "sort", "AED設置箇所一覧")]
    assert order == sorted(order)
    page.focus("#q")
    page.keyboard.type("といれ")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "res"
    page.focus("input[value='CSV']")
    page.keyboard.press("Space")
    assert page.is_checked("input[value='CSV']")
    expect(page.locator("#live")).to_have_text("1件のデータ")


def test_focus_is_seen(visit):
    page = visit("index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px"


PAGES = ["index.html", "public-toilet/index.html", "aed/index.html", "gone/index.html"]
SPACED = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
p {margin-bottom: 2em !important}"""  # WCAG 1.4.12


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 375, 320])
def test_no_page_scrolls_sideways_even_with_wide_spacing(visit, path, width):
    page = visit(path, width=width)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    page.add_style_tag(content=SPACED)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate(wide) == 0


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_built_for_screen_readers(visit, path):
    """One h1, no level skipped, ids unique, every control and table named, every language said."""
    page = visit(path)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((x) => x.id)")
    assert len(ids) == len(set(ids))
    unnamed = """[...document.querySelectorAll('input,select,button,a,table')].filter((x) =>
        !(x.labels && x.labels.length) && !x.getAttribute('aria-label') && !x.textContent.trim()).length"""
    assert page.evaluate(unnamed) == 0
    assert page.evaluate("document.querySelectorAll('table').length === document.querySelectorAll('caption').length")
    assert page.evaluate("document.documentElement.lang") == "ja"


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(visit, site, path):
    page = visit(path)
    for address in page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.href)"):
        if address.startswith("file:"):
            file, _, mark = address.removeprefix("file://").partition("#")
            assert Path(file).is_file(), address
            if mark and "=" not in mark:
                assert f'id="{mark}"' in Path(file).read_text(encoding="utf-8"), address


def test_without_script_every_dataset_and_every_row_is_there(visit):
    index = visit("index.html", script=False)
    assert len(index.locator(".ds:visible").all()) == 25
    assert not index.is_visible("#q")
    page = visit("public-toilet/index.html", script=False)
    assert len(page.locator("#tb tbody tr:visible").all()) == 200
    assert not page.is_visible("#rf")


def test_the_preview_shows_fifteen_rows_then_all_two_hundred(visit):
    page = visit("public-toilet/index.html")
    shown = page.locator("#tb tbody tr:visible")
    assert shown.count() == 15
    assert "259行のうち、はじめの200行" in page.inner_text("#rc")
    page.click("#mr")
    assert shown.count() == 200


def test_headings_sort_as_numbers_and_say_so(visit):
    page = visit("public-toilet/index.html")
    heading = page.locator("#tb thead th", has_text="男性トイレ総数")
    column = heading.locator("button").get_attribute("data-c")
    values = page.locator(f"#tb tbody tr:visible :nth-child({int(column) + 1})")
    for direction, first in (("ascending", "0"), ("descending", "11")):
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == direction
        assert values.first.inner_text() == first
    assert page.locator("[aria-sort=descending], [aria-sort=ascending]").count() == 1


def test_searching_the_preview_narrows_rows_and_map(visit):
    page = visit("public-toilet/index.html")
    page.fill("#rf", "１７号といれ")
    assert page.locator("#tb tbody tr:visible").count() == 2
    assert page.locator(".pt:not(.off)").count() == 2
    page.locator(".pt:not(.off)").first.click()
    assert "17号トイレ" in page.inner_text("#pick")
    page.fill("#rf", "ない言葉")
    assert "条件に合う行はありません" in page.inner_text("#rc")


def test_choosing_a_point_names_it(visit):
    page = visit("public-toilet/index.html")
    page.locator(".pt").nth(3).dispatch_event("click")
    assert "見本公園4号トイレ" in page.inner_text("#pick")


def test_the_citation_is_copied_and_announced(visit):
    page = visit("public-toilet/index.html")
    page.click("[data-copy-from=ct]")
    expect(page.locator("#live")).to_have_text("コピーしました")


def test_dark_colours_follow_the_system(visit):
    colour = "getComputedStyle(document.body).backgroundColor"
    assert visit("index.html", dark=True).evaluate(colour) == "rgb(26, 26, 26)"
    assert visit("index.html").evaluate(colour) == "rgb(255, 255, 255)"
