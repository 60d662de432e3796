"""Level 1: a program can read the file without a person's help."""

import re
from collections.abc import Callable

from pipelines.validate.readability.sheet import Sheet, Violation

Judge = Callable[[Sheet], list[Violation] | None]

_MADE_UP = re.compile(r"\s*(列|項目|Column|Unnamed:? ?|F|Field)[0-9０-９]*\s*", re.IGNORECASE)
_SPACED = re.compile(r"\S(?:[ 　]+\S)+")
_TIME_RANGE = re.compile(r"[0-9０-９]{1,2}[:：時][0-9０-９]{0,2}分?\s*[～〜~－-]\s*[0-9０-９]{1,2}[:：時]")
_PHONE = re.compile(r"0[0-9]{1,4}[-)][0-9]{1,4}-[0-9]{3,4}")
# a column of remarks is prose
_REMARKS = re.compile("特記|備考|説明|注記|案内")
# row 13 of Shift_JIS and its kin: circled and Roman numerals, units and words squeezed into one character
_MACHINE = re.compile(r"[①-⑳Ⅰ-Ⅹⅰ-ⅹ㊤-㊨㈱㈲㈹㌀-㏿№℡∮∑⊿]|[\ue000-\uf8ff]")


def _readable_format(_: Sheet) -> list[Violation]:
    # what is neither text nor a workbook never became a table
    return []


def _one_table(sheet: Sheet) -> list[Violation]:
    return [Violation()] if sheet.notice("several-tables") else []


def _unbroken(sheet: Sheet) -> list[Violation]:
    cuts = [line for line, reason in sheet.dropped if reason in ("blank-row", "repeated-header")]
    found = [Violation(None, cuts[0], len(cuts))] if cuts else []
    last = max((i for i, label in enumerate(sheet.labels) if label.strip()), default=0)
    found.extend(Violation(i) for i in range(last) if not sheet.labels[i].strip() and sheet.column(i).blank())
    return found


def _nothing_around(sheet: Sheet) -> list[Violation]:
    return [Violation(None, sheet.around[0][0], len(sheet.around))] if sheet.around else []


def _named(sheet: Sheet) -> list[Violation]:
    if not sheet.header_lines:
        return [Violation()]
    nameless = [i for i, label in enumerate(sheet.labels) if not label.strip() and not sheet.column(i).blank()]
    found = [Violation(i, sheet.header_lines[0]) for i in nameless]
    return found + sheet.search_labels(lambda label: _MADE_UP.fullmatch(label) is not None)


def _no_layout(sheet: Sheet) -> list[Violation]:
    return sheet.search_labels(_laid_out) + sheet.search(_laid_out)


def _laid_out(text: str) -> bool:
    """Spaces around a text, spaces between single letters (件　数), or a line break in a short one."""
    if not text:
        return False
    if text != text.strip(" \t\u3000") or "\n" in text or "\r" in text:
        return True
    single = all(len(word) == 1 and not word.isascii() for word in text.split())
    return single and _SPACED.fullmatch(text) is not None


def _one_datum(sheet: Sheet) -> list[Violation]:
    places = [i for i, label in enumerate(sheet.labels) if not _REMARKS.search(label)]
    return [v for i in places if (v := sheet.search_column(i, _several)) is not None]


def _several(text: str) -> bool:
    return _TIME_RANGE.search(text) is not None or len(_PHONE.findall(text)) > 1


def _plain_characters(sheet: Sheet) -> list[Violation]:
    def has_machine(text: str) -> bool:
        return _MACHINE.search(text) is not None

    return sheet.search_labels(has_machine) + sheet.search(has_machine)


def _no_merges(sheet: Sheet) -> list[Violation] | None:
    return _noticed(sheet, "merged-cells")


def _nothing_hidden(sheet: Sheet) -> list[Violation] | None:
    return _noticed(sheet, "hidden-rows")


def _noticed(sheet: Sheet, code: str) -> list[Violation] | None:
    if sheet.notice("formats-unread"):
        return None
    finding = sheet.notice(code)
    if finding is None:
        return []
    count = finding.params.get("count", 1)
    return [Violation(None, finding.line, count if isinstance(count, int) and count else 1)]


def _one_line(sheet: Sheet) -> list[Violation]:
    return sheet.search(lambda text: "\n" in text or "\r" in text)


def _quoted_commas(sheet: Sheet) -> list[Violation]:
    found = [sheet.notice(code) for code in ("ragged-row", "header-width", "unclosed-quote")]
    return [Violation(None, finding.line) for finding in found if finding is not None]


LEVEL_1: dict[str, Judge] = {
    "L1-01": _readable_format,
    "L1-02": _one_table,
    "L1-03": _unbroken,
    "L1-04": _nothing_around,
    "L1-05": _named,
    "L1-06": _no_layout,
    "L1-07": _one_datum,
    "L1-08": _plain_characters,
    "L1-12": _no_merges,
    "L1-13": _nothing_hidden,
    "L1-14": _one_line,
    "L1-15": _quoted_commas,
}
"""Not judged: L1-09 (who left a cell blank knows why), L1-10 and L1-11 (ingest reads neither objects nor formats)."""
