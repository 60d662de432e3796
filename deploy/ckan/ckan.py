"""Bring up a real CKAN on 127.0.0.1 (`up`), stop it (`down`), look at it (`status`, `token`), empty it (`reset`)."""

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from stack import install, postgres, redis, site, solr
from stack.home import HERE, SERVICES, Home, StackError, say
from stack.process import running, stop

READY = {"postgres": postgres.ready, "redis": redis.ready, "solr": solr.ready, "ckan": site.ready}
DATA = ("solr", "storage", "extension", "log")
HALT = {"postgres": postgres.halt, "ckan": site.halt}


def up(home: Home, port: int | None) -> None:
    """Start what does not run or does not answer; leave alone what does."""
    started = time.monotonic()
    software = install.ensure(home)
    stock = software / "venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    with home.lock():
        home.read()
        fresh = solr.write_core(home, stock / "ckan" / "config" / "solr" / "schema.xml")
        if fresh:
            stop(home, "solr")
        changed = start_services(home, software)
        if start_site(home, software, port, changed=changed) or changed:
            say(f"CKAN が使えるようになりました（{time.monotonic() - started:.0f} 秒）: {home.state['url']}")
        else:
            say(f"CKAN はすでに動いています: {home.state['url']}")


def start_services(home: Home, software: Path) -> list[str]:
    """PostgreSQL, Redis and Solr; answers the names of those that had to be started."""
    start: dict[str, Callable[[Home], None]] = {
        "postgres": postgres.start,
        "redis": redis.start,
        "solr": partial(solr.start, software=software),
    }
    asleep = [name for name in start if not READY[name](home)]
    if asleep:
        say(f"起動しています: {'、'.join(asleep)}…")
        halt(home, "ckan")  # it would hold connections to services that are gone
    for name in asleep:
        halt(home, name)  # mute, or killed with workers left behind
        try:
            start[name](home)
        except StackError:
            if home.state["ports"].get(name) is None:
                raise
            halt(home, name)
            del home.state["ports"][name]  # somebody may have taken the port between our look and its start
            start[name](home)
    return asleep


def start_site(home: Home, software: Path, port: int | None, *, changed: list[str]) -> bool:
    """CKAN, new or again when its settings changed or another port is asked for. True when it was started."""
    moved = port is not None and port != home.state["ports"].get("ckan")
    if changed or moved or not site.ready(home):
        halt(home, "ckan")
        site.choose_address(home, port)
    elif not site.write_settings(home):
        return False
    else:
        halt(home, "ckan")
    site.write_settings(home)
    site.prepare(home, software)
    say("起動しています: ckan…")
    site.start(home, software)
    return True


def halt(home: Home, name: str) -> bool:
    """Stop one service and what a killed one left behind."""
    return HALT[name](home) if name in HALT else stop(home, name)


def down(home: Home) -> None:
    """Stop all four, the web server first. The data stays."""
    with home.lock():
        stopped = _stop_all(home)
    say(f"停止しました: {'、'.join(stopped)}" if stopped else "動いているものはありません。")


def _stop_all(home: Home) -> list[str]:
    home.read()
    return [name for name in reversed(SERVICES) if halt(home, name)]


def status(home: Home) -> int:
    """Show what runs. 0 when all four answer, 1 otherwise."""
    answers = {name: READY[name](home) for name in SERVICES}
    for name, good in answers.items():
        pid, port = running(home, name), home.state["ports"].get(name, "-")
        word = "稼働中" if good else ("応答なし" if pid else "停止")
        print(f"{name:<9} {word}  pid {pid or '-'}  ポート {port}")
    if all(answers.values()):
        print(f"アドレス: {home.state['url']}")
        print(f"管理者: {home.state['admin']}（パスワードは {home.file} の secrets.admin）")
    print(f"データ: {home.folder}")
    return 0 if all(answers.values()) else 1


def token(home: Home) -> None:
    """The administrator's API token, alone on standard output."""
    if not home.state.get("token"):
        raise StackError("トークンはまだありません。先に up を実行してください。")
    print(home.state["token"])


def reset(home: Home) -> None:
    """Stop, and throw the data away. The installation in the cache stays."""
    with home.lock():
        _stop_all(home)
        for folder in (postgres.data_folder(home), *(home.folder / name for name in DATA)):
            shutil.rmtree(folder, ignore_errors=True)
        for file in ("state.json", "ckan.ini"):
            (home.folder / file).unlink(missing_ok=True)
    say(f"データを消しました: {home.folder}")


def main() -> int:
    """Read the command line, run one verb, answer 0, 1 (status: something is down) or 2 (could not do it)."""
    parser = argparse.ArgumentParser(prog="ckan.py", description="開発・試験用の CKAN を 127.0.0.1 で動かします。")
    parser.add_argument("verb", choices=("up", "down", "status", "token", "reset"), help="すること")
    parser.add_argument("--home", type=Path, default=HERE.parent.parent / ".ckan", help="データを置くフォルダー")
    parser.add_argument("--port", type=int, help="CKAN のポート番号（up のときだけ。省略すると空きを使う）")
    asked = parser.parse_args()
    try:
        if "%" in str(asked.home.resolve()):
            raise StackError(f"フォルダーの名前に % があると CKAN が設定を読めません: {asked.home}")  # noqa: TRY301
        asked.home.mkdir(parents=True, exist_ok=True)
        home = Home(asked.home)
        if asked.verb == "up":
            up(home, asked.port)
            return 0
        return {"down": down, "status": status, "token": token, "reset": reset}[asked.verb](home) or 0
    except (StackError, OSError) as trouble:
        say(str(trouble))
        return 2
    except KeyboardInterrupt:
        say("中断しました。もう一度 up を実行すれば続きから始まります。")
        return 130


if __name__ == "__main__":
    sys.exit(main())
