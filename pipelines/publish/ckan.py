"""The CKAN target: plan by fingerprint, apply dataset by dataset; organisations and groups before them."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

from pipelines.model.dataset import Catalog
from pipelines.model.errors import HirakuError, TargetRefused
from pipelines.model.package import Action, Package, Plan, Result
from pipelines.publish import ckan_metadata as meta
from pipelines.publish.attempt import attempt
from pipelines.publish.ckan_client import CkanClient, NotThere, unsure
from pipelines.publish.ckan_dataset import DatasetWriter, show, version_of

AT_ONCE = 3
"""Datasets published at the same time; more gains nothing on a CKAN with four workers (publishing.md, section 5)."""

_EXTENSION = "hiraku"
_PAGE = 500

Faults = Mapping[tuple[str, str], HirakuError]
"""(kind, name) of an organisation or group that could not be made ready -> why."""


class CkanTarget:
    """Publishes to one CKAN; implements model.package.Target.

    A dataset that carries our mark belongs to hiraku whole: what somebody changes in it by hand lasts until its next
    version. Datasets without the mark are never touched.

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

        Reasons: new-dataset, published-again (after a withdrawal), data-changed, publication-damaged (a resource or the
        table is missing or another one, the dataset was hidden, or a run was cut short), ckan-name-taken (apply will
        refuse it), unchanged, held-back, undeclared.

        Raises:
            TargetUnreachable: when CKAN cannot be read at all.
            TargetRefused: ckan-extension-missing, ckan-wrong-token, ckan-not-a-ckan.
        """
        self._require_extension()
        self._require_account()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            actions = list(pool.map(self._compare, packages))
        named = {action.slug for action in actions}
        for shown in self._ours():
            slug = shown["name"]
            if slug in named or meta.WITHDRAWN in meta.extras_of(shown):
                continue
            if slug in declared:
                actions.append(Action(slug, "leave", reason="held-back"))
            else:
                # the index may lag behind; what is written against is what package_show says
                seen = version_of(show(self.client, self.catalog, slug))
                actions.append(Action(slug, "withdraw", reason="undeclared", seen=seen))
        return Plan(self.name, tuple(actions))

    def apply(self, plan: Plan) -> Iterator[Result]:
        """Do the plan: organisations and groups first, then datasets side by side; one that fails stops nobody."""
        if not plan.changes():
            yield from map(Result, plan.actions)
            return
        try:
            writer = DatasetWriter(self.client, self.catalog, self._plugins)
            faults = self._prepare([a.package for a in plan.changes() if a.package is not None])
        except HirakuError as error:
            yield from (Result(action, None if action.name == "leave" else error) for action in plan.actions)
            return
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waiting = [(action, pool.submit(_do, action, writer, faults)) for action in plan.actions]
            for action, future in waiting:
                yield Result(action, future.result())

    @cached_property
    def _plugins(self) -> frozenset[str]:
        answer = self.client.call("status_show")
        if not isinstance(answer, dict) or ("ckan_version" not in answer and "extensions" not in answer):
            raise TargetRefused("ckan-not-a-ckan", file=self.client.url)
        return frozenset(answer.get("extensions", ()))

    def _require_extension(self) -> None:
        """Without our DataStore action a table could only be deleted and made again, with readers in between."""
        if _EXTENSION not in self._plugins:
            raise TargetRefused("ckan-extension-missing", file=self.client.url)

    def _require_account(self) -> None:
        """CKAN takes a wrong token for no token and goes on reading; so ask who we are."""
        try:
            self.client.call("user_show")
        except TargetRefused as error:
            if error.code == "ckan-not-allowed" or isinstance(error, NotThere):
                raise TargetRefused("ckan-wrong-token", file=self.client.url) from error
            raise

    def _ours(self) -> Iterator[dict[str, Any]]:
        """Every dataset in CKAN that carries our mark."""
        start = 0
        query = f'extras_{meta.MARK}:"{self.catalog.publisher.code}"'
        while True:
            page = self.client.call(
                "package_search", fq=query, rows=_PAGE, start=start, sort="name asc", include_private=True
            )
            yield from page["results"]
            start += len(page["results"])  # CKAN may give fewer than asked for (ckan.search.rows_max)
            if not page["results"] or start >= page["count"]:
                return

    def _compare(self, package: Package) -> Action:
        slug = package.dataset.slug
        try:
            shown = show(self.client, self.catalog, slug)
        except TargetRefused as error:
            if error.code != "ckan-name-taken":
                raise
            return Action(slug, "create", package, error.code)
        if shown is None:
            return Action(slug, "create", package, "new-dataset")
        seen = version_of(shown)
        extras = meta.extras_of(shown)
        if meta.WITHDRAWN in extras:
            return Action(slug, "create", package, "published-again", seen)
        body = meta.describe(package, self.catalog)
        stands = extras.get(meta.FINGERPRINT) == meta.extras_of(body)[meta.FINGERPRINT]
        if not stands and len(extras.get(meta.FINGERPRINT, "")) == meta.FINGERPRINT_LENGTH:
            return Action(slug, "update", package, "data-changed", seen)
        if stands and meta.is_whole(shown, body):
            return Action(slug, "leave", package, "unchanged", seen)
        return Action(slug, "update", package, "publication-damaged", seen)

    def _prepare(self, packages: Sequence[Package]) -> Faults:
        """Make sure that organisations and groups are there; serially, since several datasets share them."""
        sections = {package.dataset.section for package in packages}
        themes = {theme for package in packages for theme in package.dataset.themes}
        wanted = [
            *(("organization", meta.organization(self.catalog.sections[name], self.catalog)) for name in sections),
            *(("group", meta.group(self.catalog.themes[name], self.catalog)) for name in themes),
        ]
        faults: dict[tuple[str, str], HirakuError] = {}
        for kind, words in sorted(wanted, key=lambda pair: (pair[0], str(pair[1]["name"]))):
            try:
                self._ensure(kind, words)
            except HirakuError as error:
                faults[kind, str(words["name"])] = error
        return faults

    def _ensure(self, kind: str, wanted: Mapping[str, Any]) -> None:
        """Create an organisation or group, or correct one of ours; somebody else's is used as it is.

        With Solr down CKAN creates it and answers with an error all the same; so a refusal is believed only when it
        is still not there afterwards (publishing.md, section 6).
        """
        shown = self.client.find(f"{kind}_show", str(wanted["name"]))
        if shown is None:
            try:
                self.client.call(f"{kind}_create", **wanted)
            except HirakuError as error:
                if not unsure(error) or self.client.find(f"{kind}_show", str(wanted["name"])) is None:
                    raise
            return
        ours = meta.extras_of(shown).get(meta.MARK) == self.catalog.publisher.code
        if ours and any((shown.get(key) or "") != value for key, value in wanted.items() if key != "extras"):
            self.client.call(f"{kind}_patch", id=shown["id"], **wanted)


def _do(action: Action, writer: DatasetWriter, faults: Faults) -> HirakuError | None:
    """Do one action; what goes wrong is its result."""

    def publish(package: Package) -> None:
        names = [("organization", package.dataset.section), *(("group", theme) for theme in package.dataset.themes)]
        for name in names:
            if name in faults:
                raise faults[name]
        writer.publish(package, action.seen)

    return attempt(action, publish=publish, withdraw=lambda slug: writer.withdraw(slug, action.seen))
