"""The contract of the pooled event log and of the launcher with the pinned Dagster."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.events import EngineEventData
from dagster._core.launcher.base import WorkerStatus

from pipelines.defs.launcher import PidRunLauncher
from pipelines.defs.storage import PooledSqliteEventLogStorage
from tests.defs.ward import ROOT, Ward

POOLED = ("pipelines.defs.storage", "PooledSqliteEventLogStorage")
STOCK = ("dagster._core.storage.event_log", "SqliteEventLogStorage")


def rows(home: Path) -> dict[str, Counter]:
    """Table of shards and index -> how often each kind of row stands in it; what differs by run or time left out."""
    found: dict[str, Counter] = {}
    for path in sorted(home.glob("*.db")):
        kind = "index" if path.stem == "index" else "run" if len(path.stem) == 36 else path.stem
        with closing(sqlite3.connect(path)) as database:
            for (table,) in database.execute("select name from sqlite_master where type='table'").fetchall():
                columns = [c[1] for c in database.execute(f"pragma table_info({table})")]
                kept = [c for c in columns if c in ("dagster_event_type", "step_key", "asset_key", "check_name", "key")]
                query = f"select {', '.join(kept) or '1'} from {table}"  # noqa: S608 - their own names
                found[f"{kind}.{table}"] = Counter(database.execute(query).fetchall())
    return found


def test_the_pooled_class_records_what_the_stock_class_records(ward, tmp_path):
    recorded = []
    for module, name in (STOCK, POOLED):
        home = tmp_path / name
        home.mkdir()
        text = (ROOT / "dagster.yaml").read_text(encoding="utf-8").replace(POOLED[0], module).replace(POOLED[1], name)
        text = text.replace("{env: DAGSTER_HOME}", f'"{home}"')
        (home / "dagster.yaml").write_text(text, encoding="utf-8")
        with dg.DagsterInstance.from_config(str(home)) as instance:
            Ward(ward.root, instance, ward.load).run()
        recorded.append(rows(home))
    stock, pooled = recorded
    assert stock.keys() == pooled.keys()
    assert sum(stock["run.event_logs"].values()) > 40
    assert stock == pooled


def test_the_shipped_settings_pool_and_send_no_telemetry(ward):
    instance = ward.instance
    assert isinstance(instance.event_log_storage, PooledSqliteEventLogStorage)
    assert isinstance(instance.run_launcher, PidRunLauncher)
    assert not instance.telemetry_enabled
    assert not instance.nux_enabled
    assert instance.run_monitoring_enabled
    assert instance.run_retries_enabled


def test_no_write_ahead_file_of_a_run_stays_even_without_a_clean_up(ward):
    result = ward.run()
    home = Path(os.environ["DAGSTER_HOME"])
    assert (home / f"{result.run_id}.db").is_file()
    assert not list(home.glob(f"{result.run_id}*-wal"))
    ward.instance.dispose()
    assert not list(home.glob("*-wal"))


def started(ward, pid: int | None) -> dg.DagsterRun:
    """A run whose process has that id, as the launcher records it."""
    job = ward.definitions().resolve_job_def("publish_all")
    run = ward.instance.create_run_for_job(job)
    if pid is not None:
        message = f"Started process for run (pid: {pid})."
        ward.instance.report_engine_event(message, run, EngineEventData({"pid": dg.MetadataValue.text(str(pid))}))
    return run


@pytest.fixture
def process():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield child
    child.kill()
    child.wait()
    child.stdin.close()


def test_a_run_whose_process_is_gone_is_not_found_and_a_living_one_runs(ward, process):
    launcher = ward.instance.run_launcher
    run = started(ward, process.pid)
    assert launcher.supports_check_run_worker_health
    assert launcher.check_run_worker_health(run).status == WorkerStatus.RUNNING
    process.kill()
    process.wait()
    assert launcher.check_run_worker_health(run).status == WorkerStatus.NOT_FOUND


def test_a_run_that_was_never_started_is_unknown(ward):
    assert ward.instance.run_launcher.check_run_worker_health(started(ward, None)).status == WorkerStatus.UNKNOWN
