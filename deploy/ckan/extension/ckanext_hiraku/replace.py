"""The action: one transaction on the DataStore, and the metadata just before its commit."""

from typing import Any

import psycopg2
import psycopg2.errors
from ckan.plugins import toolkit
from ckanext.datastore.backend.postgres import get_write_engine

from ckanext_hiraku import table
from ckanext_hiraku.wishes import Wish, read_wish, refuse


def replace(context: Any, words: dict[str, Any]) -> dict[str, Any]:
    """Replace a resource's DataStore table whole.

    :param resource_id: the resource
    :param fields: columns as datastore_create takes them: id, type, info
    :param upload: a CSV file in UTF-8 whose header is the column names; or
    :param records: a list of objects
    :param indexes: lists of column names (optional)
    :param full_text: fill the column that `q` searches (default true; it costs most of the time)
    :param revise: data of package_revise (optional), done when the table is ready and before it shows: either both
        change or neither does
    :returns: rows, and how often a busy table had to be asked for
    """
    toolkit.check_access("hiraku_datastore_replace", context, words)
    wish = read_wish(words)
    resource = toolkit.get_action("resource_show")(_fresh(context), {"id": wish.resource_id})
    connection = get_write_engine().raw_connection()
    try:
        with connection.cursor() as cursor:
            answer = _publish(context, wish, cursor)
        connection.commit()
    finally:
        connection.rollback()
        connection.close()
    if not resource.get("datastore_active"):
        _announce(context, wish.resource_id)
    return answer


def _publish(context: Any, wish: Wish, cursor: Any) -> dict[str, Any]:
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"hiraku {wish.resource_id}"])
    try:
        rows, indexes = table.load(cursor, wish)
    except (psycopg2.DataError, psycopg2.errors.QueryCanceled) as trouble:
        # a value that its type refuses, a row of another length, bytes that are not UTF-8: said with its line
        raise refuse("records", str(trouble).strip()) from trouble
    retries = table.swap(cursor, wish.resource_id, rows, indexes)
    if wish.revise is not None:
        toolkit.get_action("package_revise")(_fresh(context), wish.revise)
    return {"rows": rows, "retries": retries}


def _announce(context: Any, resource_id: str) -> None:
    """Tell CKAN that the resource has a table, unless `revise` has said so."""
    resource = toolkit.get_action("resource_show")(_fresh(context), {"id": resource_id})
    if not resource.get("datastore_active"):
        toolkit.get_action("resource_patch")(_fresh(context), {"id": resource_id, "datastore_active": True})


def _fresh(context: Any) -> Any:
    return toolkit.fresh_context(context)
