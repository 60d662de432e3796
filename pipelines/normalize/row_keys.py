"""Names a row of a raw file so that a decision finds it again, and notices when it is another row by now."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from pipelines.model.finding import Line
from pipelines.model.repair import PRINT
from pipelines.model.schema import TableSchema
from pipelines.model.table import LabelledTable

_BY_LINE = re.compile(r"(.+)#([0-9a-f]{16})", re.DOTALL)
_PIECE = 10_000
"""Rows that are turned into Python's own texts at a time."""
_ADDED = re.compile(r"\+[0-9a-f]{16}(?:-[0-9]+)?")
_ESCAPED = str.maketrans({"\\": "\\\\", "、": "\\、", "=": "\\="})


class RowKeys:
    """Keys of the rows of one file.

    A row whose primary key is filled and occurs once is named by it: "ID=TR14", "年度=FY2021、方法=窓口". Any other by
    its line and the first 16 hex digits of the SHA-256 over its raw cells: "14#3f9a…". Both are made of raw texts
    only, so that no rule and no decision changes a key.

    Args:
        labelled: the raw file with its fields.
        schema: whose primary key is used.
        fill: field -> declared value of key fields that the file leaves empty.
        mark: what stands in front of every line and key ("file.csv:" where a dataset has several files).
        added: line -> key of the rows that stewards added below the file's own (whole_rows.py).
    """

    def __init__(
        self,
        labelled: LabelledTable,
        schema: TableSchema,
        fill: Mapping[str, str],
        mark: str = "",
        added: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._raw, self._schema, self._labelled = labelled.raw, schema, labelled
        self._added = added
        self._names = schema.primary_key
        self._fill = fill
        self._columns = {c.field: c.position for c in labelled.columns if c.field}
        self._mark = mark

    def key_of(self, line: Line) -> str:
        """The key of a row, "" when the file has no such line; `line` is marked as in the stacked table."""
        place = self._places.get(str(line))
        if place is None:
            return self._added.get(str(line).removeprefix(self._mark), "")
        name = self._primary[place]
        return name if self._counts[name] == 1 and name else f"{line}#{self._digest(place)}"

    def plain_key_of(self, line: Line) -> str:
        """A key of a row that repeats none of its values; "" when the file has no such line."""
        place = self._places.get(str(line))
        return self.key_of(line) if place is None else f"{line}#{self._digest(place)}"

    def print_of(self, line: Line) -> str:
        """What tells that a row is still the same: a fingerprint over its raw cells, "" when there is no such line."""
        place = self._places.get(str(line))
        return f"{PRINT}{self.key_of(line)[1:] if place is None else self._digest(place)}" if self.key_of(line) else ""

    def with_added(self, added: Mapping[str, str]) -> "RowKeys":
        """The same with the rows that stewards added: line -> key."""
        return RowKeys(self._labelled, self._schema, self._fill, self._mark, added)

    def primary_of(self, texts: Mapping[str, str]) -> tuple[str, ...]:
        """The primary key of a row with these values, width and outer spaces aside; () where a part of it is blank."""
        found = tuple(_folded(texts.get(name, "") or self._fill.get(name, "")) for name in self._names)
        return found if all(found) else ()

    def has_primary(self, primary: tuple[str, ...]) -> bool:
        """Whether the file has a row with that primary key."""
        return bool(primary) and primary in self._all_primary

    def stacked_line_of(self, key: str) -> Line | None:
        """As line_of, with the mark in front, as the dataset's table names the row."""
        line = self.line_of(key)
        return f"{self._mark}{line}" if self._mark and line is not None else line

    def line_of(self, key: str) -> Line | None:
        """The raw line (without mark) that a key names; None when there is no such row, or it holds other cells."""
        place = self._named.get(key)
        if key.startswith("+"):
            return next((line for line, other in self._added.items() if other == key), None)
        if place is None:
            found = _BY_LINE.fullmatch(key)
            place = self._places.get(found[1]) if found else None
            if found is None or place is None or self._digest(place) != found[2]:
                return None
        line = self._raw.cells.index[place]
        return line if isinstance(line, str) else int(line)

    @property
    def key_fields(self) -> tuple[str, ...]:
        """Fields whose values a key may show."""
        return self._names

    @cached_property
    def _places(self) -> dict[str, int]:
        return {f"{self._mark}{line}": place for place, line in enumerate(self._raw.cells.index)}

    @cached_property
    def _primary(self) -> list[str]:
        """The primary key of every row as text, "" where a part of it is blank or there is none."""
        size = len(self._raw.cells)
        if not self._names or not all(n in self._columns or self._fill.get(n) for n in self._names):
            return [""] * size
        rows = zip(*(self._texts(name) for name in self._names), strict=True)
        return [self._primary_of(row) for row in rows]

    def _primary_of(self, texts: tuple[str, ...]) -> str:
        if not all(texts):
            return ""
        parts = (f"{name}={text.translate(_ESCAPED)}" for name, text in zip(self._names, texts, strict=True))
        return self._mark + "、".join(parts)

    def _texts(self, name: str) -> list[str]:
        declared = self._fill.get(name, "")
        if name not in self._columns:
            return [declared] * len(self._raw.cells)
        return [text.strip() or declared for text in self._raw.cells[self._columns[name]].tolist()]

    @cached_property
    def _all_primary(self) -> frozenset[tuple[str, ...]]:
        if not all(n in self._columns or self._fill.get(n) for n in self._names):
            return frozenset()
        columns = [[_folded(text) for text in self._texts(name)] for name in self._names]
        return frozenset(zip(*columns, strict=True))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._primary)

    @cached_property
    def _named(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._primary) if name and self._counts[name] == 1}

    def received(self) -> Iterator[tuple[Line, str]]:
        """(line as the dataset's table names it, the row's raw cells as one text) of every row."""
        for start in range(0, len(self._raw.cells), _PIECE):
            piece = self._raw.cells.iloc[start : start + _PIECE]
            columns = [piece[name].tolist() for name in piece.columns]
            for line, row in zip(piece.index, zip(*columns, strict=True), strict=True):
                plain = line if isinstance(line, str) else int(line)
                yield f"{self._mark}{plain}" if self._mark else plain, _joined(row)

    @property
    def added_lines(self) -> tuple[Line, ...]:
        """Lines of the rows that stewards added, without the mark."""
        return tuple(self._added)

    def added(self) -> Iterator[tuple[Line, str]]:
        """(line as the dataset's table names it, key) of the rows that stewards added."""
        yield from ((f"{self._mark}{line}", key) for line, key in self._added.items())

    def _digest(self, place: int) -> str:
        text = _joined(self._raw.cells.iloc[place].tolist())
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folded(text: str) -> str:
    """A key by which two spellings of an ID are one: to add a row twice would be worse than not to add it."""
    return unicodedata.normalize("NFKC", text).strip()


