"""The two sheets that ask: まとめて判断 and 直すところ."""

from collections.abc import Sequence
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.decisions.book_format import (
    ASK_HEADINGS,
    ASK_HIDDEN,
    DATA,
    EVERY_ROW,
    GROUP_HEADINGS,
    GROUP_HIDDEN,
    NO_PROPOSAL,
    cell_text,
    fingerprint,
)
from pipelines.model.finding import Severity
from pipelines.model.repair import DECISIONS, REJECT
from pipelines.report.messages import shown
from pipelines.report.workbook.asks import Ask, Group
from pipelines.report.workbook.facts import Facts
from pipelines.report.workbook.identity import Lists
from pipelines.report.workbook.styles import FADED, GREY, LINK, STOP, Look, Styles, page, protect, width_of

WEIGHTS: dict[Severity, tuple[str, str]] = {"error": ("止", "stop"), "warning": ("注", "warn")}
_HEAD = Look(bold=True, edge="head", wrap=True)
_CENTRED = {"番号", "重さ", "件数", "セルへ", "行"}
_GROUP_WIDTHS = (6, 7, 26, 22, 22, 8, 18, 18, 58)
_ASK_WIDTHS = (6, 7, 6, 34, 26, 24, 30, 18, 12, 22, 8)
_LOOKED_AT = 500
"""Questions by which the widths of 問題 and 候補 are judged."""
_ALL_AT_ONCE = "「全部採用」などを選ぶと、「直すところ」で判断を書いていない行に使います。行ごとの判断が優先します。"
_NOTHING = "まとめて判断するものはありません。"
_NO_QUESTION = "判断の要る指摘はありません。"


