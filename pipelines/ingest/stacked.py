"""Tables below one another in one file or sheet: where the next begins, so that none takes its rows for records."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.ingest.cells import column_kind, kind_of
from pipelines.ingest.footer import is_total
from pipelines.ingest.grid import Grid, filled, is_blank, is_blank_row
from pipelines.ingest.structure import Layout, find_layout
from pipelines.model.finding import Finding

_LABEL = re.compile(
    r"(?:.*(?:名|名称|所在地|住所|場所|番号|電話|数|人口|面積|日|時間|年度|者|種別|区分|種類|項目|内容|説明|意味|記号|備考|緯度|経度|定員|コード|カナ|金額|割合|率)"
    r"|地区|町丁|世帯|男|女|計|合計|年|月|URL|ID|No\.?|NO\.?|№|FAX)(?:[（(].{1,12}[)）])?",
    re.IGNORECASE,
)
_LOOK_BELOW = 30
_MOST = 50
"""Tables of one sheet that are told apart; whatever follows stays among the dropped rows of the last."""

_LONGEST = 30
"""Characters of a label; what is longer is prose."""


def next_table(rows: Sequence[Sequence[str]], layout: Layout) -> int:
    """Index of the first row of the next table (its title included) in the part that `layout` takes for records.

    Answers -1 where there is one table only. A next table is a blank row, then (after a title of one cell) a row of
    labels that is not this table's header again: it shares labels with the header, or all its cells have names that
    columns have, or it stands as text above values of another kind; and it has records below it.
    """
    if not layout.header or not layout.records:
        return -1
    own = [label.strip() for label in layout.labels]
    body, blanks = layout.records, {index for index, reason in layout.dropped if reason == "blank-row"}
    kinds: list[str] = []
    seen: set[tuple[int, str]] = set()
    told = 0
    for position, index in enumerate(body):
        if position == 0 or index - 1 not in blanks:
            continue
        head = _label_row(rows, index)
        if head < 0 or not _has_records(rows, head):
            continue
        seen.update((j, text.strip()) for i in body[told:position] for j, text in enumerate(rows[i]))
        told = position
        kinds = kinds or [column_kind([_at(rows[i], j) for i in body[:position][:200]]) for j in range(len(own))]
        if _same_header(rows[head], own):
            if head != index:  # under a title of its own it is a table of its own: the title says of what
                return index
        elif _is_header(rows, head, own, kinds, seen):
            return index
    return -1


def _at(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _label_row(rows: Sequence[Sequence[str]], start: int) -> int:
    """The row of labels at `start`, or below a title of one cell there (blank rows between them or not); else -1."""
    index = start
    if filled(rows[index]) == 1:
        index += 1
        while index < len(rows) and is_blank_row(rows[index]):
            index += 1
    if index >= len(rows):
        return -1
    texts = [text.strip() for text in rows[index] if not is_blank(text)]
    named = len(texts) > 1 and len(set(texts)) == len(texts) and max(map(len, texts)) <= _LONGEST
    labels = named and all(kind_of(text) in {"text", "mark"} for text in texts)
    return index if labels and not is_total(texts[0]) else -1


def _has_records(rows: Sequence[Sequence[str]], head: int) -> bool:
    return head + 1 < len(rows) and filled(rows[head + 1]) > 1


def _same_header(row: Sequence[str], own: list[str]) -> bool:
    """Whether a row is the table's header again, as after a page break."""
    return [_at(row, j) for j in range(max(len(own), len(row)))] == [*own, *([""] * (len(row) - len(own)))]


def _is_header(
    rows: Sequence[Sequence[str]], head: int, own: list[str], kinds: list[str], seen: set[tuple[int, str]]
) -> bool:
    cells = [_at(rows[head], j) for j in range(len(rows[head]))]
    texts = [text for text in cells if text]
    # what stands above as a value in its own column is a record that follows a gap
    if any((j, text) in seen for j, text in enumerate(cells) if text):
        return False
    if sum(1 for text in texts if text in own) * 2 >= len(texts) or all(map(_LABEL.fullmatch, texts)):
        return True
    return _stands_above_values(rows, head, cells, kinds)


def _stands_above_values(rows: Sequence[Sequence[str]], head: int, cells: list[str], kinds: list[str]) -> bool:
    """Whether text stands where this table has values (or has no column), above values that are none of text."""
    end = head + 1
    while end < len(rows) and end - head <= _LOOK_BELOW and not is_blank_row(rows[end]):
        end += 1
    for j, text in enumerate(cells):
        above = kinds[j] if j < len(kinds) else "none"
        below = column_kind([_at(row, j) for row in rows[head + 1 : end]])
        if text and kind_of(text) == "text" and above not in {"text", ""} and below not in {"", "text", "mark"}:
            return True
    return False


def split_tables(grid: Grid, layout: Layout) -> tuple[tuple[Grid, Layout], ...]:
    """The tables of a grid with their layouts: the one that `layout` describes first, then those below it and above it.

    Rows of the tables below are dropped in the first one as "other-table"; they are records of a table of their own.
    Rows of a table above are its preamble.
    """
    above = _table_above(grid, layout)
    found: list[tuple[Grid, Layout]] = []
    while len(found) < _MOST and (start := next_table(grid.rows, layout)) >= 0:
        found.append((grid, _cut(grid, layout, start)))
        grid = Grid(grid.rows[start:], grid.lines[start:])
        layout = find_layout(grid.rows)
    return (*found, (grid, layout), *above)


def _table_above(grid: Grid, layout: Layout) -> tuple[tuple[Grid, Layout], ...]:
    """A table among the rows before the header: labels with values of another kind below them, and a blank row."""
    start = len(layout.preamble)
    if start < 4 or not layout.header or layout.header[0] != start:
        return ()
    # a title may stand between that table and this one
    while start and filled(grid.rows[start - 1]) == 1:
        start -= 1
    part = Grid(grid.rows[:start], grid.lines[:start])
    if not start or not is_blank_row(grid.rows[start - 1]):
        return ()
    own = find_layout(part.rows)
    if len(own.header) != 1 or len(own.labels) < 2 or len(own.records) < 2:
        return ()
    head = own.header[0]
    cells = [_at(part.rows[head], j) for j in range(len(own.labels))]
    sure = all(cells) and _stands_above_values(part.rows, head, cells, [])
    return ((part, own),) if sure else ()


def _cut(grid: Grid, layout: Layout, start: int) -> Layout:
    """The layout with the table's own footer, and every row from `start` on dropped."""
    own = find_layout(grid.rows[:start])
    if own.header != layout.header:  # the rows below taught what the header is: keep that
        own = replace(
            layout,
            footer=(),
            records=[index for index in layout.records if index < start],
            dropped=tuple((index, reason) for index, reason in layout.dropped if index < start),
        )
    others = tuple((index, "other-table") for index in range(start, len(grid.rows)))
    return replace(own, dropped=(*own.dropped, *others))


def several_tables(tables: Sequence[tuple[Grid, Layout]]) -> list[Finding]:
    """The error that goes with each of several tables: how many, where the second begins, and with which labels."""
    if len(tables) < 2:
        return []
    grid, layout = tables[1]
    line = grid.lines[layout.header[-1]] if layout.header else grid.lines[0]
    labels = [label.strip() for label in layout.labels if label.strip()]
    params: dict[str, object] = {"tables": len(tables), "labels": labels, "rows": len(layout.records)}
    return [Finding("several-tables", "error", line=line, params=params)]
