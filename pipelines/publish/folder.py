"""The folder target: published/<slug>/ replaced whole by rename, and the site's index beside it."""

import errno
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from pipelines.model.errors import TargetRefused
from pipelines.model.package import Action, Package, Plan, Result
from pipelines.publish.attempt import attempt
from pipelines.publish.gate import verify_clearance
from pipelines.publish.lock import only_publisher
from pipelines.publish.swap import Exchange, exchange, recover, replace_file, replace_folder
from pipelines.publish.version import NAME, Version, file_hashes, holds, read_version

_PAGE = "index.html"
_INDEX = Action("", "update", reason="site-index")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Site(Protocol):
    """Renders the pages of the static catalog; export/site.py has one, injected because siblings never import."""

    def entry(self, package: Package, published_at: str) -> dict[str, Any]:
        """What the index needs to know of a dataset, JSON-able; kept in version.json for held-back ones too."""
        ...

    def dataset_page(self, package: Package, published_at: str) -> bytes:
        """The dataset's own page."""
        ...

    def withdrawn_page(self, entry: Mapping[str, Any], withdrawn_at: str, reason: str) -> bytes:
        """The page that stands where a dataset was taken back; `reason` is Japanese or ""."""
        ...

    def index(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
        """The files of the site's root (index.html, catalog.json) by name, from the entries, newest first."""
        ...


class FolderTarget:
    """Publishes to a folder; implements model.package.Target.

    Args:
        root: published/ of the workspace; made when absent.
        site: renders the pages.
        now: the clock; a published version keeps the time of its first publication.
        reasons: slug -> why it was withdrawn, in Japanese.
        exchange: the atomic swap of two folders (see swap.replace_folder).
    """

    name = "folder"

    def __init__(
        self,
        root: Path,
        site: Site,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        reasons: Mapping[str, str] | None = None,
        exchange: Exchange = exchange,
    ) -> None:
        self.root = root
        self.site = site
        self.now = now
        self.reasons = reasons or {}
        self.exchange = exchange
        self._staging = root / ".staging"

    def plan(self, packages: Sequence[Package], declared: Sequence[str]) -> Plan:
        """Compare every package with what stands in the folder, file by file; writes nothing.

        Reasons: new-dataset, published-again (after a withdrawal), data-changed, publication-damaged (a file is missing
        or altered), page-changed (only the words around the data), unchanged, held-back, undeclared.

        Raises:
            TargetRefused: target-not-readable when the system does not let us look into the folder.
        """
        try:
            actions = [self._compare(package) for package in packages]
            versions = self._versions()
        except OSError as fault:
            raise TargetRefused("target-not-readable", file=self.root.name) from fault
        named = {action.slug for action in actions}
        for slug, version in versions.items():
            if slug in named or version.withdrawn_at:
                continue
            if slug in declared:
                actions.append(Action(slug, "leave", reason="held-back"))
            else:
                actions.append(Action(slug, "withdraw", reason="undeclared"))
        return Plan(self.name, tuple(actions))

    def apply(self, plan: Plan) -> Iterator[Result]:
        """Do the plan, dataset by dataset, then bring the index up to date; touches nothing that is as it should be.

        Yields:
            One result an action. Errors: GateClosed (no clearance for these data) and TargetRefused: "publish-busy"
            (another publisher is at work), "disk-full", "target-not-writable", "target-write-failed". When only the
            index could not be written, a last result without a slug says so.
        """
        if not plan.changes() and not self._staging.exists() and not self._stale_index():
            yield from map(Result, plan.actions)
            return
        try:
            alone = self._enter()
        except TargetRefused as error:
            yield from (Result(action, None if action.name == "leave" else error) for action in plan.actions)
            if not plan.changes():
                yield Result(_INDEX, error)
            return
        with alone:
            for action in plan.actions:
                yield Result(action, attempt(action, publish=self._publish, withdraw=self._withdraw))
            if fault := self._refresh_index():
                yield Result(_INDEX, fault)

    def _enter(self) -> ExitStack:
        """Take the folder for this publisher alone and mend what a killed one left."""
        with _refusals(self.root.name), ExitStack() as stack:
            self.root.mkdir(parents=True, exist_ok=True)
            stack.enter_context(only_publisher(self.root / ".lock"))
            recover(self.root, self._staging)
            return stack.pop_all()

    def _refresh_index(self) -> TargetRefused | None:
        try:
            with _refusals(self.root.name):
                for name, data in self._stale_index().items():
                    replace_file(self.root / name, data, self._staging)
                recover(self.root, self._staging)
        except TargetRefused as error:
            return error
        return None

    def _compare(self, package: Package) -> Action:
        slug = package.dataset.slug
        folder = self.root / slug
        version = read_version(folder)
        if version is None:
            if folder.exists():
                return Action(slug, "update", package, "publication-damaged")
            return Action(slug, "create", package, "new-dataset")
        if version.withdrawn_at:
            return Action(slug, "create", package, "published-again")
        if version.fingerprint != package.fingerprint():
            return Action(slug, "update", package, "data-changed")
        if holds(folder, file_hashes(self._files(package, version.published_at))):
            return Action(slug, "leave", package, "unchanged")
        whole = holds(folder, {item.name: item.sha256() for item in package.files})
        return Action(slug, "update", package, "page-changed" if whole else "publication-damaged")

    def _files(self, package: Package, published_at: str) -> dict[str, bytes]:
        """Everything that belongs into the dataset's folder."""
        files = {item.name: item.data for item in package.files}
        files[_PAGE] = self.site.dataset_page(package, published_at)
        entry = self.site.entry(package, published_at)
        version = Version(package.fingerprint(), published_at, file_hashes(files), entry)
        return {**files, NAME: version.document()}

    def _publish(self, package: Package) -> None:
        """Replace a dataset's folder by this version; on an error the old one stands as it was."""
        verify_clearance(package)
        folder = self.root / package.dataset.slug
        standing = read_version(folder)
        known = standing and not standing.withdrawn_at and standing.fingerprint == package.fingerprint()
        published_at = standing.published_at if standing and known else self._time()
        self._replace(package.dataset.slug, self._files(package, published_at))

    def _withdraw(self, slug: str) -> None:
        """Replace a dataset's folder by the page that says it was taken back; the data files go."""
        standing = read_version(self.root / slug)
        if standing is None or standing.withdrawn_at:
            return
        at = self._time()
        files = {_PAGE: self.site.withdrawn_page(standing.entry, at, self.reasons.get(slug, ""))}
        version = Version(standing.fingerprint, standing.published_at, file_hashes(files), standing.entry, at)
        files[NAME] = version.document()
        self._replace(slug, files)

    def _replace(self, slug: str, files: Mapping[str, bytes]) -> None:
        with _refusals(f"{self.root.name}/{slug}"):
            replace_folder(self.root / slug, files, self._staging, exchange=self.exchange)

    def _time(self) -> str:
        return self.now().astimezone(UTC).isoformat(timespec="seconds")

    def _versions(self) -> dict[str, Version]:
        """Slug -> version of everything that stands in the folder, withdrawn ones too."""
        if not self.root.is_dir():
            return {}
        folders = sorted(path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))
        found = ((path.name, read_version(path)) for path in folders)
        return {slug: version for slug, version in found if version is not None}

    def _stale_index(self) -> dict[str, bytes]:
        """The site's root files whose bytes differ from what they should be."""
        shown = [item for item in self._versions().items() if not item[1].withdrawn_at]
        newest = sorted(sorted(shown), key=lambda item: item[1].published_at, reverse=True)
        files = self.site.index([{"slug": slug, **version.entry} for slug, version in newest])
        return {name: data for name, data in files.items() if not holds(self.root, file_hashes({name: data}))}


@contextmanager
def _refusals(where: str) -> Iterator[None]:
    """Turn what the disk says into the error tree."""
    try:
        yield
    except OSError as fault:
        code = "target-write-failed"
        if fault.errno in _FULL:
            code = "disk-full"
        elif fault.errno in _FORBIDDEN:
            code = "target-not-writable"
        raise TargetRefused(code, file=where, reason=fault.strerror or str(fault)) from fault
