"""CKAN itself: its settings, its first contents (tables, administrator, token), its web server."""

import configparser
import io
import json
import os
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from stack import extension, postgres, redis, solr
from stack.home import HERE, Home, StackError, say
from stack.process import LOCAL, choose_port, launch, running, stop, wait_until

INSIDE = HERE / "inside"  # what runs in CKAN's own environment
WORKERS = 3
PLUGINS = "activity datastore datatables_view text_view image_view resource_proxy geojson_view hiraku"
INTRODUCTION = "区のデータを公開する前に試すための、このパソコンの中だけのカタログです。外からは見えません。"
# One clear pixel in place of map tiles: the map works, and no request leaves the machine.
NO_TILES = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


# What is the same on every development site; production.ini.example says what a ward's own site sets otherwise.
FIXED = {
    "use": "egg:ckan",
    "debug": "false",
    "ckan.site_id": "hiraku",
    "ckan.site_title": "練馬区オープンデータカタログ（開発用）",
    "ckan.site_logo": "",  # the title stands there instead
    "ckan.site_custom_css": ".masthead hgroup h1 a { color: #fff; }",
    "ckan.site_intro_text": INTRODUCTION,
    "ckan.site_about": INTRODUCTION,
    "extra_template_paths": HERE / "templates",
    "ckan.locale_default": "ja",
    "ckan.locale_order": "ja en",
    "ckan.locales_offered": "ja en",
    "ckan.display_timezone": "Asia/Tokyo",
    "ckan.plugins": PLUGINS,
    "ckan.views.default_views": "image_view datatables_view text_view geojson_view",
    "ckan.datastore.sqlsearch.enabled": "false",
    "ckan.max_resource_size": 100,
    "ckan.auth.create_user_via_api": "false",
    "ckan.auth.create_user_via_web": "false",
    "ckan.auth.create_unowned_dataset": "false",
    "ckan.auth.user_create_groups": "false",
    "ckan.auth.user_create_organizations": "false",
    "ckan.auth.public_user_details": "false",
    "ckan.hide_version": "true",
    "package_hide_extras": "fingerprint publisher_code search_words",  # for hiraku and for the search
    # nothing leaves the machine: no mail, no avatars, no map tiles
    "ckan.activity_streams_email_notifications": "false",
    "ckan.gravatar_default": "disabled",
    "ckanext.spatial.common_map.type": "custom",
    "ckanext.spatial.common_map.custom.url": NO_TILES,
    "ckanext.spatial.common_map.attribution": "背景地図なし（開発用）",
}


def settings(home: Home) -> dict[str, Any]:
    """All settings of this site: the fixed ones, its addresses, its secrets."""
    return FIXED | {
        "SECRET_KEY": home.secret("site"),
        "ckan.site_url": home.state["url"],
        "sqlalchemy.url": postgres.address(home, "ckan", "ckan"),
        "ckan.datastore.write_url": postgres.address(home, "ckan", "datastore"),
        "ckan.datastore.read_url": postgres.address(home, "datastore_reader", "datastore"),
        "solr_url": solr.address(home),
        "ckan.redis.url": redis.address(home),
        # the classic store renames finished files into place; ckan.files.* (ckan:fs) writes over the old one
        "ckan.storage_path": home.folder / "storage",
        "hiraku.extension": extension.version(home),  # so that a change of its source restarts CKAN
    }


def _render(values: dict[str, Any]) -> str:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign] # SECRET_KEY is in capitals
    parser["app:main"] = {key: str(value) for key, value in values.items()}
    levels = {"loggers": "root", "handlers": "console", "formatters": "line"}
    for section, names in levels.items():
        parser[section] = {"keys": names}
    parser["logger_root"] = {"level": "WARNING", "handlers": "console"}
    parser["handler_console"] = {"class": "StreamHandler", "args": "(sys.stderr,)", "formatter": "line"}
    parser["formatter_line"] = {"format": "%(asctime)s %(levelname)s [%(name)s] %(message)s"}
    text = io.StringIO()
    parser.write(text)
    return text.getvalue()


def write_settings(home: Home) -> bool:
    """Write ckan.ini, readable by its owner only. True when it says something new."""
    text = _render(settings(home))
    file = home.path("ckan.ini")
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    return True


def _environment(home: Home) -> dict[str, str]:
    """What CKAN's processes need to find settings, jobs and extension."""
    return {"CKAN_INI": str(home.folder / "ckan.ini"), "PYTHONPATH": f"{INSIDE}:{home.folder / 'extension'}"}


def _inside(home: Home, software: Path, job: str) -> dict[str, Any]:
    """Run a job of inside/manage.py in CKAN's environment; it answers one JSON object."""
    command = [str(software / "venv" / "bin" / "python"), str(INSIDE / "manage.py"), job]
    words = json.dumps({"password": home.secret("admin")})
    done = subprocess.run(
        command,
        env={**os.environ, **LOCAL, **_environment(home)},
        input=words,
        capture_output=True,
        text=True,
        check=False,
        cwd=home.folder,
    )
    if done.returncode != 0:
        raise StackError(f"CKAN の準備（{job}）に失敗しました。\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def prepare(home: Home, software: Path) -> None:
    """Tables, permissions, administrator and token of a new site; the index again where address or schema changed."""
    if not home.state.get("site_ready"):
        say("データベースを作っています…")
        postgres.make_databases(home)
        made = _inside(home, software, "create")
        postgres.run_sql(home, made["permissions"])
        home.state.update(site_ready=True, token=made["token"], admin=made["admin"])
    elif home.state.get("indexed") != _index_key(home):
        say("検索の索引を作り直しています…")
        _inside(home, software, "reindex")
    home.state["indexed"] = _index_key(home)
    home.save()


def _index_key(home: Home) -> list[str]:
    return [home.state["url"], home.state["schema"]]  # Solr keeps whole datasets, with absolute addresses


def ready(home: Home, seconds: float = 10) -> bool:
    """Whether our CKAN lives and answers."""
    if running(home, "ckan") is None:
        return False
    try:
        with solr.LOCAL_ONLY.open(f"{home.state['url']}/api/3/action/status_show", timeout=seconds) as answer:
            return bool(json.load(answer)["success"])
    except (urllib.error.URLError, OSError, ValueError):
        return False


def choose_address(home: Home, port: int | None) -> None:
    """Decide CKAN's port while it is down; its address is part of the settings."""
    chosen = choose_port(home, "ckan", port)
    home.state["url"] = f"http://127.0.0.1:{chosen}"
    home.save()


def start(home: Home, software: Path) -> None:
    """Start gunicorn: the application is loaded once and forked."""
    command = [str(software / "venv" / "bin" / "python"), "-m", "gunicorn", "--config", str(INSIDE / "server.py")]
    command += ["--bind", f"127.0.0.1:{home.state['ports']['ckan']}", "--workers", str(WORKERS), "wsgi:application"]
    launch(home, "ckan", command, env=_environment(home))
    wait_until(home, "ckan", lambda: ready(home))


def halt(home: Home) -> bool:
    """Let running requests end, then stop."""
    return stop(home, "ckan")
