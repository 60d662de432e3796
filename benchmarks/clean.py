"""`hiraku clean` against Frictionless validating the same file: wall time of whole processes, and peak memory."""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import sample_table

from pipelines.standard import schema

HIRAKU = Path(sys.executable).parent / "hiraku"
ROUNDS = 3
_PEER = """
import sys, frictionless
from frictionless import Resource, Schema, Checklist
resource = Resource(path=sys.argv[1], schema=Schema.from_descriptor(sys.argv[2]), encoding="utf-8")
report = resource.validate(Checklist(), limit_errors=10**9)
print(len(report.flatten()))
"""


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """(seconds, peak MiB) of one whole process; its children are counted by the system."""
    code = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode\n"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, cwd=folder, check=True
    )
    seconds, memory, status = done.stdout.split()
    if int(status) not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {status}")
    return float(seconds), float(memory)


def main() -> None:
    """Print the medians of both and their ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, table_schema = folder / "food.csv", folder / "schema.json"
        sample_table.write(data, rows)
        table_schema.write_text(
            json.dumps(schema("food_business_all").descriptor, ensure_ascii=False), encoding="utf-8"
        )
        ours = [str(HIRAKU), "clean", "food.csv", "-o", "out.csv", "--changes", "changes.csv"]
        theirs = [sys.executable, "-c", _PEER, "food.csv", "schema.json"]
        results = {"hiraku clean": [], "frictionless validate": []}
        for _ in range(ROUNDS):
            results["hiraku clean"].append(timed([*ours, "--table", "food_business_all"], folder))
            results["frictionless validate"].append(timed(theirs, folder))
    medians = {}
    for label, found in results.items():
        medians[label] = statistics.median(seconds for seconds, _ in found)
        print(f"{label:24} {medians[label]:8.2f} s  peak {max(m for _, m in found):7.0f} MiB  ({rows:,} rows x 34)")
    print(f"ratio                    {medians['frictionless validate'] / medians['hiraku clean']:8.2f} x")


if __name__ == "__main__":
    main()
