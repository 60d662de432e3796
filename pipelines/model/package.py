"""A package (all files of one dataset version, as bytes) and the plan of publishing it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError
from pipelines.model.schema import TableSchema

ActionName = Literal["create", "update", "leave", "withdraw"]

LastLook = Callable[[bytes, Mapping[str, object], str], None]
"""Given a CSV, its Table Schema and its slug; raises GateClosed when something in them may not go out."""


def column_sha256(cells: Iterable[str]) -> str:
    """Hex digest over the texts of one column in order, each with its length so that borders count."""
    text = "".join([f"{len(text)}:{text}" for text in cells])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package.

    Attributes:
        name: file name, stable over versions ("131202_aed.csv").
        data: its bytes.
        format: "CSV", "JSON", "GeoJSON", "Parquet", "HTML" …
        media_type: IANA type.
        title: Japanese, for catalogs.
        resource: whether catalogs list it as a resource (the data and its schema; not pages).
    """

    name: str
    data: bytes
    format: str
    media_type: str
    title: str
    resource: bool = True

    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Clearance:
    """Proof that the gate let exactly these data through; made only by publish/gate.py, verified by every target.

    Attributes:
        table_sha256: NormalizedTable.sha256() of the table that was judged and found free of errors.
        rows: its number of records.
        columns: (field name, column_sha256 of its cells) in the order of the table.
        last_look: what still looks at the bytes themselves, right before they are written; a package that turns out
            unchanged is never written, so it costs an unchanged dataset nothing.
    """

    table_sha256: str
    rows: int
    columns: tuple[tuple[str, str], ...]
    last_look: LastLook | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Package:
    """All files of one dataset version; deterministic: the same input gives the same bytes, no clock inside.

    Attributes:
        dataset: its declaration.
        files: the first one is the CSV, the canonical form of the data.
        schema: the published Table Schema (true for exactly these data: types, constraints).
        rows: number of records.
        facts: JSON-able facts for pages and catalogs: bbox, columns filled, counts of findings and repairs by rule,
            table/edition, quality scores; facts["report"] holds {"table_sha256", "errors", "warnings", "notices"}.
        clearance: what check_gate returned for the table; targets refuse a package without a matching one.
        sealed: fingerprint of the files as they were built; targets refuse files that are others.
    """

    dataset: Dataset
    files: tuple[PackageFile, ...]
    schema: TableSchema
    rows: int
    facts: dict[str, object] = field(default_factory=dict)
    clearance: Clearance | None = None
    sealed: str = ""

    def seal(self) -> "Package":
        """The package as it is now, for a target to compare with what it is given."""
        return replace(self, sealed=self.fingerprint())

    def file(self, name: str) -> PackageFile:
        """The file of that name.

        Raises:
            KeyError: when there is none.
        """
        for candidate in self.files:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    def fingerprint(self) -> str:
        """SHA-256 over names and bytes of all files: equal fingerprints mean nothing to publish."""
        digest = hashlib.sha256()
        for item in sorted(self.files, key=lambda f: f.name):
            digest.update(f"{item.name}\0{item.sha256()}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Action:
    """What publishing would do to one dataset.

    Attributes:
        package: what is published; None for withdraw.
        reason: message code.
        seen: the version that the target showed when it was planned, "" for none; a target that can be written by
            others refuses when it shows another one now.
    """

    slug: str
    name: ActionName
    package: Package | None = None
    reason: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing to one target would change; apply(plan) does just that."""

    target: str
    actions: tuple[Action, ...]

    def changes(self) -> tuple[Action, ...]:
        """The actions that write."""
        return tuple(a for a in self.actions if a.name != "leave")


@dataclass(frozen=True, slots=True)
class Result:
    """How one action ended: error is None when it was done."""

    action: Action
    error: HirakuError | None = None

    def went_out(self) -> bool:
        """Whether something new stands at the target now."""
        return self.error is None and self.action.name in ("create", "update")


class Target(Protocol):
    """A place to publish to."""

    name: str

    def plan(self, packages: Sequence[Package], declared: Sequence[str]) -> Plan:
        """Read the target, write nothing.

        Args:
            packages: what should be up.
            declared: slugs of all declared datasets; one that is up but neither declared nor packaged is withdrawn,
                one that is declared without a package (held back) stays as it is.
        """
        ...

    def apply(self, plan: Plan) -> Iterator[Result]:
        """Do the plan, dataset by dataset; one that fails yields its error and the others go on."""
        ...
