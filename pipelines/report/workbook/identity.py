"""The hidden sheet `_hiraku`: whose workbook this is, what was handed out, and lists too long for a drop-down."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.decisions.book_format import FORMAT, IDENTITY, issued_print
from pipelines.report.workbook.facts import CHECKED_AT, Facts
from pipelines.report.workbook.styles import Look, Styles

_TEXT = Look(text=True)
_FIRST_LIST = 7
"""Column G; A and B hold the facts, C the columns of データ, D to F each row's key, line and fingerprints."""
_INLINE = 250
"""Characters of a list that fits into the drop-down's own formula (Excel: 255)."""


class Lists:
    """Choices of drop-downs: short ones stand in the formula, long ones in a column of the hidden sheet."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, ...]] = []

    def source(self, options: Sequence[str]) -> str:
        """The formula of a drop-down that offers these."""
        listed = ",".join(options)
        if len(listed) <= _INLINE and not any(mark in option for option in options for mark in ',"\n'):
            return f'"{listed}"'
        if tuple(options) not in self.kept:
            self.kept.append(tuple(options))
        letter = get_column_letter(_FIRST_LIST + self.kept.index(tuple(options)))
        return f"'{IDENTITY}'!${letter}$1:${letter}${len(options)}"


def write_identity(
    sheet: Worksheet, styles: Styles, facts: Facts, lists: Lists, issued: Sequence[tuple[str, str, str]]
) -> None:
    """Fill the hidden sheet.

    Args:
        sheet: to be written.
        styles: of the workbook.
        facts: of the workbook.
        lists: drop-downs that need room.
        issued: of each row of データ as handed out: key, line, fingerprints of its cells one after the other.
    """
    left = _facts(facts, issued)
    columns: list[Sequence[str]] = [
        [name for name, _ in left],
        [value for _, value in left],
        facts.columns,
        *zip(*issued, strict=True),
    ]
    columns += [()] * (_FIRST_LIST - 1 - len(columns)) + list(lists.kept)
    for row in range(max(len(column) for column in columns)):
        cells = [column[row] if row < len(column) else "" for column in columns]
        sheet.append([styles.cell(sheet, text, _TEXT) for text in cells])
    sheet.sheet_state, sheet.protection.sheet = "veryHidden", True


def _facts(facts: Facts, issued: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    report, origin = facts.report, facts.origin
    told = report.schema
    return [
        ("format", FORMAT),
        ("dataset", origin.dataset),
        ("publisher", origin.publisher),
        ("report", f"{report.slug}/{origin.raw_sha256[:8]}/{report.table_sha256[:8]}"),
        ("raw_sha256", origin.raw_sha256),
        ("checked_at", CHECKED_AT),
        ("raw_name", report.provenance.name),
        ("issued_sha256", issued_print(["\t".join(row) for row in issued])),
        ("edition", "/".join((told.get("slug", ""), told.get("edition", "")))),
        ("rows", str(report.rows)),
        ("findings", str(len(report.findings))),
        ("rows_in_fix_sheet", str(len(facts.asks))),
        ("rows_in_data_sheet", str(len(issued))),
    ]
