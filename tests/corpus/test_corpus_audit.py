"""Every repair that fires over the real files is one that a person has read: a golden file of before -> after by rule.

The files themselves stay outside the project, so the golden file quotes only numbers, dates and signs in full; of
texts it keeps which characters went and came, how many distinct pairs there are, and the hash over all of them.
HIRAKU_AUDIT_OUT=FILE.csv writes every pair for reading; HIRAKU_UPDATE_GOLDEN=1 takes the new state over afterwards.
"""

import csv
import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

from tests.corpus.test_corpus_clean import READABLE, judged

GOLDEN = Path(__file__).with_name("repairs_audit.json")
QUOTABLE = re.compile(r"[ -~０-９－‐−–—―ー（）()：:／年月日時分元令和平成昭△▲,，.．○×〇%％人円千名～〜]*")
"""What no name and no sentence is made of."""
MOBILE = re.compile(r"\(?0[789]0")
"""A telephone that may be somebody's own is not quoted."""


def pairs() -> dict[str, Counter[tuple[str, str]]]:
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for name in READABLE:
        for change in judged(name).table.changes:
            found[change.rule][change.before, change.after] += 1
    return dict(found)


def summary(counted: Counter[tuple[str, str]]) -> dict[str, object]:
    distinct = sorted(counted)
    quoted = [pair for pair in distinct if all(QUOTABLE.fullmatch(t) and not MOBILE.match(t) for t in pair)]
    texts = [pair for pair in distinct if pair not in set(quoted)]
    gone: Counter[str] = Counter()
    come: Counter[str] = Counter()
    for before, after in texts:
        gone += Counter(before) - Counter(after)
        come += Counter(after) - Counter(before)
    return {
        "cells": counted.total(),
        "pairs": len(distinct),
        "sha256": hashlib.sha256(json.dumps(distinct, ensure_ascii=False).encode()).hexdigest(),
        "quoted": [f"{before} → {after}" for before, after in quoted],
        "texts": len(texts),
        "gone": "".join(sorted(gone)),
        "come": "".join(sorted(come)),
    }


def write_all(found: dict[str, Counter[tuple[str, str]]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = ((rule, *pair, n) for rule, counted in sorted(found.items()) for pair, n in sorted(counted.items()))
        csv.writer(out).writerows(rows)


def test_no_repair_fires_that_nobody_has_read() -> None:
    found = pairs()
    if "HIRAKU_AUDIT_OUT" in os.environ:
        write_all(found, Path(os.environ["HIRAKU_AUDIT_OUT"]))
    now = {rule: summary(counted) for rule, counted in sorted(found.items())}
    if "HIRAKU_UPDATE_GOLDEN" in os.environ:
        GOLDEN.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_a_text_loses_only_what_its_rule_may_take() -> None:
    """Letters never vanish: what goes from a text is width, white space, dashes, marks and invisible characters."""
    for rule, counted in pairs().items():
        for before, after in counted:
            if rule in ("trim-space", "join-lines", "fold-digits", "fold-ascii", "fold-width", "fold-dashes"):
                assert _letters(before) == _letters(after), (rule, before, after)


def _letters(text: str) -> str:
    plain = re.sub(r"[\s\-‐−–—―ー－ｰ~～〜()（）]", "", text)
    return plain.translate({0xFF01 + n: 0x21 + n for n in range(94)})
