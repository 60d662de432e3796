"""A workspace on disk, for both edges: finds declarations and raw files, writes reports and repairs, never raw/."""

import dataclasses
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.catalog import read_catalog, read_dataset, read_towns
from pipelines.decisions.sheet import read_repairs, render_repairs
from pipelines.disk import read_text, reading, replace_file, writing
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.repair import Repair
from pipelines.table_schema.document import read_document

_NOT_DATA = ("readme.md", "thumbs.db", "desktop.ini", ".ds_store")
"""Files that operating systems and this project leave in a folder; a steward never hands them in."""


@dataclass(frozen=True)
class RawFile:
    """One file as received: its name and its bytes."""

    name: str
    data: bytes

    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""Characters that Windows allows in no file name."""


class Workspace:
    """The folder of one ward: catalog.toml, datasets/, raw/, schemas/local/, published/, reports/.

    Args:
        root: the folder.

    Raises:
        DeclarationError: missing-catalog, or whatever is wrong in catalog.toml or towns.csv.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        path = root / "catalog.toml"
        with reading(str(path)):
            if not path.is_file():
                raise DeclarationError("missing-catalog", file=str(path))
        catalog = read_catalog(read_text(path, "catalog.toml"))
        towns = root / "towns.csv"
        if towns.is_file():
            catalog = dataclasses.replace(catalog, towns=read_towns(read_text(towns, "towns.csv")))
        self.catalog: Catalog = catalog

    @property
    def published(self) -> Path:
        """Where the folder target publishes."""
        return self.root / "published"

    @property
    def reports(self) -> Path:
        """Where the steward finds the newest report of every dataset, published or not."""
        return self.root / "reports"

    @cached_property
    def declarations(self) -> dict[str, Dataset | HirakuError]:
        """Slug -> declaration or what is wrong with it, so that one bad declaration stops nobody else.

        Raises:
            DeclarationError: unreadable-file, or missing-datasets where there is none at all: a share that is not
                mounted must not look like a ward that takes everything back.
        """
        found: dict[str, Dataset | HirakuError] = {}
        folder = self.root / "datasets"
        with reading("datasets/"):
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml") if folder.is_dir() else []
        if not paths:
            raise DeclarationError("missing-datasets", file="datasets/")
        for path in paths:
            name = f"datasets/{path.name}"
            try:
                found[path.stem] = read_dataset(read_text(path, name), path.stem, self.catalog, name)
            except DeclarationError as error:
                found[path.stem] = error
        return found

    def dataset(self, slug: str) -> Dataset:
        """The declaration of that slug.

        Raises:
            DeclarationError: unknown-dataset, or what is wrong in its file.
        """
        found = self.declarations.get(slug)
        if found is None:
            raise DeclarationError("unknown-dataset", file=f"datasets/{slug}.toml", value=slug)
        if isinstance(found, HirakuError):
            raise found
        return found

    def raw_paths(self, dataset: Dataset) -> tuple[Path, ...]:
        """Paths of the dataset's raw files.

        Raises:
            DeclarationError: missing-raw-file when a declared file (or any file) is not there, several-raw-files
                when nothing is declared and the folder holds more than one, unreadable-file when the system does not
                let us look into it.
        """
        with reading(f"raw/{dataset.slug}/"):
            return self._raw_paths(dataset)

    def _raw_paths(self, dataset: Dataset) -> tuple[Path, ...]:
        folder = self.root / "raw" / dataset.slug
        names = dataset.files or ((dataset.file,) if dataset.file else ())
        if names:
            paths = tuple(folder / name for name in names)
        else:
            found = folder.iterdir() if folder.is_dir() else ()
            paths = tuple(sorted(path for path in found if path.is_file() and _is_data(path)))
            if len(paths) > 1:
                listed = [p.name for p in paths]
                raise DeclarationError("several-raw-files", file=f"raw/{dataset.slug}/", files=listed)
        missing = [p for p in paths if not p.is_file()] or ([] if paths else [folder / "*"])
        if missing:
            raise DeclarationError("missing-raw-file", file=f"raw/{dataset.slug}/{missing[0].name}")
        return paths

    def raw_files(self, dataset: Dataset) -> tuple[RawFile, ...]:
        """The dataset's raw files, read once.

        Raises:
            DeclarationError: as raw_paths, and unreadable-file when the system refuses to read one.
        """
        files = []
        for path in self.raw_paths(dataset):
            with reading(f"raw/{dataset.slug}/{path.name}"):
                files.append(RawFile(path.name, path.read_bytes()))
        return tuple(files)

    def local_schema(self, name: str) -> Mapping[str, Any]:
        """The ward's own Table Schema, schemas/local/<name>.json, as a document.

        Raises:
            DeclarationError: unknown-local-schema, invalid-json (with its line), invalid-schema where it is no object.
        """
        path = self.root / "schemas" / "local" / f"{name}.json"
        file = f"schemas/local/{name}.json"
        with reading(file):
            if not path.is_file():
                raise DeclarationError("unknown-local-schema", file=file, value=name)
        return read_document(read_text(path, file), file)

    def repairs(self, slug: str) -> tuple[Repair, ...]:
        """The rows of repairs/<slug>.csv, () where there is no such file.

        Raises:
            DeclarationError: as read_repairs; no decision is ever passed over in silence.
        """
        path, name = self.repairs_file(slug), f"repairs/{slug}.csv"
        with reading(name):
            if not path.exists():
                return ()
            data = path.read_bytes()
        return tuple(repair for _, repair in read_repairs(data, name))

    def repairs_file(self, slug: str) -> Path:
        """Where the proposals and decisions of a dataset are."""
        return self.root / "repairs" / f"{slug}.csv"

    def write_repairs(self, slug: str, repairs: tuple[Repair, ...]) -> bool:
        """Put the repairs file in its place whole; False when it already says this, or there is nothing to say.

        Raises:
            TargetRefused: no-write-permission when the disk refuses, or Excel holds the file open.
        """
        path = self.repairs_file(slug)
        data = render_repairs(repairs)
        with writing(f"repairs/{slug}.csv"):
            if (path.read_bytes() == data) if path.exists() else not repairs:
                return False
            replace_file(path, data)
        return True

    def history(self, slug: str) -> bytes:
        """reports/<slug>/history.csv, b"" where there is none.

        Raises:
            DeclarationError: unreadable-file when the system refuses.
        """
        path = self.reports / slug / "history.csv"
        with reading(f"reports/{slug}/history.csv"):
            return path.read_bytes() if path.exists() else b""

    def write_history(self, slug: str, data: bytes) -> None:
        """Put a dataset's history in its place whole.

        Raises:
            TargetRefused: no-write-permission when the disk refuses, or Excel holds the file open.
        """
        with writing(f"reports/{slug}/history.csv"):
            replace_file(self.reports / slug / "history.csv", data)

    def write_report(self, slug: str, files: Mapping[str, str]) -> Path:
        """Put the newest report of a dataset where the steward looks, file by file; returns the folder.

        Raises:
            TargetRefused: no-write-permission when the disk refuses.
        """
        folder = self.reports / slug
        with writing(f"reports/{slug}/"):
            for name, text in files.items():
                replace_file(folder / name, text.encode("utf-8", "surrogatepass"), lasting=False)
        return folder

    def write_workbook(self, slug: str, title: str, content: bytes, made: Callable[[], bytes]) -> bool:
        """Put <title>_確認用.xlsx beside the report; False when what it has to say is there already.

        One that somebody has written into since is never written over: it stays while there is nothing new to say,
        and goes aside under another name (with the start of its fingerprint) when there is.

        Args:
            slug: the dataset.
            title: its title.
            content: what decides whether there is anything new to say.
            made: the file's bytes.

        Raises:
            TargetRefused: no-write-permission when the disk refuses, or Excel holds the file open.
        """
        path = self.workbook_file(slug, title)
        note = path.parent / "workbook.txt"
        with writing(f"reports/{slug}/{path.name}"):
            told = note.read_bytes().decode("ascii", "replace").split() if note.exists() else []
            there = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
            key = hashlib.sha256(content).hexdigest()
            if there and told[:1] == [key]:
                return False
            data = made()
            if there and told[1:] != [there]:
                path.replace(path.with_name(f"{path.stem}_{there[:8]}{path.suffix}"))
            replace_file(path, data, lasting=False)
            replace_file(note, f"{key}\n{hashlib.sha256(data).hexdigest()}\n".encode("ascii"), lasting=False)
        return True

    def workbook_file(self, slug: str, title: str) -> Path:
        """Where the workbook of a dataset is; its title names it, without what no file name may hold."""
        safe = _NOT_IN_NAMES.sub("＿", title).strip(" .")[:70] or slug
        return self.reports / slug / f"{safe}_確認用.xlsx"


def _is_data(path: Path) -> bool:
    return path.name.lower() not in _NOT_DATA and not path.name.startswith((".", "~$"))