def headings(sheet: Worksheet, styles: Styles, names: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """The heading row with its widths; columns beyond the widths are hidden ones."""
    looks = [Look(bold=True, edge="head", wrap=True, across="center") if n in _CENTRED else _HEAD for n in names]
    sheet.append([styles.cell(sheet, name, look) for name, look in zip(names, looks, strict=True)])
    sheet.row_dimensions[1].height = 32
    for number, name in enumerate(names, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = widths[number - 1] if number <= len(widths) else max(14, len(name) + 2)
        column.hidden = number > len(widths)


def write_groups(sheet: Worksheet, styles: Styles, facts: Facts, lists: Lists) -> None:
    """まとめて判断: one row a value with one cure."""
    headings(sheet, styles, (*GROUP_HEADINGS, *GROUP_HIDDEN), _GROUP_WIDTHS)
    places: dict[tuple[str, ...], list[str]] = {}
    for number, group in enumerate(facts.groups, 1):
        row = _group_row(number, group)
        sheet.append([styles.cell(sheet, value, look) for value, look in row])
        sheet.row_dimensions[number + 1].height = 34
        places.setdefault(group.options, []).append(f"G{number + 1}")
    for options, cells in places.items():
        _choose(sheet, cells, lists.source(options), "▼から選んでください。")
    last = len(facts.groups) + 1
    sheet.append([])
    sheet.append([styles.cell(sheet, _ALL_AT_ONCE if facts.groups else _NOTHING, Look())])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:I{last}"
    sheet.print_title_rows = "1:1"
    protect(sheet)
    page(sheet, facts.report.title)


def _group_row(number: int, group: Group) -> list[tuple[str | int, Look]]:
    word, mark = WEIGHTS[group.severity]
    plain, text = Look(edge="row", wrap=True), Look(edge="row", wrap=True, text=True)
    answer = Look(edge="input", text=True, open=True)
    many = " など" if group.several else ""
    fields = "、".join(group.fields) if len(group.fields) < 3 else f"{group.fields[0]} など{len(group.fields)}項目"
    return [
        (number, Look(edge="row", wrap=True, across="center")),
        (word, Look(mark=mark, bold=True, across="center")),
        (cell_text(fields), plain),
        (shown(group.value, 200) + many, text),
        (cell_text(group.proposal) + many if group.proposal else NO_PROPOSAL, text),
        (group.count, Look(edge="row", across="right")),
        ("", answer),
        ("", answer),
        (cell_text(group.how), plain),
        (group.key, Look(size=10, text=True)),
        ("\t".join(group.options), Look(size=10, text=True)),
    ]


def write_asks(
    sheet: Worksheet, styles: Styles, facts: Facts, lists: Lists, refs: dict[tuple[object, str], str]
) -> None:
    """直すところ: one row a finding; `refs` says where its cell stands in データ."""
    headings(sheet, styles, (*ASK_HEADINGS, *ASK_HIDDEN), _ASK_WIDTHS)
    for letter, most, words in (
        ("G", 48, [ask.title for ask in facts.asks]),
        ("H", 30, [ask.finding.proposal for ask in facts.asks]),
    ):
        column = sheet.column_dimensions[letter]
        column.width = min(most, max(column.width, *(width_of(word) for word in words[:_LOOKED_AT]), 0))
    seen: dict[str, int] = {}
    for number, ask in enumerate(facts.asks, 1):
        key = f"{ask.finding.code}/{EVERY_ROW if ask.same else facts.origin.row_keys.get(ask.line, '')}"
        full = f"{key}/{ask.finding.field}"
        seen[full] = seen.get(full, 0) + 1
        key = key if seen[full] == 1 else f"{key}/{seen[full]}"
        ref = refs.get((ask.line, ask.finding.field), "")
        row = _ask_row(facts, number, ask, key, ref)
        sheet.append([styles.cell(sheet, value, look) for value, look in row])
        if ref:
            place = f"K{number + 1}"
            sheet[place].hyperlink = Hyperlink(ref=place, location=f"'{DATA}'!{ref}", display=ref)
    last = len(facts.asks) + 1
    if facts.asks:
        _answers(sheet, lists, last)
    else:
        sheet.append([])
        sheet.append([styles.cell(sheet, _NO_QUESTION, Look())])
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:K{last}"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:J{max(3, last)}"
    protect(sheet)
    page(sheet, facts.report.title)


def _ask_row(facts: Facts, number: int, ask: Ask, key: str, ref: str) -> list[tuple[str | int, Look]]:
    word, mark = WEIGHTS[ask.finding.severity]
    plain, text = Look(size=10, edge="row"), Look(size=10, edge="row", text=True)
    centred = Look(size=10, edge="row", across="center")
    answer = Look(size=10, edge="input", text=True, open=True)
    proposal = ask.finding.proposal
    rejected = (ask.line, ask.finding.field) in facts.origin.rejected
    return [
        (number, centred),
        (word, Look(size=10, mark=mark, bold=True, across="center")),
        (f"{ask.count:,}件" if ask.same else ask.line, centred),
        ("（同じ値の行すべて）" if ask.same else facts.name_of(ask.line), plain),
        (cell_text(ask.finding.field), plain),
        (shown(ask.value, 200), text),
        (cell_text(ask.title), plain),
        (cell_text(proposal) if proposal else NO_PROPOSAL, text),
        (REJECT if rejected else "", answer),
        ("", answer),
        (ref or "―", Look(size=10, edge="row", colour=LINK if ref else "", underline=bool(ref))),
        *(
            (value, Look(size=10, text=True))
            for value in (
                key,
                cell_text(ask.finding.field),
                fingerprint(ask.value),
                ask.group,
                fingerprint(proposal) if proposal else "",
            )
        ),
    ]


def _answers(sheet: Worksheet, lists: Lists, last: int) -> None:
    """The strict list of 判断, and what shows at a glance which rows are decided, or decided by half."""
    error = "採用、不採用、手入力のどれかを選んでください。"
    _choose(sheet, [f"I2:I{last}"], lists.source(DECISIONS), error, prompt="空欄のままにすると、この指摘は残ります。")
    rule: Any = FormulaRule  # openpyxl's own factory has no types
    done = rule(formula=['$I2<>""'], font=Font(color=GREY), fill=_dxf(FADED))
    half = rule(formula=['AND($I2="手入力",$J2="")'], fill=_dxf(STOP))
    sheet.conditional_formatting.add(f"A2:H{last}", done)
    sheet.conditional_formatting.add(f"J2:J{last}", half)


def _dxf(colour: str) -> PatternFill:
    """A fill as conditional formats want it: they take the background's colour."""
    return PatternFill("solid", fgColor=colour, bgColor=colour)


def _choose(sheet: Worksheet, places: Sequence[str], source: str, error: str, prompt: str = "") -> None:
    choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "選べる値", error
    if prompt:
        choice.promptTitle, choice.prompt, choice.showInputMessage = "判断", prompt, True
    for place in places:
        choice.add(place)
    sheet.add_data_validation(choice)
