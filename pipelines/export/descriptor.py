"""datapackage.json and schema.json: what the files are, for Frictionless and for everyone else."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.package import PackageFile
from pipelines.model.table import Provenance

_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


def render_document(document: Mapping[str, Any]) -> bytes:
    """JSON for people and programs: UTF-8, two spaces, LF."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def render_datapackage(
    dataset: Dataset,
    catalog: Catalog,
    files: Sequence[PackageFile],
    schema: Mapping[str, Any],
    provenance: Provenance,
) -> bytes:
    """A Data Package (version 1) over the data files; no clock inside.

    Args:
        dataset: its declaration.
        catalog: licence, publisher and contact.
        files: the data files; the first is the CSV, which carries the schema.
        schema: the published Table Schema.
        provenance: of the received file.
    """
    licence = dataset.license or catalog.license
    document: dict[str, Any] = {
        "profile": "data-package",
        "name": dataset.slug,
        "title": dataset.title,
        "description": dataset.description,
    }
    optional = {
        "hiraku:title_en": dataset.title_en,
        "hiraku:description_en": dataset.description_en,
        "hiraku:note": dataset.note,
        "hiraku:frequency": dataset.frequency,
        "hiraku:temporal": dataset.temporal,
        "homepage": f"{catalog.site_url.rstrip('/')}/{dataset.slug}/" if catalog.site_url else "",
    }
    document.update({name: value for name, value in optional.items() if value})
    document["licenses"] = [{"name": licence.id, "title": licence.title, "path": licence.url}]
    if not licence.url:
        document["licenses"][0].pop("path")
    document["sources"] = [_source(dataset, catalog, provenance)]
    document["contributors"] = _contributors(dataset, catalog)
    document["keywords"] = _keywords(dataset, catalog)
    document["resources"] = [_resource(item, schema if i == 0 else None) for i, item in enumerate(files)]
    return render_document(document)


def _source(dataset: Dataset, catalog: Catalog, provenance: Provenance) -> dict[str, Any]:
    section = catalog.sections.get(dataset.section)
    owner = " ".join(filter(None, (catalog.publisher.name, section.name if section else "")))
    return {
        "title": f"{owner}「{provenance.name}」",
        "hiraku:file": provenance.name,
        "hiraku:sha256": provenance.sha256,
        "hiraku:bytes": provenance.size,
    }


def _contributors(dataset: Dataset, catalog: Catalog) -> list[dict[str, str]]:
    publisher = {"title": catalog.publisher.name, "role": "publisher"}
    if catalog.publisher.url:
        publisher["path"] = catalog.publisher.url
    found = [publisher]
    if section := catalog.sections.get(dataset.section):
        found.append({"title": section.name, "role": "author", "organization": catalog.publisher.name})
    if catalog.contact_name:
        contact = {"title": catalog.contact_name, "role": "maintainer", "organization": catalog.publisher.name}
        if catalog.contact_email:
            contact["email"] = catalog.contact_email
        found.append(contact)
    return found


def _keywords(dataset: Dataset, catalog: Catalog) -> list[str]:
    themes = [catalog.themes[name].title for name in dataset.themes if name in catalog.themes]
    return list(dict.fromkeys([*themes, *dataset.tags, *dataset.synonyms]))


def _resource(item: PackageFile, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    stem, _, extension = item.name.rpartition(".")
    described: dict[str, Any] = {
        "name": (stem if schema is not None else f"{stem}-{extension}").lower(),
        "title": item.title,
        "path": item.name,
        "format": extension,
        "mediatype": item.media_type,
        "bytes": len(item.data),
        "hash": f"sha256:{item.sha256()}",
    }
    if extension != "parquet":
        described["encoding"] = "utf-8"
    if schema is None:
        described["type"] = "file"  # Frictionless then checks size and hash, and does not read it as a table
        return described
    return {**described, "profile": "tabular-data-resource", "dialect": _DIALECT, "schema": schema}
