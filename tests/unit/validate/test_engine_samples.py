"""The engine and Frictionless agree on the project's own files: what was received and what is published."""

import json
from pathlib import Path

import pytest

from pipelines.align import identify
from pipelines.ingest import read_table
from pipelines.ingest.decode import decode
from pipelines.standard import schema
from pipelines.validate.engine import examine
from pipelines.validate.referee import referee
from tests.workspace_copy import ROOT

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


def test_of_every_file_as_published() -> None:
    packages = sorted((ROOT / "published").glob("*/datapackage.json"))
    if not packages:
        pytest.skip("nothing is published here yet: `make run` does")
    for package in packages:
        for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]:
            path = package.parent / Path(str(resource["path"])).name
            if path.suffix == ".csv" and isinstance(resource.get("schema"), dict) and path.is_file():
                _same(path.read_bytes(), resource["schema"], sniff=False)
