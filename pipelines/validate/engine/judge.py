"""A table judged column by column, chunk by chunk; the whole of it where values must be compared across records."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validate.engine.arrow import (
    Flags,
    Numbers,
    arrow_flags,
    arrow_nulls,
    arrow_numbers,
    arrow_texts,
    flags,
    numbers,
)
from pipelines.validate.engine.chunks import ABSENT, Chunk
from pipelines.validate.engine.declaration import CompiledSchema
from pipelines.validate.engine.fields import BROKEN, WRONG_TYPE, FieldTest
from pipelines.validate.engine.header import column_tests, header_faults
from pipelines.validate.engine.keys import KeyColumn, combined, repeated, unmatched, value_codes
from pipelines.validate.engine.source import STRETCH, Source
from pipelines.validate.engine.verdict import Faults, Verdict

ForeignKey = tuple[tuple[str, ...], tuple[str, ...]]


def judge(source: Source, schema: CompiledSchema, stretch: int = STRETCH) -> Verdict:
    """Every fault of a table.

    Args:
        source: with a header of at least one label.
        schema: one that the engine knows wholly; its foreign keys refer to the table itself.
        stretch: bytes to look at a time.

    Raises:
        PatternTooSlow: a pattern that Python's `re` did not finish.
    """
    work = _Judge(source, schema)
    for chunk in source.chunks(stretch):
        work.look_at(chunk)
    work.compare()
    return work.verdict


class _Judge:
    """What is known of a table so far."""

    def __init__(self, source: Source, schema: CompiledSchema) -> None:
        names = [test.name for test in schema.fields]
        self.verdict = Verdict(head=header_faults(source.labels, names, source.header_line))
        self._tests = column_tests(source.labels, schema)
        present = {test.name for test in self._tests}
        self._key = schema.primary_key if set(schema.primary_key) <= present else ()
        self._foreign: list[ForeignKey] = [
            (fields, others) for fields, _, others in schema.foreign_keys if set(fields) <= present
        ]
        self._unique = [test.name for test in self._tests if test.unique]
        # Frictionless reads the cells of keys first, and reports in the order in which it reads
        self._first = [*self._unique, *self._key, *(name for fields, _ in self._foreign for name in fields)]
        kept = {*self._first, *(name for _, others in self._foreign for name in others)}
        self._columns = {test.name: KeyColumn(test) for test in self._tests if test.name in kept}
        self._early = {name: place for place, name in reversed(list(enumerate(self._first)))}

    def look_at(self, chunk: Chunk) -> None:
        """The faults of the cells of some records."""
        rows, begin = len(chunk), self.verdict.rows
        blank: Flags = np.ones(rows, dtype=bool)
        found: list[Faults] = []
        for column, test in enumerate(self._tests):
            kept = self._columns.get(test.name)
            asked = kept is not None or test.required or not (test.trivial() and test.plain)
            if not asked and not blank.any():
                continue
            missing, absent = _missing(chunk, column, test)
            blank &= missing
            if asked:
                found.extend(self._cells(chunk, column, missing, absent))
        found.extend(_ragged(chunk, self._tests, self._rank_after()))
        if blank.any():
            found = [part for part in (_outside(part, blank) for part in found) if len(part.records)]
            found.append(Faults(np.flatnonzero(blank), "", "blank-row", self._rank_after()))
        for part in found:
            self.verdict.parts.append(Faults(part.records + begin, part.field, part.code, part.rank, part.texts))
        self.verdict.lines.append(chunk.lines)
        self.verdict.rows += rows

    def _cells(self, chunk: Chunk, column: int, missing: Flags, absent: Flags) -> list[Faults]:
        test, rank = self._tests[column], self._rank(column)
        kept = self._columns.get(test.name)
        found = []
        if test.required and missing.any():
            rows = np.flatnonzero(missing)
            texts = chunk.texts(column, rows) if not absent[rows].any() else None
            found.append(Faults(rows, test.name, "constraint-error", rank, texts))
        rows = np.flatnonzero(~missing)
        if kept is None and (not len(rows) or (test.trivial() and test.plain)):
            return found
        texts = chunk.texts(column, rows)
        if kept is not None:
            kept.add(len(chunk), rows, texts)
        if len(rows) and not (test.trivial() and test.plain):
            found.extend(_judged(test, rows, texts, rank))
        return found

    def _rank(self, column: int) -> int:
        place = self._early.get(self._tests[column].name)
        return len(self._first) + column if place is None else place

    def _rank_after(self) -> int:
        """Behind the faults of cells."""
        return len(self._first) + len(self._tests)

    def compare(self) -> None:
        """Faults of records against each other: unique values, the primary key, foreign keys."""
        if not self.verdict.rows:
            return
        rank = self._rank_after() + len(self._tests) + 1
        stops: list[tuple[Numbers, int]] = []
        for name in self._unique:
            records = repeated(value_codes([self._columns[name]])[0])
            texts = self._columns[name].whole().take(arrow_numbers(records)) if len(records) else None
            self._add(records, name, "unique-error", rank, texts)
            rank += 1
            stops.append((records, self._early[name] + 1))
        if self._key:
            codes, empty = combined([value_codes([self._columns[name]])[0] for name in self._key])
            records = np.union1d(np.flatnonzero(empty), repeated(codes))
            self._add(records, "", "primary-key", rank)
            rank += 1
            stops.append((records, len(self._unique) + len(self._key)))
        read = len(self._unique) + len(self._key)
        for fields, others in self._foreign:
            read += len(fields)
            records = self._unmatched(fields, others)
            self._add(records, "", "foreign-key", rank)
            rank += 1
            stops.append((records, read))
        self._put_in_order(stops)

    def _unmatched(self, fields: Sequence[str], others: Sequence[str]) -> Numbers:
        rows = self.verdict.rows
        nothing = KeyColumn(FieldTest("", frozenset()), [arrow_nulls(rows)])
        sources = [self._columns.get(name, nothing) for name in others]
        return unmatched([self._columns[name] for name in fields], sources)

    def _add(self, records: Numbers, name: str, code: str, rank: int, texts: pa.Array | None = None) -> None:
        if len(records):
            self.verdict.parts.append(Faults(records, name, code, rank, texts))

    def _put_in_order(self, stops: Sequence[tuple[Numbers, int]]) -> None:
        """A record with such a fault: only the keys read until then come before the other cells."""
        if not any(len(records) for records, _ in stops):
            return
        read = np.full(self.verdict.rows, len(self._first), dtype=np.int64)
        for records, count in reversed(stops):
            read[records] = count
        columns = {test.name: column for column, test in enumerate(self._tests)}
        for place, part in enumerate(self.verdict.parts):
            if isinstance(part.rank, int) and part.rank < len(self._first):
                late = part.rank >= read[part.records]
                if late.any():
                    rank = np.where(late, len(self._first) + columns[part.field], part.rank)
                    self.verdict.parts[place] = Faults(part.records, part.field, part.code, rank, part.texts)


def _missing(chunk: Chunk, column: int, test: FieldTest) -> tuple[Flags, Flags]:
    """Which records have no value in a column, and which have not even a cell."""
    sizes = chunk.lengths(column)
    absent = sizes == ABSENT
    missing = absent | (sizes == 0) if "" in test.missing else absent
    others = [text for text in test.missing if text]
    if others:
        wanted = {len(text.encode("utf-8", "surrogatepass")) for text in others}
        near = sizes > 0 if chunk.doubled else np.isin(sizes, list(wanted))
        rows = np.flatnonzero(near)
        if len(rows):
            found = flags(pc.is_in(chunk.texts(column, rows), value_set=arrow_texts(others)))
            missing = missing.copy()
            missing[rows[found]] = True
    return missing, absent


def _judged(test: FieldTest, rows: Numbers, texts: pa.StringArray, rank: int) -> list[Faults]:
    """Faults of the cells of a column: each distinct text is judged once, where texts repeat at all."""
    probe = texts.slice(0, _PROBE)
    if len(probe) == _PROBE and len(probe.unique()) > _PROBE // 2:
        codes = test.verdicts(texts)
    else:
        encoded = texts.dictionary_encode()
        verdicts = test.verdicts(encoded.dictionary)
        if not verdicts.any():
            return []
        codes = verdicts[numbers(encoded.indices, np.int32)]
    bad = np.flatnonzero(codes)
    if not len(bad):
        return []
    found, codes = [], codes[bad]
    wrong = bad[(codes & WRONG_TYPE) > 0]
    if len(wrong):
        found.append(Faults(rows[wrong], test.name, "type-error", rank, texts.take(arrow_numbers(wrong))))
    times = codes // BROKEN
    broken = np.repeat(bad, times)
    if len(broken):
        found.append(Faults(rows[broken], test.name, "constraint-error", rank, texts.take(arrow_numbers(broken))))
    return found


_PROBE = 512
"""Texts from which is judged whether a column repeats itself."""


def _ragged(chunk: Chunk, tests: Sequence[FieldTest], rank: int) -> list[Faults]:
    """Cells beyond the header's and cells that a record lacks."""
    found = []
    width = len(tests)
    widest, narrowest = int(chunk.widths.max(initial=width)), int(chunk.widths.min(initial=width))
    if widest > width:
        long = np.flatnonzero(chunk.widths > width)
        extra = chunk.widths[long] - width
        records = np.repeat(long, extra)
        places = width + np.arange(len(records)) - np.repeat(np.cumsum(extra) - extra, extra)
        texts = chunk.cells.take(arrow_numbers((chunk.first[records] + places) * chunk.step))
        texts = pc.replace_substring(texts, '""', '"') if chunk.doubled else texts
        found.append(Faults(records, "", "extra-cell", rank, texts))
    for column in range(narrowest, width):
        short = np.flatnonzero(chunk.widths <= column)
        found.append(Faults(short, tests[column].name, "missing-cell", rank + column))
    return found


def _outside(part: Faults, blank: Flags) -> Faults:
    """The faults of a part in records that are not blank: a blank record has no other fault of its cells."""
    keep = ~blank[part.records]
    if keep.all():
        return part
    texts = None if part.texts is None else part.texts.filter(arrow_flags(keep))
    return Faults(part.records[keep], part.field, part.code, part.rank, texts)
