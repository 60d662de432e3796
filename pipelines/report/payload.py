"""Rows that the page shows only when asked: data inside the page, as many as its budget has room for."""

import json
from collections.abc import Sequence
from typing import Any

from pipelines.report.cards import Named

NO_DATA = '<script type="application/json" id="rows">{}</script>'
"""What the template holds in their place; no text of a report can look like it, for the template escapes "<"."""


def rows_as_data(named: Sequence[Named], sections: Sequence[dict[str, Any]], room: int) -> tuple[str, bool]:
    """The element with the rows that the tables of the page leave out, and whether it holds them all.

    Plain text and not compressed, so that whoever looks for a value in a page that a run wrote finds it.

    Args:
        named: causes with the rows of their tables.
        sections: of the page, with how many rows each table shows.
        room: bytes that are left.
    """
    rows = {item.id: item.details.rows for item in named if item.details is not None}
    cards = [card for section in sections for card in section["cards"] if card["details"]]
    parts, left, whole = [], room, True
    for card in cards:
        shown, total = len(card["details"]["rows"]), card["details"]["total"]
        told = (_safe(json.dumps(row, ensure_ascii=False, separators=(",", ":"))) for row in rows[card["id"]][shown:])
        fitting = []
        left -= len(card["id"]) + 6  # its quotes, colon, brackets and comma
        for row in told:
            left -= len(row.encode("utf-8", "replace")) + 1
            if left < 0:
                break
            fitting.append(row)
        whole = whole and shown + len(fitting) == total
        if fitting:
            parts.append(f"{json.dumps(card['id'])}:[{','.join(fitting)}]")
    return NO_DATA.replace("{}", "{" + ",".join(parts) + "}"), whole


def _safe(text: str) -> str:
    """Nothing in it ends the element or starts a comment; no half characters."""
    return text.replace("<", "\\u003c").encode("utf-8", "replace").decode("utf-8")
