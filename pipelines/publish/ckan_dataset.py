"""One dataset in CKAN: claim it, load its table, revise it; or take it back.

The order makes a run that dies anywhere harmless. The first write is the claim: it is refused when somebody wrote
since the plan, and it puts a passing mark in the fingerprint's place. The last write brings the fingerprint. So
whatever was cut short in between differs from every plan of the next run, even from one for the version before.
A lost answer is settled by looking: the fingerprint says whether a write was done.
"""

import io
import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any

from pipelines.model.dataset import Catalog
from pipelines.model.errors import HirakuError, TargetRefused, TargetUnreachable
from pipelines.model.package import Package
from pipelines.publish import ckan_metadata as meta
from pipelines.publish.ckan_client import CkanClient, NotThere, unsure
from pipelines.publish.gate import verify_clearance

_VIEWS = {"CSV": ("datatables_view", "表"), "GeoJSON": ("geojson_view", "地図")}
_UNTITLED = ("GeoJSON", "Data Explorer", "Table")
"""Titles that CKAN gives to the views that it makes by itself; a title that a person gave is kept."""
_LISTS = ["-resources", "-extras", "-groups", "-tags"]
"""package_revise merges lists entry by entry; what is to be replaced whole is taken out first."""
_GONE = "withdrawn"


def show(client: CkanClient, catalog: Catalog, slug: str) -> dict[str, Any] | None:
    """Our dataset of that name, or None.

    Raises:
        TargetRefused: ckan-name-taken when somebody else's dataset has the name.
    """
    try:
        shown = client.find("package_show", slug)
    except TargetRefused as error:
        if error.code != "ckan-not-allowed":
            raise
        raise TargetRefused("ckan-name-taken", file=client.url, value=slug) from error  # it is there, and private
    if shown is not None and meta.extras_of(shown).get(meta.MARK) != catalog.publisher.code:
        raise TargetRefused("ckan-name-taken", file=client.url, value=slug)
    return shown


def version_of(shown: Mapping[str, Any] | None) -> str:
    """What changes with every write of a dataset; "" where there is none."""
    return str(shown["metadata_modified"]) if shown is not None else ""


