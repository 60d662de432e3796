"""hiraku_datastore_replace changes a table whole or not at all, under readers, on failure and with its metadata."""
# ruff: noqa: F401, F811 - pytest finds a fixture by its name

import csv
import threading
import urllib.error
from pathlib import Path
from typing import Any

import ckanapi
import pytest

from tests.publish.ckan_fixture import Ckan, ckan

pytestmark = pytest.mark.timeout(600)

FIELDS = [
    {"id": "名称", "type": "text", "info": {"label": "名称 / Name: 100%"}},
    {"id": "席:数 100%", "type": "int"},
    {"id": "確認日", "type": "date"},
]


def rows(version: int, count: int = 300) -> list[dict[str, Any]]:
    return [{"名称": f"第{version}版 語{version}", "席:数 100%": version, "確認日": "2022-04-01"} for _ in range(count)]


@pytest.fixture
def resource(ckan: Ckan, request: pytest.FixtureRequest) -> str:
    """A resource of its own, with the first version of its table."""
    name = f"r-{abs(hash(request.node.name))}"
    try:
        ckan.call("organization_create", name="r-section", title="課")
    except urllib.error.HTTPError as known:
        assert known.code == 409  # noqa: PT017 - made by an earlier test
        known.close()
    package = ckan.call("package_create", name=name, title="表", owner_org="r-section", version="1")
    made = ckan.call("resource_create", package_id=package["id"], name="t.csv", url="https://example.org/t.csv")
    answer = ckan.call("hiraku_datastore_replace", resource_id=made["id"], fields=FIELDS, records=rows(1))
    assert answer == {"rows": 300, "retries": 0}
    return made["id"]


