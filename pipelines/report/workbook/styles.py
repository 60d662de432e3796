"""The workbook's look (workbook.md, "Look"): fonts, fills, edges, protection, print; one place for all sheets."""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.decisions.book_format import cell_text

FONT = "BIZ UDPゴシック"
INK, GREY, LINK = "FF1A1A1A", "FF767676", "FF00118F"
HEAD, FADED = "FFE6E6E6", "FFF2F2F2"
STOP, WARN, AUTO = "FFFFC199", "FFFFF0B3", "FFE8F1FE"
BLUE_TAB, DARK_TAB = "FF0017C1", "FF00118F"


_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would take for an escaped character."""


def fill(colour: str) -> PatternFill:
    """A solid fill."""
    return PatternFill("solid", fgColor=colour)


def _box(style: str, colour: str) -> Border:
    side = Side(style=style, color=colour)  # type: ignore[arg-type]  # the stubs list every style as a literal
    return Border(left=side, right=side, top=side, bottom=side)


def _below(style: str, colour: str) -> Border:
    return Border(bottom=Side(style=style, color=colour))  # type: ignore[arg-type]


_ROW = _below("thin", "FFCCCCCC")
_EDGES = {"stop": _box("medium", "FF8B3200"), "warn": _box("mediumDashed", "FF6E5600"), "auto": _box("hair", GREY)}
_FILLS = {"stop": STOP, "warn": WARN, "auto": AUTO}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: `mark` is "", "stop", "warn" or "auto"; `edge` "", "row", "grid", "input" or "head"."""

    size: int = 11
    bold: bool = False
    italic: bool = False
    colour: str = ""
    underline: bool = False
    mark: str = ""
    edge: str = ""
    across: str = "left"
    up: str = "center"
    wrap: bool = False
    text: bool = False
    open: bool = False


class Styles:
    """Looks as style numbers of one workbook, each made once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._scratch = sheet
        self._made: dict[Look, StyleArray] = {}

    def of(self, look: Look) -> StyleArray:
        """The style number of a look."""
        if look not in self._made:
            self._made[look] = self._make(look)
        return self._made[look]

    def _make(self, look: Look) -> StyleArray:
        cell = Cell(self._scratch, row=1, column=1)
        cell.font = Font(
            name=FONT,
            sz=look.size,
            b=look.bold,
            i=look.italic or look.mark == "auto",
            color=look.colour or None,
            u="single" if look.underline else None,
        )
        if look.mark:
            cell.fill, cell.border = fill(_FILLS[look.mark]), _EDGES[look.mark]
        elif look.edge == "head":
            cell.fill, cell.border = fill(HEAD), _below("medium", INK)
        elif look.edge:
            edges = {"row": _ROW, "grid": _box("thin", "FFCCCCCC"), "input": _box("thin", GREY)}
            cell.border = edges[look.edge]
        cell.alignment = Alignment(
            horizontal=look.across,
            vertical=look.up,
            wrap_text=look.wrap or None,
            indent=1 if (look.edge or look.mark) and look.across != "center" else 0,
        )
        cell.number_format = "@" if look.text else "General"
        cell.protection = Protection(locked=not look.open)
        return cast("StyleArray", cast("Any", cell)._style)  # noqa: SLF001 - there is no other way to a style's number

    def cell(self, sheet: Worksheet, value: str | int, look: Look) -> Cell:
        """A cell of that look; text is always text, never a formula."""
        made = Cell(sheet, row=1, column=1, style_array=self.of(look))  # append() gives it its place
        _fill_in(made, value)
        return made

    def column(self, sheet: Worksheet, letter: str, width: float, look: Look) -> None:
        """The width of a column, and the look of all its cells that nobody has made yet."""
        dimension: Any = sheet.column_dimensions[letter]
        dimension.width = width
        dimension._style = copy(self.of(look))  # noqa: SLF001 - as below

    def put(self, sheet: Worksheet, row: int, column: int, value: str | int, look: Look) -> None:
        """The same, at a chosen place."""
        made = sheet.cell(row, column)
        made._style = copy(self.of(look))  # type: ignore[union-attr]  # noqa: SLF001 - as above
        _fill_in(made, value)  # type: ignore[arg-type]  # no merged cell is written to


def _fill_in(cell: Cell, value: str | int) -> None:
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = _ESCAPE.sub("_x005F_", cell_text(value))
        cell.data_type = "s"


def protect(sheet: Worksheet, *, rows: bool = False) -> None:
    """Protection without password: filter, sort, widths and selecting stay allowed; `rows` also inserting, deleting."""
    guard = sheet.protection
    guard.sheet = True
    guard.autoFilter = guard.sort = guard.formatColumns = guard.formatRows = False
    guard.insertRows = guard.deleteRows = not rows


def page(sheet: Worksheet, title: str, *, upright: bool = False, large: bool = False) -> None:
    """Print set-up: A4 across (upright where told, A3 for the table), all columns on one page, three for the table."""
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = 8 if large else 9
    sheet.page_setup.fitToWidth = 3 if large else 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = sheet.oddFooter
    foot.left.text, foot.right.text = f"{title.replace('&', '&&')} 確認用　&A", "&P／&N"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.8, 0.3
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def fit_last_row(sheet: Worksheet, texts: Sequence[str], widths: Sequence[int], line: float) -> None:
    """Give the last row the height that its wrapped texts need: `line` points for each line of the longest."""
    lines = max(-(-width_of(text) // max(1, width - 2)) for text, width in zip(texts, widths, strict=True))
    sheet.row_dimensions[sheet.max_row].height = 6 + line * max(1, lines)


def width_of(text: str) -> int:
    """How many half-width columns a text takes."""
    return sum(1 if letter < "\u0100" or "\uff61" <= letter <= "\uff9f" else 2 for letter in text)
