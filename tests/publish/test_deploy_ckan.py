"""deploy/ckan brings up a CKAN that really works, finds Japanese, and comes back after being killed."""
# ruff: noqa: F401, F811 - pytest finds a fixture by its name

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import ckanapi
import pytest

from tests.publish.ckan_fixture import Ckan, ckan

# Starting a CKAN takes 10 s; the very first time on a machine it is installed, which takes minutes.
pytestmark = pytest.mark.timeout(600)

DATASETS = {
    "t-toilet": ("公衆トイレ一覧", "区が管理する公衆便所の位置と設備（車いす対応など）です。"),
    "t-shelter": ("指定緊急避難場所一覧", "地震や洪水などの災害時に逃げるための場所の一覧です。"),
    "t-wifi": ("公衆無線LANアクセスポイント一覧", "区が設置したFree Wi-Fiの利用できる施設と位置です。"),
    "t-aed": ("ＡＥＤ設置箇所一覧", "自動体外式除細動器を設置している施設の一覧です。"),
    "t-budget4": ("令和４年度当初予算", "一般会計の歳入歳出予算です。"),
    "t-budget5": ("令和５年度当初予算", "一般会計の歳入歳出予算です。"),
}
QUERIES = [
    ("公衆トイレ", ["t-toilet"]),
    ("トイレ", ["t-toilet"]),
    ("ﾄｲﾚ", ["t-toilet"]),
    ("お手洗い", ["t-toilet"]),
    ("避難場所", ["t-shelter"]),
    ("wifi", ["t-wifi"]),
    ("Wi-Fi", ["t-wifi"]),
    ("無線LAN", ["t-wifi"]),
    ("AED", ["t-aed"]),
    ("除細動器", ["t-aed"]),
    ("R4", ["t-budget4"]),
    ("2023年度", ["t-budget5"]),
    ("学校", []),
]


@pytest.fixture(scope="module")
def filled(ckan: Ckan) -> Ckan:
    """The shared CKAN with a handful of datasets."""
    ckan.call("organization_create", name="t-section", title="情報政策課")
    for name, (title, notes) in DATASETS.items():
        ckan.call("package_create", name=name, title=title, notes=notes, owner_org="t-section")
    return ckan


@pytest.fixture(scope="module")
def table(filled: Ckan) -> dict[str, str]:
    """A DataStore table of three types with its view; answers ids of resource and view."""
    resource = filled.call(
        "resource_create", package_id="t-toilet", name="公衆トイレ.csv", format="CSV", url="https://example.org/t.csv"
    )
    fields = [
        {"id": "名称", "type": "text", "info": {"label": "施設の名称"}},
        {"id": "緯度", "type": "numeric"},
        {"id": "確認日", "type": "date"},
    ]
    records = [{"名称": "石神井公園", "緯度": "35.7400", "確認日": "2022-04-01"}]
    filled.call("datastore_create", resource_id=resource["id"], fields=fields, records=records, force=True)
    view = filled.call("resource_view_create", resource_id=resource["id"], view_type="datatables_view", title="表")
    return {"resource": resource["id"], "view": view["id"]}


def test_ckan_of_the_pinned_version_answers(ckan: Ckan) -> None:
    status = ckan.call("status_show")
    assert status["ckan_version"] == "2.12.0"
    assert {"datastore", "datatables_view", "text_view", "geojson_view", "resource_proxy"} <= set(status["extensions"])


@pytest.mark.parametrize(("words", "names"), QUERIES)
def test_search_finds_what_a_citizen_means_and_nothing_else(filled: Ckan, words: str, names: list[str]) -> None:
    found = filled.call("package_search", q=words, fq="organization:t-section")["results"]
    assert sorted(package["name"] for package in found) == names


def test_the_datastore_keeps_types_and_shows_them_as_a_table(filled: Ckan, table: dict[str, str]) -> None:
    answer = filled.call("datastore_search", resource_id=table["resource"])
    assert [field["type"] for field in answer["fields"][1:]] == ["text", "numeric", "date"]
    assert answer["records"][0]["確認日"] == "2022-04-01"
    page = filled.get(f"/dataset/t-toilet/resource/{table['resource']}/view/{table['view']}").decode()
    assert "施設の名称" in page  # the data dictionary names the column
    assert "dtprv" in page  # the table's own script target


def test_pages_are_japanese_and_load_nothing_from_elsewhere(filled: Ckan, table: dict[str, str]) -> None:
    for path in ("/", "/dataset/", "/dataset/t-toilet", f"/dataset/t-toilet/resource/{table['resource']}"):
        page = filled.get(path).decode()
        assert '<html lang="ja"' in page, path
        loaded = re.findall(r'<(?:script|img|iframe|link)[^>]*?(?:src|href)="((?:https?:)?//[^"]+)"', page)
        assert [address for address in loaded if not address.startswith(filled.url)] == [], path


