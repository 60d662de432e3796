"""Whether (1,234) is minus 1,234: only arithmetic between the columns of the same table proves it."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from itertools import permutations

import pandas as pd

from pipelines.model.finding import Finding

CODE = "ambiguous-brackets"
_ROWS = 3
"""Rows that must fit: with fewer, two columns may differ by that much by chance."""


def are_negative(column: pd.Series, refusals: Iterable[Finding], others: Mapping[str, pd.Series]) -> bool:
    """Whether every number in brackets of a column is proven negative.

    Args:
        column: the column as read, numbers in brackets still as they were.
        refusals: what its reader refused; brackets carry the negative number as proposal.
        others: the other columns of numbers, as read.

    Returns:
        True when two other columns differ, in every row of at least three, by exactly what the column says with its
        brackets as minus signs, and nothing else in it was refused.
    """
    told = {finding.line: finding for finding in refusals}
    if not told or any(f.code != CODE or f.proposal.strip("-0.") == "" for f in told.values()):
        return False
    texts = {line: told[line].proposal if line in told else text for line, text in column.items() if text}
    stated = {line: _number(text) for line, text in texts.items()}
    if len(stated) < _ROWS or None in stated.values():
        return False
    rows = {name: {line: _number(str(series.at[line])) for line in stated} for name, series in others.items()}
    whole = [numbers for numbers in rows.values() if None not in numbers.values()]
    return any(_differ(one, other, stated) for one, other in permutations(whole, 2))


def _differ(
    one: Mapping[Hashable, Decimal | None],
    other: Mapping[Hashable, Decimal | None],
    stated: Mapping[Hashable, Decimal | None],
) -> bool:
    """Whether one - other is what is stated, in every row; None never gets here."""
    return all((one[line] or 0) - (other[line] or 0) == (amount or 0) for line, amount in stated.items())


def _number(text: str) -> Decimal | None:
    """A canonical number; None for anything else."""
    try:
        return Decimal(text) if text[:1] in "-0123456789" and text else None
    except InvalidOperation:
        return None
