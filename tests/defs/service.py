"""`hiraku dev` as a person starts it, in its own process, with questions to its GraphQL; used by browser tests too."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.cli.dev import free_port

STATES = """{ assetNodes { assetKey { path } staleStatus staleCauses { reason } } }"""
RUNS = """{ runsOrError { ... on Runs { results { runId status } } } }"""
LAUNCH = """mutation($p: ExecutionParams!) { launchPipelineExecution(executionParams: $p) {
  __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""


class Service:
    """One running `hiraku dev` over a workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = root / "dev.log"
        program = str(Path(sys.executable).parent / "hiraku")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [program, "dev", "-C", str(root), "--port", str(self.port)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "DAGSTER_HOME": ""},
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until(self, true: Callable[[], Any], seconds: float = 60) -> Any:
        """The first true answer; fails with the log when none comes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            answer = true()
            if answer:
                return answer
            time.sleep(0.3)
        raise AssertionError(self.said())

    def wait_for_pages(self) -> None:
        self.wait_until(lambda: "画面: " in self.said())

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    def stale(self) -> dict[str, str]:
        """ "slug/stage" -> STALE, FRESH or MISSING, as the pages show it."""
        nodes = self.ask(STATES)["assetNodes"]
        return {"/".join(node["assetKey"]["path"]): node["staleStatus"] for node in nodes}

    def launch(self, *keys: str) -> str:
        """Materialise assets as the pages' button does; returns the run's last status."""
        selector = {
            "repositoryLocationName": self.root.name,
            "repositoryName": "__repository__",
            "pipelineName": "publish_all",
            "assetSelection": [{"path": key.split("/")} for key in keys],
            "assetCheckSelection": None,
        }
        done = self.ask(LAUNCH, p={"selector": selector, "mode": "default", "runConfigData": {}})
        run_id = done["launchPipelineExecution"]["run"]["runId"]
        return self.wait_until(lambda: self.ended(run_id))

    def ended(self, run_id: str) -> str | None:
        runs = {run["runId"]: run["status"] for run in self.ask(RUNS)["runsOrError"]["results"]}
        return runs[run_id] if runs.get(run_id) in ("SUCCESS", "FAILURE", "CANCELED") else None

    def interrupt(self) -> int:
        """Ctrl+C; returns the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=40)
