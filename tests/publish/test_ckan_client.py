"""The client against servers that are no CKAN, or one in trouble: bounded tries, one code each, no token in words."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from pipelines.model.errors import HirakuError
from pipelines.publish import ckan_metadata as meta
from pipelines.publish.ckan import CkanTarget
from pipelines.publish.ckan_client import PAUSES, CkanClient
from pipelines.report.messages import sentence
from tests.export_samples import CATALOG, FIELDS, package

TOKEN = "sesame-open-the-catalog"  # noqa: S105 - of no real account


class Server:
    """Answers with a list of (status, body), the last one for ever; keeps the actions that it was asked."""

    def __init__(self, answers: list[tuple[int, str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []


@contextmanager
def serving(*answers: tuple[int, str]) -> Iterator[tuple[str, Server]]:
    """A server on a free port of this machine."""
    told = Server(list(answers))

    class Handler(BaseHTTPRequestHandler):
        server_state: ClassVar[Server] = told

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.asked.append(self.path.rsplit("/", 1)[1])
            status, body = told.answers[0] if len(told.answers) == 1 else told.answers.pop(0)
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data) + (10 if body == "cut" else 0)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def good(result: object) -> tuple[int, str]:
    return 200, json.dumps({"success": True, "result": result})


def bad(status: int, kind: str) -> tuple[int, str]:
    return status, json.dumps({"success": False, "error": {"__type": kind, "message": "no", "name": ["x"]}})


HTML = "<html><title>502</title>Search our site</html>"


@pytest.mark.parametrize(
    ("answer", "code", "tries"),
    [
        ((502, HTML), "ckan-unreachable", 4),
        ((503, ""), "ckan-unreachable", 4),
        ((429, "slow down"), "ckan-unreachable", 4),
        ((200, "cut"), "ckan-unreachable", 4),
        (bad(409, "Search Index Error"), "ckan-search-down", 4),
        ((200, HTML), "ckan-not-a-ckan", 1),
        ((404, HTML), "ckan-not-a-ckan", 1),
        ((301, ""), "ckan-not-a-ckan", 1),
        ((200, "[1, 2]"), "ckan-not-a-ckan", 1),
        ((200, '{"error": "text"}'), "ckan-not-a-ckan", 1),
        ((500, "<h1>Internal Server Error</h1>"), "ckan-failed", 1),
        ((413, HTML), "ckan-refused", 1),
        (bad(403, "Authorization Error"), "ckan-not-allowed", 1),
        (bad(409, "Validation Error"), "ckan-refused", 1),
        (bad(404, "Not Found Error"), "ckan-refused", 1),
    ],
)
def test_every_kind_of_answer_has_its_code_and_only_passing_trouble_is_tried_again(answer, code, tries):
    waited: list[float] = []
    with serving(answer) as (url, server), pytest.raises(HirakuError) as caught:
        CkanClient(url, TOKEN, sleep=waited.append).call("package_show", id="x")
    assert (caught.value.code, len(server.asked)) == (code, tries)
    assert waited == list(PAUSES[: tries - 1])
    told = sentence(caught.value)
    assert "\n" not in told
    assert told.endswith("。")
    assert TOKEN not in told + str(caught.value)


def test_trouble_that_passes_is_not_told():
    with serving((503, ""), (502, HTML), good({"id": "x"})) as (url, _):
        assert CkanClient(url, TOKEN, sleep=lambda _: None).call("package_show", id="x") == {"id": "x"}


def test_after_a_call_that_failed_the_next_ones_do_not_wait_until_one_gets_through():
    waited: list[float] = []
    with serving(*[(503, "")] * 5, good(1), (503, ""), good(2)) as (url, server):
        client = CkanClient(url, TOKEN, sleep=waited.append)
        for tries in (4, 5):
            with pytest.raises(HirakuError):
                client.call("package_show")
            assert len(server.asked) == tries
        assert [client.call("package_show"), client.call("package_show")] == [1, 2]
    assert waited == [*PAUSES, PAUSES[0]]


def test_a_call_that_must_not_be_repeated_is_sent_once():
    with serving((503, "")) as (url, server), pytest.raises(HirakuError):
        CkanClient(url, TOKEN, sleep=lambda _: None).call("resource_view_create", once=True)
    assert len(server.asked) == 1


def test_a_server_that_never_answers_is_left_after_two_time_outs(monkeypatch):
    hold = threading.Event()
    monkeypatch.setattr("pipelines.publish.ckan_client.READ_SECONDS", 0.2)
    with serving(good(1)) as (url, server):
        server.asked = type("Slow", (list,), {"append": lambda self, item: (list.append(self, item), hold.wait(5))})()
        with pytest.raises(HirakuError) as caught:
            CkanClient(url, TOKEN, sleep=lambda _: None).call("package_show")
        hold.set()
    assert (caught.value.code, len(server.asked)) == ("ckan-timeout", 2)


@pytest.mark.parametrize(
    "url", ["ckan.example", "http://", "ftp://127.0.0.1/", "http://[::bad", "http://127.0.0.1:99999"]
)
def test_an_address_that_is_none_is_said(url):
    with pytest.raises(HirakuError) as caught:
        CkanClient(url, TOKEN, sleep=lambda _: None).call("status_show")
    assert caught.value.code in ("ckan-not-a-ckan", "ckan-unreachable")


def test_a_ckan_without_the_extension_is_refused_before_anything_else():
    plain = good({"ckan_version": "2.12.0", "extensions": ["datastore"]})
    with serving(plain) as (url, server), pytest.raises(HirakuError) as caught:
        CkanTarget(url, TOKEN, CATALOG).plan([package()], [])
    assert caught.value.code == "ckan-extension-missing"
    assert server.asked == ["status_show"]
    assert "deploy/ckan/README.md" in sentence(caught.value)


def test_more_datasets_than_one_answer_holds_are_all_read():
    """A CKAN may give fewer rows than asked for; the next page starts behind what came."""
    names = [f"d{i}" for i in range(7)]
    pages = [
        good({"count": 7, "results": [{"name": name, "extras": []} for name in names[start : start + 3]]})
        for start in (0, 3, 6)
    ]
    first = [good({"ckan_version": "2.12.0", "extensions": ["hiraku"]}), good({"name": "me"})]
    with serving(*first, *pages) as (url, server):
        plan = CkanTarget(url, TOKEN, CATALOG).plan([], names)
    assert [action.slug for action in plan.actions] == names
    assert server.asked.count("package_search") == 3


def test_column_ids_are_unique_fit_into_63_bytes_and_keep_names_that_do():
    taken: set[str] = set()
    names = [field.name for field in FIELDS] + [
        "長い名前" * 9,
        "長い名前" * 9 + "の二",
        "_id",
        '"',
        "\n",
        "xmin",
        "a b ",
    ]
    schema = package().schema
    made = [meta._column_id(name, taken) for name in names]
    assert made[: len(FIELDS)] == [field.name for field in FIELDS]
    assert len(set(made)) == len(made)
    assert all(len(i.encode()) <= 63 and i == i.strip() and not i.startswith("_") and '"' not in i for i in made)
    assert [column["id"] for column in meta.columns_of(package())] == [field.name for field in schema.fields]


def test_the_fingerprint_tells_the_words_around_a_dataset_too():
    def fingerprint(**words: object) -> str:
        return meta.extras_of(meta.describe(package(**words), CATALOG))[meta.FINGERPRINT]

    assert fingerprint() == fingerprint()
    assert len({fingerprint(), fingerprint(title="別"), fingerprint(section="kiki"), fingerprint(note="")}) == 4
