"""A real Chromium for the pages that people open; every request that would leave and every console error is kept."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.report_pages import made_pages

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


INTRUDER = """async () => {
  const blocked = [];
  document.addEventListener('securitypolicyviolation', (e) => blocked.push(e.effectiveDirective));
  const script = document.createElement('script');
  script.textContent = 'window.intruder = true';
  document.body.append(script);
  const image = new Image();
  image.src = 'http://127.0.0.1:9/leak.png';
  document.body.append(image);
  await fetch('http://127.0.0.1:9/leak').catch(() => {});
  await new Promise((done) => setTimeout(done, 300));
  return [window.intruder === undefined, blocked.sort()];
}"""
BLOCKED = ["connect-src", "img-src", "script-src-elem"]


@dataclass
class Opened:
    """A page that is open, with what it tried: `requests` other than file: and data:, `errors` of its console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def sideways(self) -> int:
        """Pixels that the page can be scrolled sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def faults(self) -> list[str]:
        """What axe-core finds wrong, WCAG 2.2 AA and best practice: rule and element, [] for nothing."""
        options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    def lets_nothing_in(self) -> bool:
        """Whether a script, a picture and a request that the page did not bring are stopped by its policy."""
        return bool(self.page.evaluate(INTRUDER) == [True, BLOCKED])

    def open_details(self) -> None:
        """Open everything that is closed."""
        self.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The installed Chromium; the tests are skipped where there is none.

    One for each module: Playwright's synchronous half can run only once at a time in a process.
    """
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium がありません（apt-get install chromium）")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """State -> file of the report's pages, see report_pages.made_pages."""
    folder = tmp_path_factory.mktemp("reports")
    made = made_pages()
    for name, text in made.items():
        (folder / f"{name}.html").write_bytes(text.encode("utf-8"))
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """page_at(path, width=1280, dark=False, script=True) opens a file in a window of that width."""
    contexts: list[BrowserContext] = []

    def open_page(path: Path, width: int = 1280, *, dark: bool = False, script: bool = True) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            offline=True,
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.on("console", lambda m: opened.errors.append(m.text) if m.type == "error" else None)
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:")) else opened.requests.append(r.url)
        )
        opened.page.goto(path.as_uri())
        return opened

    yield open_page
    for context in contexts:
        context.close()
