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
        for parts in _parts(names, row):
            checked = {field: _check(subject.columns[field], row, parts) for field in _measures(subject)}
            # only a row that is the sum in another column claims to be one in this column, too
            if not any(found is True for found in checked.values()):
                continue
            for field, found in checked.items():
                if isinstance(found, Decimal):
                    text, summed = subject.columns[field].text(row), [names[part] for part in parts]
                    yield rule.finding(subject, field, row, value=text, sum=format(found, "f"), parts=summed)
            break


def _row_names(subject: Subject) -> Distinct | None:
    """The first column that holds a total's name."""
    for name in subject.columns.names:
        column = subject.columns[name]
        if any("".join(text.split()) in _TOTALS | _SUBTOTALS for text in column.values):
            return column
    return None


def _parts(names: list[str], row: int) -> Iterator[list[int]]:
    """The rows that a total may close, the likeliest first; the sum in one column tells which it is.

    Since the last total above it; for one that is no 小計, every row above that is no total, and the totals above
    themselves; for one at the head, the rows below.
    """
    marked = _TOTALS | _SUBTOTALS
    above = [other for other in range(row) if names[other] in marked]
    block = list(range(above[-1] + 1 if above else 0, row))
    whole = [other for other in range(row) if names[other] not in marked]
    candidates = [block, whole, above] if names[row] in _TOTALS else [block]
    if not row:
        candidates = [[other for other in range(1, len(names)) if names[other] not in marked]]
    yield from (parts for parts in candidates if len(parts) > 1)


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
        # nought, or one number and noughts, are the sum of anything: they prove no other column wrong
        return True if sum(1 for number in numbers if number) > 1 else None
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
        # blocks that close with 計: the second one is wrong, the whole is right
        Sample(
            {
                "区分": ["a", "b", "計", "c", "d", "計", "合計"],
                "男": ["1", "2", "3", "3", "4", "7", "10"],
                "女": ["5", "6", "11", "7", "8", "14", "26"],
            },
            ((7, "女"),),
        ),
    ),
    clean=(
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "増減率": ["2.0", "4.0", "5.0", "3.7"]}),
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "人口": ["2", "x", "5", "12"]}),
        Sample({"理由（複数回答）": _NAMES, "人": ["1", "2", "3", "6"], "件": ["2", "4", "5", "8"]}),
        Sample({"町": _NAMES, "世帯": ["1", "2", "3", "6"], "turnout": ["75.1", "76.2", "75.0", "75.4"]}),
        # of several answers each may be given: a column of noughts proves no sum
        Sample({"理由": _NAMES, "人": ["10", "20", "30", "35"], "未回答": ["0", "0", "0", "0"]}),
        Sample({"区分": ["a", "b", "計", "c", "d", "計", "合計"], "男": ["1", "2", "3", "3", "4", "7", "10"]}),
        Sample({"町": _NAMES, "人口": ["2", "4", "5", "12"]}),  # nothing shows that the row is a sum
    ),
)
