"""One cell of a workbook that came back: its text, and whether it is still the text that somebody typed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol

Kind = Literal["text", "number", "date", "formula", "error", "boolean"]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class _Cell(Protocol):
    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell.

    Attributes:
        text: as the cell shows it; of a number its shortest decimal, of a formula the formula.
        kind: "text" for what was typed as text; anything else a spreadsheet has made of it.
    """

    text: str
    kind: Kind = "text"


BLANK_CELL = Typed("")


def typed(cell: _Cell) -> Typed:
    """What a cell holds."""
    value = cell.value
    if value is None or value == "":
        return BLANK_CELL
    if cell.data_type in ("f", "e"):
        return Typed(str(value), "formula" if cell.data_type == "f" else "error")
    if isinstance(value, bool):
        return Typed(str(value).upper(), "boolean")
    if isinstance(value, int | float):
        return Typed(_decimal(value), "number")
    if isinstance(value, date | datetime | time | timedelta):
        return Typed(str(value), "date")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return Typed(text.replace("\r\n", "\n").replace("\r", "\n"))


def _decimal(value: float) -> str:
    """7 for 7.0, 35.758028 for itself: the shortest decimal that is the same number, without an exponent."""
    text = repr(value)
    if "e" in text or "E" in text:
        text = f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"
    return text.removesuffix(".0")