def added_key(slug: str, texts: Mapping[str, str]) -> str:
    """The key of a row that a steward adds: "+" and 16 hex digits over the dataset and its values."""
    told = _joined(part for name in sorted(texts) for part in (name, texts[name]))
    return "+" + hashlib.sha256(f"{slug}\n{told}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_added_key(key: str) -> bool:
    """Whether a key is that of an added row; "-2", "-3" stand behind those of equal rows."""
    return _ADDED.fullmatch(key) is not None


def _joined(cells: Iterable[str]) -> str:
    return "".join(f"{len(cell)}:{cell}" for cell in cells)


def row_marks(dataset: str, keys: Iterable[RowKeys]) -> dict[Line, str]:
    """Line -> the key by which a workbook knows the row again after sorting: made of the dataset and the row itself.

    Equal rows get "-2", "-3" in their order; nobody can tell them apart anyway. A row that a steward added is known
    by the key that it has anyway.
    """
    marks: dict[Line, str] = {}
    seen: Counter[str] = Counter()
    for rows in keys:
        for line, text in rows.received():
            mark = hashlib.sha256(f"{dataset}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
            seen[mark] += 1
            marks[line] = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
        marks.update(rows.added())
    return marks


def line_named(key: str, keys: Iterable[RowKeys]) -> Line | None:
    """The line of a dataset's table that a key names in one of its files."""
    lines = (rows.stacked_line_of(key) for rows in keys)
    return next((line for line in lines if line is not None), None)
