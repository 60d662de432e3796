"""The engine and Frictionless agree on real files: the corpus's tables, faulty and conforming, as they came."""

import os
from pathlib import Path

import pytest

from pipelines.align import identify
from pipelines.ingest import read_table
from pipelines.ingest.decode import decode
from pipelines.standard import schema
from pipelines.validate.engine import examine
from pipelines.validate.referee import referee

SHARED = Path(os.environ.get("HIRAKU_SHARED") or Path(__file__).parents[3] / "shared")
CORPUS = SHARED / "corpus"
CONFORMING = (
    "yaizu-shi/222127_aed.csv",
    "yaizu-shi/222127_public_toilet.csv",
    "yaizu-shi/222127_fire_hydrant.csv",
    "yaizu-shi/222127_evacuation_space.csv",
    "ishikawa-ken/170003_public_toilet.csv",
    "ishikawa-ken/170003_public_wireless_lan.csv",
    "ishikawa-ken/170003_evacuation_space.csv",
    "iida-shi/67211_kosodate.csv",
)
"""The files of DEFECTS.md's table of conforming ones that are CSV."""

if not (CORPUS / "MANIFEST.csv").exists():
    pytest.skip("the corpus of real files (../shared/corpus or HIRAKU_SHARED) is not here", allow_module_level=True)

EMPTY = "takamatsu-shi/empty_data.csv"  # no table for anybody to judge
NAMES = (str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.csv") if path.parent != CORPUS)
FILES = sorted(name for name in NAMES if name != EMPTY)


def test_the_conforming_files_are_among_those_compared() -> None:
    assert set(CONFORMING) <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_the_engine_and_frictionless_give_the_same_list_for_a_real_file(file: str) -> None:
    text = decode((CORPUS / file).read_bytes(), file).text
    match = identify(read_table((CORPUS / file).read_bytes(), file).labels)
    document = dict(schema(match.slug, match.edition).descriptor) if match else {"fields": _typed_by_turns(text)}
    data = text.encode()
    ours = examine(data, document, sniff=True)
    theirs = [(f.line, f.field, f.code) for f in referee(data, document, sniff=True)]
    assert ours.triples() == theirs
    assert file not in CONFORMING or match is not None


def _typed_by_turns(text: str) -> list[dict[str, object]]:
    """A schema for a table that nobody knows: its first line's labels, each with another type."""
    kinds = ("string", "integer", "number", "date", "time", "boolean", "year", "yearmonth", "any")
    labels = dict.fromkeys(label for label in text.splitlines()[0].split(",") if label)
    return [
        {"name": f"{n} {label}", "type": kinds[n % len(kinds)], "constraints": {"required": n % 2 == 0}}
        for n, label in enumerate(labels or ["x"])
    ]
