"""What the engine found, held in columns: any number of faults, in Frictionless's order, made into lines on demand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pyarrow as pa

from pipelines.model.errors import DeclarationError
from pipelines.model.finding import Finding
from pipelines.validate.engine.arrow import Numbers, arrow_numbers

Fault = tuple[int | None, str, str, str]
"""Physical line (None: the file), field, code in Frictionless's words, the cell's text."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Faults of one kind in one column of one chunk.

    Attributes:
        records: numbers of the records, counted from 0 over the whole table, ascending.
        field, code: what all of them share.
        texts: the cells, or None where the fault is not one cell's.
        rank: where Frictionless puts them among the faults of a record.
    """

    records: Numbers
    field: str
    code: str
    rank: int | Numbers
    texts: pa.StringArray | None = None


@dataclass(slots=True)
class Verdict:
    """All faults of a table.

    Attributes:
        head: faults of the file and its header, which come first.
        parts: the others, in any order.
        lines: per record, its physical line.
        rows: records after the header.
        asked: whether Frictionless itself looked at the file, because the engine does not know all of its schema.
        doubts: what in the schema no value can satisfy.
    """

    head: list[Fault] = field(default_factory=list)
    parts: list[Faults] = field(default_factory=list)
    lines: list[Numbers] = field(default_factory=list)
    rows: int = 0
    asked: bool = False
    doubts: tuple[DeclarationError, ...] = ()

    def __len__(self) -> int:
        return len(self.head) + sum(len(part.records) for part in self.parts)

    def counts(self) -> Counter[tuple[str, str]]:
        """(field, code) -> number of faults."""
        found: Counter[tuple[str, str]] = Counter((name, code) for _, name, code, _ in self.head)
        for part in self.parts:
            found[part.field, part.code] += len(part.records)
        return found

    def faults(self) -> Iterator[Fault]:
        """Every fault, header first, then record by record."""
        yield from self.head
        order, places, lines = self._order()
        for start in range(0, len(order), _AT_ONCE):
            yield from self._some(order[start : start + _AT_ONCE], places, lines)

    def triples(self) -> list[tuple[int | None, str, str]]:
        """Every fault as (line, field, code)."""
        found: list[tuple[int | None, str, str]] = [fault[:3] for fault in self.head]
        order, places, lines = self._order()
        if not len(order):
            return found
        parts, _ = places
        names = np.array([part.field for part in self.parts], dtype=object)[parts[order]]
        codes = np.array([part.code for part in self.parts], dtype=object)[parts[order]]
        found.extend(zip(lines[order].tolist(), names.tolist(), codes.tolist(), strict=True))
        return found

    def findings(self, most: int | None = None) -> Iterator[Finding]:
        """The faults as findings; the first `most` of them where a person is to read them."""
        for line, name, code, text in islice(self.faults(), most):
            yield Finding(code, "error", line=line, field=name, value=text)

    def _order(self) -> tuple[Numbers, tuple[Numbers, Numbers], Numbers]:
        """The order of all faults, (part, place in it) and line of each before ordering."""
        sizes = [len(part.records) for part in self.parts]
        nothing = np.zeros(0, dtype=np.int64)
        if not sum(sizes):
            return nothing, (nothing, nothing), nothing
        records = np.concatenate([part.records for part in self.parts])
        ranks = np.concatenate([np.broadcast_to(part.rank, size) for part, size in zip(self.parts, sizes, strict=True)])
        order = np.argsort(records * (int(ranks.max()) + 1) + ranks, kind="stable")
        parts = np.repeat(np.arange(len(sizes)), sizes)
        starts = np.cumsum([0, *sizes[:-1]])
        return order, (parts, np.arange(len(records)) - starts[parts]), np.concatenate(self.lines)[records]

    def _some(self, order: Numbers, places: tuple[Numbers, Numbers], lines: Numbers) -> Iterator[Fault]:
        numbers, within = places[0][order], places[1][order]
        texts: list[str] = [""] * len(order)
        for number in np.unique(numbers).tolist():
            cells = self.parts[number].texts
            if cells is not None:
                chosen = np.flatnonzero(numbers == number)
                for place, text in zip(
                    chosen.tolist(), cells.take(arrow_numbers(within[chosen])).to_pylist(), strict=True
                ):
                    texts[place] = text or ""
        for number, line, text in zip(numbers.tolist(), lines[order].tolist(), texts, strict=True):
            yield line, self.parts[number].field, self.parts[number].code, text


_AT_ONCE = 50_000