class DatasetWriter:
    """Writes datasets, each on its own.

    Args:
        client: calls CKAN.
        catalog: sections, themes, licence, publisher.
        plugins: what CKAN has; a view whose plugin is missing is left out.
    """

    def __init__(self, client: CkanClient, catalog: Catalog, plugins: Collection[str]) -> None:
        self._client = client
        self._catalog = catalog
        self._plugins = plugins

    def publish(self, package: Package, seen: str) -> None:
        """Bring a dataset to this version: claim, table, views, then metadata, files and fingerprint in one call.

        Raises:
            GateClosed: no clearance for exactly these data.
            TargetRefused: ckan-changed-meanwhile when CKAN does not show the version `seen` any more.
        """
        verify_clearance(package)
        slug = package.dataset.slug
        body = meta.describe(package, self._catalog)
        shown = self._as_seen(slug, seen)
        claimed = self._create(body) if shown is None else self._claim(shown, body)
        self._load_table(package)
        self._ensure_views(package)
        words = {
            "match": _match(claimed),
            "filter": _LISTS,
            "update": {**body, "id": claimed["id"]},
        }
        files = {
            _upload_key(meta.resource_id(self._catalog, slug, item.name)): _opener(item.name, item.data)
            for item in meta.resources_of(package)
        }
        self._revise(slug, meta.extras_of(body)[meta.FINGERPRINT], words, files)

    def withdraw(self, slug: str, seen: str) -> None:
        """Take the data back and keep the page, marked, so that nobody finds an empty address.

        Hidden first, so that no reader is at a table while it is dropped (publishing.md, section 2.4). Uploaded files
        are written over: CKAN keeps the file of a resource that is gone.
        """
        shown = self._as_seen(slug, seen)
        if shown is None:
            return
        mark = _passing_mark()
        words: dict[str, Any] = {"match": _match(shown), "filter": ["-extras"]}
        words["update"] = {"extras": meta.with_fingerprint(_extras(shown), mark), "private": True}
        resources = shown.get("resources", [])
        uploads = [item["id"] for item in resources if item.get("url_type") == "upload"]
        self._revise(slug, mark, words, {_upload_key(name): _opener("withdrawn.txt", b"\n") for name in uploads})
        for item in resources:
            if item.get("datastore_active"):
                self._drop_table(item["id"])
        hidden = self._as_claimed(slug, mark)
        notes = str(shown.get("notes") or "")
        words = {"match": _match(hidden), "filter": ["-resources", "-extras"]}
        words["update"] = {
            "notes": f"このデータは取り下げました。\n\n{notes}".strip(),
            "extras": [
                *meta.with_fingerprint(_extras(shown), _GONE),
                {"key": meta.WITHDRAWN, "value": "取り下げました"},
            ],
            "resources": [],
            "private": False,
        }
        self._revise(slug, _GONE, words, {})

    def _as_seen(self, slug: str, seen: str) -> dict[str, Any] | None:
        shown = show(self._client, self._catalog, slug)
        if version_of(shown) != seen:
            raise TargetRefused("ckan-changed-meanwhile", file=self._client.url, value=slug)
        return shown

    def _as_claimed(self, slug: str, mark: str) -> dict[str, Any]:
        """Our dataset, if it still carries that fingerprint."""
        shown = show(self._client, self._catalog, slug)
        if shown is None or meta.extras_of(shown).get(meta.FINGERPRINT) != mark:
            raise TargetRefused("ckan-changed-meanwhile", file=self._client.url, value=slug)
        return shown

    def _create(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """A private dataset without files: nobody sees it before the revision that completes it."""
        mark = _passing_mark()
        words = {
            **body,
            "private": True,
            "extras": meta.with_fingerprint(body["extras"], mark),
            "resources": [meta.bare(item) for item in body["resources"]],
        }
        try:
            created: dict[str, Any] = self._client.call("package_create", **words)
        except HirakuError as error:
            if not unsure(error):
                raise
            return self._settle(str(body["name"]), mark, error)
        return created

    def _claim(self, shown: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
        """Mark a dataset as being written, and give it the resources that are to come, still without files.

        It stays visible with the version it shows, unless it has no table yet.
        """
        mark = _passing_mark()
        there = {item["id"]: item for item in shown.get("resources", [])}
        main = body["resources"][0]["id"]
        update: dict[str, Any] = {"extras": meta.with_fingerprint(_extras(shown), mark)}
        words: dict[str, Any] = {"match": _match(shown), "filter": ["-extras"], "update": update}
        if missing := [meta.bare(item) for item in body["resources"] if item["id"] not in there]:
            words["update__resources__extend"] = missing
        if main not in there or shown.get("state") != "active":
            update.update(private=True, state="active")
        elif not there[main].get("datastore_active"):
            words[f"update__resources__{main}__datastore_active"] = True
        return self._revise(str(body["name"]), mark, words, {})

    def _revise(
        self, slug: str, fingerprint: str, words: Mapping[str, Any], files: Mapping[str, Callable[[], io.BytesIO]]
    ) -> dict[str, Any]:
        """One package_revise that leaves that fingerprint; answers the dataset as it is then."""
        try:
            if files:
                answer = self._client.upload("package_revise", words, files)
            else:
                answer = self._client.call("package_revise", **words)
        except HirakuError as error:
            if not unsure(error):
                raise
            return self._settle(slug, fingerprint, error, before=str(words["match"]["metadata_modified"]))
        revised: dict[str, Any] = answer["package"]
        return revised

    def _settle(self, slug: str, fingerprint: str, error: HirakuError, before: str = "") -> dict[str, Any]:
        """Look whether a write was done that was not answered, or refused because it had been done already."""
        shown = show(self._client, self._catalog, slug)
        if shown is not None and meta.extras_of(shown).get(meta.FINGERPRINT) == fingerprint:
            return shown
        if version_of(shown) != before:
            raise TargetRefused("ckan-changed-meanwhile", file=self._client.url, value=slug) from error
        raise error

    def _load_table(self, package: Package) -> None:
        """Swap the CSV's DataStore table in one transaction by our extension's action; doing it twice does no harm."""
        main = package.files[0]
        words = {
            "resource_id": meta.resource_id(self._catalog, package.dataset.slug, main.name),
            "fields": meta.columns_of(package),
            "full_text": True,
        }
        self._client.upload("hiraku_datastore_replace", words, {"upload": _opener(main.name, meta.table_of(package))})

    def _drop_table(self, resource_id: str) -> None:
        try:
            self._client.call("datastore_delete", resource_id=resource_id, force=True)
        except NotThere:
            return  # a run before this one, or the first try, has done it

    def _ensure_views(self, package: Package) -> None:
        """A table view and a map, once, under Japanese titles; views change no metadata_modified."""
        for item in meta.resources_of(package):
            kind, title = _VIEWS.get(item.format, ("", ""))
            if kind not in self._plugins:
                continue
            identifier = meta.resource_id(self._catalog, package.dataset.slug, item.name)
            view = self._view_of(identifier, kind)
            wanted: dict[str, Any] = {"resource_id": identifier, "view_type": kind, "title": title}
            if view is None:
                self._create_view(wanted)
            elif view["title"] in _UNTITLED:
                self._client.call("resource_view_update", id=view["id"], **wanted)

    def _create_view(self, wanted: Mapping[str, Any]) -> None:
        """CKAN would make a second one if it were asked again; so look before believing that it was not made."""
        try:
            self._client.call("resource_view_create", once=True, **wanted)
        except TargetUnreachable:
            if self._view_of(wanted["resource_id"], wanted["view_type"]) is None:
                raise

    def _view_of(self, resource_id: str, kind: str) -> dict[str, Any] | None:
        views = self._client.call("resource_view_list", id=resource_id)
        return next((view for view in views if view["view_type"] == kind), None)


def _match(shown: Mapping[str, Any]) -> dict[str, Any]:
    """package_revise goes on only if the dataset is as it was shown."""
    return {"id": shown["id"], "metadata_modified": shown["metadata_modified"]}


def _extras(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [item for item in shown.get("extras", []) if item["key"] != meta.WITHDRAWN]


def _passing_mark() -> str:
    return f"writing {uuid.uuid4()}"


def _upload_key(resource_id: str) -> str:
    return f"update__resources__{resource_id}__upload"


def _opener(name: str, data: bytes) -> Callable[[], io.BytesIO]:
    """Opens bytes as a file object with a name, which ckanapi needs for an upload."""

    def opened() -> io.BytesIO:
        file = io.BytesIO(data)
        file.name = name
        return file

    return opened
