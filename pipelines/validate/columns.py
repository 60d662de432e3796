"""Columns as distinct values with row codes: what every test of this room works on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.model.finding import Line

Codes = npt.NDArray[np.int32]

_MANY = 100_000
"""Distinct texts from which on a column is too big to be held taken apart until the end."""
_HELD = 1
"""How many such columns are held at a time."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """One column: `values` are its distinct texts, `codes[row]` is the place of a row's text in `values`."""

    codes: Codes
    values: tuple[str, ...]

    def positions(self, wanted: Callable[[str], bool]) -> list[int]:
        """0-based rows whose text is wanted; `wanted` is asked once per distinct value."""
        flags = np.fromiter((wanted(text) for text in self.values), dtype=bool, count=len(self.values))
        return [int(row) for row in np.flatnonzero(flags[self.codes])] if flags.any() else []

    def counts(self) -> list[tuple[str, int]]:
        """(text, number of rows) of each distinct value."""
        numbers = np.bincount(self.codes, minlength=len(self.values)).tolist()
        return list(zip(self.values, numbers, strict=True))

    def text(self, row: int) -> str:
        """The text of a 0-based row."""
        return self.values[int(self.codes[row])]

    def texts(self) -> Iterator[str]:
        """The texts of all rows in order."""
        return (self.values[code] for code in self.codes)

    def blank(self) -> bool:
        """Whether no row holds anything."""
        return not any(text.strip() for text in self.values)


class Columns:
    """The columns of a table, each taken apart into distinct values when first asked for, and kept unless it is huge.

    Args:
        cells: DataFrame of str with unique column names; its index is the physical line.
    """

    def __init__(self, cells: pd.DataFrame) -> None:
        self._cells = cells
        self._distinct: dict[Any, Distinct] = {}
        self.names: tuple[Any, ...] = tuple(cells.columns)
        self.lines: list[Line] = cells.index.tolist()

    def __contains__(self, name: object) -> bool:
        return name in self._cells.columns

    def __getitem__(self, name: str | int) -> Distinct:
        found = self._distinct.pop(name, None) or self._taken_apart(name)
        self._distinct[name] = found  # at the end: the one that was asked for last
        big = [held for held, column in self._distinct.items() if len(column.values) > _MANY]
        for held in big[:-_HELD]:
            del self._distinct[held]
        return found

    def _taken_apart(self, name: str | int) -> Distinct:
        codes, uniques = pd.factorize(self._cells[name])
        return Distinct(np.asarray(codes, dtype=np.int32), tuple(uniques.tolist()))

    def __len__(self) -> int:
        return len(self.lines)
