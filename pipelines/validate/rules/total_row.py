"""Rows called 合計 or 小計 whose numbers are not the sum of the rows that they close."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.model.finding import Finding
from pipelines.model.statistics import statistics_of
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_TOTALS = frozenset({"合計", "総計", "総数", "計"})
_SUBTOTALS = frozenset({"小計"})
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_NO_SUM = re.compile(
    r"率|割合|比|平均|密度|指数|順位|番号|コード|ID|年齢|^(西暦|和暦)?年(度|次|月日)? |緯度|経度|%|％|単価|最[大小高低]"
)
_SEVERAL = re.compile(r"複数回答|重複|延べ|のべ|MA")
"""Words of a table in which one case may count in several rows."""


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    if statistics_of(subject.schema) is not None or not len(subject.columns):
        return  # what the schema declares is another rule, multiple responses never
    column = _row_names(subject)
    labels = " ".join([*map(str, subject.columns.names), *subject.labels.values(), *(column.values if column else ())])
    if column is None or _SEVERAL.search(labels):
        return
    names = ["".join(text.split()) for text in column.texts()]
    for row, name in enumerate(names):
        if name not in _TOTALS | _SUBTOTALS:
            continue
        parts = _parts(names, row)
        if len(parts) < 2:
            continue
        checked = {field: _check(subject.columns[field], row, parts) for field in _measures(subject)}
        # only a row that is the sum in another column claims to be one in this column, too
        if any(found is True for found in checked.values()):
            for field, found in checked.items():
                if isinstance(found, Decimal):
                    text, summed = subject.columns[field].text(row), [names[part] for part in parts]
                    yield rule.finding(subject, field, row, value=text, sum=format(found, "f"), parts=summed)


def _row_names(subject: Subject) -> Distinct | None:
    """The first column that holds a total's name."""
    for name in subject.columns.names:
        column = subject.columns[name]
        if any("".join(text.split()) in _TOTALS | _SUBTOTALS for text in column.values):
            return column
    return None


def _parts(names: list[str], row: int) -> list[int]:
    """Rows that a total closes: since the last total above it; for the last one of all, every row that is none."""
    marked = _TOTALS | _SUBTOTALS
    above = [other for other in range(row) if names[other] in marked]
    if names[row] in _SUBTOTALS or not above:
        first = above[-1] + 1 if above else 0
        return list(range(first, row)) or [n for n in range(row + 1, len(names)) if names[n] not in marked]
    return [other for other in range(row) if names[other] not in marked]


def _measures(subject: Subject) -> list[str]:
    """Columns of numbers of which a sum means something."""
    return [
        str(name)
        for name in subject.columns.names
        if not _NO_SUM.search(f"{name} {subject.labels.get(str(name), '')}") and subject.column(name) is not None
    ]


def _check(column: Distinct, row: int, parts: list[int]) -> bool | Decimal | None:
    """True where the sum is right, the sum where it is not, None where there is no number to judge."""
    texts = [column.text(part) for part in parts]
    if not _NUMBER.fullmatch(column.text(row)) or not all(map(_NUMBER.fullmatch, texts)):
        return None
    numbers, total = [Decimal(text) for text in texts], Decimal(column.text(row))
    if sum(numbers) == total:
        return True
    # between its smallest and its largest part lies a mean or a rate, whatever the column is called
    return None if min(numbers) <= total <= max(numbers) else sum(numbers, start=Decimal(0))


_NAMES = ["北町", "錦", "氷川台", "合計"]
RULE = Rule(
    "total-not-reproducible",
    "inferred",
    "a row called 合計 says that it is the sum",
    _find,
    violating=(
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "人口": ["2", "4", "5", "12"]}, ((5, "人口"),)),
        Sample(
            {
                "区分": ["a", "b", "小計", "c", "d", "小　計"],
                "男": ["1", "2", "3", "4", "5", "9"],
                "女": list("113113"),
            },
            ((4, "女"), (7, "女")),
        ),
    ),
    clean=(
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "増減率": ["2.0", "4.0", "5.0", "3.7"]}),
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "人口": ["2", "x", "5", "12"]}),
        Sample({"理由（複数回答）": _NAMES, "人": ["1", "2", "3", "6"], "件": ["2", "4", "5", "8"]}),
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "turnout": ["75.1", "76.2", "75.0", "75.4"]}),
        Sample({"町": _NAMES, "人口": ["2", "4", "5", "12"]}),  # nothing shows that the row is a sum
    ),
)
