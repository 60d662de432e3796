"""The engine and Frictionless give the same list of faults on tables of every type, constraint and shape."""

import os
import random
import warnings

import pytest

from benchmarks.fuzz import difference
from tests.fuzz_tables import make_case

BATCH = 100
FIRST = 0 if os.environ.get("CI") else random.SystemRandom().randrange(1 << 40)


@pytest.mark.parametrize("batch", range(18))
def test_the_engine_and_frictionless_give_the_same_list(batch: int) -> None:
    seen = {"same": 0, "crashed": 0}
    for seed in range(FIRST + batch * BATCH, FIRST + (batch + 1) * BATCH):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dateutil warns of zones that it does not know
            verdict, ours, theirs = difference(make_case(seed))
        assert verdict in seen, f"seed {seed}: {verdict}\nours   {ours}\ntheirs {theirs}"
        seen[verdict] += 1
    assert seen["same"] > BATCH * 0.8
