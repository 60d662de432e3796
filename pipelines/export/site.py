"""The static catalog site: index, dataset pages and catalog.json, after the mock-ups of the look."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipelines.export.dataset_view import dataset_view
from pipelines.export.index_view import catalog_document, index_view
from pipelines.export.wording import day, edition, quality, size
from pipelines.look import content_policy, copy_script, icons, stylesheet
from pipelines.model.dataset import Catalog
from pipelines.model.package import Package


@cache
def _templates() -> Environment:
    env = Environment(
        loader=PackageLoader("pipelines.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(day=day, edition=edition, size=size)
    env.globals.update(stylesheet=lambda: Markup(stylesheet()), icons=lambda *names: Markup(icons(*names)))  # noqa: S704 - our own files
    env.globals.update(copy_script=lambda: Markup(copy_script()), content_policy=content_policy)  # noqa: S704 - the same
    return env


class StaticSite:
    """Renders the site of one catalog; fulfils publish.folder.Site.

    Args:
        catalog: of the workspace.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def entry(self, package: Package, published_at: str) -> dict[str, Any]:
        """What the index shows of a dataset, JSON-able; kept with the publication."""
        dataset = package.dataset
        section = self.catalog.sections.get(dataset.section)
        table = _mapping(package.facts.get("table"))
        return {
            "title": dataset.title,
            "title_en": dataset.title_en,
            "description": dataset.description,
            "published_at": published_at,
            "frequency": dataset.frequency,
            "rows": package.rows,
            "section": section.name if section else "",
            "themes": [self.catalog.themes[t].title for t in dataset.themes if t in self.catalog.themes],
            "standard": bool(table.get("standard")),
            "table": {name: table.get(name, "") for name in ("slug", "edition", "title")},
            "warnings": _mapping(package.facts.get("report")).get("warnings", 0),
            "words": [w for w in (dataset.yomi, *dataset.synonyms, *dataset.tags) if w],
            "files": [
                {
                    "name": f.name,
                    "format": f.format,
                    "mediatype": f.media_type,
                    "bytes": len(f.data),
                    "sha256": f.sha256(),
                }
                for f in package.files
                if f.resource and f.name != "schema.json"
            ],
        }

    def dataset_page(self, package: Package, published_at: str) -> bytes:
        """A dataset's page: downloads, map, preview, data dictionary, quality, licence; at most about 150 KB."""
        entry = self.entry(package, published_at)
        view = dataset_view(package, self.catalog)
        return self._render(
            "dataset.html.j2", "../", slug=package.dataset.slug, entry=entry, quality=quality(entry), **view
        )

    def withdrawn_page(self, entry: Mapping[str, Any], withdrawn_at: str, reason: str) -> bytes:
        """The page of a dataset that was taken back, with the reason where one is given."""
        return self._render("withdrawn.html.j2", "../", entry=entry, withdrawn_at=withdrawn_at, reason=reason)

    def index(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
        """The site's root: index.html and the machine-readable catalog.json.

        Args:
            entries: as entry() made them, each with its "slug", in the order of the list.
        """
        page = self._render("index.html.j2", "", **index_view(entries))
        document = json.dumps(catalog_document(entries, self.catalog), ensure_ascii=False, indent=1) + "\n"
        return {"index.html": page, "catalog.json": document.encode("utf-8")}

    def _render(self, template: str, home: str, **view: Any) -> bytes:
        return _templates().get_template(template).render(catalog=self.catalog, home=home, **view).encode("utf-8")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
