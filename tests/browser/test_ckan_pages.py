"""CKAN's pages of our datasets in a real browser: what a Japanese visitor sees first."""

from types import SimpleNamespace

import pytest

from tests.publish.ckan_fixture import ckan  # noqa: F401 - a fixture
from tests.publish.ckan_samples import build, copy_workspace, empty, publish, target

SLUGS = ("public-toilet", "parks", "bicycle-parking", "wifi")


@pytest.fixture(scope="module")
def site(ckan, tmp_path_factory):  # noqa: F811 - the fixture
    """A CKAN with a few of the project's own datasets."""
    empty(ckan)
    workspace = copy_workspace(tmp_path_factory.mktemp("ward"), SLUGS)
    packages = {slug: build(workspace, slug) for slug in SLUGS}
    done = publish(target(ckan, workspace.catalog), list(packages.values()))
    assert {error for _, error in done.values()} == {""}
    main = ckan.call("package_show", id="public-toilet")["resources"][0]["id"]
    return SimpleNamespace(url=ckan.url, packages=packages, resource=f"/dataset/public-toilet/resource/{main}")


@pytest.fixture
def visit(browser, site):
    """visit(path) opens a page of the CKAN; every request to another machine is kept in `.left`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP", timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.left = []
    page.on("request", lambda r: None if r.url.startswith((site.url, "data:", "blob:")) else page.left.append(r.url))

    def opened(path: str):
        page.goto(site.url + path, wait_until="networkidle")
        return page

    yield opened
    context.close()


def test_the_resource_page_shows_rows_in_the_table_view_and_the_data_dictionary(site, visit):
    page = visit(site.resource)
    table = page.frame_locator("iframe").first
    table.locator("table tbody tr").nth(5).wait_for()
    assert "東京都練馬区" in table.locator("table tbody tr").first.inner_text()
    assert "名称 / name" in table.locator("table thead").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert f"{site.packages['public-toilet'].rows} 件中" in table.locator("body").inner_text()
    assert "データディクショナリ" in page.locator("body").inner_text()
    assert page.left == []


def test_the_dataset_page_tells_the_facts_in_japanese_and_hides_what_is_for_programs(visit):
    text = visit("/dataset/public-toilet").locator("body").inner_text()
    for words in ("公衆トイレ一覧（CSV）", "練馬区 土木部計画課", "更新頻度", "自治体標準オープンデータセット"):
        assert words in text
    assert not [word for word in ("fingerprint", "publisher_code", "search_words", "_id") if word in text]


def test_a_search_finds_the_dataset_and_the_organisation_page_says_who_it_is(visit):
    page = visit("/dataset/?q=公衆トイレ")
    assert page.locator(".dataset-heading a").first.inner_text() == "公衆トイレ一覧"
    text = visit("/organization/nerima-doboku-keikaku").locator("body").inner_text()
    assert "練馬区 土木部計画課" in text
    assert "公開しているデータです" in text
