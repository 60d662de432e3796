"""Level 2: values can be counted and summed as they are."""

import re
from collections import Counter

from pipelines.validate.readability.sheet import Judge, Judgement, Sheet, Violation
from pipelines.validate.readability.values import BARE, fold, free_text, stands_for_number

_DITTO = re.compile(r"[〃”″仝々ヽ〻]|同上|同左|同右|同")
_OTHER = re.compile(r"(?:[0-9]+[.:] ?)?その他 ?[((:：、].+")
_AFFIRMATIVE = frozenset({"○", "〇", "◯", "有", "有り", "あり", "はい", "可", "可能", "1", "Y", "YES", "TRUE"})
_REMARK = re.compile(r"(?<=\S) ?[※(「【].*$")
_SELDOM = 0.05
"""Share of the cells up to which a choice with a remark is a slip and no choice of its own."""
_FEW_CHOICES = 20
_REPEATED = 2
_KEYS = re.compile(r"ID|コード|番号|備考|No|カナ|英", re.IGNORECASE)
_FEWEST_GROUPED = 6
"""Records below which blanks in the first column prove no grouping."""


def _bare_numbers(sheet: Sheet) -> Judgement:
    def dressed(text: str) -> bool:
        # spaces around a number are layout, which L1-06 counts
        return bool(text.strip()) and BARE.fullmatch(text.strip()) is None and not stands_for_number(text)

    return sheet.search(dressed, [i for i in range(len(sheet.labels)) if sheet.numeric(i)])


def _nothing_omitted(sheet: Sheet) -> Judgement:
    return sheet.search(lambda text: _DITTO.fullmatch(text.strip()) is not None, hint=_DITTO) + _group_once(sheet)


def _group_once(sheet: Sheet) -> list[Violation]:
    """A first column that names each group in its first row only and leaves the rows below blank."""
    if not sheet.labels or len(sheet.columns) < _FEWEST_GROUPED or _KEYS.search(sheet.labels[0]):
        return []
    first = sheet.column(0)
    blank = first.positions(lambda text: not text.strip())
    named = [text for text, n in first.counts() if text.strip() and n == 1]
    words = all(not text.isascii() for text in named)
    once = len(named) == len(first.codes) - len(blank) and len(named) > 1 and words
    return [sheet.at_rows(0, blank)] if once and len(blank) * 2 >= len(first.codes) and first.text(0).strip() else []


def _unique_labels(sheet: Sheet) -> Judgement:
    if len(sheet.header_lines) > 1:
        return sheet.at_lines(sheet.header_lines)
    times = Counter(fold(label) for label in sheet.labels)
    nameless = [i for i, label in enumerate(sheet.labels) if not label.strip() and not sheet.column(i).blank()]
    found = sheet.search_labels(lambda label: bool(label.strip()) and times[fold(label)] > 1)
    return sorted([*found, *map(sheet.at_label, nameless)], key=lambda v: v.column or 0)


def _one_spelling(sheet: Sheet) -> Judgement:
    places = [i for i, label in enumerate(sheet.labels) if not free_text(label)]
    return [v for i in places if (v := _mixed(sheet, i)) is not None]


def _mixed(sheet: Sheet, position: int) -> Violation | None:
    """The rarer spellings of a choice, in a column of few values that repeat."""
    column = sheet.column(position)
    if len(column.values) > _FEW_CHOICES + 1:  # blank is none
        return None
    counts = {text: n for text, n in column.counts() if text.strip()}
    if len(counts) > _FEW_CHOICES or 2 * len(counts) > len(column.codes) or sheet.numeric(position):
        return None
    spellings: dict[str, list[str]] = {}
    for text in counts:
        spellings.setdefault(_meaning(text), []).append(text)
    rare = {t for texts in spellings.values() for t in sorted(texts, key=lambda t: -counts[t])[1:]}
    few = min(_REPEATED, len(column.codes) * _SELDOM)
    rare |= {text for text, n in counts.items() if n <= few and (bare := _unannotated(text)) != text and bare in counts}
    return sheet.at_rows(position, column.positions(rare.__contains__)) if rare else None


def _unannotated(text: str) -> str:
    """A choice without the remark behind it."""
    return _REMARK.sub("", fold(text))


def _meaning(text: str) -> str:
    """What spellings of one choice share: width, case and the words for yes."""
    folded = fold(text).upper()
    return "有" if folded in _AFFIRMATIVE else folded


def _other_apart(sheet: Sheet) -> Judgement:
    return [v for i in range(len(sheet.labels)) if (v := _details(sheet, i)) is not None]


def _details(sheet: Sheet, position: int) -> Violation | None:
    """Details written behind その他; one that stands there alike time after time is a choice with an explanation."""
    column = sheet.column(position)
    written = {text for text in column.values if "その他" in text and _OTHER.fullmatch(fold(text))}
    one_choice = len(written) == 1 and len(column.positions(written.__contains__)) > _REPEATED
    return sheet.at_rows(position, column.positions(written.__contains__)) if written and not one_choice else None


LEVEL_2: dict[str, Judge] = {
    "L2-01": _bare_numbers,
    "L2-02": _nothing_omitted,
    "L2-03": _unique_labels,
    "L2-04": _one_spelling,
    "L2-05": _other_apart,
}
