"""The project's own datasets in a real CKAN: found, downloaded, typed, described; unchanged ones are not written."""

import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tests.publish.ckan_fixture import ckan  # noqa: F401 - a fixture
from tests.publish.ckan_samples import OWN, build, copy_workspace, empty, publish, target

STABLE = ("id", "url", "name", "position")


@pytest.fixture(scope="module")
def world(ckan, tmp_path_factory):  # noqa: F811 - the fixture
    """The five datasets, published once: workspace, packages, the CKAN, how it went and how long it took."""
    empty(ckan)
    workspace = copy_workspace(tmp_path_factory.mktemp("ward"))
    packages = {slug: build(workspace, slug) for slug in OWN}
    to = target(ckan, workspace.catalog)
    begun = time.monotonic()
    first = publish(to, list(packages.values()))
    return SimpleNamespace(
        ckan=ckan,
        workspace=workspace,
        packages=packages,
        first=first,
        seconds=time.monotonic() - begun,
        to=lambda: target(ckan, workspace.catalog),
        show=lambda slug: ckan.call("package_show", id=slug),
    )


def test_every_dataset_is_created_without_an_error(world):
    assert world.first == dict.fromkeys(OWN, ("create", ""))
    print(f"first publication of {len(OWN)}: {world.seconds:.2f} s")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("公衆トイレ", "public-toilet"),
        ("避難場所", "evacuation-space"),
        ("wifi", "wifi"),
        ("AED", "aed"),
        ("お手洗い", "public-toilet"),
        ("除細動器", "aed"),
        ("designated emergency", "evacuation-space"),
    ],
)
def test_a_search_has_the_right_dataset_as_its_first_hit(world, words, slug):
    found = world.ckan.call("package_search", q=words)["results"]
    assert [item["name"] for item in found][:1] == [slug]


def test_every_published_file_is_downloaded_byte_for_byte_at_its_address(world):
    for slug, package in world.packages.items():
        shown = {item["url"].rsplit("/", 1)[1]: item for item in world.show(slug)["resources"]}
        listed = [item for item in package.files if item.resource]
        assert list(shown) == [item.name for item in listed]
        for item in listed:
            assert world.ckan.get(urlsplit(shown[item.name]["url"]).path) == item.data
            assert shown[item.name]["hash"] == item.sha256()
    assert {item["format"] for item in world.show("public-toilet")["resources"]} == {
        "CSV",
        "JSON",
        "GeoJSON",
        "Parquet",
    }


def test_the_table_has_real_types_and_answers_numbers_and_dates(world):
    main = world.show("public-toilet")["resources"][0]
    answer = world.ckan.call("datastore_search", resource_id=main["id"], limit=500)
    types = {field["id"]: field["type"] for field in answer["fields"]}
    assert types["緯度"] == "numeric"
    assert types["男性トイレ総数"] == "int8"
    assert types["名称"] == "text"
    assert answer["total"] == world.packages["public-toilet"].rows
    assert all(isinstance(row["緯度"], float | int | None) for row in answer["records"])
    assert any(isinstance(row["男性トイレ総数"], int) for row in answer["records"])
    kinds = {
        field["type"]
        for slug in OWN
        for field in world.ckan.call("datastore_search", resource_id=world.show(slug)["resources"][0]["id"], limit=0)[
            "fields"
        ]
    }
    assert kinds >= {"text", "numeric", "int8", "date"}


def test_the_data_dictionary_is_japanese_with_english_names(world):
    main = world.show("public-toilet")["resources"][0]
    fields = world.ckan.call("datastore_info", id=main["id"])["fields"]
    labels = {field["id"]: field["info"]["label"] for field in fields}
    assert labels["名称"] == "名称 / name"
    assert all(field["info"].get("notes") for field in fields)


