"""Records that are equal in every column."""

from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    columns = [subject.columns[name] for name in subject.columns.names]
    # one column without a repeated value is proof enough, and most tables have an id
    if not columns or any(len(column.values) == len(column.codes) for column in columns):
        return
    first: dict[tuple[int, ...], int] = {}
    for row, key in enumerate(zip(*(column.codes.tolist() for column in columns), strict=True)):
        earlier = first.setdefault(key, row)
        if earlier != row and any(column.text(row) for column in columns):
            yield rule.finding(subject, "", row, first=str(subject.columns.lines[earlier]))


RULE = Rule(
    "duplicate-row",
    "inferred",
    "one record, one row",
    _find,
    violating=(Sample({"名称": ["a", "b", "a"], "数": ["1", "1", "1"]}, ((4, ""),)),),
    clean=(Sample({"名称": ["a", "a"], "数": ["1", "2"]}), Sample({"名称": ["", ""], "数": ["", ""]})),
)
