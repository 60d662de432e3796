"""Long-running programs: start, recognise again, wait for, stop."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stack.home import Home, StackError

# A proxy of the machine must not stand between the services of 127.0.0.1.
LOCAL = {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost", "PYTHONDONTWRITEBYTECODE": ""}


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether a service could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(home: Home, name: str, wanted: int | None = None) -> int:
    """The port of a service that is not running: the wanted one, else the one it had, else a free one."""
    if wanted is not None and not is_free(wanted):
        raise StackError(f"ポート {wanted} はほかのプログラムが使っています。--port で別の番号を指定してください。")
    had = home.state["ports"].get(name)
    port = wanted or (had if had and is_free(had) else free_port())
    home.state["ports"][name] = port
    home.save()
    return int(port)


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the program's name: state, parent, group, session, … start at 19."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()


def _birth(pid: int) -> str:
    """What tells a process from a later one with the same number, over reboots too; empty when it is dead."""
    fields = _stat(pid)
    if not fields or fields[0] == "Z":
        return ""
    return f"{Path('/proc/sys/kernel/random/boot_id').read_text(encoding='ascii').strip()}/{fields[19]}"


def running(home: Home, name: str) -> int | None:
    """The process number of a service that we started and that still lives."""
    known = home.state["processes"].get(name)
    if not known or _birth(known["pid"]) != known["birth"]:
        return None
    return int(known["pid"])


def launch(
    home: Home, name: str, args: list[str], *, env: dict[str, str] | None = None, user: str | None = None
) -> None:
    """Start a service in a session of its own, so that it outlives this command and its terminal."""
    with home.log(name).open("ab") as log:
        child = subprocess.Popen(
            args,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/" if user else home.folder,  # another user may not be allowed into our folder
            env={**os.environ, **LOCAL, **(env or {})},
            start_new_session=True,
            **as_user(user),
        )
    home.state["processes"][name] = {"pid": child.pid, "birth": _birth(child.pid)}
    home.save()
    child.returncode = 0  # it is not ours to wait for; keeps Popen from warning at exit


def as_user(user: str | None) -> dict[str, Any]:
    """Arguments of subprocess that give up root for `user`, its group included."""
    return {"user": user, "group": user, "extra_groups": []} if user else {}


def wait_until(home: Home, name: str, answers: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a service's first answer. A dead or mute one ends in an error that shows its last messages."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers():
            return
        if running(home, name) is None:
            break
        time.sleep(0.1)
    tail = home.log(name).read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
    raise StackError(f"{name} が起動しません（記録: {home.log(name)}）。\n" + "\n".join(tail))


def _session(pid: int, boot: str) -> list[int]:
    """Processes of the session that `pid` opened, and that survived it (workers of a killed master)."""
    if not Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").startswith(boot):
        return []
    if _birth(pid):  # the number belongs to somebody else now, so no process of the old session is left
        return []
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [n for n in numbers if (fields := _stat(n)) and fields[0] != "Z" and fields[3] == str(pid)]


def sweep(home: Home, name: str) -> None:
    """End what a killed service left behind, then forget the service."""
    known = home.state["processes"].pop(name, None)
    if known is None:
        return
    for pid in _session(known["pid"], known["birth"].partition("/")[0] or "-"):
        _signal(pid, signal.SIGKILL)
    home.save()


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def stop(home: Home, name: str, number: int = signal.SIGTERM, seconds: float = 20) -> bool:
    """Ask a service to end, wait, insist. True when it was running."""
    pid = running(home, name)
    if pid is not None:
        _signal(pid, number)
        end = time.monotonic() + seconds
        while running(home, name) and time.monotonic() < end:
            time.sleep(0.05)
        if running(home, name):
            _signal(pid, signal.SIGKILL)
            time.sleep(0.2)
    sweep(home, name)
    return pid is not None