def test_a_table_view_and_a_map_exist_once_and_their_pages_answer(world):
    shown = world.show("public-toilet")
    views = {item["format"]: world.ckan.call("resource_view_list", id=item["id"]) for item in shown["resources"]}
    assert [view["view_type"] for view in views["CSV"]] == ["datatables_view"]
    assert [view["view_type"] for view in views["GeoJSON"]] == ["geojson_view"]
    assert (views["CSV"][0]["title"], views["GeoJSON"][0]["title"]) == ("表", "地図")
    for view in (views["CSV"][0], views["GeoJSON"][0]):
        page = world.ckan.get(f"/dataset/public-toilet/resource/{view['resource_id']}/view/{view['id']}")
        assert view["view_type"].removesuffix("_view") in page.decode()
    assert (
        "データディクショナリ"
        in world.ckan.get(f"/dataset/public-toilet/resource/{shown['resources'][0]['id']}").decode()
    )


def test_a_dataset_page_shows_visitors_japanese_facts(world):
    shown = world.show("public-toilet")
    extras = {item["key"]: item["value"] for item in shown["extras"]}
    assert extras["準拠している標準"] == "自治体標準オープンデータセット 公衆トイレ一覧"
    assert extras["件数"] == str(world.packages["public-toilet"].rows)
    assert shown["organization"]["title"] == "練馬区 土木部計画課"
    assert world.ckan.call("organization_show", id=shown["owner_org"])["description"].startswith("練馬区の")
    page = world.ckan.get("/dataset/public-toilet").decode()
    assert not [word for word in ("fingerprint", "publisher_code", "search_words") if word in page]


def test_a_second_publication_sends_no_write_and_changes_no_time(world):
    before = {slug: world.show(slug) for slug in OWN}
    to = world.to()
    begun = time.monotonic()
    assert publish(to, list(world.packages.values())) == dict.fromkeys(OWN, ("leave", ""))
    print(f"second publication: {time.monotonic() - begun:.2f} s")
    assert to.client.sent
    assert to.client.writes == []
    assert {slug: world.show(slug) for slug in OWN} == before


def test_a_plan_reads_only(world):
    to = world.to()
    plan = to.plan([], [])
    assert {action.name for action in plan.actions} == {"withdraw"}
    assert to.client.writes == []


def test_a_changed_row_updates_that_dataset_alone_under_the_same_addresses(world):
    raw = next((world.workspace.root / "raw" / "public-toilet").glob("*.csv"))
    original = raw.read_bytes()
    encoding = "utf-8-sig" if original.startswith(b"\xef\xbb\xbf") else "cp932"
    lines = original.decode(encoding).splitlines(keepends=True)
    raw.write_bytes("".join(lines[:-1]).encode(encoding))
    before = {slug: world.show(slug) for slug in OWN}
    changed = {**world.packages, "public-toilet": build(world.workspace, "public-toilet")}
    to = world.to()
    done = publish(to, list(changed.values()))
    assert done == {**dict.fromkeys(OWN, ("leave", "")), "public-toilet": ("update", "")}
    after = {slug: world.show(slug) for slug in OWN}
    assert [slug for slug in OWN if after[slug] != before[slug]] == ["public-toilet"]
    was, now = before["public-toilet"]["resources"], after["public-toilet"]["resources"]
    assert [{k: item[k] for k in STABLE} for item in was] == [{k: item[k] for k in STABLE} for item in now]
    assert world.ckan.get(urlsplit(now[0]["url"]).path) == changed["public-toilet"].files[0].data
    total = world.ckan.call("datastore_search", resource_id=now[0]["id"], limit=0)["total"]
    assert total == world.packages["public-toilet"].rows - 1
    assert len(world.ckan.call("resource_view_list", id=now[0]["id"])) == 1
    world.packages.update(changed)


def test_a_held_back_dataset_stays_as_it_is_and_one_that_never_passed_never_arrives(world):
    rest = [package for slug, package in world.packages.items() if slug != "aed"]
    to = world.to()
    done = publish(to, rest, declared=["aed", "citizen-reports"])
    assert done["aed"] == ("leave", "")
    assert "citizen-reports" not in done
    assert to.client.writes == []
    assert "citizen-reports" not in world.ckan.call("package_list")
