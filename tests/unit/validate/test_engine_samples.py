"""The engine and Frictionless agree on the project's own files: what was received and what is published."""

import json

import pytest

from pipelines.align import identify
from pipelines.ingest import read_table
from pipelines.ingest.decode import decode
from pipelines.runner import process_dataset
from pipelines.standard import schema
from pipelines.validate.engine import examine
from pipelines.validate.referee import referee
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

HELD_BACK = ("citizen-reports", "garbage-calendar", "tourism")

RAW = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "raw").rglob("*.csv"))
LOCAL = sorted(path.stem for path in (ROOT / "schemas" / "local").glob("*.json"))


def _same(data: bytes, document: dict[str, object], *, sniff: bool) -> None:
    theirs = [(f.line, f.field, f.code) for f in referee(data, document, sniff=sniff)]
    assert examine(data, document, sniff=sniff).triples() == theirs


@pytest.mark.parametrize("file", RAW)
def test_of_a_file_as_received(file: str) -> None:
    data = (ROOT / file).read_bytes()
    match = identify(read_table(data, file).labels)
    table = schema(match.slug, match.edition) if match else schema("aed")
    _same(decode(data, file).text.encode(), dict(table.descriptor), sniff=True)


@pytest.mark.parametrize("slug", sorted(path.stem for path in (ROOT / "datasets").glob("*.toml")))
def test_of_every_file_as_published(slug: str) -> None:
    package = process_dataset(Workspace(ROOT), slug, keep=False).package
    assert package is not None or slug in HELD_BACK
    for file in package.files if package else ():
        if file.name == "datapackage.json":
            (main, *_) = json.loads(file.data)["resources"]
            _same(package.files[0].data, main["schema"], sniff=False)
