"""The columnar engine against Frictionless: same files, same schemas, no cap on errors, every run a process of its own.

`validate.py [--rounds 5] [--rows 100000] [--million-rounds 1] [--only NAME]`; the time is that of the work alone (the
libraries are loaded before, bytes to the full list of faults), and both lists must be equal. --million-rounds 0 leaves
the million rows out, which take Frictionless minutes.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import validation_tables as tables

from pipelines.standard import schema

TABLE = "food_business_all"
_END = """
work = time.process_time() - begin
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the lists are compared
digest = hashlib.sha256(repr(sorted(map(str, found))).encode()).hexdigest()[:16]
print(json.dumps({"seconds": seconds, "work": work, "faults": len(found), "digest": digest, "memory": memory}))
"""
_OURS = """
import hashlib, json, resource, sys, time
from pathlib import Path
import pipelines.validate.engine, pipelines.cli.validation as validation, pyarrow.compute
jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
start, begin = time.perf_counter(), time.process_time()
found = []
for path, schema, encoding in jobs:
    found.extend(validation.validate_file(Path(path), Path(path).read_bytes(), Path(schema)).triples())
seconds = time.perf_counter() - start
"""
_THEIRS = """
import hashlib, json, resource, sys, time, os
import frictionless, frictionless.resources
from pathlib import Path
jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
start, begin = time.perf_counter(), time.process_time()
errors = []
for path, schema, encoding in jobs:
    checked = frictionless.Schema.from_descriptor(os.path.relpath(schema))
    table = frictionless.resources.TableResource(path=os.path.relpath(path), schema=checked, encoding=encoding)
    report = table.validate(limit_errors=0)
    errors.extend(error for task in report.tasks for error in task.errors)
found = [
    (getattr(error, "row_number", 1), getattr(error, "field_name", "") or getattr(error, "label", ""), error.type)
    for error in errors
]
seconds = time.perf_counter() - start
"""


@dataclass(frozen=True)
class Contest:
    """One comparison.

    Attributes:
        title: what is compared.
        jobs: (file, schema, encoding).
        target: how many times as fast the engine shall be.
        memory: how many MiB it may take, 0 for no bound.
    """

    title: str
    jobs: list[tuple[str, str, str]]
    target: float
    memory: float = 0


def run(code: str, jobs: Path, folder: Path) -> dict[str, float]:
    """One process; its answer."""
    done = subprocess.run(
        [sys.executable, "-c", code + _END, str(jobs)], capture_output=True, text=True, cwd=folder, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout))


def compare(held: Contest, rounds: int, folder: Path) -> None:
    """Medians of both, their ratio and the engine's memory."""
    jobs = folder / "jobs.json"
    jobs.write_text(json.dumps(held.jobs), encoding="utf-8")
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(run(_OURS, jobs, folder))
        theirs.append(run(_THEIRS, jobs, folder))
    if {result["digest"] for result in ours} != {result["digest"] for result in theirs}:
        raise SystemExit(f"{held.title}: the two lists differ ({ours[0]['faults']} and {theirs[0]['faults']})")
    mine, other = (statistics.median(result["seconds"] for result in results) for results in (ours, theirs))
    done, asked = (statistics.median(result["work"] for result in results) for results in (ours, theirs))
    memory = max(result["memory"] for result in ours)
    bound = f" (at most {held.memory:,.0f})" if held.memory else ""
    ratio = f"{held.title:44} {other / mine:6.1f} x (at least {held.target:g}), {asked / done:.1f} x the work"
    clock = f"engine {mine:.2f} s, Frictionless {other:.2f} s, {ours[0]['faults']:,} faults"
    print(f"{ratio}   {clock}, engine's peak {memory:,.0f} MiB{bound}", flush=True)


NAMES = ("utf-8", "cp932", "faulty", "ward", "million")


def contest(name: str, folder: Path, rows: int) -> Contest:
    """Writes the files of one comparison."""
    table, document = schema(TABLE), folder / "schema.json"
    document.write_text(json.dumps(table.descriptor, ensure_ascii=False), encoding="utf-8")

    def big(count: int, encoding: str = "utf-8", **options: int) -> list[tuple[str, str, str]]:
        tables.write(folder / "data.csv", tables.rows(table, count, **options), encoding)
        return [(str(folder / "data.csv"), str(document), encoding)]

    if name == "ward":
        return Contest("a ward: 112 files of about 100 rows", _ward(folder), 3.5)
    if name == "million":
        return Contest("1,000,000 x 34, UTF-8", big(1_000_000), 12, memory=1.2 * 1024)
    if name == "faulty":
        return Contest(f"{rows:,} x 34, eight columns faulty", big(rows, faulty_columns=8), 25)
    if name == "cp932":
        return Contest(f"{rows:,} x 34, CP932", big(rows, "cp932"), 8)
    return Contest(f"{rows:,} x 34, UTF-8", big(rows), 12)


def _ward(folder: Path) -> list[tuple[str, str, str]]:
    small = folder / "ward"
    small.mkdir()
    jobs = []
    for path, table in tables.ward(small):
        document = small / f"{table.slug}.json"
        document.write_text(json.dumps(table.descriptor, ensure_ascii=False), encoding="utf-8")
        jobs.append((str(path), str(document), "utf-8"))
    return jobs


def import_time() -> tuple[float, float]:
    """Seconds on the clock and of work that `hiraku check` takes to load all it needs, its start apart."""
    code = (
        "import time; start, work = time.perf_counter(), time.process_time()\n"
        "import pipelines.cli.main, pipelines.cli.files, pipelines.cli.checking\n"
        "print(time.perf_counter() - start, time.process_time() - work)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    clock, work = map(float, done.stdout.split())
    return clock, work


def main() -> None:
    """Print one line a comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--million-rounds", type=int, default=1)
    parser.add_argument("--only", default="", choices=("", *NAMES))
    options = parser.parse_args()
    times = [import_time() for _ in range(options.rounds)]
    clock, work = map(statistics.median, zip(*times, strict=True))
    print(f"{'loading of `hiraku check`':44} {clock:6.2f} s (less than 1), of it {work:.2f} s work", flush=True)
    for name in [options.only] if options.only else NAMES:
        rounds = options.million_rounds if name == "million" else options.rounds
        if rounds:
            with tempfile.TemporaryDirectory() as folder:
                compare(contest(name, Path(folder), options.rows), rounds, Path(folder))


if __name__ == "__main__":
    main()
