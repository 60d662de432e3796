"""Looks for a pattern in all cells of a table at once; only the cells that hold it come to Python."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model.finding import Line
from pipelines.model.table import RawTable


def cells_with(table: RawTable, pattern: str) -> Iterator[tuple[Line, int, str]]:
    """(line, column, text) of every cell that holds `pattern` (RE2: no look-around), column by column."""
    index = table.cells.index
    for j in range(len(table.labels)):
        texts = pa.array(table.cells[j], pa.string())
        found = pc.indices_nonzero(pc.match_substring_regex(texts, pattern))
        for position in found.to_pylist():
            line = index[position]
            yield (line if isinstance(line, str) else int(line)), j, texts[position].as_py()
