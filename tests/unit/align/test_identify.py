"""Knowing a national table by its labels, and saying nothing where the labels say nothing."""

import csv
import io
import os
import random
from pathlib import Path

import pytest

from pipelines.align import identify
from pipelines.standard import schema, schemas

CORPUS = Path(os.environ.get("HIRAKU_CORPUS", Path(__file__).resolve().parents[4] / "shared" / "corpus"))


@pytest.mark.parametrize("table", schemas(), ids=lambda s: f"{s.slug}-{s.edition}")
def test_every_national_header_is_its_own_table_and_edition(table):
    match = identify([f.name for f in table.fields])
    assert (match.slug, match.edition, match.score) == (table.slug, table.edition, 1.0)
    assert match.runner_up != table.slug
    assert match.runner_up_score < 0.7


@pytest.mark.parametrize("table", schemas(), ids=lambda s: f"{s.slug}-{s.edition}")
def test_a_shuffled_header_with_three_columns_of_the_wards_own_is_still_known(table):
    labels = [f.name for f in table.fields] + ["独自の列", "整理番号", ""]
    random.Random(7).shuffle(labels)
    match = identify(labels)
    assert (match.slug, match.edition) == (table.slug, table.edition)
    assert match.score < 1.0


@pytest.mark.parametrize(
    "labels",
    [
        [],
        ["", " "],
        ["名称", "所在地", "電話番号", "緯度", "経度"],
        ["No", "施設名", "住所", "電話", "備考", "URL"],
        ["ID", "名称", "名称_カナ", "住所", "緯度", "経度", "電話番号", "備考"],
        ["年", "件数"],
        ["地域名", "総数", "男", "女", "世帯数"],
        ["管の番号", "口径", "所在地", "敷設年"],
        ["SSID", "名称", "住所", "緯度", "経度", "電話番号", "担当課", "設置年度", "備考"],
    ],
)
def test_labels_that_every_list_has_point_nowhere(labels):
    assert identify(labels) is None


def test_labels_that_fit_two_tables_alike_are_no_answer():
    aed = {f.name for f in schema("aed", "2017").fields}
    shared = [f.name for f in schema("public_facility", "2017").fields if f.name in aed]
    assert identify(shared) is None
    assert identify([*shared, "設置位置", "小児対応設備の有無"]).slug == "aed"


def test_half_of_a_table_is_never_taken_for_another_table():
    chance = random.Random(1)
    known = 0
    for table in schemas():
        names = [f.name for f in table.fields]
        labels = [name for name in names if chance.random() < 0.5] + ["独自の列"]
        match = identify(labels)
        assert match is None or match.slug == table.slug
        known += match is not None
    assert known > len(schemas()) * 0.7


def test_the_edition_is_the_one_that_knows_the_labels_best_and_the_newest_of_equals():
    old = ["NO", "名称", "住所", "方書", "緯度", "経度", "設置位置", "利用可能曜日", "小児対応設備の有無"]
    new = ["ID", "名称", "所在地_連結表記", "緯度", "経度", "設置位置", "利用可能曜日", "小児対応設備の有無"]
    both = ["名称", "緯度", "経度", "設置位置", "利用可能曜日", "開始時間", "小児対応設備の有無"]
    assert [identify(labels).edition for labels in (old, new, both)] == ["2017", "A-undated", "A-undated"]


def _corpus_rows():
    manifest = CORPUS / "MANIFEST.csv"
    if not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row for row in rows if row["file"].endswith(".csv") and row["header_row"] != "none"]


@pytest.mark.skipif(not (CORPUS / "MANIFEST.csv").is_file(), reason="the corpus of published files is not at hand")
def test_published_files_are_known_when_they_keep_to_a_table_and_only_then():
    missed, wrong = [], []
    for row in _corpus_rows():
        encoding = row["encoding"].split()[0].replace("utf-8", "utf-8-sig")
        text = (CORPUS / row["file"]).read_bytes().decode(encoding)
        delimiter = "\t" if row["delimiter"] == "tab" else ","
        labels = list(csv.reader(io.StringIO(text), delimiter=delimiter))[int(row["header_row"])]
        match = identify(labels)
        if "header exact" in row["national_dataset"]:
            slug = row["national_dataset"].partition(" (")[0]
            title = next((s.title for s in schemas() if match and s.slug == match.slug), "")
            if title != slug or match.score < 1.0:
                missed.append(row["file"])
        elif match and "25 of 27" not in row["national_dataset"]:
            wrong.append((row["file"], match))
    assert (missed, wrong) == ([], [])
