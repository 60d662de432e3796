"""Level 3: the data can be joined with other data."""

import re

from pipelines.standard import municipalities
from pipelines.validate.readability.level1 import Judge
from pipelines.validate.readability.level2 import fold, numeric, suppressed
from pipelines.validate.readability.sheet import Sheet, Violation

# a letter and a hyphen would be an id (H12-3)
_WAREKI = re.compile(
    r"(?:明治|大正|昭和|平成|令和) ?(?:[0-9]{1,2}|元) ?(?:年|[./-] ?[0-9]{1,2})"
    r"|[MTSHR]\.? ?(?:[0-9]{1,2}|元) ?(?:年|[./] ?[0-9]{1,2})"
)
_WESTERN = re.compile(r"(?:19|20)[0-9]{2}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}([-/.年])[0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?")
_PERIOD_LABEL = re.compile(
    r"(?:(?:19|20)[0-9]{2}|(?:平成|令和|昭和|[HRS])\.? ?(?:[0-9]{1,2}|元))(?:年度?)?.*|[0-9]{1,2}月"
)


def _from_the_first_row(sheet: Sheet) -> list[Violation]:
    lines = sheet.header_lines
    first = str(lines[0]).rsplit("!", 1)[-1] if lines else ""
    return [] if first == "1" and len(lines) == 1 else [Violation(None, lines[0] if lines else None)]


def _code_table(sheet: Sheet) -> list[Violation] | None:
    # what we publish carries its Table Schema with every list of choices; a lone raw file shows nothing
    return [] if sheet.published else None


def _marks_defined(sheet: Sheet) -> list[Violation]:
    explained = "".join(text for _, text in sheet.around)
    columns = [i for i in range(len(sheet.labels)) if numeric(sheet.column(i))]

    def unexplained(text: str) -> bool:
        return bool(text.strip()) and suppressed(text) and text.strip() not in explained

    return [v for i in columns if (v := sheet.search_column(i, unexplained)) is not None]


def _time_axis(sheet: Sheet) -> list[Violation]:
    found = sheet.search(_japanese_only)
    for i in range(len(sheet.labels)):
        marks = {match[1] for text in sheet.column(i).values if (match := _DAY.fullmatch(fold(text)))}
        if len(marks) > 1:
            found.append(Violation(i))
    return found


def _japanese_only(text: str) -> bool:
    """A date of an era without the western year beside it, in a cell that is no more than a date."""
    plain = fold(text)
    return len(plain) <= 20 and _WAREKI.match(plain) is not None and _WESTERN.search(plain) is None


def _official_area(sheet: Sheet) -> list[Violation] | None:
    """Satisfied by a column of codes or official names; a table about no area cannot be judged here."""
    places = municipalities()
    names = {place.name for place in places.values()} | {place.city for place in places.values()} - {""}
    prefectures = tuple({place.prefecture for place in places.values()})
    addressed = False
    for i, label in enumerate(sheet.labels):
        texts = [text for text in sheet.column(i).values if text.strip()]
        if texts and all(text in places or text in names or text.startswith(prefectures) for text in texts):
            return []
        addressed = addressed or (bool(texts) and ("住所" in label or "所在地" in label or "市区町村" in label))
    return [Violation()] if addressed else None


def _documented(sheet: Sheet) -> list[Violation] | None:
    return [] if sheet.published else None


def _long_form(sheet: Sheet) -> list[Violation]:
    periods = sheet.search_labels(lambda label: _PERIOD_LABEL.fullmatch(fold(label)) is not None)
    return [Violation(None, periods[0].line, len(periods))] if len(periods) > 2 else []


LEVEL_3: dict[str, Judge] = {
    "L3-01": _from_the_first_row,
    "L3-02": _code_table,
    "L3-03": _marks_defined,
    "L3-05": _time_axis,
    "L3-06": _official_area,
    "L3-08": _documented,
    "L3-09": _long_form,
}
"""Not judged: L3-04 (whether a label implies its unit is not certain), L3-07 (needs the files of other years)."""