def refusal(ckan: Ckan, action: str, **words: Any) -> str:
    """What CKAN says when it refuses."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        ckan.call(action, **words)
    with caught.value as answer:
        assert answer.code in {403, 409}, answer.code
        return answer.read().decode("unicode_escape").encode("latin-1", "replace").decode("utf-8", "replace")


def search(ckan: Ckan, resource: str, **words: Any) -> dict[str, Any]:
    return ckan.call("datastore_search", resource_id=resource, **words)


def test_a_new_table_has_types_dictionary_count_and_the_flag(ckan: Ckan, resource: str) -> None:
    found = search(ckan, resource, limit=1)
    assert [(f["id"], f["type"]) for f in found["fields"][1:]] == [
        ("名称", "text"),
        ("席:数 100%", "int4"),
        ("確認日", "date"),
    ]
    assert found["fields"][1]["info"]["label"] == "名称 / Name: 100%"
    assert found["total"] == 300
    assert ckan.call("resource_show", id=resource)["datastore_active"] is True


def test_replacing_twice_changes_columns_search_words_and_keeps_alias_and_inserts(ckan: Ckan, resource: str) -> None:
    alias = f"alias_{resource[:8]}"
    ckan.call("datastore_create", resource_id=resource, aliases=[alias], force=True)
    for version in (2, 3):
        fields = [*FIELDS, {"id": "備考", "type": "text"}]
        ckan.call(
            "hiraku_datastore_replace", resource_id=resource, fields=fields, records=rows(version), indexes=["名称"]
        )
    assert search(ckan, resource, q="語3")["total"] == 300
    assert search(ckan, resource, q="語1")["total"] == 0
    assert search(ckan, alias, limit=1)["records"][0]["席:数 100%"] == 3
    ckan.call("datastore_upsert", resource_id=resource, method="insert", records=[{"備考": "後から"}], force=True)
    assert search(ckan, resource, filters={"備考": "後から"})["records"][0]["_id"] == 301
    page = ckan.get(f"/datastore/dump/{resource}?limit=1").decode("utf-8-sig")  # a visitor's role may read it
    assert page.splitlines()[0] == "_id,名称,席:数 100%,確認日,備考"


def test_a_csv_file_with_new_lines_in_cells_and_empty_cells_is_loaded(
    ckan: Ckan, resource: str, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["名称\n改行", "数", "空"], ["石神井\n公園", "1", ""], ['"引用"', "", ""]])
    fields = '[{"id": "名称", "type": "text"}, {"id": "数", "type": "numeric"}, {"id": "空", "type": "text"}]'
    with file.open("rb") as upload, ckanapi.RemoteCKAN(ckan.url, apikey=ckan.token) as api:
        words = {"resource_id": resource, "fields": fields, "upload": upload}
        with pytest.raises(ckanapi.ValidationError, match="header"):
            api.call_action(
                "hiraku_datastore_replace", {k: v for k, v in words.items() if k != "upload"}, files={"upload": upload}
            )
    file.write_bytes(file.read_bytes().replace("名称\n改行".encode(), "名称".encode()))
    with file.open("rb") as upload, ckanapi.RemoteCKAN(ckan.url, apikey=ckan.token) as api:
        words = {"resource_id": resource, "fields": fields}
        assert api.call_action("hiraku_datastore_replace", words, files={"upload": upload})["rows"] == 2
    found = [tuple(r.values())[1:] for r in search(ckan, resource)["records"]]
    assert found == [("石神井\n公園", 1, None), ('"引用"', None, None)]


def test_a_value_that_its_type_refuses_is_named_and_the_old_table_stays_whole(ckan: Ckan, resource: str) -> None:
    broken = rows(2)
    broken[6]["確認日"] = "令和4年4月1日"
    said = refusal(ckan, "hiraku_datastore_replace", resource_id=resource, fields=FIELDS, records=broken)
    assert "line 7" in said
    found = search(ckan, resource, limit=1000)
    assert {r["席:数 100%"] for r in found["records"]} == {1}
    assert found["total"] == 300
    # nothing stands in the way of the next one
    ckan.call("hiraku_datastore_replace", resource_id=resource, fields=FIELDS, records=rows(3))
    assert search(ckan, resource)["records"][0]["席:数 100%"] == 3


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ([{"id": "あ" * 22, "type": "text"}], "63 bytes"),
        ([{"id": "a", "type": 'text); DROP TABLE "x"; --'}], "not a type"),
        ([{"id": "a", "type": "text"}, {"id": "a", "type": "text"}], "twice"),
        ([{"id": "_a", "type": "text"}], "not a valid column name"),
        ([], "list of columns"),
    ],
)
def test_columns_that_cannot_be_are_refused(ckan: Ckan, resource: str, fields: list, reason: str) -> None:
    assert reason in refusal(ckan, "hiraku_datastore_replace", resource_id=resource, fields=fields, records=[])


def test_a_visitor_may_not_replace_a_table(ckan: Ckan, resource: str) -> None:
    with ckanapi.RemoteCKAN(ckan.url) as api, pytest.raises(ckanapi.NotAuthorized):
        api.call_action("hiraku_datastore_replace", {"resource_id": resource, "fields": FIELDS, "records": []})


def test_metadata_and_table_change_together_or_not_at_all(ckan: Ckan, resource: str) -> None:
    package = ckan.call("resource_show", id=resource)["package_id"]
    words = {"resource_id": resource, "fields": FIELDS, "records": rows(2)}
    wrong = {"match": {"id": package, "version": "7"}, "update": {"version": "2"}}
    refusal(ckan, "hiraku_datastore_replace", **words, revise=wrong)
    assert ckan.call("package_show", id=package)["version"] == "1"
    assert search(ckan, resource)["records"][0]["席:数 100%"] == 1
    right = {"match": {"id": package, "version": "1"}, "update": {"version": "2"}, "include": ["-*"]}
    ckan.call("hiraku_datastore_replace", **words, revise=right)
    assert ckan.call("package_show", id=package)["version"] == "2"
    assert search(ckan, resource)["records"][0]["席:数 100%"] == 2


def test_readers_see_whole_versions_only_while_tables_are_swapped(ckan: Ckan, resource: str) -> None:
    seen: list[tuple[frozenset[int], int, int]] = []
    stop = threading.Event()
    troubles: list[str] = []

    def read() -> None:
        while not stop.is_set():
            try:
                found = search(ckan, resource, limit=1000)
            except urllib.error.HTTPError as trouble:
                with trouble:
                    troubles.append(f"{trouble.code} {trouble.read()[:200]!r}")
                continue
            versions = frozenset(r["席:数 100%"] for r in found["records"])
            seen.append((versions, len(found["records"]), found["total"]))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for version in range(2, 12):
        records = rows(version, 300 + version)
        ckan.call("hiraku_datastore_replace", resource_id=resource, fields=FIELDS, records=records)
    stop.set()
    for reader in readers:
        reader.join()
    assert troubles == []
    expected = {frozenset({1}): 300} | {frozenset({v}): 300 + v for v in range(2, 12)}
    assert [one for one in seen if expected.get(one[0]) != one[1]] == []
    assert len(seen) > 10
    torn = [one for one in seen if one[1] != one[2]]
    assert torn == []
