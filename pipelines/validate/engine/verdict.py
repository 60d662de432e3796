"""What the engine found, held in columns: any number of faults, in Frictionless's order, made into lines on demand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise

import numpy as np
import pyarrow as pa

from pipelines.model.errors import DeclarationError
from pipelines.model.finding import Finding
from pipelines.validate.engine.arrow import Numbers

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
        for slices, order, lines in self._windows():
            owners = np.repeat(np.arange(len(slices)), [part.end - part.begin for part in slices])[order].tolist()
            texts = list(chain.from_iterable(part.texts() for part in slices))
            for place, owner, line in zip(order.tolist(), owners, lines.tolist(), strict=True):
                part = slices[owner].part
                yield line, part.field, part.code, texts[place] or ""

    def triples(self) -> list[tuple[int | None, str, str]]:
        """Every fault as (line, field, code)."""
        found: list[tuple[int | None, str, str]] = [fault[:3] for fault in self.head]
        for slices, order, lines in self._windows():
            owners = np.repeat(np.arange(len(slices)), [part.end - part.begin for part in slices])[order]
            names = np.array([part.part.field for part in slices], dtype=object)[owners]
            codes = np.array([part.part.code for part in slices], dtype=object)[owners]
            found.extend(zip(lines.tolist(), names.tolist(), codes.tolist(), strict=True))
        return found

    def findings(self, most: int | None = None) -> Iterator[Finding]:
        """The faults as findings; the first `most` of them where a person is to read them."""
        for line, name, code, text in islice(self.faults(), most):
            yield Finding(code, "error", line=line, field=name, value=text)

    def _windows(self) -> Iterator[tuple[list["_Slice"], Numbers, Numbers]]:
        """All faults, a bounded number at a time: what stands in some records, their order, and the lines in it."""
        bounds = np.cumsum([0, *map(len, self.lines)])
        near, far = self._by_chunk(bounds)
        for number, (begin, end) in enumerate(pairwise(bounds.tolist())):
            parts = [*near.get(number, ()), *far]
            faults = sum(slice_.end - slice_.begin for slice_ in _slices(parts, begin, end))
            step = max(1, (end - begin) * _AT_ONCE // max(1, faults))
            for first in range(begin, end if faults else begin, step):
                slices = _slices(parts, first, min(end, first + step))
                if slices:
                    records = np.concatenate([part.records() for part in slices])
                    ranks = np.concatenate([part.ranks() for part in slices])
                    order = np.argsort((records - begin) * (int(ranks.max()) + 1) + ranks, kind="stable")
                    yield slices, order, self.lines[number][records[order] - begin]

    def _by_chunk(self, bounds: Numbers) -> tuple[dict[int, list[Faults]], list[Faults]]:
        """The parts that stand in one chunk each, by its number, and those that reach over several."""
        near: dict[int, list[Faults]] = {}
        far: list[Faults] = []
        for part in self.parts:
            if len(part.records):
                first, last = np.searchsorted(bounds, part.records[[0, -1]], side="right") - 1
                (near.setdefault(int(first), []) if first == last else far).append(part)
        return near, far


@dataclass(frozen=True, slots=True)
class _Slice:
    """The faults of a part from one place to another."""

    part: Faults
    begin: int
    end: int

    def records(self) -> Numbers:
        return self.part.records[self.begin : self.end]

    def ranks(self) -> Numbers:
        if isinstance(self.part.rank, int):
            return np.full(self.end - self.begin, self.part.rank, dtype=np.int64)
        return self.part.rank[self.begin : self.end]

    def texts(self) -> list[str | None]:
        if self.part.texts is None:
            return [""] * (self.end - self.begin)
        found: list[str | None] = self.part.texts.slice(self.begin, self.end - self.begin).to_pylist()
        return found


def _slices(parts: Iterable[Faults], first: int, end: int) -> list[_Slice]:
    """What of each part stands in the records from `first` to before `end`, where there is any."""
    places = ((part, *np.searchsorted(part.records, (first, end)).tolist()) for part in parts)
    return [_Slice(part, begin, stop) for part, begin, stop in places if begin < stop]


_AT_ONCE = 100_000
