"""A real CKAN for tests: started once in a folder of its own, stopped at the end of the session.

Import the fixture `ckan` where it is needed (`from tests.publish.ckan_fixture import ckan`): several modules share
one running CKAN, however often pytest registers the fixture.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "ckan" / "ckan.py"
PREFIX = "hiraku-ckan-"


class Ckan:
    """One running CKAN: `url`, `token` of a sysadmin, `home` (its folder)."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self.home.chmod(0o755)  # PostgreSQL runs as another user when we are root
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def run(self, verb: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Call `ckan.py VERB` for this CKAN."""
        command = [sys.executable, str(SCRIPT), verb, "--home", str(self.home), *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)

    def up(self) -> "Ckan":
        """Start it, or heal it; take over what state.json says."""
        done = self.run("up")
        assert done.returncode == 0, done.stderr
        return self

    @property
    def state(self) -> dict[str, Any]:
        """What state.json says now: ports, processes, secrets."""
        return json.loads((self.home / "state.json").read_text(encoding="utf-8"))

    @property
    def url(self) -> str:
        """CKAN's address, without a slash at the end."""
        return self.state["url"]

    @property
    def token(self) -> str:
        """The API token of a sysadmin."""
        return self.state["token"]

    def call(self, action: str, **words: Any) -> Any:
        """Call an action of the API as sysadmin; answers `result`."""
        head = {"Content-Type": "application/json", "Authorization": self.token}
        ask = urllib.request.Request(f"{self.url}/api/3/action/{action}", json.dumps(words).encode(), head)
        with self.opener.open(ask, timeout=60) as answer:
            return json.load(answer)["result"]

    def get(self, path: str) -> bytes:
        """Read a page or file as an anonymous visitor."""
        with self.opener.open(f"{self.url}{path}", timeout=60) as answer:
            return answer.read()

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        done = self.run("reset")
        shutil.rmtree(self.home, ignore_errors=True)
        assert done.returncode == 0, done.stderr


class _Shared:
    """The CKAN of this session and how many fixtures look at it."""

    ckan: Ckan | None = None
    users = 0


def _remove_left_overs() -> None:
    """End what a killed test run left behind: the folder's name tells whose it was."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists() and os.access(folder, os.W_OK):
            command = [sys.executable, str(SCRIPT), "reset", "--home", str(folder)]
            subprocess.run(command, capture_output=True, timeout=120, check=False)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def ckan() -> Iterator[Ckan]:
    """A CKAN that runs for the whole session. Tests give their datasets names of their own."""
    if not sys.platform.startswith("linux"):
        pytest.skip("a real CKAN is brought up on Linux only")
    if _Shared.ckan is None:
        _remove_left_overs()
        fresh = Ckan()
        try:
            _Shared.ckan = fresh.up()
        except BaseException:
            fresh.remove()
            raise
    _Shared.users += 1
    yield _Shared.ckan
    _Shared.users -= 1
    if _Shared.users == 0:
        _Shared.ckan.remove()
        _Shared.ckan = None
