"""Level 2: values can be counted and summed as they are."""

import re
import unicodedata
from collections import Counter

from pipelines.validate.columns import Distinct
from pipelines.validate.readability.level1 import Judge
from pipelines.validate.readability.sheet import Sheet, Violation

_BARE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DRESSED = re.compile(
    r"約?[△▲-]? ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)? ?"
    r"(?:円|千円|万円|百万円|億円|人|名|件|台|箇所|か所|カ所|ヶ所|個|本|戸|世帯|歳|才|回|校|園|%|m|m2|m3|km|km2|ha|kg|t|点)?"
    r"(?:程度|以上|以下|未満|※.*)?"
)
_SUPPRESSED = re.compile(r"[xX*-]|\*{2,3}|…|−|―|－|秘|非公開|不明|該当なし")
_DITTO = re.compile(r"[〃”″]|同上|同")
_OTHER = re.compile(r"その他 ?[((:：、].+")
_AFFIRMATIVE = frozenset({"○", "〇", "◯", "有", "有り", "あり", "はい", "可", "可能", "1", "Y", "YES", "TRUE"})
_MOST = 0.8
_FEW_CHOICES = 20


def fold(text: str) -> str:
    """Half width without spaces around: what two spellings of one value share."""
    return unicodedata.normalize("NFKC", text).strip()


def numeric(column: Distinct) -> bool:
    """Whether four in five filled cells are numbers, bare or dressed; marks of suppression count as neither."""
    counts = [(fold(text), n) for text, n in column.counts() if text.strip()]
    counts = [(text, n) for text, n in counts if not _SUPPRESSED.fullmatch(text)]
    total = sum(n for _, n in counts)
    return total > 0 and sum(n for text, n in counts if _DRESSED.fullmatch(text)) >= _MOST * total


def suppressed(text: str) -> bool:
    """A mark that stands in the place of a number."""
    return _SUPPRESSED.fullmatch(fold(text)) is not None


def _bare_numbers(sheet: Sheet) -> list[Violation]:
    def dressed(text: str) -> bool:
        # spaces around a number are layout, which L1-06 counts
        return bool(text.strip()) and _BARE.fullmatch(text.strip()) is None and not suppressed(text)

    positions = [i for i in range(len(sheet.labels)) if numeric(sheet.column(i))]
    return [v for i in positions if (v := sheet.search_column(i, dressed)) is not None]


def _nothing_omitted(sheet: Sheet) -> list[Violation]:
    return sheet.search(lambda text: _DITTO.fullmatch(text.strip()) is not None)


def _unique_labels(sheet: Sheet) -> list[Violation]:
    if len(sheet.header_lines) > 1:
        return [Violation(None, sheet.header_lines[0], len(sheet.header_lines))]
    times = Counter(fold(label) for label in sheet.labels)
    return sheet.search_labels(lambda label: bool(label.strip()) and times[fold(label)] > 1)


def _one_spelling(sheet: Sheet) -> list[Violation]:
    return [Violation(i) for i in range(len(sheet.labels)) if _mixed(sheet.column(i))]


def _mixed(column: Distinct) -> bool:
    """Two spellings of one choice, in a column of few values that repeat."""
    texts = {text for text in column.values if text.strip()}
    if len(texts) > _FEW_CHOICES or 2 * len(texts) > len(column.codes):
        return False
    folded = {fold(text).upper() for text in texts}
    return len(folded) < len(texts) or len(folded & _AFFIRMATIVE) > 1


def _other_apart(sheet: Sheet) -> list[Violation]:
    return sheet.search(lambda text: _OTHER.fullmatch(fold(text)) is not None)


def _values_only(sheet: Sheet) -> list[Violation] | None:
    finding = sheet.notice("formula-without-value")
    # ingest reads the value of a formula that has one and does not say that it was a formula
    return [Violation(None, finding.line)] if finding else None


LEVEL_2: dict[str, Judge] = {
    "L2-01": _bare_numbers,
    "L2-02": _nothing_omitted,
    "L2-03": _unique_labels,
    "L2-04": _one_spelling,
    "L2-05": _other_apart,
    "L2-06": _values_only,
}
