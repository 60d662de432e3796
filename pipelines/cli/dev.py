"""`hiraku dev`: Dagster's web pages, daemon and the reports, on this machine only, started in the right order."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.cli.japanese import JapaneseCommand, workspace_option
from pipelines.cli.main import COULD_NOT, FINE
from pipelines.model.errors import DeclarationError, TargetUnreachable

HOST = "127.0.0.1"
_START_SECONDS = 90
_STOP_SECONDS = 20

_PORT = click.option("--port", type=int, default=3000, show_default=True, help="画面のポート（0 は空いているところ）。")


@click.command(
    cls=JapaneseCommand, help="Dagster の画面と常駐プログラムを、この PC の中だけで動かします。Ctrl+C で止まります。"
)
@workspace_option
@_PORT
def dev(folder: Path, port: int) -> int:
    """Initialise the instance alone, then the code server, then webserver and daemon (traps: design, section 6)."""
    root = folder.resolve()
    if not (root / "catalog.toml").is_file():
        raise DeclarationError("missing-catalog", file=str(folder / "catalog.toml"))
    home = root / ".dagster"
    prepare_home(root, home)
    web, code, reports = port or free_port(), free_port(), free_port()
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "HIRAKU_WORKSPACE": str(root),
        "HIRAKU_REPORTS_URL": f"http://{HOST}:{reports}",
    }
    click.echo("Dagster の記録を準備しています…", err=True)
    # a fresh instance that several processes open at once can stay broken for good: one process alone goes first
    subprocess.run(
        [_program("dagster"), "run", "list", "--limit", "1"], env=environment, check=True, capture_output=True
    )
    return _supervise(home, environment, web, code, reports, root)


def prepare_home(root: Path, home: Path) -> None:
    """Make DAGSTER_HOME with the workspace's dagster.yaml (its own, or the program's)."""
    home.mkdir(exist_ok=True)
    own = root / "dagster.yaml"
    shipped = Path(__file__).resolve().parents[2] / "dagster.yaml"
    shutil.copyfile(own if own.is_file() else shipped, home / "dagster.yaml")


def _program(name: str) -> str:
    """A program of the same environment as this one, so that PATH cannot mix two installations."""
    return str(Path(sys.executable).parent / name)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _supervise(home: Path, environment: dict[str, str], web: int, code: int, reports: int, root: Path) -> int:
    workspace = home / "workspace.yaml"
    workspace.write_text(
        f"load_from:\n  - grpc_server: {{host: {HOST}, port: {code}, location_name: {root.name}}}\n", encoding="utf-8"
    )
    running: list[subprocess.Popen[bytes]] = []

    def start(arguments: Sequence[str]) -> None:
        running.append(subprocess.Popen(arguments, env=environment, cwd=root))

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        start(
            [
                *(_program("dagster"), "api", "grpc", "-m", "pipelines.definitions", "-h", HOST, "-p", str(code)),
                *("--location-name", root.name, "--log-level", "warning"),
            ]
        )
        wait_for_port(code, running[0])
        start([_program("dagster-webserver"), "-h", HOST, "-p", str(web), "-w", str(workspace), "-l", "warning"])
        start([_program("dagster-daemon"), "run", "-w", str(workspace), "--log-level", "warning"])
        start([sys.executable, "-m", "pipelines.cli.report_server", str(root), str(reports)])
        wait_for_port(web, running[1])
        click.echo(f"画面: http://{HOST}:{web}/　止めるには Ctrl+C を押してください。", err=True)
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        click.echo("プログラムの1つが止まったため、終わります。", err=True)
    except KeyboardInterrupt:
        click.echo("止めています…", err=True)
        return FINE
    finally:
        stop(running)
    return COULD_NOT


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


def stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask politely in reverse order, then end what does not listen."""
    for process in reversed(processes):
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + _STOP_SECONDS
    for process in reversed(processes):
        try:
            process.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
