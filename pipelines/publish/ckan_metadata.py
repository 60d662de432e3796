"""A package as CKAN wants it: metadata, resources under ids of our own, DataStore columns; pure, no call is made."""

import csv
import hashlib
import io
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.model.dataset import Catalog, Dataset, Section, Theme
from pipelines.model.package import Package, PackageFile
from pipelines.model.schema import Field

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:hiraku:ckan")

MARK = "publisher_code"
"""Extra that marks a dataset as published by us for that municipality; datasets without it are never touched.

CKAN's index drops every letter of a key that is not ASCII: all extras with Japanese keys fall into one field, and the
last one wins. So what must be found has an ASCII key (hidden from visitors by `package_hide_extras`, see
deploy/ckan/production.ini.example), and what visitors read has a Japanese one.
"""
SEARCH_WORDS = "search_words"
"""Extra with more words to find a dataset by: its reading, its English name, synonyms."""
FINGERPRINT = "fingerprint"
"""Extra with the SHA-256 of everything that was sent; package_show alone cannot tell what is unchanged."""
FINGERPRINT_LENGTH = 64
WITHDRAWN = "取り下げ"

NAME_BYTES = 63
"""PostgreSQL's limit for a column name; 21 Japanese characters."""

_TYPES = {"integer": "int8", "number": "numeric", "date": "date"}
"""Table Schema type -> PostgreSQL's, where every text of the one is a literal of the other.

Times stay text (09:00 would show as 09:00:00), and so do booleans, whose words a schema chooses freely.
"""
_BAD_TAG = re.compile(r"[^\w \-.]")
_BAD_NAME = re.compile(r'[\x00-\x1f\x7f"]+')
_SYSTEM_COLUMNS = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})


_USES = {
    "schema.json": "項目の意味と書き方です。",
    "CSV": "表計算ソフトで開けます（文字コードは UTF-8）。",
    "JSON": "プログラムで使いやすい形です。",
    "GeoJSON": "地図のソフトで開けます。",
    "Parquet": "分析のプログラム向けです。",
}
"""File name or format -> what a visitor who does not know it can do with it."""


def _size(count: int) -> str:
    """A file's size as people say it."""
    return f"{count:,} バイト" if count < 1000 else f"{count / 1000:,.0f} KB"


def resource_id(catalog: Catalog, slug: str, file_name: str) -> str:
    """Stable id of a resource: the same file of the same dataset has the same address for ever."""
    return str(uuid.uuid5(_NAMESPACE, f"{catalog.publisher.code}/{slug}/{file_name}"))


def resources_of(package: Package) -> tuple[PackageFile, ...]:
    """The files that CKAN lists."""
    return tuple(item for item in package.files if item.resource)


def describe(package: Package, catalog: Catalog) -> dict[str, Any]:
    """Everything that package_create and package_revise are given, the fingerprint extra included."""
    body = _body(package, catalog)
    body["extras"] = with_fingerprint(body["extras"], _fingerprint(package, body, catalog))
    return body


def with_fingerprint(extras: Sequence[Mapping[str, Any]], value: str) -> list[Mapping[str, Any]]:
    """The extras with that fingerprint in place of another one."""
    return [*(item for item in extras if item["key"] != FINGERPRINT), {"key": FINGERPRINT, "value": value}]


def _body(package: Package, catalog: Catalog) -> dict[str, Any]:
    dataset = package.dataset
    licence = dataset.license or catalog.license
    section = catalog.sections[dataset.section]
    return {
        "name": dataset.slug,
        "title": dataset.title,
        "notes": _notes(dataset),
        "owner_org": section.id,
        "groups": [{"name": name} for name in dataset.themes],
        "tags": [{"name": tag} for tag in _tags(dataset)],
        "license_id": licence.id,
        "author": f"{catalog.publisher.name} {section.name}",
        "maintainer": catalog.contact_name,
        "maintainer_email": catalog.contact_email,
        "url": f"{catalog.site_url.rstrip('/')}/{dataset.slug}/" if catalog.site_url else "",
        "version": "",
        "private": False,
        "state": "active",
        "extras": _extras(package, catalog),
        "resources": [_resource(item, package, catalog) for item in resources_of(package)],
    }


def _notes(dataset: Dataset) -> str:
    parts = [dataset.description, f"【注意】{dataset.note}" if dataset.note else "", dataset.description_en]
    return "\n\n".join(part for part in parts if part)


def _tags(dataset: Dataset) -> list[str]:
    """Tags that CKAN accepts: 2 to 100 characters, no signs; others still help the search as an extra."""
    cleaned = (" ".join(_BAD_TAG.sub(" ", tag).split()) for tag in dataset.tags)
    return sorted({tag for tag in cleaned if 2 <= len(tag) <= 100})


def _extras(package: Package, catalog: Catalog) -> list[dict[str, str]]:
    """Facts for visitors under Japanese names, and the two marks that we read back."""
    dataset = package.dataset
    table = package.facts.get("table")
    national = table if isinstance(table, Mapping) else {}
    words = [dataset.title_en, dataset.yomi, *dataset.synonyms, *dataset.tags]
    told = {
        "更新頻度": dataset.frequency,
        "対象期間": dataset.temporal,
        "件数": f"{package.rows}",
        "準拠している標準": f"{national.get('standard', '')} {national.get('title', '')}".strip(),
        "標準の版": str(national.get("edition", "")) if national.get("standard") else "",
        SEARCH_WORDS: "、".join(dict.fromkeys(word for word in words if word)),
        MARK: catalog.publisher.code,
    }
    return [{"key": key, "value": value} for key, value in told.items() if value]


