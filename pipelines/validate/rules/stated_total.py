"""Totals that the rows do not give: declared total rows, and the number that a caption or a note states."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.model.statistics import KEY, Statistics, measures, statistics_of
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample
from pipelines.validate.rules.statistics_units import same_unit

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STATED = re.compile(r"([0-9]+)(.+)")
_PLACES = ("か所", "施設")
"""Counters that count the records of a list of places."""


def _find_declared(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """A total row that is not the sum of its parts; a total is never repaired, nor are its parts."""
    declared = statistics_of(subject.schema)
    if declared is None or declared.multiple_response or declared.row_name not in subject.columns:
        return
    names = tuple(subject.columns[declared.row_name].texts())
    totals = frozenset(total.row for total in declared.totals)
    for total in declared.totals:
        parts = total.parts(tuple(dict.fromkeys(names)), totals)
        for spec in measures(subject.schema):
            texts = list(subject.columns[spec.name].texts())
            found = _sum(text for name, text in zip(names, texts, strict=True) if name in parts)
            for row, (name, text) in enumerate(zip(names, texts, strict=True)):
                if name == total.row and text and not _equals(text, found):
                    told = "" if found is None else format(found, "f")
                    yield rule.finding(subject, spec.name, row, value=text, sum=told, parts=list(parts))


def _find_stated(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """The number of cases or places that stands outside the table, held against the table."""
    declared = statistics_of(subject.schema)
    stated = _STATED.fullmatch(subject.notes.get("total", ""))
    if stated is None or (declared is not None and declared.multiple_response):
        return
    rows = len(subject.columns)
    counters = _PLACES if declared is None else tuple(spec.unit for spec in measures(subject.schema))
    found = Decimal(rows) if declared is None else _whole(subject, declared)
    if any(same_unit(stated[2], unit) for unit in counters) and not _equals(stated[1], found):
        if declared is None:
            yield rule.finding(subject, "", None, value=stated[0], rows=rows)
        else:
            told = "" if found is None else format(found, "f")
            yield rule.finding(subject, "", None, value=stated[0], sum=told, parts=[])


def _whole(subject: Subject, declared: Statistics) -> Decimal | None:
    """The sum of all numbers but the totals'."""
    totals = {total.row for total in declared.totals}
    names = list(subject.columns[declared.row_name].texts())
    return _sum(
        text
        for spec in measures(subject.schema)
        for name, text in zip(names, subject.columns[spec.name].texts(), strict=True)
        if name not in totals
    )


def _equals(text: str, found: Decimal | None) -> bool:
    return _NUMBER.fullmatch(text) is not None and Decimal(text) == found


def _sum(texts: Iterable[str]) -> Decimal | None:
    """The sum, None where a part is empty or no number: an empty part is not zero."""
    total = Decimal(0)
    for text in texts:
        if not _NUMBER.fullmatch(text):
            return None
        total += Decimal(text)
    return total


def _sample(
    rows: Mapping[str, Sequence[str]], *finds: tuple[int | None, str], total: str = "", several: bool = False
) -> Sample:
    fields = (Field("区分"), Field("人数", type="integer", kind="integer", unit="人"))
    declared = {"rowName": "区分", "totals": [{"row": "合計"}], "multipleResponse": several}
    return Sample(rows, finds, fields, "", notes={"total": total}, descriptor={KEY: declared})


_RIGHT, _WRONG = ["3", "4", "7"], ["3", "4", "8"]
_ROWS = ["窓口", "電話", "合計"]
DECLARED = Rule(
    "total-not-reproducible",
    "inferred",
    "hiraku:statistics of the schema declares the row as a total",
    _find_declared,
    violating=(
        _sample({"区分": _ROWS, "人数": _WRONG}, (4, "人数")),
        _sample({"区分": _ROWS, "人数": ["3", "", "7"]}, (4, "人数")),
    ),
    clean=(
        _sample({"区分": _ROWS, "人数": _RIGHT}),
        _sample({"区分": _ROWS, "人数": _WRONG}, several=True),
    ),
)
STATED = Rule(
    "total-not-reproducible",
    "inferred",
    "a caption or a note states the number of cases or places",
    _find_stated,
    violating=(
        _sample({"区分": _ROWS, "人数": _RIGHT}, (None, ""), total="9名"),
        Sample({"名称": ["a", "b"]}, ((None, ""),), notes={"total": "3か所"}),
    ),
    clean=(
        _sample({"区分": _ROWS, "人数": _RIGHT}, total="7人"),
        _sample({"区分": _ROWS, "人数": _RIGHT}, total="9件"),
        _sample({"区分": _ROWS, "人数": _RIGHT}, total="9人", several=True),
        Sample({"名称": ["a", "b"]}, notes={"total": "2ヵ所"}),
    ),
)
