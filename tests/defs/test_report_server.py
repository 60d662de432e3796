"""The report server shows reports/ and published/ and nothing else, on this machine only."""

import http.client
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from pipelines.cli.report_server import ReportHandler


@pytest.fixture
def ask(tmp_path):
    for name in ("reports/aed/report.html", "published/index.html", "raw/aed/secret.csv", "catalog.toml"):
        path = tmp_path / "ward" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{name}あ</p>", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("outside", encoding="utf-8")
    (tmp_path / "ward" / "reports" / "link.txt").symlink_to(tmp_path / "ward" / "raw" / "aed" / "secret.csv")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(ReportHandler, directory=str(tmp_path / "ward")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def get(path: str, method: str = "GET"):
        connection = http.client.HTTPConnection(*server.server_address, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, body

    yield get
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_report_is_served_as_utf8_and_never_cached(ask):
    status, headers, body = ask("/reports/aed/report.html?x=1")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "text/html; charset=utf-8", "no-store")
    assert "reports/aed/report.htmlあ" in body
    assert ask("/published/index.html")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/raw/aed/secret.csv",
        "/catalog.toml",
        "/",
        "/reports/",
        "/reports/aed",
        "/reports/../raw/aed/secret.csv",
        "/reports/%2e%2e/raw/aed/secret.csv",
        "/reports/..%2fraw%2faed%2fsecret.csv",
        "/published/../../outside.txt",
        "//reports/../../outside.txt",
        "/reports/link.txt",
        "/reports/%00",
        "/reports/" + "a" * 300,
        "/reportsx/aed",
    ],
)
def test_nothing_else_of_the_machine_is_reachable(ask, path):
    for method in ("GET", "HEAD"):
        status, _, body = ask(path, method)
        assert status == 404
        assert "secret" not in body
