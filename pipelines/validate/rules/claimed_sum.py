"""Totals that a national table claims by its field names: 総人口, 男性, 女性 and the counts of toilets."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.model.schema import Field, TableSchema
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_WHOLE_NUMBER = re.compile(r"[0-9]+")
_TOILETS = re.compile(r"(.+)トイレ総数")
_BY_AGE = re.compile(r"[0-9]+(-[0-9]+歳|歳以上)の(男性|女性)")
_SEXES = ("男性", "女性")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    if not subject.schema.standard:
        return  # the names of a ward's own fields claim nothing; it declares its sums
    for field in subject.schema.fields:
        names, whole = _parts(field, subject.schema)
        total = subject.column(field.name)
        columns = [column for name in names if (column := subject.column(name)) is not None]
        if total is None or not names or len(columns) != len(names):
            continue
        for row, text in enumerate(total.texts()):
            texts = [text, *(column.text(row) for column in columns)]
            if not all(map(_WHOLE_NUMBER.fullmatch, texts)):
                continue  # an empty part is not zero
            found = sum(map(int, texts[1:]))
            # people of unknown age are in the total and in no age group: only more than the total is wrong
            if found > int(text) or (whole and found != int(text)):
                yield rule.finding(subject, field.name, row, value=text, parts=names, sum=found)


def _parts(field: Field, schema: TableSchema) -> tuple[list[str], bool]:
    """Fields that a total is made of, and whether they are all of it; ([], False) for a field that is no total."""
    names = [other.name for other in schema.fields]
    if field.name == "総人口":
        return [name for name in _SEXES if name in names], True
    if field.name in _SEXES:
        return [name for name in names if _BY_AGE.fullmatch(name) and name.endswith(field.name)], False
    found = _TOILETS.fullmatch(field.name)
    return [name for name in names if found and name.startswith(f"{found[1]}トイレ数（")], True


def _sample(columns: dict[str, list[str]], *finds: tuple[int, str], standard: str = "推奨データセット") -> Sample:
    return Sample(columns, finds, of_kind("integer", *columns), standard)


_PEOPLE = {"総人口": ["10", "10"], "男性": ["4", "4"], "女性": ["6", "5"]}
_AGES = {"0-4歳の男性": ["2"], "85歳以上の男性": ["3"]}
RULE = Rule(
    "claimed-sum-differs",
    "inferred",
    "定義書: 総数 counts what the fields after it count by kind",
    _find,
    violating=(
        _sample(_PEOPLE, (3, "総人口")),
        _sample({"男性": ["4"], **_AGES}, (2, "男性")),
        _sample(
            {"男性トイレ総数": ["3"], "男性トイレ数（小便器）": ["1"], "男性トイレ数（和式）": ["1"]},
            (2, "男性トイレ総数"),
        ),
    ),
    clean=(
        _sample({"総人口": ["10", "9"], "男性": ["4", ""], "女性": ["6", "5"]}),
        _sample({"男性": ["6"], **_AGES}),  # one of unknown age
        _sample(_PEOPLE, standard=""),
    ),
)
