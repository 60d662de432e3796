"""Real files of old editions become the current table with nothing lost, and valid by the published schema."""

import dataclasses
import os
from functools import cache
from pathlib import Path

import pytest

from pipelines.export.csv_file import render_csv
from pipelines.export.truth import find_truth
from pipelines.ingest import read_table
from pipelines.model.dataset import Dataset
from pipelines.model.table import RawTable
from pipelines.normalize.bridge import heirs
from pipelines.stages import Judged, judge_files
from pipelines.standard import municipalities
from pipelines.validate import referee
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

SHARED = Path(os.environ.get("HIRAKU_SHARED") or Path(__file__).parents[3] / "shared")
CORPUS = SHARED / "corpus"
FILES = [
    ("yaizu-shi/222127_aed.csv", "aed", "222127", 22),
    ("yaizu-shi/222127_evacuation_space.csv", "evacuation_space", "222127", 26),
    ("hachioji-shi/kosodateshisetuitiran.xlsx", "preschool", "132012", 28),
]
JOINED = ("都道府県名", "市区町村名")

if not (CORPUS / "MANIFEST.csv").exists():
    pytest.skip("the corpus of real files (../shared/corpus or HIRAKU_SHARED) is not here", allow_module_level=True)


@cache
def taken_in(file: str, slug: str, code: str) -> tuple[RawTable, Judged]:
    catalog = Workspace(ROOT).catalog
    place = municipalities()[code]
    publisher = dataclasses.replace(
        catalog.publisher, code=code, prefecture=place.prefecture, city=place.city, bounds=None
    )
    data = (CORPUS / file).read_bytes()
    dataset = Dataset(slug.replace("_", "-"), slug, "", next(iter(catalog.sections)), table=slug)
    judged = judge_files(dataset, [(Path(file).name, data)], dataclasses.replace(catalog, publisher=publisher))
    return read_table(data, Path(file).name), judged


@pytest.mark.parametrize(("file", "slug", "code", "width"), FILES, ids=[file for file, *_ in FILES])
def test_an_old_edition_is_brought_over_with_nothing_lost(file: str, slug: str, code: str, width: int) -> None:
    raw, judged = taken_in(file, slug, code)
    table, moved = judged.table, judged.table.migration
    assert moved is not None
    assert (moved.from_edition, moved.of_kind("kept")) == ("2017", ())
    assert len(raw.labels) == width
    names = [field.name for field in judged.schema.fields]
    assert list(table.cells.columns) == names
    assert list(table.cells.index) == list(raw.cells.index)
    before = {(change.line, change.field, change.before) for change in table.changes}
    for position, label in enumerate(raw.labels):
        for line, text in raw.cells[position].items():
            home = "地方公共団体名" if label in JOINED else heirs(judged.schema).get(label, label)
            now = table.cells.at[line, home]
            assert text.strip() in now if label in JOINED else text == now or (line, home, text) in before


@pytest.mark.parametrize(("file", "slug", "code", "width"), FILES, ids=[file for file, *_ in FILES])
def test_the_migrated_table_passes_frictionless_with_the_schema_it_is_published_with(
    file: str, slug: str, code: str, width: int
) -> None:
    _, judged = taken_in(file, slug, code)
    truth = find_truth(judged.table.cells, judged.schema, judged.schema.primary_key)
    assert width < len(truth.schema.fields)
    assert referee(render_csv(judged.table), dict(truth.schema.descriptor)) == ()


@pytest.mark.parametrize(("file", "slug", "code", "width"), FILES, ids=[file for file, *_ in FILES])
def test_the_current_table_read_again_is_no_old_edition_and_changes_nothing(
    file: str, slug: str, code: str, width: int
) -> None:
    _, judged = taken_in(file, slug, code)
    assert width < len(judged.table.cells.columns)
    again = judge_files(judged.dataset, [("again.csv", render_csv(judged.table))], Workspace(ROOT).catalog)
    assert again.table.migration is None
    assert again.table.cells.to_numpy().tolist() == judged.table.cells.to_numpy().tolist()


def test_the_shifted_columns_behind_a_perfect_header_are_found() -> None:
    """Ishikawa's shelters: municipality code, prefecture and city stand under three other headers."""
    _, judged = taken_in("ishikawa-ken/170003_evacuation_space.csv", "evacuation_space", "170003")
    found = {f.field: f.params["guess"] for f in judged.report.findings if f.code == "column-shifted"}
    assert found == {
        "内線番号": "全国地方公共団体コード",
        "連絡先メールアドレス": "都道府県の名前",
        "連絡先FormURL": "市区町村の名前",
    }
    assert judged.table.migration is None
