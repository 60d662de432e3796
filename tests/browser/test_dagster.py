"""A steward's way through Dagster's real pages: out of date, refused and why, corrected, green; all on this machine."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.defs.service import RUNS, Service
from tests.defs.ward import ALSO_GOOD, BAD, DATASETS, GOOD, ROOT, Ward

WAIT = 30_000
LOCAL = re.compile(r"(http://127\.0\.0\.1:|data:|blob:)")


@pytest.fixture(scope="module")
def ward(tmp_path_factory) -> Ward:
    """Three datasets of the ward; the second good one waits with a file that was cut to nothing."""
    root = tmp_path_factory.mktemp("dagster") / "nerima"
    for folder in ("datasets", "raw"):
        (root / folder).mkdir(parents=True)
    for name in ("catalog.toml", "dagster.yaml"):
        shutil.copyfile(ROOT / name, root / name)
    shutil.copytree(ROOT / "schemas" / "local", root / "schemas" / "local")
    for slug in DATASETS:
        shutil.copyfile(ROOT / "datasets" / f"{slug}.toml", root / "datasets" / f"{slug}.toml")
        shutil.copytree(ROOT / "raw" / slug, root / "raw" / slug)
    return Ward(root, None, None)


@pytest.fixture(scope="module")
def service(ward):
    running = Service(ward.root)
    running.wait_for_pages()
    yield running
    running.interrupt()


@pytest.fixture
def page(browser, service):
    """A window on the pages; whatever they ask of another machine is kept, and must be nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="ja-JP", timezone_id="Asia/Tokyo")
    outside: list[str] = []
    context.on("request", lambda r: None if LOCAL.match(r.url) else outside.append(r.url))
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)  # Dagster's pages ask for the state of assets every few seconds
    yield opened
    context.close()
    assert outside == []


def asset(page: Page, service: Service, key: str, view: str = "overview") -> None:
    page.goto(f"{service.url}/assets/{key}?view={view}")


def group(page: Page, service: Service, slug: str) -> None:
    page.goto(f"{service.url}/locations/__repository__@{service.root.name}/asset-groups/{slug}")


def materialise(page: Page, service: Service, slug: str) -> None:
    """Open the dataset's group, press the button, and wait for the run to end."""
    before = len(statuses(service))
    group(page, service, slug)
    page.get_by_role("button", name=re.compile("Materialize all")).click()
    expect(page.get_by_text("Launched run").first).to_be_visible()  # Playwright moves only while it is waited for
    service.wait_until(lambda: len(statuses(service)) > before and statuses(service)[0][1] in ("SUCCESS", "FAILURE"))


def statuses(service: Service) -> list[tuple[str, str]]:
    """(id, status), newest run first."""
    return [(run["runId"], run["status"]) for run in service.ask(RUNS)["runsOrError"]["results"]]


def shoot(page: Page, name: str) -> None:
    """Keep what a person should look at, where HIRAKU_SCREENSHOTS names a folder."""
    if folder := os.environ.get("HIRAKU_SCREENSHOTS", ""):
        page.wait_for_timeout(1500)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.timeout(240)
def test_a_steward_sees_what_is_out_of_date_why_it_stopped_and_makes_it_green(page, service, ward):
    page.goto(f"{service.url}/assets")
    expect(page.get_by_text("AED設置箇所一覧").first).to_be_visible()
    shoot(page, "catalog")

    good = ward.raw(GOOD).read_bytes()
    ward.raw(GOOD).write_bytes(b"")
    materialise(page, service, GOOD)
    run, status = statuses(service)[0]
    assert status == "FAILURE"
    page.goto(f"{service.url}/runs/{run}")
    expect(page.get_by_text("中身が空です。").first).to_be_visible()
    shoot(page, "unreadable")

    ward.raw(GOOD).write_bytes(good)
    materialise(page, service, GOOD)
    assert statuses(service)[0][1] == "SUCCESS"
    asset(page, service, f"{GOOD}/published")
    expect(page.get_by_text("フォルダー：公開しました").first).to_be_visible()
    shoot(page, "green")

    ward.raw(GOOD).write_bytes(good + b"\r\n")
    service.wait_until(lambda: service.stale()[f"{GOOD}/normalized"] == "STALE", 40)
    group(page, service, GOOD)
    expect(page.get_by_text(re.compile("Unsynced|Stale|Outdated")).first).to_be_visible()
    shoot(page, "stale")


@pytest.mark.timeout(240)
def test_a_refused_dataset_tells_why_links_its_report_and_leaves_the_others_published(page, service, ward):
    materialise(page, service, BAD)
    materialise(page, service, ALSO_GOOD)
    (_, second), (refused, first) = statuses(service)[:2]
    assert (first, second) == ("FAILURE", "SUCCESS")
    assert (ward.root / "published" / ALSO_GOOD).is_dir()
    assert not (ward.root / "published" / BAD).exists()

    page.goto(f"{service.url}/runs/{refused}")
    expect(page.get_by_text("公開できません。").first).to_be_visible()
    expect(page.get_by_text("Stack Trace")).to_have_count(0)
    shoot(page, "run")
    asset(page, service, f"{BAD}/normalized", "checks")
    expect(page.get_by_text("[公開を止めています]").first).to_be_visible()
    shoot(page, "checks")
    asset(page, service, f"{BAD}/normalized")
    expect(page.get_by_text("公開できません。").first).to_be_visible()
    shoot(page, "refused")
    link = page.get_by_role("link", name=re.compile("report.html")).first.get_attribute("href")
    page.goto(link)
    expect(page.get_by_text("公開できません。").first).to_be_visible()
