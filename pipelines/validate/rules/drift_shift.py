"""All values of one column moved since the last version: by a row, by a constant, or in from another column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipelines.model.finding import Finding
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.validate.rules.matching import id_field, matched_rows
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_FEWEST = 5
_MOSTLY = 0.9
_COUNTS_ON = re.compile("年|[歳齢]|第.*[回期]")
"""Columns whose numbers all grow from one version to the next: 経過年数, 年齢, 西暦."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    last = subject.around.last
    if last is None:
        return
    rows = matched_rows(subject, last)
    moved = dict(_moved(subject, last, rows))
    # without a key rows are matched by their place: where every column went one way, the rows did, not the values
    keyed = id_field(subject) in last.columns and id_field(subject) in subject.columns
    ways = {how for how, _, _ in moved.values()}
    if not keyed and len(moved) > 1 and ways <= {"up", "down"} and len(ways) == 1:
        return
    for name, (how, told, n) in moved.items():
        yield rule.finding(
            subject,
            name,
            None,
            n=n,
            how=how,
            other=told if how == "column" else "",
            by=told if how == "constant" else "",
        )


def _moved(
    subject: Subject, last: LastVersion, rows: list[tuple[int, int]]
) -> Iterator[tuple[str, tuple[str, str, int]]]:
    """Name of each column whose values went elsewhere, with the way, what tells it and the number of its values."""
    for name in (n for n in last.columns if n != id_field(subject) and subject.column(n) is not None):
        column = subject.columns[name]
        if tuple(column.texts()) == last.columns[name]:
            continue
        pairs = [(last.columns[name][old], column.text(now)) for old, now in rows]
        filled = [(before, after) for before, after in pairs if before and after]
        # a column that keeps even a tenth of its values was edited, not moved
        kept = sum(before == after for before, after in filled)
        if len(filled) < _FEWEST or len({after for _, after in filled}) < 3 or kept > (1 - _MOSTLY) * len(filled):
            continue
        how, told = _how(name, pairs, rows, last)
        if how and not (how == "constant" and _COUNTS_ON.search(name) and Decimal(told) % 1 == 0):
            yield name, (how, told, len(filled))


def _how(name: str, pairs: list[tuple[str, str]], rows: list[tuple[int, int]], last: LastVersion) -> tuple[str, str]:
    """Which way the values went and the column or the number that says so, "" where they are simply other values."""
    before, after = [old for old, _ in pairs], [new for _, new in pairs]
    for step, how in ((1, "down"), (-1, "up")):
        if _mostly_equal(before[:-1], after[1:]) if step == 1 else _mostly_equal(before[1:], after[:-1]):
            return how, ""
    for other, texts in last.columns.items():
        if other != name and _mostly_equal([texts[old] for old, _ in rows], after):
            return "column", other
    difference = _constant(pairs)
    return ("constant", difference) if difference else ("", "")


def _mostly_equal(before: Sequence[str], after: Sequence[str]) -> bool:
    filled = [(old, new) for old, new in zip(before, after, strict=True) if old or new]
    return len(filled) >= _FEWEST - 1 and sum(old == new for old, new in filled) >= _MOSTLY * len(filled)


def _constant(pairs: Sequence[tuple[str, str]]) -> str:
    """The one number that was added to every value, "" without one."""
    filled = [pair for pair in pairs if all(pair)]
    if not all(_NUMBER.fullmatch(text) for pair in filled for text in pair):
        return ""
    steps = {Decimal(after) - Decimal(before) for before, after in filled}
    return format(steps.pop(), "+f") if len(steps) == 1 else ""


_IDS = ["1", "2", "3", "4", "5", "6"]
_LAST = {"ID": _IDS, "名称": list("abcdef"), "電話": ["11", "25", "31", "47", "58", "60"], "内線": [""] * 6}
_LAST |= {"経過年数": ["11", "25", "31", "47", "58", "60"]}


def _sample(columns: Mapping[str, Sequence[str]], *finds: str) -> Sample:
    last = LastVersion("2022-04-01T00:00:00+00:00", {name: tuple(texts) for name, texts in _LAST.items()})
    return Sample({"ID": _IDS, **columns}, tuple((None, name) for name in finds), around=Surroundings(last))


def _keyless(columns: Mapping[str, Sequence[str]], *finds: str) -> Sample:
    before = {name: tuple(_LAST[name]) for name in columns}
    around = Surroundings(LastVersion("2022-04-01T00:00:00+00:00", before))
    return Sample(columns, tuple((None, name) for name in finds), around=around)


RULE = Rule(
    "drift-values-shifted",
    "inferred",
    "design, section 5: a version is held against the last one",
    _find,
    violating=(
        _sample({"名称": list("xabcde")}, "名称"),
        _sample({"名称": list("bcdefx")}, "名称"),
        _sample({"電話": ["12", "26", "32", "48", "59", "61"]}, "電話"),
        _sample({"名称": ["11", "25", "31", "47", "58", "60"]}, "名称"),
        _keyless({"名称": list("abcdef"), "電話": ["99", "11", "25", "31", "47", "58"]}, "電話"),
    ),
    clean=(
        _sample({"経過年数": ["12", "26", "32", "48", "59", "61"]}),
        _keyless({"名称": list("xabcde"), "電話": ["99", "11", "25", "31", "47", "58"]}),
        _sample({"名称": list("abcdef"), "電話": ["11", "25", "31", "47", "58", "61"]}),
        _sample({"電話": ["13", "24", "39", "41", "52", "68"]}),
        Sample({"ID": _IDS, "名称": list("xabcde")}),
    ),
    momentary=True,
)
