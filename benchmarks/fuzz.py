"""The engine against Frictionless on random tables of every type and constraint: `fuzz.py [cells] [first seed]`."""

import json
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipelines.model.errors import HirakuError
from pipelines.validate.engine import examine
from pipelines.validate.referee import referee
from tests.fuzz_tables import Case, make_case


def difference(case: Case) -> tuple[str, object, object]:
    """("same" | "different" | "crashed" | "refused", ours, theirs); "crashed" is Frictionless's own traceback."""
    try:
        theirs = [(f.line, f.field, f.code) for f in referee(case.data, case.document, sniff=case.sniff)]
    except HirakuError as error:
        if not isinstance(error.__cause__, TypeError | ArithmeticError | ValueError):
            return "refused", None, error
        theirs = error
    ours = examine(case.data, case.document, sniff=case.sniff, stretch=case.stretch).triples()
    if isinstance(theirs, Exception):
        return "crashed", ours, theirs
    return ("same" if ours == theirs else "different"), ours, theirs


def main() -> None:
    """Compare until so many cells were generated; a disagreement is printed with its seed."""
    warnings.simplefilter("ignore")
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    cells, counts, faults, start = 0, dict.fromkeys(("same", "different", "crashed", "refused"), 0), 0, time.time()
    while cells < wanted:
        case = make_case(seed)
        verdict, ours, theirs = difference(case)
        counts[verdict] += 1
        if verdict == "different":
            print(f"seed {seed}\n  {json.dumps(case.document, ensure_ascii=False)}\n  {case.data.decode()!r}")
            print(f"  ours only   {[fault for fault in ours if fault not in theirs]}")
            print(f"  theirs only {[fault for fault in theirs if fault not in ours]}")
        if verdict == "refused":
            print(f"seed {seed} refused: {theirs}")
        if verdict in ("same", "crashed"):
            cells += case.cells
            faults += len(ours)
        seed += 1
    print(f"{cells:,} cells, {faults:,} faults, tables: {counts}, next seed {seed}, {time.time() - start:.0f} s")
    sys.exit(1 if counts["different"] else 0)


if __name__ == "__main__":
    main()
