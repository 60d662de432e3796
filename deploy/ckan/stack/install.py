"""What CKAN needs on this machine: Debian's packages, a virtual environment and Solr's jars, fetched once."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from stack.home import HERE, Home, StackError, locked, say
from stack.postgres import find_programs

PINS = ("requirements.txt", "pom.xml", "solr/Solr.java")


def _has(program: str) -> Callable[[], bool]:
    return lambda: shutil.which(program) is not None


def _has_magic() -> bool:
    return any(Path("/usr/lib").glob("*/libmagic.so.1")) or shutil.which("file") is not None


# what is needed, how to see it, Debian's package
RUNTIME: list[tuple[str, Callable[[], bool], str]] = [
    ("PostgreSQL", lambda: find_programs() is not None, "postgresql"),
    ("Redis", _has("redis-server"), "redis-server"),
    ("Java", _has("java"), "default-jdk-headless"),
    ("libmagic", _has_magic, "libmagic1"),
]
BUILD: list[tuple[str, Callable[[], bool], str]] = [
    ("Java コンパイラ (javac)", _has("javac"), "default-jdk-headless"),
    ("Maven", _has("mvn"), "maven"),
    ("Python の venv", lambda: importlib.util.find_spec("ensurepip") is not None, "python3-venv"),
]


def _packages(needs: list[tuple[str, Callable[[], bool], str]]) -> None:
    """Install the missing ones with apt-get as root on Debian; otherwise name them and give up."""
    missing = [(what, package) for what, present, package in needs if not present()]
    if not missing:
        return
    names = sorted({package for _, package in missing})
    command = f"apt-get install -y {' '.join(names)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        whats = "、".join(what for what, _ in missing)
        raise StackError(f"{whats} がありません。管理者として次を実行してから、もう一度試してください。\n  {command}")
    say(f"Debian のパッケージを入れています: {' '.join(names)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *names]):
        _run(["apt-get", *step], "apt-get が失敗しました。", env=quiet)
    left = [package for _, present, package in needs if not present()]
    if left:
        raise StackError(f"入れても見つかりません: {' '.join(left)}。手で入れてください。")


def _run(args: list[str], trouble: str, *, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
    done = subprocess.run(args, env=env, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise StackError(f"{trouble}\n{tail}")


def pins() -> str:
    """A fingerprint of everything that decides what gets installed, the interpreter included."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {Path(sys.executable).resolve()}".encode())
    for name in PINS:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()[:16]


def cache_folder(home: Home) -> Path:
    """Where installations are shared: HIRAKU_CKAN_CACHE, else the user's cache, else the folder of this CKAN."""
    asked = os.environ.get("HIRAKU_CKAN_CACHE")
    base = Path(asked) if asked else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hiraku-ckan"
    try:
        base.mkdir(parents=True, exist_ok=True)
    except OSError:
        if asked:
            raise StackError(f"HIRAKU_CKAN_CACHE のフォルダーを作れません: {base}") from None
        return home.folder / "software"
    return base.resolve() if os.access(base, os.W_OK) else home.folder / "software"


def ensure(home: Home) -> Path:
    """The folder with venv/, lib/ and classes/ for today's pins. Downloads only when no finished one is there."""
    base = cache_folder(home)
    folder = base / pins()
    done = folder / "finished"
    _packages(RUNTIME if done.exists() else RUNTIME + BUILD)
    if not done.exists():
        with locked(base / "lock", "別の導入が終わるのを待っています…"):
            if not done.exists():
                _install(folder)
    return folder


def _install(folder: Path) -> None:
    """Python and Java side by side; the file `finished` comes last, so a half installation is never used."""
    say("CKAN 2.12.0 と Solr 9.10.1 を入れています（初回だけ。1〜2分かかります）…")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (folder / "maven.log").open("wb") as log:
        jars = subprocess.Popen(
            ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dmaven.repo.local={folder / 'm2'}",
             "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _install_python(folder)
            jars.wait()
        finally:
            jars.kill()
    if jars.returncode != 0:
        tail = (folder / "maven.log").read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise StackError("Solr の jar を取得できませんでした。ネットワークを確かめてください。\n" + "\n".join(tail))
    source = str(HERE / "solr" / "Solr.java")
    _run(["javac", "-cp", f"{folder / 'lib'}/*", "-d", str(folder / "classes"), source], "javac が失敗しました。")
    shutil.rmtree(folder / "m2", ignore_errors=True)
    (folder / "finished").touch()


def _install_python(folder: Path) -> None:
    trouble = "CKAN を入れられませんでした。ネットワークを確かめてください。"
    _run([sys.executable, "-m", "venv", str(folder / "venv")], trouble)
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "-q", "--no-deps"]
    _run([*pip, "--require-hashes", "-r", str(HERE / "requirements.txt")], trouble)
