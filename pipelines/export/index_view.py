"""What the index page and catalog.json show, from the entries of all published datasets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.export.wording import quality
from pipelines.model.dataset import Catalog

_KINDS = {True: "国の標準の表", False: "区独自の表"}
_ORDER = ("CSV", "JSON", "GeoJSON", "Parquet")


def index_view(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Template values: datasets in order, and the filters with their counts."""
    datasets = [_card(entry) for entry in entries]
    filters = [
        {"name": "theme", "title": "分野", "options": _count(theme for d in datasets for theme in d["themes"])},
        {"name": "std", "title": "表の種類", "options": _count(d["std"] for d in datasets)},
        {"name": "formats", "title": "形式", "options": _count((f for d in datasets for f in d["formats"]), _ORDER)},
        {"name": "section", "title": "担当課", "options": _count(d["section"] for d in datasets if d["section"])},
    ]
    return {"datasets": datasets, "filters": [group for group in filters if group["options"]]}


def _card(entry: Mapping[str, Any]) -> dict[str, Any]:
    """One dataset of the list; `more` holds the search words that the card itself does not show."""
    formats = list(dict.fromkeys(str(item["format"]) for item in entry.get("files", ())))
    table = entry.get("table", {})
    more = [*entry.get("words", ()), table.get("title", ""), str(entry["slug"]).replace("-", " ")]
    return {
        "slug": entry["slug"],
        "title": entry.get("title", entry["slug"]),
        "title_en": entry.get("title_en", ""),
        "description": entry.get("description", ""),
        "published_at": entry.get("published_at", "1970-01-01T00:00:00+00:00"),
        "frequency": entry.get("frequency", ""),
        "rows": entry.get("rows", 0),
        "section": entry.get("section", ""),
        "themes": list(entry.get("themes", ())),
        "std": _KINDS[bool(entry.get("standard"))],
        "formats": formats,
        "more": " ".join(dict.fromkeys(filter(None, more))),
        "quality": quality(entry),
    }


def _count(values: Any, order: Sequence[str] = ()) -> list[tuple[str, int]]:
    """(value, how often): in the given order, else the most frequent first."""
    counts = Counter(values)
    if order:
        return [(value, counts[value]) for value in (*order, *sorted(set(counts) - set(order))) if counts[value]]
    return counts.most_common()


def catalog_document(entries: Sequence[Mapping[str, Any]], catalog: Catalog) -> dict[str, Any]:
    """catalog.json: every published dataset with its files under addresses that outlive updates.

    Addresses are absolute where the catalog knows its own, else relative to catalog.json.
    """
    base = f"{catalog.site_url.rstrip('/')}/" if catalog.site_url else ""
    return {
        "title": catalog.title,
        "title_en": catalog.title_en,
        "description": catalog.description,
        "publisher": {"name": catalog.publisher.name, "code": catalog.publisher.code},
        "license": {"id": catalog.license.id, "title": catalog.license.title, "url": catalog.license.url},
        "datasets": [_described(entry, f"{base}{entry['slug']}/") for entry in entries],
    }


def _described(entry: Mapping[str, Any], base: str) -> dict[str, Any]:
    kept = ("slug", "title", "title_en", "description", "section", "themes", "frequency", "rows", "table")
    return {
        **{name: entry[name] for name in kept if name in entry},
        "modified": entry.get("published_at", ""),
        "page": f"{base}index.html",
        "schema": f"{base}schema.json",
        "datapackage": f"{base}datapackage.json",
        "files": [{**item, "url": f"{base}{item['name']}"} for item in entry.get("files", ())],
    }
