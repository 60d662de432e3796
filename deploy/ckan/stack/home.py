"""The folder of one CKAN: its paths, its lock, and state.json (ports, processes, secrets)."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent  # deploy/ckan
SERVICES = ("postgres", "redis", "solr", "ckan")  # the order of starting; stopping goes backwards


class StackError(Exception):
    """Something an operator has to see; the text is Japanese and complete."""


def say(text: str) -> None:
    """Tell the operator what happens (standard error: `token` answers on standard output)."""
    os.write(2, f"{text}\n".encode())


@contextmanager
def locked(path: Path, waiting: str) -> Iterator[None]:
    """Hold an exclusive lock on `path`; say `waiting` when somebody else has it. The kernel frees it on a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Home:
    """One CKAN's folder. `state` is what state.json holds; `save` writes it whole, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.file = self.folder / "state.json"
        self.state: dict[str, Any] = {}
        self.read()

    def read(self) -> None:
        """Take over what state.json says now (another command may have written it)."""
        try:
            self.state = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}
        except ValueError:
            raise StackError(f"{self.file} が壊れています。消してから up を実行してください。") from None
        for part in ("ports", "processes", "secrets"):
            self.state.setdefault(part, {})

    def path(self, *parts: str) -> Path:
        """A path below the folder; the folder that holds it is made."""
        path = self.folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def log(self, name: str) -> Path:
        """Where a service writes its messages."""
        return self.path("log", f"{name}.log")

    def save(self) -> None:
        """Replace state.json by rename: it holds the token, so nobody else may read it, not for a moment."""
        fresh = self.path("state.json.new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(self.state, out, ensure_ascii=False, indent=2)
        fresh.replace(self.file)

    def secret(self, name: str) -> str:
        """A password of this CKAN, made once. Letters and digits only: it stands in addresses and SQL."""
        known = self.state["secrets"]
        if name not in known:
            known[name] = secrets.token_hex(24)
            self.save()
        return str(known[name])

    def lock(self) -> Any:
        """Only one command works on a folder at a time."""
        return locked(self.path("lock"), "別の操作が終わるのを待っています…")
