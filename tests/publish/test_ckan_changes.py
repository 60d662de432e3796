"""What becomes of a dataset in a real CKAN over its life: moved, reshaped, damaged, withdrawn, published again."""

import csv
import dataclasses
import io
import json
import urllib.error
from urllib.parse import urlsplit

import pytest

from pipelines.model.dataset import Section
from pipelines.model.package import Package
from pipelines.publish import ckan_metadata as meta
from tests.export_samples import FIELDS, ROWS, SCHEMA, package
from tests.publish.ckan_fixture import ckan  # noqa: F401 - a fixture
from tests.publish.ckan_samples import catalog_of, edition, publish, results, target

# ruff: noqa: F811 - the fixture is an argument


def table_of(ckan, package_shown):
    """Column ids and rows of the main table."""
    answer = ckan.call("datastore_search", resource_id=package_shown["resources"][0]["id"], limit=100)
    return [f["id"] for f in answer["fields"][1:]], answer["records"]


def test_a_withdrawn_dataset_keeps_its_page_and_loses_files_and_table(ckan):
    catalog = catalog_of("990001")
    publish(target(ckan, catalog), edition(1, ["gone", "stays"]))
    was = ckan.call("package_show", id="gone")
    to = target(ckan, catalog)
    assert publish(to, edition(1, ["stays"])) == {"stays": ("leave", ""), "gone": ("withdraw", "")}
    now = ckan.call("package_show", id="gone")
    assert now["resources"] == []
    assert now["notes"].startswith("このデータは取り下げました。")
    assert "取り下げました" in ckan.get("/dataset/gone").decode()
    for resource in was["resources"]:
        with pytest.raises(urllib.error.HTTPError):
            ckan.get(urlsplit(resource["url"]).path)
        stored = ckan.home / "storage" / "resources" / resource["id"][:3] / resource["id"][3:6] / resource["id"][6:]
        assert stored.read_bytes() == b"\n"
    with pytest.raises(urllib.error.HTTPError):
        table_of(ckan, was)
    again = target(ckan, catalog)
    assert publish(again, edition(1, ["stays"])) == {"stays": ("leave", "")}
    assert again.client.writes == []


def test_a_withdrawn_dataset_can_be_published_again_under_the_same_addresses(ckan):
    catalog = catalog_of("990002")
    publish(target(ckan, catalog), edition(1, ["back"]))
    was = ckan.call("package_show", id="back")
    publish(target(ckan, catalog), [])
    assert publish(target(ckan, catalog), edition(2, ["back"])) == {"back": ("create", "")}
    now = ckan.call("package_show", id="back")
    assert [r["url"] for r in now["resources"]] == [r["url"] for r in was["resources"]]
    assert "取り下げ" not in json.dumps(now, ensure_ascii=False)
    assert not now["private"]
    assert table_of(ckan, now)[1][-1]["名称"] == "第2版"
    assert len(ckan.call("resource_view_list", id=now["resources"][0]["id"])) == 1
    assert publish(target(ckan, catalog), edition(2, ["back"])) == {"back": ("leave", "")}


def test_columns_that_come_and_go_and_change_their_type_are_replaced_with_the_table(ckan):
    catalog = catalog_of("990003")
    publish(target(ckan, catalog), [package("shape")])
    text = {"type": "string", "constraints": {}}
    fields = tuple(dataclasses.replace(f, **text) if f.name == "男性トイレ総数" else f for f in FIELDS[:-1])
    reshaped = package(
        "shape",
        rows=tuple((*row[:8], row[9]) for row in ROWS),
        schema=dataclasses.replace(SCHEMA, fields=fields),
    )
    assert publish(target(ckan, catalog), [reshaped]) == {"shape": ("update", "")}
    names, _ = table_of(ckan, ckan.call("package_show", id="shape"))
    assert "電話番号" not in names
    assert "管理番号" in names
    info = ckan.call("datastore_info", id=ckan.call("package_show", id="shape")["resources"][0]["id"])
    assert {f["id"]: f["type"] for f in info["fields"]}["男性トイレ総数"] == "text"


def test_a_file_that_is_no_longer_made_goes_and_one_that_comes_gets_its_view(ckan):
    catalog = catalog_of("990004")
    nowhere = tuple((*row[:2], "", "", *row[4:]) for row in ROWS)
    publish(target(ckan, catalog), [package("places", rows=nowhere)])
    assert "GeoJSON" not in {r["format"] for r in ckan.call("package_show", id="places")["resources"]}
    publish(target(ckan, catalog), [package("places")])
    found = {r["format"]: r for r in ckan.call("package_show", id="places")["resources"]}
    assert [v["view_type"] for v in ckan.call("resource_view_list", id=found["GeoJSON"]["id"])] == ["geojson_view"]
    publish(target(ckan, catalog), [package("places", rows=nowhere)])
    assert "GeoJSON" not in {r["format"] for r in ckan.call("package_show", id="places")["resources"]}


def test_a_dataset_moves_to_another_section_and_theme(ckan):
    catalog = catalog_of("990005")
    publish(target(ckan, catalog), [package("mover")])
    moved = package("mover", section="kiki", themes=("safety",))
    assert publish(target(ckan, catalog), [moved]) == {"mover": ("update", "")}
    now = ckan.call("package_show", id="mover")
    assert now["organization"]["name"] == "kiki"
    assert [g["name"] for g in now["groups"]] == ["safety"]


