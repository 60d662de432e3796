"""Level 1: a program can read the file without a person's help."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from pipelines.validate.readability.places import number_of
from pipelines.validate.readability.sheet import Judge, Judgement, Sheet, Unjudged, Violation
from pipelines.validate.readability.values import fold, free_text, is_proper_noun, stands_for_number

_MADE_UP = re.compile(r"\s*(列|項目|Column|Unnamed:? ?|F|Field)[0-9０-９]*\s*", re.IGNORECASE)
_SPACED = re.compile(r"\S(?:[ 　]+\S)+")
_TIME_RANGE = re.compile(r"[0-9０-９]{1,2}[:：時][0-9０-９]{0,2}分?\s*[～〜~－-]\s*[0-9０-９]{1,2}[:：時]")
_PHONE = re.compile(r"0[0-9]{1,4}[-)][0-9]{1,4}-[0-9]{3,4}")
_TWO_NUMBERS = re.compile(r"\s*[0-9]+\s*[（(]\s*[0-9]+\s*[)）]\s*")
_PAIR = re.compile(r"\s*-?[0-9]{1,3}\.[0-9]+\s*,\s*-?[0-9]{1,3}\.[0-9]+\s*")
_LISTED = re.compile(r"[^\x00-\x7f](?:[,，][^\x00-\x7f]|[、][^\x00-\x7f].*[、][^\x00-\x7f])")
"""A pause in a sentence is 、 too: two of them make a list of what is no prose."""
_DOTTED = re.compile("[^・]+(?:・[^・]+){2,}")
_FOREIGN = re.compile("[ァ-ヴー・]+")
"""Names from abroad have their parts joined by the same dot."""
_JOINT = re.compile("[:：時,、，(（)・\r\n-]")
"""What stands between two data of one cell, whatever they are."""
_GAP = re.compile("[ \u3000]{2}")
_SPACE = re.compile("[ \t\u3000\r\n]")
_BREAK = re.compile("[\r\n]")
_LONGEST_LIST = 40
"""Characters; what is longer is prose, in which a comma is only a pause."""

# rows 13, 89 to 92 and 115 to 119 of CP932 (① Ⅲ ㎡ ㈱ № 〝), without what JIS X 0208 has too (≒ ∠); their ideographs
# (髙 﨑) are all of names
_LEADS = (0x87, 0xED, 0xEE, 0xFA, 0xFB, 0xFC)
_ROWS = {bytes((lead, trail)).decode("cp932", "ignore") for lead in _LEADS for trail in range(0x40, 0xFD)}
_SIGNS = sorted(c for c in _ROWS if c and unicodedata.category(c) != "Lo" and not c.encode("shift_jis", "ignore"))
_MACHINE = re.compile(f"[{re.escape(''.join(_SIGNS))}\ue000-\uf8ff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_ONE_MEANING = frozenset({"", "utf-8", "utf-16", "utf-32"})
"""Encodings (and workbooks) in which a circled number is the same character on every machine."""


def _readable_format(sheet: Sheet) -> Judgement:
    # what is neither text nor a workbook never became a table, see judge_unreadable
    return [Violation(None, None) for _ in sheet.notices("script-not-table")]


def _one_table(sheet: Sheet) -> Judgement:
    found = sheet.notices("several-tables")
    return sheet.at_lines([found[0].line]) if found and found[0].line is not None else [Violation() for _ in found[:1]]


def _unbroken(sheet: Sheet) -> Judgement:
    found = sheet.at_lines([line for line, reason in sheet.dropped if reason in ("blank-row", "repeated-header")])
    last = max((i for i, label in enumerate(sheet.labels) if label.strip()), default=0)
    empty = [i for i in range(last) if not sheet.labels[i].strip() and sheet.column(i).blank()]
    return found + [sheet.at_column(i) for i in empty]


def _nothing_around(sheet: Sheet) -> Judgement:
    notes = [mark for mark in sheet.marks if mark.kind == "comment"]
    found = sheet.at_lines([line for line, _ in sheet.around])
    if notes:
        found.append(Violation(None, None, sum(m.cells for m in notes), tuple(m.range for m in notes)))
    return found


def _named(sheet: Sheet) -> Judgement:
    if not sheet.header_lines:
        return [Violation()]
    if _counted(sheet.labels):
        return [sheet.at_label(i) for i in range(len(sheet.labels))]
    return sheet.search_labels(lambda label: not label.strip() or _MADE_UP.fullmatch(label) is not None)


def _counted(labels: Sequence[str]) -> bool:
    """Whether the labels are 1, 2, 3 …: numbers in place of names."""
    numbers = [int(label) for label in map(fold, labels) if label.isdecimal() and label.isascii() and len(label) < 5]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) == len(labels) > 1 and steps == {1}


def _no_layout(sheet: Sheet) -> Judgement:
    return sheet.search_labels(_laid_out) + sheet.search(_laid_out, hint=_SPACE)


def _laid_out(text: str) -> bool:
    """Spaces around a text, spaces between single letters (件　数), more than one space in a row, or a line break."""
    if not text:
        return False
    if text != text.strip(" \t\u3000") or _BREAK.search(text) or _GAP.search(text):
        return True
    single = all(len(word) == 1 and not word.isascii() for word in text.split())
    return single and _SPACED.fullmatch(text) is not None


def _one_datum(sheet: Sheet) -> Judgement:
    places = [i for i, label in enumerate(sheet.labels) if not free_text(label)]
    named = [i for i in places if is_proper_noun(sheet.labels[i])]
    others = [i for i in places if i not in named]
    found = sheet.search(_several, named, hint=_JOINT)
    return found + sheet.search(lambda text: _several(text) or _dotted(text), others, hint=_JOINT)


def _dotted(text: str) -> bool:
    """Three words or more with dots between them (ぶらんこ・すべり台・鉄棒), and no name from abroad."""
    return len(text) <= _LONGEST_LIST and _DOTTED.fullmatch(text) is not None and _FOREIGN.fullmatch(text) is None


def _several(text: str) -> bool:
    """Two lines, times, telephone numbers, numbers or coordinates, or a list of words, in one cell."""
    if sum(bool(line.strip()) for line in text.splitlines()) > 1:
        return True
    if _TIME_RANGE.search(text) or len(_PHONE.findall(text)) > 1:
        return True
    if _TWO_NUMBERS.fullmatch(text) or _PAIR.fullmatch(text):
        return True
    return len(text) <= _LONGEST_LIST and "。" not in text and _LISTED.search(text) is not None


def _plain_characters(sheet: Sheet) -> Judgement:
    """In Unicode only private-use characters depend on the machine; in CP932 and its kin all of row 13 do.

    So the Digital Agency's own checker counts it: a fault where the file is in Shift_JIS, a remark elsewhere. Proper
    nouns are excepted by the rule.
    """
    # a workbook has no encoding of its own: its text is Unicode
    pattern = _PRIVATE if sheet.encoding.removesuffix("-sig") in _ONE_MEANING else _MACHINE

    def depends(text: str) -> bool:
        return pattern.search(text) is not None

    common = [i for i, label in enumerate(sheet.labels) if not is_proper_noun(label)]
    return sheet.search_labels(depends) + sheet.search(depends, common, hint=pattern)


def _blank_is_not_zero(sheet: Sheet) -> Judgement:
    """A number column whose blanks and marks (－, x) stand side by side unexplained tells nobody which of them is zero.

    A definition that travels with the file says that blank is missing.
    """
    if sheet.schema is not None:
        return []
    found, doubtful = [], False
    for i in range(len(sheet.labels)):
        column = sheet.column(i)
        if all(text.strip() for text in column.values) or not sheet.numeric(i):
            continue
        marks = [
            text for text in column.values if stands_for_number(text) and text.strip() and not sheet.explains(text)
        ]
        if marks:
            found.append(sheet.at_rows(i, column.positions(lambda text: not text.strip())))
        # a column that writes its zeros leaves nothing else for its blanks to mean
        doubtful = doubtful or "0" not in column.values
    return found or (Unjudged("author-knows") if doubtful else [])


def _one_line(sheet: Sheet) -> Judgement:
    labels = sheet.search_labels(lambda label: _BREAK.search(label) is not None)
    return labels + sheet.search(lambda _: True, hint=_BREAK)


def _quoted_commas(sheet: Sheet) -> Judgement:
    codes = ("ragged-row", "header-width", "unclosed-quote")
    lines = {finding.line for code in codes for finding in sheet.notices(code) if finding.line is not None}
    return sheet.at_lines(sorted(lines, key=number_of))


LEVEL_1: dict[str, Judge] = {
    "L1-01": _readable_format,
    "L1-02": _one_table,
    "L1-03": _unbroken,
    "L1-04": _nothing_around,
    "L1-05": _named,
    "L1-06": _no_layout,
    "L1-07": _one_datum,
    "L1-08": _plain_characters,
    "L1-09": _blank_is_not_zero,
    "L1-14": _one_line,
    "L1-15": _quoted_commas,
}
"""The rules about workbooks alone are in workbook.py."""
