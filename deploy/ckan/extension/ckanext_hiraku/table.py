"""The table's side in PostgreSQL: load beside, swap by rename. Everything happens in the caller's transaction."""

import json
import time
from typing import Any

import psycopg2.errors
from ckanext.datastore.backend.postgres import _generate_index_name
from psycopg2.sql import SQL, Composable, Identifier, Literal

from ckanext_hiraku.wishes import Wish, refuse

LOCK_WAIT = "300ms"
LOCK_TRIES = 100  # with the pauses about half a minute, for readers that hold the old table

Cursor = Any


def _run(cursor: Cursor, text: str, **parts: Composable) -> None:
    cursor.execute(SQL(text).format(**parts))


def load(cursor: Cursor, wish: Wish) -> tuple[int, list[tuple[str, str]]]:
    """Fill a new table beside the old one; answers its rows and (name now, name later) of its indexes.

    A leading underscore hides the new table from CKAN. Empty cells become NULL in every type: CKAN's dump cannot
    tell them apart for readers. A value that its type refuses is named with line and column by PostgreSQL.
    """
    new = Identifier(_beside(wish.resource_id))
    columns = SQL(", ").join(SQL("{} {}").format(Identifier(f["id"]), SQL(f["type"])) for f in wish.fields)
    _run(cursor, 'CREATE TABLE {new} ("_id" serial PRIMARY KEY, "_full_text" tsvector, {all})', new=new, all=columns)
    for column in wish.fields:
        if column.get("info"):
            # CKAN's own form: the blank in front marks the version of the data
            note = " " + json.dumps({"_info": column["info"]}, ensure_ascii=False, separators=(",", ":"))
            target = Identifier(_beside(wish.resource_id), column["id"])
            _run(cursor, "COMMENT ON COLUMN {target} IS {note}", target=target, note=Literal(note))
    if wish.full_text:
        _run(
            cursor,
            "CREATE TRIGGER zfulltext BEFORE INSERT OR UPDATE ON {new} "
            "FOR EACH ROW EXECUTE PROCEDURE populate_full_text_trigger()",
            new=new,
        )
    names = SQL(", ").join(map(Identifier, wish.ids))
    copy = SQL("COPY {} ({}) FROM STDIN (FORMAT csv, NULL '', FORCE_NULL ({}))").format(new, names, names)
    cursor.copy_expert(copy, wish.rows)
    rows = int(cursor.rowcount)
    indexes = _make_indexes(cursor, wish, new)
    _run(cursor, "ANALYZE {new}", new=new)
    return rows, indexes


def _beside(resource_id: str) -> str:
    return f"_new_{resource_id}"


def _make_indexes(cursor: Cursor, wish: Wish, new: Identifier) -> list[tuple[str, str]]:
    """Indexes under passing names. CKAN derives a name from the expression: keep it, or it makes a second index."""
    wanted = [("btree", SQL(", ").join(map(Identifier, keys))) for keys in wish.indexes]
    if wish.full_text:
        wanted.append(("gist", Identifier("_full_text")))
    names = []
    for method, expression in wanted:
        later = _generate_index_name(wish.resource_id, expression.as_string(cursor))
        now = f"n{later[1:]}"
        parts = {"name": Identifier(now), "new": new, "method": SQL(method), "keys": expression}
        _run(cursor, "CREATE INDEX {name} ON {new} USING {method} ({keys})", **parts)
        names.append((now, later))
    return names


def swap(cursor: Cursor, resource_id: str, rows: int, indexes: list[tuple[str, str]]) -> int:
    """Put the new table in the old one's place; answers how often the lock had to be tried again.

    The old table is locked last and the count of rows is written after it: CKAN's readers count on a second
    connection, and the other order can hang for ever.
    """
    cursor.execute("SELECT to_regclass(%s)", [Identifier("public", resource_id).as_string(cursor)])
    retries, aliases = 0, []
    old = Identifier(resource_id)
    if cursor.fetchone()[0] is not None:
        retries = _lock(cursor, old)
        cursor.execute('SELECT name FROM "_table_metadata" WHERE alias_of = %s', [resource_id])
        aliases = [Identifier(row[0]) for row in cursor.fetchall()]
        for alias in aliases:
            _run(cursor, "DROP VIEW {alias}", alias=alias)
        _run(cursor, "DROP TABLE {old}", old=old)
    now = _beside(resource_id)
    _run(cursor, "ALTER TABLE {now} RENAME TO {old}", now=Identifier(now), old=old)
    _rename(cursor, "INDEX", f"{now}_pkey", f"{resource_id}_pkey")
    _rename(cursor, "SEQUENCE", f"{now}__id_seq", f"{resource_id}__id_seq")
    for before, later in indexes:
        _rename(cursor, "INDEX", before, later)
    for alias in aliases:
        _run(cursor, "CREATE VIEW {alias} AS SELECT * FROM {old}", alias=alias, old=old)
    cursor.execute(
        """INSERT INTO "_table_stats" VALUES (%(id)s, jsonb_build_object('rows', %(rows)s::bigint))
           ON CONFLICT (resource_id) DO UPDATE SET
           stats = jsonb_set("_table_stats".stats, array['rows'], to_jsonb(%(rows)s::bigint))""",
        {"id": resource_id, "rows": rows},
    )
    return retries


def _rename(cursor: Cursor, kind: str, now: str, later: str) -> None:
    _run(cursor, f"ALTER {kind} {{now}} RENAME TO {{later}}", now=Identifier(now), later=Identifier(later))


def _lock(cursor: Cursor, old: Identifier) -> int:
    """Take the old table for ourselves in short attempts, so that readers never queue behind us for long."""
    for tried in range(LOCK_TRIES):
        _run(cursor, "SAVEPOINT before_lock; SET LOCAL lock_timeout = {wait}", wait=Literal(LOCK_WAIT))
        try:
            _run(cursor, "LOCK TABLE {old} IN ACCESS EXCLUSIVE MODE", old=old)
        except psycopg2.errors.LockNotAvailable:
            _run(cursor, "ROLLBACK TO SAVEPOINT before_lock")
            time.sleep(0.05)
        else:
            return tried
    raise refuse("resource_id", "the table is read without a pause; nothing was changed")