def _resource(item: PackageFile, package: Package, catalog: Catalog) -> dict[str, Any]:
    main = item is package.files[0]
    return {
        "id": resource_id(catalog, package.dataset.slug, item.name),
        "name": item.title,
        "description": f"{_USES.get(item.name) or _USES.get(item.format, '')}{item.name}（{_size(len(item.data))}）",
        "url": item.name,
        "url_type": "upload",
        "format": item.format,
        "mimetype": item.media_type,
        "hash": item.sha256(),
        "datastore_active": main,
    }


def _fingerprint(package: Package, body: Mapping[str, Any], catalog: Catalog) -> str:
    """SHA-256 over all that is sent: metadata, every file's hash (in the resources) and the table's columns.

    What the section and the themes are called belongs to it: CKAN shows the new name of an organisation inside a
    dataset only after that dataset has been written again (publishing.md, section 4.3).
    """
    around = [
        organization(catalog.sections[package.dataset.section], catalog),
        *(group(catalog.themes[name], catalog) for name in package.dataset.themes),
    ]
    sent = json.dumps([body, columns_of(package), around], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(sent.encode()).hexdigest()


def is_whole(shown: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Whether CKAN still shows what was published: visible, every resource with our hash, the table active.

    Not looked at: the bytes on CKAN's disk, the rows of the table, and words that somebody changed by hand.
    """
    there = {item["id"]: item for item in shown.get("resources", [])}
    for wanted in body["resources"]:
        item = there.get(wanted["id"], {})
        if item.get("hash") != wanted["hash"] or item.get("url_type") != "upload":
            return False
        if wanted["datastore_active"] and not item.get("datastore_active"):
            return False
    return shown.get("state") == "active" and not shown.get("private")


def bare(resource: Mapping[str, Any]) -> dict[str, Any]:
    """A resource before its file is there."""
    return {key: value for key, value in resource.items() if key not in ("url_type", "hash")}


def extras_of(shown: Mapping[str, Any]) -> dict[str, str]:
    """The extras of a package_show answer as a dict."""
    return {item["key"]: item["value"] for item in shown.get("extras", [])}


def columns_of(package: Package) -> list[dict[str, Any]]:
    """DataStore columns of the CSV: real types and the data dictionary in Japanese with English names."""
    taken: set[str] = set()
    return [_column(spec, taken) for spec in package.schema.fields]


def _column(spec: Field, taken: set[str]) -> dict[str, Any]:
    label = f"{spec.name} / {spec.name_en}" if spec.name_en else spec.name
    unit = f"（単位：{spec.unit}）" if spec.unit else ""
    info = {"label": label, "notes": f"{spec.description}{unit}", "label_en": spec.name_en, "unit": spec.unit}
    return {
        "id": _column_id(spec.name, taken),
        "type": _TYPES.get(spec.type, "text"),
        "info": {key: value for key, value in info.items() if value},
    }


def _column_id(name: str, taken: set[str]) -> str:
    """The field's name where CKAN and PostgreSQL can hold it, else its beginning with a mark of the whole name."""
    plain = " ".join(_BAD_NAME.sub(" ", name).split()).lstrip("_ ") or "column"
    if plain != name or len(name.encode()) > NAME_BYTES or plain in taken or plain.lower() in _SYSTEM_COLUMNS:
        mark = hashlib.sha256(name.encode()).hexdigest()[:6]
        cut = plain.encode()[: NAME_BYTES - 7].decode("utf-8", "ignore").rstrip()
        plain = f"{cut}_{mark}"
    taken.add(plain)
    return plain


def table_of(package: Package) -> bytes:
    """The CSV as the DataStore loads it: the column ids in its header, the rows untouched."""
    text = io.StringIO(package.files[0].data.decode("utf-8-sig"), newline="")
    next(csv.reader(text), None)  # a header cell may hold a newline, so a line is not yet the header
    header = io.StringIO(newline="")
    csv.writer(header, lineterminator="\n").writerow(column["id"] for column in columns_of(package))
    return (header.getvalue() + text.read()).encode()


def organization(section: Section, catalog: Catalog) -> dict[str, Any]:
    """The CKAN organisation of a section."""
    title = f"{catalog.publisher.name} {section.name}"
    told = section.description or f"{catalog.publisher.name}の{section.name}が公開しているデータです。"
    return _gathering(section.id, title, told, section.name_en, catalog)


def group(theme: Theme, catalog: Catalog) -> dict[str, Any]:
    """The CKAN group of a theme."""
    return _gathering(theme.id, theme.title, f"「{theme.title}」についてのデータです。", theme.title_en, catalog)


def _gathering(name: str, title: str, told: str, english: str, catalog: Catalog) -> dict[str, Any]:
    extras = [{"key": "英語の名前", "value": english}] if english else []
    return {
        "name": name,
        "title": title,
        "description": told,
        "state": "active",
        "extras": [*extras, {"key": MARK, "value": catalog.publisher.code}],
    }
