"""The CKAN target: plan by fingerprint, apply with one package_create or one package_revise per dataset.

The order inside a dataset makes a run that dies anywhere harmless: the fingerprint travels with the last write, so
whatever was cut short differs from the plan of the next run and is done again.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pipelines.model.dataset import Catalog
from pipelines.model.errors import HirakuError, TargetRefused
from pipelines.model.package import Action, Package, Plan, Result
from pipelines.publish import ckan_metadata as meta
from pipelines.publish.ckan_client import CkanClient
from pipelines.publish.gate import verify_clearance

AT_ONCE = 3
"""Datasets published at the same time; more gains nothing on a CKAN with four workers (publishing.md, section 5)."""

_EXTENSION = "hiraku"
_VIEWS = {"CSV": ("datatables_view", "表"), "GeoJSON": ("geojson_view", "地図")}
_LISTS = ["-resources", "-extras", "-groups", "-tags"]
"""package_revise merges lists entry by entry; what is to be replaced whole is taken out first."""
_PAGE = 500


class CkanTarget:
    """Publishes to one CKAN; implements model.package.Target.

    Args:
        url: CKAN's address.
        token: API token of an account that may write the sections' organisations.
        catalog: sections, themes, licence, publisher.
        client: how to call it (tests count the calls).
    """

    name = "CKAN"

    def __init__(self, url: str, token: str, catalog: Catalog, *, client: CkanClient | None = None) -> None:
        self.catalog = catalog
        self.client = client or CkanClient(url, token)

    def plan(self, packages: Sequence[Package], declared: Sequence[str]) -> Plan:
        """Read what CKAN shows and compare fingerprints; no write.

        Raises:
            TargetUnreachable, TargetRefused: when CKAN cannot be read at all.
        """
        self._require_extension()
        actions = [self._compare(package) for package in packages]
        named = {action.slug for action in actions}
        for shown in self._ours():
            slug = shown["name"]
            if slug not in named and slug not in declared and meta.WITHDRAWN not in meta.extras_of(shown):
                actions.append(Action(slug, "withdraw", reason="undeclared"))
        return Plan(self.name, tuple(actions))

    def apply(self, plan: Plan) -> Iterator[Result]:
        """Do the plan: organisations and groups first, then datasets side by side; one that fails stops nobody."""
        changes = [action for action in plan.changes() if action.package is not None]
        fault = self._prepare([action.package for action in changes if action.package is not None])
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waiting = [(action, pool.submit(self._attempt, action, fault)) for action in plan.actions]
            for action, future in waiting:
                yield Result(action, future.result())

    def _require_extension(self) -> None:
        """Without our DataStore action a table could only be deleted and made again, with readers in between."""
        known = self.client.call("status_show").get("extensions", [])
        if _EXTENSION not in known:
            raise TargetRefused("ckan-extension-missing", file=self.client.url)

    def _ours(self) -> Iterator[dict[str, Any]]:
        """Every dataset in CKAN that carries our mark."""
        start = 0
        query = f'extras_{meta.MARK}:"{self.catalog.publisher.code}"'
        while True:
            page = self.client.call(
                "package_search", fq=query, rows=_PAGE, start=start, sort="name asc", include_private=True
            )
            yield from page["results"]
            start += _PAGE
            if start >= page["count"]:
                return

    def _compare(self, package: Package) -> Action:
        slug = package.dataset.slug
        shown = self._show(slug)
        if shown is None:
            return Action(slug, "create", package, "new-dataset")
        if meta.extras_of(shown).get(meta.FINGERPRINT) == _fingerprint(meta.describe(package, self.catalog)):
            return Action(slug, "leave", package, "unchanged")
        return Action(slug, "update", package, "data-changed")

    def _show(self, slug: str) -> dict[str, Any] | None:
        """Our dataset of that name, or None.

        Raises:
            TargetRefused: ckan-name-taken when somebody else's dataset has the name.
        """
        shown = self.client.find("package_show", slug)
        if shown is not None and meta.extras_of(shown).get(meta.MARK) != self.catalog.publisher.code:
            raise TargetRefused("ckan-name-taken", file=self.client.url, value=slug)
        return shown

    def _prepare(self, packages: Sequence[Package]) -> HirakuError | None:
        """Make sure that organisations and groups are there; serially, since several datasets share them."""
        sections = {package.dataset.section for package in packages}
        themes = {theme for package in packages for theme in package.dataset.themes}
        try:
            for name in sorted(sections):
                self._ensure("organization", meta.organization(self.catalog.sections[name], self.catalog))
            for name in sorted(themes):
                self._ensure("group", meta.group(self.catalog.themes[name]))
        except HirakuError as error:
            return error
        return None

    def _ensure(self, kind: str, wanted: Mapping[str, Any]) -> None:
        """Create or correct an organisation or group.

        With Solr down CKAN creates it and answers with an error all the same; so a refusal is believed only when it
        is still not there afterwards (publishing.md, section 6).
        """
        shown = self.client.find(f"{kind}_show", str(wanted["name"]))
        if shown is None:
            try:
                self.client.call(f"{kind}_create", **wanted)
            except HirakuError:
                if self.client.find(f"{kind}_show", str(wanted["name"])) is None:
                    raise
        elif any((shown.get(key) or "") != value for key, value in wanted.items()):
            self.client.call(f"{kind}_patch", id=shown["id"], **wanted)

    def _attempt(self, action: Action, fault: HirakuError | None) -> HirakuError | None:
        """Do one action; what goes wrong is its result."""
        try:
            if action.name == "withdraw":
                self._withdraw(action.slug)
            elif action.name != "leave" and action.package is not None:
                if fault is not None:
                    return fault
                self._publish(action.package)
        except HirakuError as error:
            return error
        return None

    def _publish(self, package: Package) -> None:
        """Table first, then metadata, files and fingerprint in one call."""
        verify_clearance(package)
        body = meta.describe(package, self.catalog)
        shown = self._show(package.dataset.slug) or self._create(body)
        self._load_table(package)
        self._ensure_views(package, shown)
        self._revise(package, body, shown)

    def _create(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """A private dataset without files and fingerprint: nobody sees it before the revision that completes it."""
        extras = [item for item in body["extras"] if item["key"] != meta.FINGERPRINT]
        bare = [{k: v for k, v in item.items() if k not in ("url_type", "hash")} for item in body["resources"]]
        fresh = {**body, "private": True, "extras": extras, "resources": bare}
        created: dict[str, Any] = self.client.call("package_create", **fresh)
        return created

    def _load_table(self, package: Package) -> None:
        """Swap the CSV's DataStore table in one transaction by our extension's action."""
        main = package.files[0]
        columns = meta.columns_of(package)
        words = {
            "resource_id": meta.resource_id(self.catalog, package.dataset.slug, main.name),
            "fields": columns,
            "full_text": True,
        }
        header, _, rows = main.data.partition(b"\n")
        names = ",".join(_quoted(column["id"]) for column in columns).encode()
        data = main.data if names == header else names + b"\n" + rows
        self.client.upload("hiraku_datastore_replace", words, {"upload": _opener(main.name, data)})

    def _ensure_views(self, package: Package, shown: Mapping[str, Any]) -> None:
        """A table view and a map, once; views change no metadata_modified."""
        there = {item["id"] for item in shown.get("resources", [])}
        for item in meta.resources_of(package):
            identifier = meta.resource_id(self.catalog, package.dataset.slug, item.name)
            if item.format not in _VIEWS or identifier not in there:
                continue
            kind, title = _VIEWS[item.format]
            known = self.client.call("resource_view_list", id=identifier)
            if all(view["view_type"] != kind for view in known):
                self.client.call("resource_view_create", resource_id=identifier, view_type=kind, title=title)

    def _revise(self, package: Package, body: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
        """Metadata, all files and the fingerprint in one package_revise; refused when somebody wrote in between."""
        words = {
            "match": {"id": shown["id"]},
            "filter": _LISTS,
            "update": {**body, "id": shown["id"]},
            "include": ["-*"],
        }
        files = {
            f"update__resources__{meta.resource_id(self.catalog, package.dataset.slug, item.name)}__upload": _opener(
                item.name, item.data
            )
            for item in meta.resources_of(package)
        }
        self.client.upload("package_revise", words, files)

    def _withdraw(self, slug: str) -> None:
        """Take the data back and keep the page, marked, so that nobody finds an empty address."""
        shown = self._show(slug)
        if shown is None:
            return
        for item in shown.get("resources", []):
            if item.get("datastore_active"):
                self.client.call("datastore_delete", resource_id=item["id"], force=True)
        kept = [item for item in shown["extras"] if item["key"] not in (meta.FINGERPRINT, meta.WITHDRAWN)]
        update = {
            "notes": f"このデータは取り下げました。\n\n{shown.get('notes') or ''}",
            "extras": [*kept, {"key": meta.WITHDRAWN, "value": "true"}],
            "resources": [],
        }
        self.client.call(
            "package_revise", match={"id": shown["id"]}, filter=["-resources", "-extras"], update=update, include=["-*"]
        )


def _fingerprint(body: Mapping[str, Any]) -> str:
    return meta.extras_of(body)[meta.FINGERPRINT]


def _quoted(name: str) -> str:
    """A name as our CSV writes it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"' if any(c in name for c in ',"\n\r') else name


def _opener(name: str, data: bytes) -> Callable[[], io.BytesIO]:
    """Opens bytes as a file object with a name, which ckanapi needs for an upload."""

    def opened() -> io.BytesIO:
        file = io.BytesIO(data)
        file.name = name
        return file

    return opened
