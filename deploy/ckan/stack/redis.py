"""Redis: sessions and the job queue. Nothing of it outlives a stop, and nothing needs to."""

import socket

from stack.home import Home
from stack.process import choose_port, launch, running, wait_until


def ready(home: Home) -> bool:
    """Whether our Redis lives and answers a PING."""
    if running(home, "redis") is None:
        return False
    try:
        with socket.create_connection(("127.0.0.1", home.state["ports"]["redis"]), timeout=2) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def start(home: Home) -> None:
    """Start Redis without snapshots."""
    port = choose_port(home, "redis")
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--daemonize", "no"]
    launch(home, "redis", ["redis-server", *options])
    wait_until(home, "redis", lambda: ready(home))


def address(home: Home) -> str:
    """Where CKAN finds Redis."""
    return f"redis://127.0.0.1:{home.state['ports']['redis']}/0"
