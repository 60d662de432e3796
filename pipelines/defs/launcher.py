"""Default run launcher that also knows whether a run's process is still alive.

After a reboot stock Dagster leaves runs STARTED for ever: its default launcher has no health check, so run monitoring
never looks. This one compares the process id that the launcher recorded, and its age, with the machine's processes
(one host only).
"""

import re
from pathlib import Path
from typing import Any

from dagster import DagsterEventType, DagsterRun
from dagster._core.launcher.base import CheckRunHealthResult, WorkerStatus
from dagster._core.launcher.default_run_launcher import DefaultRunLauncher

_STARTED = re.compile(r"Started process for run \(pid: (\d+)\)")
_CLOCK_SLACK_SECONDS = 5


class PidRunLauncher(DefaultRunLauncher):
    """Tells run monitoring that a run whose process is gone is gone."""

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "PidRunLauncher":
        """As the stock class, which names itself instead of `cls`."""
        return cls(inst_data=inst_data, **config_value)

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Run monitoring asks only launchers that say so."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """RUNNING when the recorded process lives and is no younger than the run, NOT_FOUND when it does not."""
        for record in self._instance.all_logs(run.run_id, of_type=DagsterEventType.ENGINE_EVENT):
            found = _STARTED.search(record.user_message or "") or _STARTED.search(record.message or "")
            if found:
                return _health(int(found[1]), record.timestamp)
        return CheckRunHealthResult(WorkerStatus.UNKNOWN)


def _health(pid: int, recorded: float) -> CheckRunHealthResult:
    try:
        born = Path(f"/proc/{pid}").stat().st_ctime
    except FileNotFoundError:
        return CheckRunHealthResult(WorkerStatus.NOT_FOUND, f"process {pid} is gone")
    if born <= recorded + _CLOCK_SLACK_SECONDS:
        return CheckRunHealthResult(WorkerStatus.RUNNING)
    return CheckRunHealthResult(WorkerStatus.NOT_FOUND, f"process id {pid} belongs to a younger process")
