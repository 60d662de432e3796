"""One worksheet's XML of an .xlsx in one pass: cells, rows and columns that are hidden, merges, formulas without value.

openpyxl's own loader builds an object per cell and reads a workbook with formulas twice; its parser is enough.
"""

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse  # archive.py has refused document types before

from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.worksheet.cell_range import CellRange

from pipelines.ingest.number_formats import JAPANESE_DATES
from pipelines.ingest.sheets import column_name

_SPACE = ROW_TAG.removesuffix("row")
_TEXT, _RUN = f"{_SPACE}t", f"{_SPACE}r"
_TRUE = frozenset({"1", "true"})


class SheetParser(WorkSheetParser):
    """Reads values as openpyxl does (dates by number format, shared strings) and keeps what it would throw away.

    Attributes:
        unvalued: (row, column) -> formula, for each that has no cached value.
        formulas: (row, column) of every cell whose value a formula gave.
        hidden_rows: numbers of rows that are not shown.
        hidden_columns: (first, last, letter) of columns that are not shown.
        merges: merged ranges in the order of the file.
    """

    def __init__(self, source: IO[bytes], strings: list[str], book: Any) -> None:
        super().__init__(source, strings, data_only=True, epoch=book.epoch)
        styles = enumerate(book._cell_styles)  # noqa: SLF001 (no public way)
        # openpyxl does not know the dates of Japanese Excel that have a number and no text
        self.date_formats = book._date_formats | {i for i, s in styles if s.numFmtId in JAPANESE_DATES}  # noqa: SLF001
        self.timedelta_formats = book._timedelta_formats  # noqa: SLF001
        self.unvalued: dict[tuple[int, int], str] = {}
        self.formulas: list[tuple[int, int]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int, str]] = []
        self.merges: list[CellRange] = []

    def cells(self) -> Iterator[dict[str, Any]]:
        """Every cell element with a value or not: row, column, value, data_type, style_id."""
        for _, element in iterparse(self.source):  # noqa: S314 (see the import)
            if element.tag == ROW_TAG:
                row, cells = self.parse_row(element)  # type: ignore[arg-type]
                if element.get("hidden") in _TRUE:
                    self.hidden_rows.append(row)
                element.clear()
                yield from cells
            elif element.tag == COL_TAG:
                if element.get("hidden") in _TRUE:
                    self._hide_columns(element)
            elif element.tag == MERGE_TAG:
                self.merges = [CellRange(child.get("ref", "")) for child in element]

    def _hide_columns(self, element: Element) -> None:
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        self.hidden_columns.append((first, last, column_name(first)))

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """One cell; a text that stands in the cell itself is joined here, without its reading aid."""
        cell: dict[str, Any]
        if element.get("t") == "inlineStr" and (inline := element.find(INLINE_STRING)) is not None:
            element.remove(inline)
            cell = super().parse_cell(element)
            cell["value"], cell["data_type"] = _inline_text(inline), "s"
            return cell
        cell = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if formula is not None:
            self.formulas.append((cell["row"], cell["column"]))
            # an empty <v> is the empty text that IF(…,"") gave, no <v> is a value that was never computed
            unvalued = element.find(VALUE_TAG) is None or element.get("t", "n") == "n"
            if cell["value"] is None and unvalued:
                self.unvalued[cell["row"], cell["column"]] = f"={formula.text or ''}"
        return cell


def _inline_text(inline: Element) -> str:
    runs = (child if child.tag == _TEXT else child.find(_TEXT) for child in inline if child.tag in (_TEXT, _RUN))
    return "".join(run.text or "" for run in runs if run is not None)
