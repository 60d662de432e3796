"""`hiraku dev`: Dagster's web pages, daemon and the reports, on this machine only, started in the right order."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from pipelines.cli.japanese import JapaneseCommand, workspace_option
from pipelines.cli.main import COULD_NOT, FINE
from pipelines.disk import writing
from pipelines.model.errors import TargetUnreachable
from pipelines.workspace import Workspace

HOST = "127.0.0.1"
_START_SECONDS = 90
_STOP_SECONDS = 20
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl+C, an operator's kill, a terminal that is closed."""

_PORT = click.option("--port", type=int, default=3000, show_default=True, help="画面のポート（0 は空いているところ）。")


@click.command(
    cls=JapaneseCommand, help="Dagster の画面と常駐プログラムを、この PC の中だけで動かします。Ctrl+C で止まります。"
)
@workspace_option
@_PORT
def dev(folder: Path, port: int) -> int:
    """Initialise the instance alone, then the code server, then webserver and daemon (traps: design, section 6)."""
    root = folder.resolve()
    Workspace(root)  # a catalog that nobody can use is told here, not by a page that stays empty
    if port and not is_free(port):
        raise TargetUnreachable("service-not-started", file=f"{HOST}:{port}")
    home = prepare_home(root)
    web = port or free_port()
    # beside the pages, so that the links in earlier runs still lead somewhere after a restart
    reports = web + 1 if is_free(web + 1) else free_port()
    services = Services(
        root,
        {
            **os.environ,
            "DAGSTER_HOME": str(home),
            "HIRAKU_WORKSPACE": str(root),
            "HIRAKU_REPORTS_URL": f"http://{HOST}:{reports}",
        },
    )
    for name in _ENDS:
        signal.signal(name, signal.default_int_handler)
    try:
        click.echo("Dagster を準備しています…", err=True)
        services.start_all(home, web, reports)
        click.echo(f"画面: http://{HOST}:{web}/　止めるには Ctrl+C を押してください。", err=True)
        services.wait()
        click.echo("プログラムの1つが止まったため、終わります。", err=True)
    except KeyboardInterrupt:
        click.echo("止めています…", err=True)
        return FINE
    finally:
        for name in _ENDS:
            signal.signal(name, signal.SIG_IGN)  # a second Ctrl+C must not leave half of them running
        services.stop_all()
    return COULD_NOT


def prepare_home(root: Path) -> Path:
    """Make DAGSTER_HOME, .dagster of the workspace, with the workspace's own dagster.yaml or the program's.

    Raises:
        TargetRefused: no-write-permission.
    """
    home = root / ".dagster"
    own = root / "dagster.yaml"
    program = Path(__file__).resolve().parents[1]
    packed = program / "_dagster.yaml"  # in a wheel; a checkout has it at the root
    shipped = packed if packed.is_file() else program.parent / "dagster.yaml"
    with writing(".dagster/"):
        home.mkdir(exist_ok=True)
        shutil.copyfile(own if own.is_file() else shipped, home / "dagster.yaml")
    return home


def is_free(port: int) -> bool:
    """Whether nobody listens on that port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Services:
    """The four programs of `hiraku dev`, each the head of its own process group.

    Ctrl+C reaches this program alone that way, which then stops them in order; and the runs that a code server has
    started go with its group.
    """

    root: Path
    environment: dict[str, str]

    def __post_init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []

    def start_all(self, home: Path, web: int, reports: int) -> None:
        """Start everything and return when the pages answer.

        Raises:
            TargetUnreachable: service-not-started.
        """
        # a fresh instance that several processes open at once can stay broken for good: one process alone goes first
        first = self._start("dagster", "run", "list", "--limit", "1", stdout=subprocess.DEVNULL)
        if first.wait() != 0:
            raise TargetUnreachable("service-not-started", file="dagster.yaml")
        self._running.clear()
        code = free_port()
        location = self.root.name or "workspace"
        workspace = home / "workspace.yaml"
        workspace.write_text(
            f'load_from:\n  - grpc_server: {{host: {HOST}, port: {code}, location_name: "{location}"}}\n',
            encoding="utf-8",
        )
        definitions = ("-m", "pipelines.definitions", "--location-name", location)
        server = self._start("dagster", "api", "grpc", *definitions, "-h", HOST, "-p", str(code), *_quiet("warning"))
        # a webserver that asks before the code server answers calls it unreachable until somebody reloads
        wait_for_port(code, server)
        pages = self._start("dagster-webserver", "-h", HOST, "-p", str(web), "-w", str(workspace), *_quiet("warning"))
        # below an error the daemon only tells on a first start that it has no past
        self._start("dagster-daemon", "run", "-w", str(workspace), *_quiet("error"))
        self._start("python", "-m", "pipelines.cli.report_server", str(self.root), str(reports))
        wait_for_port(web, pages)

    def _start(self, program: str, *arguments: str, stdout: int | None = None) -> "subprocess.Popen[bytes]":
        """A program of the same environment as this one, so that PATH cannot mix two installations."""
        path = sys.executable if program == "python" else str(Path(sys.executable).parent / program)
        process = subprocess.Popen(
            [path, *arguments], env=self.environment, cwd=self.root, stdout=stdout, start_new_session=True
        )
        self._running.append(process)
        return process

    def wait(self) -> None:
        """Return when one of them has ended."""
        while all(process.poll() is None for process in self._running):
            time.sleep(0.5)

    def stop_all(self) -> None:
        """Ask politely in reverse order, then end what does not listen, with what it started."""
        end = time.monotonic() + _STOP_SECONDS
        for process in reversed(self._running):
            if process.poll() is None:
                process.terminate()
        for process in reversed(self._running):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.1, end - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _quiet(level: str) -> tuple[str, str]:
    return "--log-level", level


def wait_for_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens on the port.

    Raises:
        TargetUnreachable: service-not-started when the process ends or the time is over.
    """
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TargetUnreachable("service-not-started", file=f"{HOST}:{port}")
