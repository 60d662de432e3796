"""A real CKAN in trouble: every dataset is told apart, lost answers are settled, nothing is doubled."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.model.errors import TargetRefused, TargetUnreachable
from pipelines.publish.ckan import CkanTarget
from pipelines.publish.ckan_client import CkanClient
from tests.export_samples import package
from tests.publish.ckan_fixture import Ckan, ckan  # noqa: F401 - a fixture
from tests.publish.ckan_samples import FAST, ROOT, catalog_of, copy_workspace, edition, publish, results, target

# ruff: noqa: F811 - the fixture is an argument

WRITES = ("package_create", "package_revise", "hiraku_datastore_replace", "resource_view_create")


@pytest.mark.parametrize("action", WRITES)
def test_an_answer_that_was_lost_is_settled_by_looking(ckan, action):
    """CKAN did it, the connection broke: no error, nothing twice, nothing left for the next run."""
    catalog, slug = catalog_of(f"98000{WRITES.index(action)}"), f"lost-{action.replace('_', '-')}"
    to = target(ckan, catalog)
    to.client.lose = [action]
    assert publish(to, edition(1, [slug])) == {slug: ("create", "")}
    to = target(ckan, catalog)
    to.client.lose = [action]
    assert publish(to, edition(2, [slug])) == {slug: ("update", "")}
    shown = ckan.call("package_show", id=slug)
    assert len(ckan.call("resource_view_list", id=shown["resources"][0]["id"])) == 1
    again = target(ckan, catalog)
    assert publish(again, edition(2, [slug])) == {slug: ("leave", "")}
    assert again.client.writes == []


def test_lost_answers_of_every_call_of_a_withdrawal_do_no_harm(ckan):
    catalog = catalog_of("980010")
    publish(target(ckan, catalog), edition(1, ["lost-withdrawal"]))
    to = target(ckan, catalog)
    to.client.lose = ["package_revise", "datastore_delete", "package_revise"]
    assert publish(to, []) == {"lost-withdrawal": ("withdraw", "")}
    assert ckan.call("package_show", id="lost-withdrawal")["resources"] == []


def test_a_dataset_that_somebody_changed_since_the_plan_is_not_written(ckan):
    catalog, slugs = catalog_of("980011"), ["calm", "raced"]
    publish(target(ckan, catalog), edition(1, slugs))
    to = target(ckan, catalog)
    plan = to.plan(edition(2, slugs), slugs)
    ckan.call("package_patch", id="raced", author="ほかの人")
    before = ckan.call("package_show", id="raced")
    assert results(to, plan) == {"calm": ("update", ""), "raced": ("update", "ckan-changed-meanwhile")}
    assert ckan.call("package_show", id="raced") == before
    assert publish(target(ckan, catalog), edition(2, slugs)) == {"calm": ("leave", ""), "raced": ("update", "")}


@pytest.mark.parametrize("moment", ["package_revise", "hiraku_datastore_replace"])
def test_a_write_of_somebody_else_in_the_middle_is_not_overwritten(ckan, moment):
    catalog, slug = catalog_of("980012"), f"cut-in-{moment.replace('_', '-')}"
    publish(target(ckan, catalog), edition(1, [slug]), ["cut-in-package-revise", "cut-in-hiraku-datastore-replace"])
    to = target(ckan, catalog)
    to.client.before[moment] = lambda: ckan.call("package_patch", id=slug, author="ほかの人")
    done = results(to, to.plan(edition(2, [slug]), [slug, "cut-in-package-revise"]))
    assert done[slug] == ("update", "ckan-changed-meanwhile")
    assert ckan.call("package_show", id=slug)["author"] == "ほかの人"
    assert publish(target(ckan, catalog), edition(2, [slug]), ["cut-in-package-revise"])[slug] == ("update", "")


def test_two_publishers_at_once_end_with_one_whole_version(ckan):
    catalog, slug = catalog_of("980013"), "contested"
    publish(target(ckan, catalog), edition(1, [slug]))
    one, other = target(ckan, catalog), target(ckan, catalog)
    plans = one.plan(edition(2, [slug]), [slug]), other.plan(edition(3, [slug]), [slug])
    one.client.before["hiraku_datastore_replace"] = lambda: results(other, plans[1])
    assert results(one, plans[0]) == {slug: ("update", "")}
    shown = ckan.call("package_show", id=slug)
    rows = ckan.call("datastore_search", resource_id=shown["resources"][0]["id"])["records"]
    assert rows[-1]["名称"] == "第2版"


def test_a_dataset_of_somebody_else_with_our_name_is_left_alone_and_the_others_go_on(ckan):
    ckan.call("organization_create", name="others", title="よその課")
    ckan.call("package_create", name="taken", title="よそのデータ", owner_org="others")
    before = ckan.call("package_show", id="taken")
    to = target(ckan, catalog_of("980014"))
    plan = to.plan(edition(1, ["taken", "free"]), [])
    assert [a.reason for a in plan.actions] == ["ckan-name-taken", "new-dataset"]
    assert results(to, plan) == {"taken": ("create", "ckan-name-taken"), "free": ("create", "")}
    assert ckan.call("package_show", id="taken") == before


def test_a_section_that_cannot_be_made_stops_its_own_datasets_only(ckan):
    catalog = catalog_of("980015")
    bad = catalog.sections["kiki"].__class__("x", "名前が短すぎる課", "")
    catalog.sections["x"] = bad
    packages = [package("fine"), package("stopped", section="x")]
    try:
        done = publish(target(ckan, catalog), packages)
    finally:
        del catalog.sections["x"]
    assert done == {"fine": ("create", ""), "stopped": ("create", "ckan-refused")}


def test_a_wrong_token_is_said_even_when_nothing_has_changed(ckan):
    catalog = catalog_of("980016")
    publish(target(ckan, catalog), edition(1, ["token"]))
    for token in ("sesame-open", "うそのトークン", "with\nnewline", ""):
        to = CkanTarget(ckan.url, token, catalog, client=CkanClient(ckan.url, token, pauses=FAST))
        with pytest.raises(TargetRefused) as caught:
            to.plan(edition(1, ["token"]), ["token"])
        assert caught.value.code == "ckan-wrong-token"
        assert not token or token not in str(caught.value)


def run_hiraku(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`hiraku publish` on a workspace."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "hiraku"), "publish", "-C", str(root), *options],
        env={**os.environ, "LANG": "ja_JP.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_says_one_japanese_sentence_and_ends_with_2(ckan, tmp_path):
    copy_workspace(tmp_path, ["certificates"])
    cases = {
        "トークンが違う": {"HIRAKU_CKAN_URL": ckan.url, "HIRAKU_CKAN_TOKEN": "not-the-secret-token"},
        "トークンがありません": {"HIRAKU_CKAN_URL": ckan.url, "HIRAKU_CKAN_TOKEN": ""},
        "つながりません": {"HIRAKU_CKAN_URL": "http://127.0.0.1:9", "HIRAKU_CKAN_TOKEN": "not-the-secret-token"},
        "CKANではない": {
            "HIRAKU_CKAN_URL": f"http://127.0.0.1:{ckan.state['ports']['solr']}/solr",
            "HIRAKU_CKAN_TOKEN": "not-the-secret-token",
        },
        "場所が書かれていません": {"HIRAKU_CKAN_URL": "", "HIRAKU_CKAN_TOKEN": "not-the-secret-token"},
    }
    for words, environment in cases.items():
        done = run_hiraku(tmp_path, **environment)
        assert done.returncode == 2, (words, done.stderr)
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert "not-the-secret-token" not in done.stdout + done.stderr


def test_the_command_names_the_dataset_that_is_somebody_elses_and_publishes_the_rest(ckan, tmp_path):
    copy_workspace(tmp_path, ["certificates", "publications"], "cli-", "980040")
    ckan.call("organization_create", name="strangers", title="よその課")
    ckan.call("package_create", name="cli-publications", title="よそのデータ", owner_org="strangers")
    done = run_hiraku(tmp_path, "--format", "jsonl", HIRAKU_CKAN_URL=ckan.url, HIRAKU_CKAN_TOKEN=ckan.token)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    told = {line["dataset"]: line["message"] for line in map(json.loads, done.stdout.splitlines())}
    assert "ほかの人のデータに使われています" in told["cli-publications"]
    assert told["cli-certificates"] == "公開しました（新規）"
    assert ckan.call("package_show", id="cli-certificates")["title"].startswith("証明書")


def test_a_killed_publisher_loses_and_doubles_nothing(ckan):
    code, slugs = "980020", ["killed-a", "killed-b", "killed-c"]
    catalog = catalog_of(code)
    command = [sys.executable, "-m", "tests.publish.ckan_samples", ckan.url, code, *slugs]
    for _ in range(10):
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as publisher:
            publisher.stdin.write(f"{ckan.token}\n")
            publisher.stdin.flush()
            assert publisher.stdout.readline() == "ready\n"
            time.sleep(random.uniform(0.05, 2))
            publisher.send_signal(signal.SIGKILL)
        wait_until_quiet(ckan, slugs)
        done = publish(target(ckan, catalog), edition(2, slugs))
        assert {error for _, error in done.values()} == {""}
        look_whole(ckan, slugs, edition(2, slugs))
        again = target(ckan, catalog)
        assert publish(again, edition(2, slugs)) == dict.fromkeys(slugs, ("leave", ""))
        assert again.client.writes == []


def wait_until_quiet(ckan: Ckan, slugs) -> None:
    """Until CKAN has finished the last calls of the one that was killed: a plan knows nothing of what is under way."""
    before = None
    while before != (now := [row for row in ckan.call("package_search", include_private=True, rows=1000)["results"]
                             if row["name"] in slugs]):  # fmt: skip
        before = now
        time.sleep(0.7)


def look_whole(ckan: Ckan, slugs, packages) -> None:
    """Each dataset is there once, with every file, table and view of that version."""
    assert sorted(name for name in ckan.call("package_list") if name.startswith("killed-")) == slugs
    for slug, wanted in zip(slugs, packages, strict=True):
        shown = ckan.call("package_show", id=slug)
        files = {item["url"].rsplit("/", 1)[1]: item["hash"] for item in shown["resources"]}
        assert files == {item.name: item.sha256() for item in wanted.files if item.resource}
        main = shown["resources"][0]
        assert ckan.get(f"/dataset/{slug}/resource/{main['id']}/download/x") == wanted.files[0].data
        rows = ckan.call("datastore_search", resource_id=main["id"])["records"]
        assert [row["名称"] for row in rows][-1] == "第2版"
        assert len(rows) == wanted.rows
        assert len(ckan.call("resource_view_list", id=main["id"])) == 1


def test_ckan_that_stops_in_the_middle_is_said_and_the_next_run_goes_on(ckan):
    catalog, slugs = catalog_of("980030"), ["stopped-a", "stopped-b", "stopped-c"]
    publish(target(ckan, catalog), edition(1, slugs))
    to = target(ckan, catalog)
    to.client.before["hiraku_datastore_replace"] = lambda: ckan.run("down")
    try:
        done = publish(to, edition(2, slugs))
        assert {error for _, error in done.values()} <= {"", "ckan-unreachable"}
        assert len(done) == len(slugs)
        with pytest.raises(TargetUnreachable) as caught:
            target(ckan, catalog).plan(edition(2, slugs), slugs)
        assert caught.value.code == "ckan-unreachable"
    finally:
        ckan.up()
    assert {error for _, error in publish(target(ckan, catalog), edition(2, slugs)).values()} == {""}
    assert publish(target(ckan, catalog), edition(2, slugs)) == dict.fromkeys(slugs, ("leave", ""))


def test_a_search_index_that_is_down_is_said_and_leaves_the_old_version(ckan):
    catalog, slug = catalog_of("980031"), "no-index"
    publish(target(ckan, catalog), edition(1, [slug]))
    to = target(ckan, catalog)
    plan = to.plan(edition(2, [slug]), [slug])
    before = ckan.call("package_show", id=slug)["metadata_modified"]
    os.kill(ckan.state["processes"]["solr"]["pid"], signal.SIGKILL)
    try:
        assert results(to, plan) == {slug: ("update", "ckan-search-down")}
        assert ckan.call("package_show", id=slug)["metadata_modified"] == before
    finally:
        ckan.up()
    assert publish(target(ckan, catalog), edition(2, [slug])) == {slug: ("update", "")}
