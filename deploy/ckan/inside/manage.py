"""Jobs in CKAN's own environment, one start for all of their steps; the answer is one line of JSON."""

import json
import sys
from pathlib import Path

from ckan import model
from ckan.cli.db import upgrade
from ckan.common import config
from ckan.lib.i18n import (
    _build_js_translation,
    _get_js_translation_entries,
    get_ckan_i18n_dir,
    get_js_translations_dir,
)
from ckan.lib.search import rebuild
from ckan.plugins.toolkit import get_action
from ckanext.datastore.cli import permissions_sql
from wsgi import application

ADMIN = "hiraku-admin"


def create(words: dict[str, str]) -> dict[str, str]:
    """Tables, administrator, token. `permissions` is SQL for the superuser, who is not known here."""
    upgrade.main([], standalone_mode=False)
    build_javascript_translation()
    site = get_action("get_site_user")({"ignore_auth": True}, {})
    context = {"ignore_auth": True, "user": site["name"]}
    user = {"name": ADMIN, "fullname": "管理者", "email": "admin@localhost.invalid", "password": words["password"]}
    get_action("user_create")(dict(context), user)
    account = model.User.get(ADMIN)
    account.sysadmin = True
    model.Session.commit()
    token = get_action("api_token_create")(dict(context), {"user": ADMIN, "name": "hiraku"})["token"]
    names = [model.parse_db_config(key) for key in ("sqlalchemy.url", "ckan.datastore.write_url")]
    reader = model.parse_db_config("ckan.datastore.read_url")
    main, write = names
    sql = permissions_sql(
        maindb=main["db_name"], datastoredb=write["db_name"],
        mainuser=main["db_user"], writeuser=write["db_user"], readuser=reader["db_user"],
    )  # fmt: skip
    return {"token": token, "admin": ADMIN, "permissions": sql}


def build_javascript_translation(language: str = "ja") -> None:
    """What the browser's side of CKAN says; gunicorn does not make it, `ckan translation js` takes all 60 languages."""
    source, target = Path(get_ckan_i18n_dir()), Path(get_js_translations_dir())
    target.mkdir(parents=True, exist_ok=True)
    texts = _get_js_translation_entries(str(source / "ckan.pot"))
    words = [str(source / language / "LC_MESSAGES" / "ckan.po")]
    _build_js_translation(language, words, texts, str(target / f"{language}.js"))


def reindex(_words: dict[str, str]) -> dict[str, str]:
    """Fill the search index from the database."""
    rebuild(clear=True)
    return {"site": str(config["ckan.site_id"])}


if __name__ == "__main__":
    job = {"create": create, "reindex": reindex}[sys.argv[1]]
    wishes = json.load(sys.stdin)
    with application._wsgi_app.test_request_context():  # noqa: SLF001 - as CKAN's own command line does
        answer = job(wishes)
    print(json.dumps(answer))
