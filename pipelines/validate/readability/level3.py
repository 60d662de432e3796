"""Level 3: the data can be joined with other data."""

import re
from collections.abc import Iterable

from pipelines.standard import municipalities
from pipelines.validate.readability.codes import is_coded
from pipelines.validate.readability.places import number_of
from pipelines.validate.readability.sheet import Judge, Judgement, Sheet, Unjudged, Violation
from pipelines.validate.readability.units import lacks_unit
from pipelines.validate.readability.values import fold, free_text, stands_for_number

# a letter and a hyphen would be an id (H12-3)
_WAREKI = re.compile(
    r"(?:明治|大正|昭和|平成|令和) ?(?:[0-9]{1,2}|元) ?(?:年|[./-] ?[0-9]{1,2})"
    r"|[MTSHR]\.? ?(?:[0-9]{1,2}|元) ?(?:年|[./] ?[0-9]{1,2})"
)
_ERA_YEAR = re.compile(r"(?:明治|大正|昭和|平成|令和) ?(?:[0-9]{1,2}|元)")
_SHORT = re.compile(r"[0-9]{2}/[0-9]{1,2}/[0-9]{1,2}")
"""03/04/01 is a day of 2003, of 2001 or of Reiwa 3."""
_OF_TIME = re.compile(r"年|月|日$|日[(_付時]|期日|時期|時点|date|year", re.IGNORECASE)
_AREA = re.compile("住所|所在地|市区町村|市町村|区市町村|都道府県|自治体")
_ERA = re.compile("[明大昭平令MTSHRＭＴＳＨＲ㍾㍽㍼㍻㋿]")
_YEAR = re.compile(r"\s*[12１２][90９０]")
_WESTERN = re.compile(r"(?:19|20)[0-9]{2}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}([-/.年])[0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?")
_PERIOD_LABEL = re.compile(
    r"(?:(?:19|20)[0-9]{2}|(?:平成|令和|昭和|[HRS])\.? ?(?:[0-9]{1,2}|元))(?:年度?)?.*|[0-9]{1,2}月"
    r"|[0-9]{1,3}(?:[-~～〜][0-9]{1,3})?[歳才](?:以上|未満)?.*|第?[0-9]{1,2}[期回]|第[1-4]四半期|[上下前後]半?期|[1-4]Q"
)
_MOST_PERIODS = 2
_CODE_SHEET = re.compile("コード|凡例|選択肢|記号|区分|定義|説明")
_DEFINITION = re.compile(r"定義|説明|凡例|更新履歴|改訂|改定|メタデータ|README|項目一覧", re.IGNORECASE)
_CODED_LABEL = re.compile(r"[A-Za-z]{1,3}[-_]?[0-9]+(?:[-_][0-9]+)*|[A-Za-z]")
_LEGEND = re.compile(r"[0-9A-Za-z０-９○×△◎●][ 　]*[\u003a：…＝=はが][ 　]*\S")
_ALIKE = 0.8
"""Share of the labels that two years' files of one format have in common."""


def _from_the_first_row(sheet: Sheet) -> Judgement:
    lines = sheet.header_lines
    if not lines or len(lines) > 1 or number_of(lines[0]) != 1:
        return sheet.at_lines(lines) or [Violation()]
    first = number_of(sheet.columns.lines[0]) if len(sheet.columns) else 0
    return sheet.at_lines([line for line, _ in sheet.dropped if number_of(line) < first])


def _code_table(sheet: Sheet) -> Judgement:
    """Codes need a table of what they mean: in the definition that travels with the file, on a sheet, or in a note."""
    if sheet.schema is not None or any(_CODE_SHEET.search(name) for name in sheet.sheets):
        return []
    explained = _LEGEND.search(fold(sheet.around_text())) is not None
    coded = [] if explained else [i for i in range(len(sheet.labels)) if is_coded(sheet.labels[i], sheet.column(i))]
    return [sheet.at_column(i) for i in coded]


def _marks_defined(sheet: Sheet) -> Judgement:
    def unexplained(text: str) -> bool:
        return bool(text.strip()) and stands_for_number(text) and not sheet.explains(text)

    return sheet.search(unexplained, [i for i in range(len(sheet.labels)) if sheet.numeric(i)])


