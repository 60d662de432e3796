"""A sheet before anything is known about it: rows of text cells and where each stood."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model.finding import Line


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one text file or one sheet, in order, blank ones included.

    Attributes:
        rows: text cells; rows may differ in length.
        lines: physical line of each row (of its first line, where a quoted cell holds line breaks).
    """

    rows: list[list[str]]
    lines: Sequence[Line]


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing but white space (the ideographic one and NBSP included)."""
    return not text or text.isspace()


_UNSEEN = " \t\r\n\u3000\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def is_blank_row(row: Sequence[str]) -> bool:
    """Whether a row holds no cell, or only blank ones; stops at the first that is not.

    A zero-width character alone is nothing that anybody sees, and repairing it would leave a blank row.
    """
    return not any(text and not text.isspace() and text.strip(_UNSEEN) for text in row)


def filled(row: Sequence[str]) -> int:
    """Number of cells that are not blank."""
    return sum(1 for text in row if text and not text.isspace())


def used_width(row: Sequence[str]) -> int:
    """Number of cells up to the last one that is not blank."""
    width = len(row)
    while width and is_blank(row[width - 1]):
        width -= 1
    return width


def row_text(row: Sequence[str]) -> str:
    """The row as one text for provenance, cells joined by tabs, trailing blanks left out."""
    return "\t".join(row[: used_width(row)])
