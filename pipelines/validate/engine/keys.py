"""Values that may stand once, primary and foreign keys: exact over a whole table, however many chunks it came in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.validate.engine.arrow import Flags, Numbers, arrow_nulls, arrow_numbers, flags, numbers
from pipelines.validate.engine.fields import FieldTest

Codes = npt.NDArray[np.int64]
NOTHING = -1
"""The code of a cell without a value."""
_NEVER_EQUAL = -2


@dataclass(slots=True)
class KeyColumn:
    """The texts of a column that takes part in a key, gathered chunk by chunk.

    Attributes:
        test: the column's field.
        parts: texts, null where a record has no such cell.
    """

    test: FieldTest
    parts: list[pa.Array] = field(default_factory=list)

    def add(self, rows: int, present: Numbers, texts: pa.StringArray) -> None:
        """The texts of one chunk: `texts` stand in the records `present`, the others have none."""
        if len(present) == rows:
            self.parts.append(texts)
            return
        places = np.full(rows, -1, dtype=np.int64)
        places[present] = np.arange(len(present))
        self.parts.append(texts.take(arrow_numbers(places, places < 0)))

    def whole(self) -> pa.Array:
        """The texts of all records; null where there is no value."""
        return pa.concat_arrays(self.parts) if self.parts else arrow_nulls(0)


def value_codes(columns: Sequence[KeyColumn]) -> list[Codes]:
    """Per column and record a number; equal values have equal numbers, in whichever of the columns they stand."""
    texts = [column.whole() for column in columns]
    encoded = pa.concat_arrays(texts).dictionary_encode()
    codes = np.where(flags(encoded.is_valid()), numbers(encoded.indices, np.int32), NOTHING).astype(np.int64)
    parts = np.split(codes, np.cumsum([len(part) for part in texts])[:-1])
    if all(column.test.plain for column in columns):
        return parts  # a text is its own value
    distinct = encoded.dictionary.to_pylist()
    known: dict[object, int] = {}
    return [_valued(part, column.test, distinct, known) for part, column in zip(parts, columns, strict=True)]


def _valued(codes: Codes, test: FieldTest, distinct: list[str], known: dict[object, int]) -> Codes:
    """Numbers of texts as numbers of the values that a field reads in them."""
    table = np.full(len(distinct) + 1, NOTHING, dtype=np.int64)
    for place in np.unique(codes[codes >= 0]).tolist():
        value = test.value(distinct[place])
        if value is not None:
            table[place] = known.setdefault(value, len(known)) if _equals_itself(value) else _NEVER_EQUAL
    # the last entry answers for NOTHING, which is -1
    found: Codes = table[codes]
    return found


def _equals_itself(value: object) -> bool:
    try:
        hash(value)
        return bool(value == value)  # noqa: PLR0124 - NaN is what does not equal itself
    except (ArithmeticError, TypeError, ValueError):
        return False


def repeated(codes: Codes) -> Numbers:
    """Records whose value stood before, in order; those without a value share nothing."""
    usable = np.flatnonzero(codes >= 0)
    if not len(usable):
        return usable
    chosen = codes[usable]
    first = np.full(int(chosen.max()) + 1, -1, dtype=np.int64)
    # backwards, so that the earliest record is what remains
    first[chosen[::-1]] = usable[::-1]
    again: Numbers = usable[first[chosen] != usable]
    return again


def combined(parts: Sequence[Codes]) -> tuple[Codes, Flags]:
    """One number for the values of several columns, and which records have none at all."""
    empty = np.logical_and.reduce([part == NOTHING for part in parts])
    never = np.logical_or.reduce([part == _NEVER_EQUAL for part in parts])
    codes = parts[0] + 2
    for part in parts[1:]:
        _, codes = np.unique(codes * (int(part.max(initial=0)) + 3) + part + 2, return_inverse=True)
    codes = np.array(codes, dtype=np.int64)
    codes[empty | never] = NOTHING
    return codes, empty


def unmatched(targets: Sequence[KeyColumn], sources: Sequence[KeyColumn]) -> Numbers:
    """Records whose key stands in no record of the columns it refers to."""
    both = value_codes([*targets, *sources])
    rows = len(both[0])
    wanted, known = both[: len(targets)], both[len(targets) :]
    joined = [np.concatenate(pair) for pair in zip(wanted, known, strict=True)]
    codes, empty = combined(joined)
    offered = codes[rows:][~empty[rows:]]
    missing: Flags = ~np.isin(codes[:rows], offered[offered >= 0]) & ~empty[:rows]
    return np.flatnonzero(missing)
