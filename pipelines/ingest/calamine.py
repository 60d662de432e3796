"""Workbooks that openpyxl does not know (.xls, .xlsb, .ods) by python-calamine: typed values, no number formats."""

import io
from typing import Any

from pipelines.ingest.limits import check_shape
from pipelines.ingest.sheets import Merge, Sheet
from pipelines.ingest.shown import shown
from pipelines.model.errors import UnreadableFile


def read_calamine(data: bytes, name: str) -> list[Sheet]:
    """All worksheets of a workbook.

    Raises:
        UnreadableFile: "encrypted-file", "broken-file", or over a limit.
    """
    import python_calamine as calamine  # noqa: PLC0415 (a CSV need not pay for it)

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(book.get_sheet_by_name(meta.name), meta, name)
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise UnreadableFile("encrypted-file", file=name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error
    except BaseException as error:
        # a panic of the Rust parser is no Exception and its class cannot be imported; all else goes on its way
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error


def _sheet(sheet: Any, meta: Any, name: str) -> Sheet:
    check_shape(sheet.total_height, sheet.total_width, name)
    rows = [[shown(_day(value)) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = tuple(
        Merge(top, left, bottom, right, f"R{top + 1}C{left + 1}:R{bottom + 1}C{right + 1}")
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, rows, "Visible" not in str(meta.visible), merges)


def _day(value: object) -> object:
    return None if value == "" else value
