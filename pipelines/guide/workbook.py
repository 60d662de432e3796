"""Blank template of a national table as an Excel workbook that keeps what is typed: text cells, lists to choose from.

Three sheets: データ (the header alone; this is the sheet that is checked), 項目の説明 and 選択肢.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines.guide.examples import example_rows
from pipelines.model.schema import Field, TableSchema
from pipelines.standard import codelist, edition_title

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DATA, FIELDS, LISTS = "データ", "項目の説明", "選択肢"
LAST_ROW = 1_048_576
"""The last row of a sheet: there is no row without text format, prompt and list below which a zero would be lost."""
_MARKS = {"mandatory": "必須", "recommended": "推奨"}
_FILLS = {"mandatory": "FDEEEE", "recommended": "FBF5E0"}
_TYPES = {"date": "日付", "time": "時刻", "integer": "整数", "number": "数", "lat": "数", "lon": "数"}
_LISTED = 60
"""Longest code list that is offered to choose from; longer ones are looked up by their code."""
_PROMPT, _PROMPT_TITLE = 255, 32
"""Characters that Excel shows beside a cell."""
_EDGE = Border(bottom=Side(style="thin", color="767676"))
_FONT = "BIZ UDPゴシック"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = b"2000-01-01T00:00:00Z"


def render_workbook(schema: TableSchema) -> bytes:
    """The workbook; equal schemas give equal bytes on every machine.

    Every column has the format "@", so that Excel keeps leading zeros and does not turn 11-9 into a date. A list
    to choose from stands where the field has choices, and refuses another value only where the standard itself says
    so; elsewhere it warns.
    """
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError(schema.slug)
    sheet.title = DATA
    ranges = _write_lists(book.create_sheet(LISTS), schema)
    _write_fields(book.create_sheet(FIELDS, 1), schema)
    _write_header(sheet, schema)
    for position, field in enumerate(schema.fields, 1):
        _prepare_column(sheet, get_column_letter(position), field, ranges.get(field.name, ""))
    return _same_bytes(book)


def choices_of(field: Field) -> tuple[str, ...]:
    """What may be chosen in a column, () where anything may be written or the list is too long to choose from."""
    allowed = field.constraints.get("enum")
    if isinstance(allowed, (list, tuple)):
        return tuple(str(value) for value in allowed)
    if field.kind == "text" and field.codelist:
        labels = tuple(code.label for code in codelist(field.codelist) if code.label)
        return labels if len(labels) <= _LISTED else ()
    return ()


def _write_header(sheet: "Worksheet", schema: TableSchema) -> None:
    for position, field in enumerate(schema.fields, 1):
        cell = sheet.cell(1, position, field.name)
        cell.number_format = "@"
        cell.font = Font(name=_FONT, bold=True)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = _EDGE
        cell.fill = PatternFill("solid", start_color=_FILLS.get(field.importance, "F2F2F2"))
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "A2"


def _note(field: Field) -> str:
    """What is shown beside a cell that is typed into: mark, sentence, choices.

    No comment on the header: rule L1-04 of machine readability counts comments as what is not the table's.
    """
    mark = _MARKS.get(field.importance, "任意")
    choices = choices_of(field)
    lines = [f"【{mark}】{field.description}"]
    if choices:
        lines.append("選択肢：" + "、".join(choices[:12]) + ("など" if len(choices) > 12 else ""))
    if field.unit:
        lines.append(f"単位：{field.unit}（数だけを書く）")
    return "\n".join(lines)[:_PROMPT]


def _prepare_column(sheet: "Worksheet", letter: str, field: Field, listed: str) -> None:
    column = sheet.column_dimensions[letter]
    column.number_format = "@"
    column.width = max(12, min(32, 2 * len(field.name) + 2))
    rule = DataValidation(promptTitle=field.name[:_PROMPT_TITLE], prompt=_note(field), showInputMessage=True)
    if listed:
        strict = field.basis.get("enum", field.basis.get("format", "")) == "official"
        rule.type, rule.formula1, rule.errorStyle = "list", listed, "stop" if strict else "warning"
        rule.showErrorMessage = True
        rule.errorTitle = "選択肢にない値です"
        rule.error = "一覧から選んでください。「選択肢」のシートに、すべてあります。"
    rule.allow_blank = True
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _write_lists(sheet: "Worksheet", schema: TableSchema) -> Mapping[str, str]:
    """One column a list; answers field name -> the range of its choices. Equal lists share a column."""
    place: dict[tuple[str, ...], str] = {}
    ranges: dict[str, str] = {}
    for field in schema.fields:
        choices = choices_of(field)
        if not choices:
            continue
        if choices not in place:
            letter = get_column_letter(len(place) + 1)
            _write_column(sheet, letter, field.name, choices)
            place[choices] = f"'{LISTS}'!${letter}$2:${letter}${len(choices) + 1}"
        ranges[field.name] = place[choices]
    return ranges


def _write_column(sheet: "Worksheet", letter: str, title: str, values: Sequence[str]) -> None:
    sheet.column_dimensions[letter].width = max(16, min(40, 2 * max(map(len, values)) + 2))
    for row, text in enumerate((title, *values), 1):
        cell = sheet[f"{letter}{row}"]
        cell.value = text
        cell.number_format = "@"
        cell.font = Font(name=_FONT, bold=row == 1)


def _write_fields(sheet: "Worksheet", schema: TableSchema) -> None:
    example = example_rows(schema)[0]
    title = f"{schema.title}　{edition_title(schema.slug, schema.edition)}"
    lead = (
        f"「{DATA}」のシートの2行目から書いてください。項目名の行は変えないでください。例はつくりものの値です。"
        "ほかの表から写すときは「値の貼り付け」を使ってください（書式も貼ると、先頭の0や番地が変わります）。"
    )
    head = ("番号", "項目", "英語名", "必須・推奨", "種類", "書き方", "選べる値", "例")
    rows = [(title,), (lead,), head]
    rows.extend(
        (str(number), field.name, field.name_en, _MARKS.get(field.importance, "任意"), _TYPES.get(field.kind, "文字"),
         field.description, "、".join(choices_of(field)), example[field.name])
        for number, field in enumerate(schema.fields, 1)
    )  # fmt: skip
    for number, row in enumerate(rows, 1):
        for position, text in enumerate(row, 1):
            cell = sheet.cell(number, position, text)
            cell.number_format = "@"
            cell.font = Font(name=_FONT, bold=number in (1, 3))
            cell.alignment = Alignment(vertical="top", wrap_text=number > 2)
            cell.border = _EDGE if number == 3 else Border()
    for letter, width in zip("ABCDEFGH", (6, 30, 30, 10, 8, 60, 40, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C4"


def _same_bytes(book: Workbook) -> bytes:
    """The saved workbook without the clock: openpyxl writes the moment of saving into it, and zip into each entry."""
    saved = io.BytesIO()
    book.properties.creator = "hiraku"
    book.save(saved)
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>" + _EPOCH, data)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return made.getvalue()
