"""Drift against the version published last: columns gone or renamed, a third of the rows gone, another type, shifts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipelines.model.finding import Finding
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_ALIKE = 0.8
"""Part of a gone column's texts that another one must hold to be its new name."""
_MOSTLY = 0.9
_FEWEST = 3
_SHAPES = {
    "number": re.compile(r"[-+]?[0-9]+(\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"),
    "time": re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?"),
}


def _find_rows(subject: Subject, rule: Rule) -> Iterator[Finding]:
    last = subject.around.last
    if last is not None and last.rows >= _FEWEST and 3 * len(subject.columns) <= 2 * last.rows:
        yield rule.finding(subject, "", None, n=last.rows - len(subject.columns), before=last.rows)


def _find_columns(subject: Subject, rule: Rule) -> Iterator[Finding]:
    last = subject.around.last
    if last is None or not len(subject.columns):
        return
    added = [
        str(n) for n in subject.columns.names if subject.column(n) is not None and not _filled(last.columns.get(n, ()))
    ]
    for name in _gone(subject, last):
        # 有 and 無 stand in many a column: values that tell so little do not tell a new name
        telling = len({text for text in last.columns[name] if text.strip()}) >= _FEWEST
        heirs = (other for other in added if telling and _overlap(last.columns[name], subject, other) >= _ALIKE)
        heir = next(heirs, "")
        if heir:
            yield rule.finding(subject, heir, None, old=name)
        else:
            yield rule.finding(subject, "", None, old=name, n=_filled(last.columns[name]))


def _gone(subject: Subject, last: LastVersion) -> list[str]:
    """Fields that held something in the last version and hold nothing now."""
    return [name for name, texts in last.columns.items() if _filled(texts) and subject.column(name) is None]


def _filled(texts: Sequence[str]) -> int:
    """How many texts hold something."""
    return sum(1 for text in texts if text.strip())


def _find_types(subject: Subject, rule: Rule) -> Iterator[Finding]:
    last = subject.around.last
    for name, texts in (last.columns if last else {}).items():
        column = subject.column(name)
        before = _shape(Counter(texts)) if column is not None else ""
        if column is not None and before:
            filled = [(text, n) for text, n in column.counts() if text.strip()]
            other = sum(n for text, n in filled if not _SHAPES[before].fullmatch(text))
            if 2 * other > sum(n for _, n in filled):
                yield rule.finding(subject, name, None, n=other, before=before)


def _shape(counts: Mapping[str, int]) -> str:
    """What nine in ten of the filled texts are, "" where they are nothing in particular."""
    total = sum(n for text, n in counts.items() if text.strip())
    if total < _FEWEST:
        return ""
    for shape, pattern in _SHAPES.items():
        if sum(n for text, n in counts.items() if pattern.fullmatch(text)) >= _MOSTLY * total:
            return shape
    return ""


def _overlap(texts: Sequence[str], subject: Subject, name: str) -> float:
    """Part of the filled texts, as often as they stand there, that the column of now holds."""
    before = Counter(text for text in texts if text)
    now = Counter(dict(subject.columns[name].counts()))
    return (before & now).total() / max(before.total(), 1)


def _sample(columns: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]], *finds: str) -> Sample:
    last = LastVersion("2022-04-01T00:00:00+00:00", {name: tuple(texts) for name, texts in before.items()})
    return Sample(columns, tuple((None, name) for name in finds), around=Surroundings(last))


_SIX = {"名称": list("abcdef"), "数": list("123456")}
ROWS = Rule(
    "drift-rows-gone",
    "inferred",
    "design, section 5: a version is held against the last one",
    _find_rows,
    violating=(_sample({"名称": list("abcd")}, _SIX, ""),),
    clean=(_sample({"名称": list("abcde")}, _SIX), Sample({"名称": ["a"]})),
    momentary=True,
)
COLUMNS = Rule(
    "drift-column-gone",
    "inferred",
    "published columns are what others build on",
    _find_columns,
    violating=(
        _sample({"名称": list("abcdef")}, _SIX, ""),
        _sample({"名称": list("abcdef"), "数": [""] * 6}, _SIX, ""),
        _sample({"名称": list("abcdef"), "個数": list("123457")}, _SIX, "個数"),
        _sample(
            {"名称": list("abcdef"), "授乳室": list("110011")}, {"名称": list("abcdef"), "駐車場": list("101101")}, ""
        ),
    ),
    clean=(_sample(_SIX, _SIX), _sample(_SIX, {**_SIX, "備考": [""] * 6}), Sample(_SIX)),
    momentary=True,
)
TYPES = Rule(
    "drift-type-changed",
    "inferred",
    "a column that programs read as numbers stays one",
    _find_types,
    violating=(_sample({"数": ["約1", "約2", "3", "多数", "不明", "-"]}, _SIX, "数"),),
    clean=(
        _sample({"数": ["1", "2", "3", "4", "不明", ""]}, _SIX),
        _sample({"数": ["x"] * 3}, {"数": ["1", "y", "z"]}),
    ),
    momentary=True,
)
