"""PostgreSQL: a cluster of our own, CKAN's two databases and the roles that CKAN's DataStore asks for."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from stack.home import Home, StackError
from stack.process import as_user, choose_port, launch, running, stop, wait_until

ROLES = ("ckan", "datastore_reader")  # the reader may look at DataStore tables and nothing else


def find_programs(version: str | None = None) -> Path | None:
    """The folder of initdb and postgres: of the version that made the data, else the newest one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if version:
        found = [p for p in found if p.parts[-3] == version]
    if found:
        return found[-1].parent
    anywhere = shutil.which("postgres")
    return Path(anywhere).resolve().parent if anywhere else None


def _user() -> str | None:
    """PostgreSQL refuses root: then it runs as the user of Debian's package."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise StackError("利用者 postgres がいません。postgresql を apt-get で入れ直してください。") from None


def _reachable(folder: Path, user: str) -> bool:
    asked = subprocess.run(["test", "-x", str(folder)], cwd="/", check=False, **as_user(user))
    return asked.returncode == 0


def data_folder(home: Home) -> Path:
    """HOME/postgres; where the user postgres may not go there (a closed home directory), a folder in its own."""
    user = _user()
    if user is None or _reachable(home.folder, user):
        return home.folder / "postgres"
    key = hashlib.sha256(str(home.folder).encode()).hexdigest()[:12]
    return Path(pwd.getpwnam(user).pw_dir) / f"hiraku-ckan-{key}"


def _initdb(home: Home, data: Path) -> None:
    """Make the cluster. Passwords only, no socket file: nobody else on the machine gets in."""
    user = _user()
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700, parents=True)
    if user:
        shutil.chown(data, user, user)
    programs = find_programs()
    if programs is None:
        raise StackError("PostgreSQL が見つかりません。")
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as password:
        password.write(home.secret("postgres"))
        password.flush()
        if user:
            shutil.chown(password.name, user)
        options = ["-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password.name}", "-E", "UTF8"]
        made = subprocess.run(
            [str(programs / "initdb"), "-D", str(data), "--locale=C.UTF-8", "--no-sync", *options],
            cwd="/", capture_output=True, text=True, check=False, **as_user(user),
        )  # fmt: skip
    if made.returncode != 0:
        raise StackError(f"データベースを作れませんでした（{data}）。\n{made.stderr.strip()}")


def ready(home: Home) -> bool:
    """Whether our server lives and takes connections; it says so itself in the last line of its pid file."""
    pid = running(home, "postgres")
    if pid is None:
        return False
    try:
        lines = (data_folder(home) / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return bool(lines) and lines[0] == str(pid) and lines[-1].strip() == "ready"


def start(home: Home) -> None:
    """Start the server; a cluster without a finished site is made anew."""
    data = data_folder(home)
    if not home.state.get("cluster") or not (data / "PG_VERSION").exists():
        _initdb(home, data)
        home.state.update(cluster=str(data), site_ready=False)
        home.save()
    data.chmod(0o700)  # PostgreSQL refuses a folder that a chmod -R has opened
    version = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    programs = find_programs(version)
    if programs is None:
        raise StackError(f"データは PostgreSQL {version} のものです。postgresql-{version} を入れてください。")
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": choose_port(home, "postgres"),
        "unix_socket_directories": "",
        "max_connections": 100,
        "shared_buffers": "64MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    _launch(home, [str(programs / "postgres"), "-D", str(data), *options])


def _launch(home: Home, command: list[str], tries: int = 10) -> None:
    """Start; after a kill -9 the old server's children keep its shared memory for a moment, so try again."""
    for left in reversed(range(tries)):
        launch(home, "postgres", command, user=_user())
        try:
            wait_until(home, "postgres", lambda: ready(home))
        except StackError:
            if not left or running(home, "postgres"):
                raise
            time.sleep(0.5)
        else:
            return


def halt(home: Home) -> bool:
    """Fast shutdown: open transactions are rolled back, the data is written."""
    return stop(home, "postgres", signal.SIGINT)


def address(home: Home, role: str, database: str) -> str:
    """The address under which CKAN reaches a database."""
    return f"postgresql://{role}:{home.secret(role)}@127.0.0.1:{home.state['ports']['postgres']}/{database}"


def run_sql(home: Home, sql: str) -> None:
    """Run statements as superuser; the first error ends it."""
    programs = find_programs() or Path()
    done = subprocess.run(
        [str(programs / "psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", "postgres"],
        env={**os.environ, "PGPASSWORD": home.secret("postgres"), "PGPORT": str(home.state["ports"]["postgres"])},
        input=sql, capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip
    if done.returncode != 0:
        raise StackError(f"データベースの準備に失敗しました。\n{done.stderr.strip()}")


def make_databases(home: Home) -> None:
    """Both roles and both databases, empty."""
    roles = [f"CREATE ROLE {role} LOGIN PASSWORD '{home.secret(role)}';" for role in ROLES]
    databases = [f"CREATE DATABASE {name} OWNER ckan;" for name in ("ckan", "datastore")]
    drops = ["DROP DATABASE IF EXISTS ckan;", "DROP DATABASE IF EXISTS datastore;"]
    drops += [f"DROP ROLE IF EXISTS {role};" for role in ROLES]  # a first `up` may have been cut off here
    run_sql(home, "\n".join(drops + roles + databases))
