"""The sheets that are only read: はじめに, お知らせ and 項目の説明."""

from collections.abc import Iterable

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.decisions.book_format import ASKS, DATA, GROUPS
from pipelines.model.schema import Field
from pipelines.report.lines import line_ranges
from pipelines.report.messages import shown, word
from pipelines.report.verdict import judge
from pipelines.report.workbook.facts import CHECKED_AT, Facts
from pipelines.report.workbook.question_sheets import WEIGHTS, headings
from pipelines.report.workbook.styles import LINK, Look, Styles, fit_last_row, page, protect

_TITLE, _BIG, _HEADING = Look(size=18, bold=True), Look(size=14, bold=True), Look(size=14, bold=True)
_PLAIN, _TOLD = Look(), Look(wrap=True, up="top")
_KEY = (
    ("止　公開を止めている", "橙色、太い枠。直さないと公開できません。", Look(bold=True, mark="stop")),
    ("注　注意", "黄色、破線の枠。直さなくても公開できます。", Look(bold=True, mark="warn")),
    ("自　自動で直した", "水色、点線の枠、斜めの字。直すことはありません。", Look(mark="auto")),
    ("色なし", "問題は見つかりませんでした。", Look(bold=True, edge="grid")),
)
_PROMISES = (
    "元のファイルは変わりません。このブックに書いたことだけが、記録に残ります。",
    "「判断」を選ばなかった指摘は、そのまま残ります。勝手に採用することはありません。",
    "項目名の行と、隠してある列は変えないでください。行の並べ替えはかまいません。",
    "行を足すときは、「データ」の表のすぐ下に書きます。行を消すと、公開から除いてよいかを、取り込むときにもう一度聞きます。",
    "マクロは使っていません。シートの保護にパスワードはありません。",
)
_NOTE_WIDTHS, _FIELD_WIDTHS = (34, 9, 9, 70), (6, 30, 26, 8, 10, 8, 52, 30)
_TYPES = {
    "integer": "整数", "number": "数", "date": "日付", "time": "時刻", "boolean": "真偽", "year": "年",
    "yearmonth": "年月", "datetime": "日時",
}  # fmt: skip
_IMPORTANCE = {"mandatory": "必須", "recommended": "推奨", "optional": "任意"}


