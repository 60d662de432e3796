"""Which rows are title, header, record and footer: the layout of a grid, each row having exactly one place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.ingest.footer import find_footer
from pipelines.ingest.grid import Grid, filled, is_blank_row, row_text, used_width
from pipelines.ingest.header import find_header, join_rows, without_header
from pipelines.model.finding import Line

_UNIT = re.compile(
    r"\s*[(（\[［〔]?\s*(?:単位\s*[:\uff1a]?\s*)?"
    r"(?:千|百|万|億)?(?:人|世帯|円|件|台|戸|棟|箇所|か所|ヶ所|校|園|㎡|m2|㎢|km2|ha|ｈａ|m|km|ｍ|％|%|‰|年|月|日|歳|t|トン|kg|L)"
    r"\s*[)）\]］〕]?\s*"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each row of a grid belongs.

    Attributes:
        labels: header text per column, "" where there is none; up to the last that is not blank.
        cells: number of cells of the header's rows, blank ones at their end included.
        header: indices of the header's rows.
        preamble, footer: indices of the rows before and after the table, blank ones included.
        records: indices of the records.
        dropped: (index, reason) of rows inside the table that are no records.
    """

    labels: tuple[str, ...]
    cells: int
    header: tuple[int, ...]
    preamble: tuple[int, ...]
    footer: tuple[int, ...]
    records: list[int]
    dropped: tuple[tuple[int, str], ...]


def find_layout(rows: Sequence[Sequence[str]], *, labelled: bool = True) -> Layout:
    """The layout of the rows of one text file or sheet; `labelled` False where no row can be a header."""
    header = find_header(rows) if labelled else without_header(rows)
    first = max((*header.rows, *header.directives), default=header.start - 1) + 1
    end = find_footer(rows, first) if header.rows else _narrow_tail(rows, first)
    head = [rows[i] for i in header.rows if filled(rows[i])]
    width = max((used_width(row) for row in head), default=0)
    labels = tuple(join_rows(head, width)) if head else ()
    dropped: list[tuple[int, str]] = [(index, "directive") for index in header.directives]
    records: list[int] = []
    unit = first
    while unit < end and not filled(rows[unit]):
        unit += 1
    if head and unit < end and _is_unit_row(rows[unit]):
        dropped.append((unit, "unit-row"))
    else:
        unit = -1
    repeated = [text.strip() for text in head[-1][:width]] if head else None
    key = next((j for j, text in enumerate(repeated or ()) if text), -1)
    for index in range(first, end):
        row = rows[index]
        if is_blank_row(row):
            dropped.append((index, "blank-row"))
        elif index == unit:
            continue
        elif (
            repeated
            and len(repeated) > 1
            and key < len(row)
            and row[key].strip() == repeated[key]
            and [text.strip() for text in row[:width]] == repeated
        ):
            dropped.append((index, "repeated-header"))
        else:
            records.append(index)
    preamble = tuple(i for i in range(header.start) if i not in header.rows)
    cells = max((len(row) for row in head), default=0)
    return Layout(labels, cells, header.rows, preamble, tuple(range(end, len(rows))), records, tuple(sorted(dropped)))


def _narrow_tail(rows: Sequence[Sequence[str]], first: int) -> int:
    """Without a header only rows with fewer cells than any record, or none, end the table."""
    end = len(rows)
    usual = max((len(row) for row in rows[first : first + 200]), default=0)
    while end > first and (len(rows[end - 1]) * 2 < usual or not rows[end - 1]):
        end -= 1
    return end


def _is_unit_row(row: Sequence[str]) -> bool:
    """A row that holds nothing but units of measure, at least one of them in brackets."""
    texts = [text for text in row if text and not text.isspace()]
    return (
        bool(texts)
        and all(_UNIT.fullmatch(text) for text in texts)
        and any(text.strip()[0] in "(（[［〔" for text in texts)
    )


def placed(grid: Grid, indices: Sequence[int]) -> tuple[tuple[Line, str], ...]:
    """(line, text) of the rows at `indices`, for provenance."""
    return tuple((grid.lines[i], row_text(grid.rows[i])) for i in indices)