def test_a_renamed_section_is_seen_in_its_datasets(ckan):
    catalog = catalog_of("990006")
    catalog = dataclasses.replace(catalog, sections={"sec-a": Section("sec-a", "むかしの課", "Old")})
    publish(target(ckan, catalog), [package("renamed", section="sec-a")])
    renamed = dataclasses.replace(catalog, sections={"sec-a": Section("sec-a", "いまの課", "New")})
    assert publish(target(ckan, renamed), [package("renamed", section="sec-a")]) == {"renamed": ("update", "")}
    assert ckan.call("package_show", id="renamed")["organization"]["title"] == "見本区 いまの課"
    assert publish(target(ckan, renamed), [package("renamed", section="sec-a")]) == {"renamed": ("leave", "")}


def test_odd_column_names_are_kept_as_labels_and_loaded_under_names_that_postgres_takes(ckan):
    names = [
        "長い名前" * 9,
        "長い名前" * 9 + "２",
        '引用"符',
        "_id",
        "改行\nあり",
        "a,b",
        "割合%",
        "時:分",
        "ctid",
        "緯度（°）",
    ]
    fields = (*FIELDS, *(dataclasses.replace(FIELDS[0], name=n, title=n, name_en="", constraints={}) for n in names))
    odd = package(
        "odd-names",
        rows=tuple((*row[:9], *(f"値{i}" for i, _ in enumerate(names)), row[9]) for row in ROWS),
        schema=dataclasses.replace(SCHEMA, fields=fields),
    )
    catalog = catalog_of("990007")
    assert publish(target(ckan, catalog), [odd]) == {"odd-names": ("create", "")}
    shown = ckan.call("package_show", id="odd-names")
    ids, rows = table_of(ckan, shown)
    header = next(csv.reader(io.StringIO(odd.files[0].data.decode(), newline="")))
    assert len(ids) == len(header)
    assert [rows[0][ids[header.index(n)]] for n in names] == [f"値{i}" for i in range(10)]
    info = ckan.call("datastore_info", id=shown["resources"][0]["id"])["fields"]
    assert [f["info"]["label"] for f in info][9:19] == names
    assert all(len(name.encode()) <= meta.NAME_BYTES for name in ids)


def break_hash(ckan, shown):
    ckan.call("resource_patch", id=shown["resources"][1]["id"], hash="x")


def break_table(ckan, shown):
    ckan.call("datastore_delete", resource_id=shown["resources"][0]["id"], force=True)


def break_resource(ckan, shown):
    ckan.call("resource_delete", id=shown["resources"][0]["id"])


def hide(ckan, shown):
    ckan.call("package_patch", id=shown["id"], private=True)


def delete(ckan, shown):
    ckan.call("package_delete", id=shown["id"])


@pytest.mark.parametrize("harm", [break_hash, break_table, break_resource, hide, delete])
def test_a_damaged_or_hidden_dataset_is_noticed_and_mended(ckan, harm):
    catalog = catalog_of("990008")
    slug = f"damaged-{harm.__name__.replace('_', '-')}"
    packages = edition(1, [slug])
    declared = [
        f"damaged-{f.__name__.replace('_', '-')}" for f in (break_hash, break_table, break_resource, hide, delete)
    ]
    publish(target(ckan, catalog), packages, declared)
    was = ckan.call("package_show", id=slug)
    harm(ckan, was)
    to = target(ckan, catalog)
    plan = to.plan(packages, declared)
    assert [(a.name, a.reason) for a in plan.actions if a.slug == slug] == [("update", "publication-damaged")]
    assert results(to, plan)[slug] == ("update", "")
    now = ckan.call("package_show", id=slug)
    assert [(r["id"], r["hash"]) for r in now["resources"]] == [(r["id"], r["hash"]) for r in was["resources"]]
    assert ckan.get(urlsplit(now["resources"][0]["url"]).path) == packages[0].files[0].data
    assert table_of(ckan, now)[1][-1]["名称"] == "第1版"
    assert publish(target(ckan, catalog), packages, declared)[slug] == ("leave", "")


def test_a_package_without_clearance_never_reaches_ckan(ckan):
    catalog = catalog_of("990009")
    good, other = package("cleared"), package("smuggled")
    smuggled = Package(other.dataset, good.files, other.schema, other.rows, other.facts, None)
    to = target(ckan, catalog)
    done = publish(to, [smuggled, good])
    assert done == {"smuggled": ("create", "gate-closed"), "cleared": ("create", "")}
    assert "smuggled" not in ckan.call("package_list")


def test_an_editor_who_is_no_sysadmin_can_publish(ckan):
    catalog = catalog_of("990010")
    publish(target(ckan, catalog), [package("made-by-admin")])
    user = ckan.call("user_create", name="hiraku-editor", email="e@example.jp", password="long enough 1")  # noqa: S106
    for kind, name in (("organization", "doboku"), ("group", "town")):
        ckan.call(f"{kind}_member_create", id=name, username=user["name"], role="editor")
    token = ckan.call("api_token_create", user=user["name"], name="hiraku")["token"]
    packages = [package("made-by-admin", title="新しい名前"), package("made-by-editor")]
    assert publish(target(ckan, catalog, token), packages) == {
        "made-by-admin": ("update", ""),
        "made-by-editor": ("create", ""),
    }
    assert publish(target(ckan, catalog, token), []) == {
        "made-by-admin": ("withdraw", ""),
        "made-by-editor": ("withdraw", ""),
    }
    elsewhere = [package("made-by-editor", section="kiki"), package("other-section", section="kiki")]
    done = publish(target(ckan, catalog, token), elsewhere)
    assert done["other-section"] == ("create", "ckan-not-allowed")
    assert done["made-by-editor"][1] in ("ckan-refused", "ckan-not-allowed")  # CKAN calls a move "not valid"