def write_intro(sheet: Worksheet, styles: Styles, facts: Facts) -> None:
    """はじめに: verdict, four steps, colour key, promises."""
    report = facts.report
    _line(sheet, styles, 1, [(f"{report.title}　確認用のブック", _TITLE)], 30)
    _line(sheet, styles, 2, [(judge(report, facts.causes).text, _BIG)], 26)
    checked = f"検査日時 {CHECKED_AT}　受け取ったファイル {shown(report.provenance.name, 120)}　{report.rows:,}行"
    _line(sheet, styles, 3, [(checked, _PLAIN)])
    _line(sheet, styles, 5, [("すること", _HEADING)], 30)
    row = 6
    for number, (title, text, place) in enumerate(_steps(facts), 1):
        look = Look(bold=True, wrap=True, up="top", colour=LINK, underline=True) if place else Look(bold=True, up="top")
        _line(
            sheet,
            styles,
            row,
            [(str(number), Look(bold=True, up="top", across="center")), (title, look), (text, _TOLD)],
            34,
        )
        if place:
            sheet[f"B{row}"].hyperlink = Hyperlink(ref=f"B{row}", location=f"'{place}'!A1", display=title)
        row += 1
    _line(sheet, styles, row + 1, [("色と枠の見方", _HEADING)], 30)
    for number, (title, text, look) in enumerate(_KEY, row + 2):
        _line(sheet, styles, number, [("", _PLAIN), (title, look), (text, _PLAIN)], 22)
    row += 7
    _line(sheet, styles, row, [("約束", _HEADING)], 30)
    for promise in (*_PROMISES, *_limits(facts)):
        row += 1
        _line(sheet, styles, row, [("・", Look(up="top", across="right")), (promise, _TOLD)], 20)
        sheet.merge_cells(f"B{row}:C{row}")
    asked = f"問い合わせ　{facts.origin.contact}" if facts.origin.contact else ""
    for text, look in ((asked, _PLAIN), (facts.origin.note, Look(colour="FF666666"))):
        if text:
            row += 1
            _line(sheet, styles, row + 1, [(shown(text, 400), look)])
    for letter, width in zip("ABC", (5, 26, 72), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_properties.tabColor = "FF00118F"
    protect(sheet)
    page(sheet, report.title, upright=True)


def _steps(facts: Facts) -> list[tuple[str, str, str]]:
    at_once = sum(ask.count for ask in facts.asks if ask.group)
    total = sum(ask.count for ask in facts.asks)
    together = (
        f"同じ直し方の指摘を一度に決めます。ここだけで{total:,}件のうち{at_once:,}件が片づきます。"
        if at_once
        else "同じ直し方の指摘を一度に決めるところです。いまは、ありません。"
    )
    single = "「判断」の▼から、採用、不採用、手入力のどれかを選びます。" if total else "判断の要る指摘は、ありません。"
    return [
        ("まとめて判断する", together, GROUPS),
        ("残りを1件ずつ決める", single, ASKS),
        ("値を直接直してもよい", "色の付いたセルに正しい値を書きます。行を消したり足したりしてもかまいません。", DATA),
        (
            "保存して戻す",
            "hiraku accept で取り込むと、もう一度検査します。原課に回すときは、このブックをそのまま送れます。",
            "",
        ),
    ]


def _limits(facts: Facts) -> list[str]:
    """What this workbook does not hold, said aloud."""
    told = []
    if len(facts.lines) < facts.report.rows:
        told.append(
            f"表が大きいので、「データ」には{facts.report.rows:,}行のうち、判断の要る行など{len(facts.lines):,}行だけを載せています。"
        )
    if len(facts.columns) < facts.report.columns:
        told.append(
            f"項目が多いので、「データ」には{facts.report.columns:,}項目のうち{len(facts.columns):,}項目だけを載せています。"
        )
    if facts.by_value:
        told.append(
            "指摘が多いので、「直すところ」では、同じ問題の同じ値を1行にまとめました。その行の判断は、同じ値のすべての行に使います。"
            "セルの説明（コメント）は、それぞれの最初のセルだけに付けています。"
        )
    if facts.unlisted:
        told.append(
            f"指摘が多いので、{facts.unlisted:,}件は載せていません。このブックを取り込むと、次のブックに載ります。"
        )
    if facts.personal:
        told.append("個人情報の疑いがある値は、このブックに載せていません（●●●）。元のファイルで直してください。")
    return told


def _line(sheet: Worksheet, styles: Styles, row: int, cells: Iterable[tuple[str, Look]], height: float = 0) -> None:
    for column, (text, look) in enumerate(cells, 1):
        styles.put(sheet, row, column, text, look)
    if height:
        sheet.row_dimensions[row].height = height


def write_notes(sheet: Worksheet, styles: Styles, facts: Facts) -> None:
    """お知らせ: empty recommended fields by column, then whatever else no cell of this workbook decides."""
    headings(sheet, styles, ("項目", "空欄", "記入", "どう使われるか（急ぎません）"), _NOTE_WIDTHS)
    row = Look(edge="row", wrap=True)
    number = Look(edge="row", across="right")
    empties = _empties(facts)
    for name, blank, filled, use in empties:
        cells: tuple[tuple[str | int, Look], ...] = ((name, row), (blank, number), (filled, number), (use, row))
        sheet.append([styles.cell(sheet, value, look) for value, look in cells])
        fit_last_row(sheet, [str(value) for value, _ in cells], _NOTE_WIDTHS, 15)
    if not empties:
        sheet.append([styles.cell(sheet, "空欄の推奨項目はありません。", Look())])
    others = _others(facts)
    if others:
        sheet.append([])
        heads = ("ほかの指摘", "重さ", "件数", "何が、どこで、どうするか（このブックでは決められません）")
        sheet.append([styles.cell(sheet, head, Look(bold=True, edge="head", wrap=True)) for head in heads])
        sheet.row_dimensions[sheet.max_row].height = 24
        for title, weight, count, told in others:
            cells = ((title, row), (weight, row), (count, number), (told, row))
            sheet.append([styles.cell(sheet, value, look) for value, look in cells])
            fit_last_row(sheet, [str(value) for value, _ in cells], _NOTE_WIDTHS, 15)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    protect(sheet)
    page(sheet, facts.report.title, upright=True)


def _empties(facts: Facts) -> list[tuple[str, int, int, str]]:
    found = []
    for spec in facts.schema.fields:
        if spec.importance == "recommended" and spec.name in facts.table.cells.columns:
            filled = facts.filled(spec.name)
            blank = facts.report.rows - filled
            if blank:
                use = spec.description or "書かれていると、使い道が広がります。"
                found.append((spec.name, blank, filled, use))
    return sorted(found, key=lambda row: -row[1])


def _others(facts: Facts) -> list[tuple[str, str, int, str]]:
    """Causes, or parts of them, that no row of 直すところ asks about."""
    asked = {id(finding) for ask in facts.asks for finding in (ask.finding, *ask.same)}
    found = []
    for cause in facts.causes:
        rest = [f for f in cause.findings if id(f) not in asked]
        if rest and cause.code != "recommended-missing":
            where = line_ranges((f.line for f in rest), rows=facts.report.rows)[0]
            told = "".join((cause.message.what, f"（{where}）" if where else "", cause.message.how))
            weight = WEIGHTS[cause.severity][0] if cause.severity in WEIGHTS else word("severities", cause.severity)
            found.append((cause.message.title, weight, len(rest), told))
    return found


def write_fields(sheet: Worksheet, styles: Styles, facts: Facts) -> None:
    """項目の説明: what each field holds."""
    names = ("番号", "項目", "英語名", "型", "単位", "必須", "値のきまり", "例")
    headings(sheet, styles, names, _FIELD_WIDTHS)
    plain, strong = (
        Look(size=10, edge="row", wrap=True, text=True),
        Look(size=10, bold=True, edge="row", wrap=True, text=True),
    )
    fields = [facts.schema.field_named(name) or Field(name, importance="unknown") for name in facts.columns]
    for number, field in enumerate(fields, 1):
        told = [field.name, field.name_en, _TYPES.get(field.type, "文字"), field.unit]
        told += [_IMPORTANCE.get(field.importance, ""), _rule(field), field.example]
        looks = [strong, *[plain] * 6]
        row = [styles.cell(sheet, text, look) for text, look in zip(told, looks, strict=True)]
        sheet.append([styles.cell(sheet, number, plain), *row])
        fit_last_row(sheet, [str(number), *told], _FIELD_WIDTHS, 13)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:H{len(fields) + 1}"
    sheet.print_title_rows = "1:1"
    protect(sheet)
    page(sheet, facts.report.title)


def _rule(field: Field) -> str:
    if field.importance == "unknown" and not field.description:
        return "表の定義にない項目です。そのまま公開します。"
    return field.description
