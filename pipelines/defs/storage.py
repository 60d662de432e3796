"""SQLite event log that keeps its connections: stock Dagster opens one per statement (20 s instead of 7 s a ward)."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy
from dagster import DagsterEventType, EventLogEntry
from dagster._core.storage.event_log.sqlite.sqlite_event_log import (
    INDEX_SHARD_NAME,
    SQLITE_BUSY_TIMEOUT_SECONDS,
    SqliteEventLogStorage,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

KEPT = 8
"""Shards (one per run) whose connection stays open; the index always does."""

_ENDS = (DagsterEventType.RUN_SUCCESS, DagsterEventType.RUN_FAILURE, DagsterEventType.RUN_CANCELED)
"""Event types that close a run."""


class PooledSqliteEventLogStorage(SqliteEventLogStorage):
    """Same tables, files and queries as the stock class, with one kept connection per shard.

    Leans on `_connect` and `_db_lock` of the pinned Dagster; tests/defs/test_storage.py runs the stock class and
    this one side by side and compares the rows.
    """

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "PooledSqliteEventLogStorage":
        """As the stock class, which names itself instead of `cls`."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            try:
                with engine.connect() as connection, connection.begin():
                    yield connection
            finally:
                if shard in self._closed:
                    self._shards.pop(shard, engine).dispose()

    @cached_property
    def _shards(self) -> OrderedDict[str, Engine]:
        return OrderedDict()

    @cached_property
    def _closed(self) -> set[str]:
        """Runs whose end this process has recorded: what it still asks of them closes the shard again."""
        return set()

    def _engine(self, shard: str) -> Engine:
        pool = self._shards
        if shard not in pool:
            pool[shard] = self._open(shard)
            if len(pool) > KEPT:
                oldest = next(name for name in pool if name not in (INDEX_SHARD_NAME, shard))
                pool.pop(oldest).dispose()
        pool.move_to_end(shard)
        return pool[shard]

    def _open(self, shard: str) -> Engine:
        engine = sqlalchemy.create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,
            connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        )
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        with engine.connect() as connection:
            # with SQLite's write-ahead log NORMAL loses at most the last events at a power failure, never the file
            connection.execute(sqlalchemy.text("PRAGMA synchronous=NORMAL"))
            connection.commit()
        return engine

    def store_event(self, event: EventLogEntry) -> None:
        """As the stock class; with a run's last event its shard is closed.

        A run's process ends without any clean-up of Python's own, and would leave 4 MB of write-ahead file behind.
        """
        super().store_event(event)
        told = event.dagster_event
        if told is not None and told.event_type in _ENDS:
            with self._db_lock:
                self._closed.add(event.run_id)
                engine = self._shards.pop(event.run_id, None)
                if engine is not None:
                    engine.dispose()

    def dispose(self) -> None:
        """Close every kept connection, so that no write-ahead file stays behind."""
        with self._db_lock:
            while self._shards:
                self._shards.popitem()[1].dispose()
        super().dispose()
