"""Records that are equal in every column."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipelines.model.finding import Finding
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    alike = np.zeros(len(subject.columns), dtype=np.int64)
    for name in subject.columns.names:
        column = subject.columns[name]
        alike = pd.factorize(alike * len(column.values) + column.codes)[0]
        if not len(alike) or alike.max() + 1 == len(alike):
            return  # no two rows are alike so far: one column without a repeated value is proof enough
    first: dict[int, int] = {}
    for row in np.flatnonzero(pd.Series(alike).duplicated(keep=False)).tolist():
        if subject.columns.lines[row] in subject.ragged:
            continue  # the same piece of a torn record twice is no record twice
        earlier = first.setdefault(int(alike[row]), row)
        if earlier != row and any(subject.columns[name].text(row) for name in subject.columns.names):
            yield rule.finding(subject, "", row, first=str(subject.columns.lines[earlier]))


RULE = Rule(
    "duplicate-row",
    "inferred",
    "one record, one row",
    _find,
    violating=(Sample({"名称": ["a", "b", "a"], "数": ["1", "1", "1"]}, ((4, ""),)),),
    clean=(Sample({"名称": ["a", "a"], "数": ["1", "2"]}), Sample({"名称": ["", ""], "数": ["", ""]})),
)
