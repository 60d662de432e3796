"""The pages of the static site: what they say, what they escape, how big they get."""

import json
import re

import pytest

from pipelines.export.point_map import point_map
from pipelines.export.site import StaticSite
from pipelines.export.wording import day, edition, size
from pipelines.model.schema import Field, TableSchema
from tests.export_samples import CATALOG, FIELDS, ROWS, SCHEMA, package

AT = "2026-11-20T16:00:00+00:00"
SITE = StaticSite(CATALOG)


def index_of(*packages) -> str:
    entries = [{"slug": p.dataset.slug, **SITE.entry(p, AT)} for p in packages]
    return SITE.index(entries)["index.html"].decode()


def page_of(made) -> str:
    return SITE.dataset_page(made, AT).decode()


def test_the_same_package_gives_the_same_page():
    assert SITE.dataset_page(package(), AT) == SITE.dataset_page(package(), AT)


def test_an_entry_survives_json():
    entry = SITE.entry(package(), AT)
    assert json.loads(json.dumps(entry)) == entry


def test_the_page_offers_every_file_of_the_package():
    made = package()
    for item in made.files:
        assert f'href="{item.name}"' in page_of(made)


def test_the_page_says_the_declared_note_licence_section_and_english_names():
    page = page_of(package())
    for words in (
        "この表の値は作りもので、実在の施設を表しません。",
        "CC BY 4.0",
        "土木部計画課",
        '<p class="sub" lang="en">Public toilets</p>',
        '<span class="en" lang="en">latitude</span>',
        "2026年11月21日更新",
    ):
        assert words in page


def test_text_of_data_and_declarations_is_escaped():
    evil = "<script>alert(1)</script>"
    made = package(title=evil, note=evil, description=evil, rows=(("0001", evil, *ROWS[0][2:]),))
    assert evil not in page_of(made)
    assert evil not in index_of(made)
    assert evil not in SITE.withdrawn_page({"title": evil}, AT, evil).decode()


def test_no_page_asks_for_anything_from_elsewhere():
    pages = page_of(package()) + index_of(package()) + SITE.withdrawn_page({"title": "表"}, AT, "").decode()
    pages, policies = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", pages)
    assert policies == 3
    loads = re.findall(r"""(?:src|srcset|@import|url\()\s*=?\s*["'(]?\s*([^"'\s)>]+)""", pages)
    assert [address for address in loads if not address.startswith(("data:", "#"))] == []
    assert "<link" not in pages.replace('<link rel="icon" href="data:,">', "")


def test_catalog_json_names_every_file_with_its_stable_address():
    made = package()
    document = json.loads(SITE.index([{"slug": "public-toilet", **SITE.entry(made, AT)}])["catalog.json"])
    (found,) = document["datasets"]
    assert [f["url"] for f in found["files"]] == [f"public-toilet/{item.name}" for item in made.files[:4]]
    assert found["files"][0]["sha256"] == made.files[0].sha256()
    assert found["modified"] == AT


def test_an_index_without_datasets_says_so():
    assert "公開しているデータは、まだありません" in SITE.index([])["index.html"].decode()


def test_an_entry_of_an_older_program_does_not_break_the_index():
    assert "古い表" in SITE.index([{"slug": "old", "title": "古い表"}])["index.html"].decode()


def test_a_withdrawn_page_gives_the_reason():
    page = SITE.withdrawn_page({"title": "表"}, AT, "内容を確かめています。").decode()
    assert "取り下げ" in page
    assert "内容を確かめています。" in page
    assert "2026年11月21日" in page


def test_the_index_grows_by_at_most_one_kilobyte_a_dataset():
    made = package(description="区が管理する公衆トイレの場所、便器の数、車椅子で使える設備、利用時間の一覧です。")
    one = {**SITE.entry(made, AT), "title": "指定緊急避難場所一覧"}
    few, many = (len(SITE.index([{"slug": f"d{i}", **one} for i in range(n)])["index.html"]) for n in (10, 510))
    assert (many - few) / 500 < 1024


@pytest.mark.parametrize(("width", "length", "text"), [(120, 300, "番目の長い文章です" * 9), (40, 3000, "番の値")])
def test_a_wide_long_and_wordy_table_keeps_the_page_within_its_budget(width, length, text):
    fields = tuple(Field(f"長い名前の項目{i}", description="値のきまりを一文で書きます。" * 2) for i in range(width))
    fields += (Field("緯度", "number", kind="lat"), Field("経度", "number", kind="lon"))
    rows = tuple(
        (*[f"{i}{text}"] * width, f"{35.7 + i / 30000:.6f}", f"{139.6 + i % 77 / 1000}", "メモ") for i in range(length)
    )
    made = package(rows=rows, schema=TableSchema("t", "local", "", "表", "t", fields))
    assert 70_000 < len(page_of(made).encode()) < 150_000


def test_style_and_script_of_a_page_stay_within_24_kilobytes():
    for page in (page_of(package()), index_of(package())):
        inline = "".join(re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL))
        assert len(inline.encode()) < 24 * 1024


def test_the_preview_leaves_out_what_says_nothing():
    made = package(rows=tuple((*row[:8], "", "") for row in ROWS))
    head = page_of(made).partition('<table id="tb">')[2].partition("</thead>")[0]
    assert "電話番号" not in head
    assert "設置年月日" in head


def test_a_relaxed_column_is_named_on_the_page():
    made = package(rows=((*ROWS[0][:4], "三つ", *ROWS[0][5:]), *ROWS[1:]))
    assert "決まりと違う値が残る項目</dt><dd>男性トイレ総数" in page_of(made)


def test_points_outside_the_publisher_are_counted_not_drawn():
    drawn = point_map({0: (35.75, 139.6), 1: (43.0, 141.0)}, (35.70, 35.79, 139.55, 139.69), shown=200)
    assert (drawn["inside"], drawn["outside"], len(drawn["single"])) == (1, 1, 1)


def test_the_map_keeps_the_shape_of_the_land():
    """One kilometre north is as long as one kilometre east."""
    drawn = point_map({0: (35.7, 139.6), 1: (35.709, 139.6), 2: (35.7, 139.6 + 0.009 / 0.8121)}, None, shown=3)
    (_, x0, y0), (_, _, y1), (_, x2, _) = drawn["single"]
    assert y0 - y1 == pytest.approx(x2 - x0, rel=0.01)


def test_one_point_alone_and_no_point_at_all_are_maps_too():
    assert point_map({0: (35.7, 139.6)}, None, shown=1)["inside"] == 1
    assert point_map({}, None, shown=1) is None


def test_days_are_those_of_japan():
    assert day("2026-11-20T15:00:00+00:00") == "2026年11月21日"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("A-2026-08-01", "2026年8月1日版"),
        ("2017", "2017年版"),
        ("A-2022", "2022年版"),
        ("A-undated", ""),
        ("local", ""),
    ],
)
def test_editions_read_as_people_say_them(name, words):
    assert edition(name) == words


@pytest.mark.parametrize(("number", "words"), [(980, "980バイト"), (21_300, "21 KB"), (3_440_000, "3.4 MB")])
def test_sizes_read_as_people_say_them(number, words):
    assert size(number) == words


def test_every_field_stands_in_the_dictionary_with_its_number():
    page = page_of(package())
    rows = re.findall(r'<tr><td class="n">(\d+)</td><th scope="row">([^<]+)', page)
    assert [name for _, name in rows] == [*(spec.name for spec in FIELDS), "管理番号"]
    assert SCHEMA.fields[0].name == "ID"
