"""Serves reports/ and published/ of a workspace on this machine, so that Dagster's pages can link to a report."""

import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SERVED = ("/reports/", "/published/")
"""Nothing else of the workspace is reachable: raw/ may hold what must not go out."""


class ReportHandler(SimpleHTTPRequestHandler):
    """Static files of the served folders, never cached, no listing of folders."""

    extensions_map = {  # noqa: RUF012 - the base class declares it for instances
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
    }

    def send_head(self) -> Any:
        """Refuse whatever resolves outside the served folders before a file is opened."""
        if not self._may_be_seen():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def _may_be_seen(self) -> bool:
        roots = [Path(self.directory).resolve() / name.strip("/") for name in SERVED]
        try:
            asked = Path(self.translate_path(self.path)).resolve()
            return asked.is_file() and any(asked.is_relative_to(root) for root in roots)
        except (ValueError, OSError):  # NUL in the address, a link that leads to itself, a name too long
            return False

    def end_headers(self) -> None:
        """A report changes in place: the browser always asks again."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the terminal belongs to `hiraku dev`."""


def serve(root: Path, port: int) -> None:
    """Serve until interrupted, on 127.0.0.1 only."""
    handler = partial(ReportHandler, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