def test_an_uploaded_file_comes_back_byte_for_byte_from_the_classic_store(filled: Ckan, tmp_path: Path) -> None:
    data = "名称,緯度\n石神井公園,35.74\n".encode()
    (tmp_path / "x.csv").write_bytes(data)
    with (tmp_path / "x.csv").open("rb") as upload, ckanapi.RemoteCKAN(filled.url, apikey=filled.token) as api:
        resource = api.action.resource_create(package_id="t-shelter", name="x", upload=upload)
    assert filled.get(f"/dataset/t-shelter/resource/{resource['id']}/download/x.csv") == data
    number = resource["id"]
    stored = filled.home / "storage" / "resources" / number[:3] / number[3:6] / number[6:]
    assert stored.read_bytes() == data


def test_strangers_can_neither_read_the_token_nor_write(ckan: Ckan) -> None:
    for name in ("state.json", "ckan.ini"):
        assert (ckan.home / name).stat().st_mode & 0o077 == 0, name
    local = {"0100007F", "0000000000000000FFFF00000100007F"}  # 127.0.0.1 as the kernel writes it
    for name, port in ckan.state["ports"].items():
        assert _listeners(port), name
        assert _listeners(port) <= local, name


def _listeners(port: int) -> set[str]:
    """The addresses (hexadecimal) on which somebody listens at this port."""
    rows = [line.split() for file in ("tcp", "tcp6") for line in Path("/proc/net", file).read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


@pytest.fixture
def own() -> Iterator[Ckan]:
    """A second CKAN, to be maltreated."""
    second = Ckan()
    yield second
    second.remove()


def _pids(ckan: Ckan) -> dict[str, int]:
    return {name: process["pid"] for name, process in ckan.state["processes"].items()}


def _alive(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rpartition(")")[2].split()[0] != "Z"


def _family(pids: list[int]) -> list[int]:
    """The given processes and all of their living descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _alive(int(entry.name)):
            stat = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(entry.name)] = int(stat[1])
    known = {pid for pid in pids if pid in parents}
    while more := {pid for pid, parent in parents.items() if parent in known} - known:
        known |= more
    return sorted(known)


def _wait_gone(pids: list[int]) -> None:
    end = time.monotonic() + 10
    while any(_alive(pid) for pid in pids):
        assert time.monotonic() < end, [pid for pid in pids if _alive(pid)]
        time.sleep(0.1)


def test_up_reuses_heals_and_down_leaves_nothing(own: Ckan) -> None:
    """One life of a CKAN: started, found running, killed, healed with its data, stopped."""
    first = own.up().state
    own.call("organization_create", name="kept", title="残る組織")
    own.call("package_create", name="kept-data", title="公衆トイレ", owner_org="kept")
    masters = _pids(own)

    began = time.monotonic()
    own.up()
    assert _pids(own) == masters
    assert time.monotonic() - began < 5
    assert own.run("status").returncode == 0
    assert own.run("token").stdout == f"{own.token}\n"

    for pid in masters.values():  # the workers of CKAN and PostgreSQL are left without a master
        os.kill(pid, signal.SIGKILL)
    assert own.run("status").returncode == 1
    own.up()
    assert set(_pids(own).values()).isdisjoint(masters.values())
    assert (own.url, own.token) == (first["url"], first["token"])
    assert [p["name"] for p in own.call("package_search", q="トイレ")["results"]] == ["kept-data"]

    family = _family(list(_pids(own).values()))
    assert len(family) > 6  # four masters, workers of CKAN, helpers of PostgreSQL
    assert own.run("down").returncode == 0
    _wait_gone(family)
    assert own.run("down").returncode == 0  # twice is not an error


def test_down_spares_a_stranger_that_got_the_number_of_our_process(own: Ckan) -> None:
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (own.home / "state.json").write_text(
            f'{{"processes": {{"redis": {{"pid": {stranger.pid}, "birth": "boot/1"}}}}}}', encoding="utf-8"
        )
        assert own.run("down").returncode == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_in_use_is_named_in_japanese(own: Ckan, ckan: Ckan) -> None:
    taken = str(ckan.state["ports"]["ckan"])
    refused = own.run("up", "--port", taken)
    assert refused.returncode == 2
    assert f"ポート {taken} はほかのプログラムが使っています" in refused.stderr
    assert "Traceback" not in refused.stderr
