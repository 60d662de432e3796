"""データ: the table as it would be published, its marks, a comment on every cell with a finding, the rows' keys.

No cell of a row is protected, for a spreadsheet sorts and deletes no row of a protected sheet that has a protected
cell. What is not as it was handed out is noticed when the workbook comes back.
"""

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.decisions.book_format import CELL_DIGITS, LINE, MARKS, ROW_KEY, cell_text, fingerprint
from pipelines.model.finding import Finding, Line
from pipelines.report.messages import explain, word
from pipelines.report.privacy import is_personal
from pipelines.report.workbook.facts import Facts
from pipelines.report.workbook.identity import Lists
from pipelines.report.workbook.question_sheets import WEIGHTS
from pipelines.report.workbook.styles import Look, Styles, page, protect, width_of

_NARROW, _WIDE = 13, 34
_LOOKED_AT = 200
"""Rows by which a column's width is judged."""
_FROZEN = 5
"""Columns up to which the name of a row stays in view; beyond that the screen would be full of frozen columns."""
_FRONT = 2
_ROOM_BELOW = 300
_PLAIN = {"": Look(size=10, edge="grid", text=True, open=True)}
_PLAIN |= {mark: Look(size=10, mark=mark, text=True, open=True) for mark in ("stop", "warn", "auto")}
_BELOW = Look(size=10, text=True, open=True)
"""Cells below the table, where a new row is written: text from the first key on, and not protected."""
_LONGEST_COMMENT = 600


def write_data(sheet: Worksheet, styles: Styles, facts: Facts, lists: Lists) -> list[tuple[str, str, str]]:
    """Fill the sheet.

    Returns:
        What was handed out, row by row: key, line, fingerprints of the cells (CELL_DIGITS each).
    """
    names = facts.columns
    _headings(sheet, styles, facts)
    grouped = {(ask.line, ask.finding.field) for ask in facts.asks if ask.group}
    asked = {(ask.line, ask.finding.field) for ask in facts.asks}
    issued: list[tuple[str, str, str]] = []
    for place, line in enumerate(facts.lines):
        texts = [facts.visible(line, name, facts.shown[name][place]) for name in names]
        key = facts.origin.row_keys.get(line, "")
        cells = [_cell(sheet, styles, facts, (line, name), text) for name, text in zip(names, texts, strict=True)]
        for name, cell in zip(names, cells, strict=True):
            found = facts.findings_at.get((line, name))
            if found and (not facts.by_value or (line, name) in asked):  # tens of thousands would be too many to open
                cell.comment = _comment(found, (line, name) in grouped)
        front = [
            styles.cell(sheet, _marks(facts, line, names), Look(size=10, bold=True, edge="grid", open=True)),
            styles.cell(sheet, line, Look(size=10, edge="grid", across="center", open=True)),
        ]
        sheet.append([*front, *cells, styles.cell(sheet, key, _PLAIN[""])])
        issued.append((key, str(line), "".join(fingerprint(text, CELL_DIGITS) for text in texts)))
    _set_up(sheet, facts, lists)
    return issued


def refs_of(facts: Facts) -> dict[tuple[object, str], str]:
    """Where each cell of a question stands in データ: (line, field) -> "Q4"; none for rows that are not shown."""
    rows = {line: number for number, line in enumerate(facts.lines, 2)}
    letters = {name: get_column_letter(number) for number, name in enumerate(facts.columns, _FRONT + 1)}
    return {
        (ask.line, ask.finding.field): f"{letters[ask.finding.field]}{rows[ask.line]}"
        for ask in facts.asks
        if ask.line in rows and ask.finding.field in letters
    }


def _headings(sheet: Worksheet, styles: Styles, facts: Facts) -> None:
    head = Look(bold=True, edge="head", wrap=True)
    names = [MARKS, LINE, *facts.columns, ROW_KEY]
    sheet.append([styles.cell(sheet, cell_text(name), head) for name in names])
    sheet.row_dimensions[1].height = 62
    widths = [9, 6 if all(isinstance(line, int) for line in facts.lines[:_LOOKED_AT]) else 16]
    widths += [_width(name, facts) for name in facts.columns]
    for number, width in enumerate([*widths, 18], 1):
        styles.column(sheet, get_column_letter(number), width, _BELOW)
    sheet.column_dimensions[get_column_letter(len(names))].hidden = True


def _width(name: str, facts: Facts) -> int:
    longest = max((width_of(text) for text in facts.shown[name][:_LOOKED_AT]), default=0)
    return max(_NARROW, min(_WIDE, longest + 2))


def _cell(sheet: Worksheet, styles: Styles, facts: Facts, place: tuple[Line, str], text: str) -> Cell:
    found = facts.findings_at.get(place)
    mark = WEIGHTS[found[0].severity][1] if found else "auto" if place in facts.mended else ""
    return styles.cell(sheet, text, _PLAIN["" if mark == "auto" and facts.withheld(*place) else mark])


def _marks(facts: Facts, line: Line, names: Sequence[str]) -> str:
    """止2 注1: findings of this row's cells."""
    counts = dict.fromkeys(WEIGHTS, 0)
    for name in names:
        for finding in facts.findings_at.get((line, name), ()):
            counts[finding.severity] += 1
    return " ".join(f"{WEIGHTS[severity][0]}{n}" for severity, n in counts.items() if n)


def _comment(found: Sequence[Finding], grouped: bool) -> Comment:  # noqa: FBT001 - of one cell
    text = cell_text("\n\n".join(_told(finding, grouped) for finding in found))
    made = Comment(text if len(text) <= _LONGEST_COMMENT else text[:_LONGEST_COMMENT] + "…", "hiraku")
    made.width, made.height = 320, min(400, 40 + 20 * sum(1 + width_of(row) // 44 for row in made.text.split("\n")))
    return made


def _told(finding: Finding, grouped: bool) -> str:  # noqa: FBT001 - of one cell
    params = {**finding.params, "value": finding.value, "field": finding.field, "proposal": finding.proposal}
    message = explain(finding.code, params)
    offered = f"候補：{finding.proposal}" if finding.proposal and not is_personal(finding.code) else ""
    how = "「まとめて判断」で決められます。" if grouped else message.how
    return "\n".join(
        part for part in (f"【{word('severities', finding.severity)}】{message.title}", offered, how) if part
    )


def _set_up(sheet: Worksheet, facts: Facts, lists: Lists) -> None:
    last = len(facts.lines) + 1
    for number, name in enumerate(facts.columns, _FRONT + 1):
        field = facts.schema.field_named(name)
        allowed = field.constraints.get("enum") if field else None
        if isinstance(allowed, list) and allowed:
            texts = [str(choice) for choice in allowed]
            choice = DataValidation(type="list", formula1=lists.source(texts), allow_blank=True, showErrorMessage=True)
            few = "".join(f"「{text}」" for text in texts[:6])
            choice.errorStyle, choice.errorTitle = "warning", "選べる値"
            choice.error = f"{few}か空欄です。このまま入れますか。"[:220]
            letter = get_column_letter(number)
            choice.add(f"{letter}2:{letter}{last + _ROOM_BELOW}")
            sheet.add_data_validation(choice)
    names = facts.columns
    place = names.index(facts.name_field) + 1 if facts.name_field in names else 0
    frozen = _FRONT + (place if place <= _FROZEN else 0)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(_FRONT + len(names))}{max(last, 2)}"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"
    protect(sheet, rows=True)
    page(sheet, facts.report.title, large=True)
