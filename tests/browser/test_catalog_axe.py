"""axe finds nothing wrong on the catalog's pages: list, dataset, versions with their differences, withdrawn dataset."""

from datetime import UTC, datetime

import pytest

from pipelines.export.site import StaticSite
from pipelines.publish.folder import FolderTarget
from tests.export_samples import CATALOG, ROWS, package


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Two versions of one dataset, one dataset withdrawn, so that every kind of page is there."""
    root = tmp_path_factory.mktemp("catalog") / "published"
    target = FolderTarget(root, StaticSite(CATALOG), now=lambda: datetime(2026, 11, 20, tzinfo=UTC))
    many = tuple(
        (f"{i:04}", f"見本公園{i}号トイレ", f"35.{7300 + i}", f"139.{6000 + i * 7}", str(i % 12), *ROWS[0][5:])
        for i in range(1, 120)
    )
    for rows in (many, many[3:]):
        packages = [package("public-toilet", rows=rows), package("aed", title="AED設置箇所一覧")]
        packages += [package("gone", title="なくなった表")] if rows is many else []
        assert all(r.error is None for r in target.apply(target.plan(packages, [])))
    return root


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375, 320])
def test_axe_finds_nothing_on_any_page_of_the_catalog(page_at, root, width, dark):
    pages = sorted(path for path in root.rglob("*.html") if path.name != "report.html")
    assert len(pages) >= 4
    for path in pages:
        opened = page_at(path, width, dark=dark)
        opened.open_details()
        assert (path.relative_to(root), opened.faults()) == (path.relative_to(root), [])


def test_no_page_of_the_catalog_lets_anything_in_that_it_did_not_bring(page_at, root):
    pages = sorted(path for path in root.rglob("*.html") if path.name != "report.html")
    assert len(pages) >= 4
    for path in pages:
        opened = page_at(path)
        assert (path.relative_to(root), opened.errors) == (path.relative_to(root), [])
        assert (path.relative_to(root), opened.lets_nothing_in()) == (path.relative_to(root), True)
