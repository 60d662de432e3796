"""Workbooks that openpyxl does not know (.xls, .xlsb, a broken .xlsx) by python-calamine: typed values."""

import io
from typing import Any

from pipelines.ingest.biff import SheetFormats
from pipelines.ingest.limits import MAX_CELL, check_sheet
from pipelines.ingest.marks import cell_marks, cell_range, column_marks, row_marks
from pipelines.ingest.sheets import Merge, Sheet, column_name, hidden_finding, rounded_finding
from pipelines.ingest.shown import hides_digits, shown
from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import Mark

_ALL_KINDS = ("hidden-row", "hidden-column", "object", "comment", "formula", "look")


def read_calamine(data: bytes, name: str, formats: list[SheetFormats] | None = None) -> list[Sheet]:
    """All worksheets of a workbook.

    Args:
        data: bytes of the workbook, found harmless before.
        name: file name for messages.
        formats: of each sheet in order, charts included; where they are not known each sheet says so
            ("formats-unread": leading zeros, percent signs, eras without a day, hidden rows).

    Raises:
        UnreadableFile: "encrypted-file", "broken-file", or over a limit.
    """
    import python_calamine as calamine  # noqa: PLC0415 (a CSV need not pay for it)

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metas = book.sheets_metadata
        known = formats if formats is not None and len(formats) == len(metas) else [None] * len(metas)
        return [
            _sheet(book.get_sheet_by_name(meta.name), meta, name, own)
            for meta, own in zip(metas, known, strict=True)
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


def _sheet(sheet: Any, meta: Any, name: str, formats: SheetFormats | None) -> Sheet:
    check_sheet(sheet.total_height, sheet.total_width, name)
    rows: list[list[str]] = []
    rounded: list[int] = []
    unread = () if formats else (Finding("formats-unread", "warning"),)
    unseen = ("look",) if formats else _ALL_KINDS
    formats = formats or SheetFormats()
    styles = formats.styles
    for index, values in enumerate(sheet.to_python(skip_empty_area=False)):
        row = []
        for column, value in enumerate(values):
            number_format = styles.get((index, column), "General")
            text = shown(None if value == "" else value, number_format)
            if len(text) > MAX_CELL:
                raise UnreadableFile("cell-too-long", file=name, line=f"{sheet.name}!{index + 1}", limit=MAX_CELL)
            if number_format != "General" and hides_digits(value, number_format):
                rounded.append(index + 1)
            row.append(text)
        rows.append(row)
    merges = tuple(
        Merge(top, left, bottom, right, cell_range(top + 1, left + 1, bottom + 1, right + 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    columns = [column_name(first + 1) for first, _ in formats.hidden_columns if first < sheet.total_width]
    hidden = [number for number in formats.hidden_rows if number <= sheet.total_height]
    findings = (*unread, *rounded_finding(rounded, sheet.name), *hidden_finding(hidden, columns))
    marks = _marks(formats, hidden, sheet.total_width)
    return Sheet(sheet.name, rows, "Visible" not in str(meta.visible), merges, findings, marks, unseen)


def _marks(formats: SheetFormats, hidden_rows: list[int], width: int) -> tuple[Mark, ...]:
    columns = [n + 1 for first, last in formats.hidden_columns for n in range(first, min(last, width - 1) + 1)]
    return (
        *row_marks("hidden-row", hidden_rows),
        *column_marks("hidden-column", columns),
        *cell_marks("formula", formats.formulas),
        *cell_marks("comment", formats.comments),
        *(Mark("object", "") for _ in range(formats.objects)),
    )