def _units_stated(sheet: Sheet) -> Judgement:
    if "unit" in (sheet.notes or {}):
        return []
    return [sheet.at_label(i) for i in range(len(sheet.labels)) if lacks_unit(sheet, i)]


def _time_axis(sheet: Sheet) -> Judgement:
    places = [i for i, label in enumerate(sheet.labels) if not free_text(label)]
    found = sheet.search_labels(_japanese_only) + sheet.search(_japanese_only, places, hint=_ERA)
    timed = [i for i in places if _OF_TIME.search(sheet.labels[i])]
    found += sheet.search(_in_doubt, timed)
    for i in places:
        marks = {
            match[1] for text in sheet.column(i).values if _YEAR.match(text) and (match := _DAY.fullmatch(fold(text)))
        }
        if len(marks) > 1:
            found.append(sheet.at_column(i))
    return found


def _japanese_only(text: str) -> bool:
    """A date of an era without the western year beside it, in a cell that is no more than a date."""
    plain = fold(text)
    return len(plain) <= 20 and _WAREKI.match(plain) is not None and _WESTERN.search(plain) is None


def _in_doubt(text: str) -> bool:
    """A year of which nobody knows the calendar: 03/04/01, 令和3 without 年 in a column of dates."""
    plain = fold(text)
    return _SHORT.fullmatch(plain) is not None or _ERA_YEAR.fullmatch(plain) is not None


def _official_area(sheet: Sheet) -> Judgement:
    """Satisfied by a column of codes or official names; a table about no area cannot be judged here."""
    places = municipalities()
    names = {place.name for place in places.values()} | {place.city for place in places.values()} - {""}
    prefectures = tuple({place.prefecture for place in places.values()})
    addressed: list[int] = []
    for i, label in enumerate(sheet.labels):
        texts = [text for text in sheet.column(i).values if text.strip()]
        if texts and all(text in places or text in names or text.startswith(prefectures) for text in texts):
            return []
        if texts and _AREA.search(label):
            addressed.append(i)
    return [sheet.at_column(i) for i in addressed] or Unjudged("nothing-to-judge")


def _same_form(sheet: Sheet) -> Judgement:
    """The files that make one dataset have the same labels, four in five of them."""
    if not sheet.others:
        return Unjudged("needs-other-files")
    broken = [other for other in sheet.others if not alike(sheet.labels, other)]
    return [Violation(n=len(broken))] if broken else []


def alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two editions of a table have one form: four in five of their labels are the same."""
    own, others = {fold(label) for label in one}, {fold(label) for label in other}
    return len(own & others) >= _ALIKE * max(len(own), len(others))


def _documented(sheet: Sheet) -> Judgement:
    """Labels that are codes (Q1, T000608001) need a definition; whether other files hold one, this file cannot show."""
    if sheet.schema is not None or any(_DEFINITION.search(name) for name in sheet.sheets):
        return []
    if _DEFINITION.search(sheet.around_text()):
        return []
    coded = sheet.search_labels(lambda label: _CODED_LABEL.fullmatch(fold(label)) is not None)
    return coded or Unjudged("needs-other-files")


def _long_form(sheet: Sheet) -> Judgement:
    """A national table that prescribes a column per age is the form that everybody expects of it."""
    wide = [i for i, label in enumerate(sheet.labels) if _PERIOD_LABEL.fullmatch(fold(label)) and not sheet.field(i)]
    if len(wide) <= _MOST_PERIODS:
        return []
    return [Violation(None, sheet.at_label(wide[0]).line, len(wide), tuple(sheet.at_label(i).places[0] for i in wide))]


LEVEL_3: dict[str, Judge] = {
    "L3-01": _from_the_first_row,
    "L3-02": _code_table,
    "L3-03": _marks_defined,
    "L3-04": _units_stated,
    "L3-05": _time_axis,
    "L3-06": _official_area,
    "L3-07": _same_form,
    "L3-08": _documented,
    "L3-09": _long_form,
}
