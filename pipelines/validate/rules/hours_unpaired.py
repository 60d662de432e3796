"""Open hours that have a start and no end, or an end and no start."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.rules.end_before_start import partner
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    # an event begins at two o'clock and is over when it is over: only the hours of a place come in pairs
    if any(field.kind == "date" and "開始" in field.name for field in subject.schema.fields):
        return
    for start in subject.schema.fields:
        end = partner(start.name)
        if start.kind != "time" or end == start.name or subject.schema.field_named(end) is None:
            continue
        if subject.column(start.name) is None or subject.column(end) is None:
            continue  # a ward that has no closing times at all is no slip of one row
        opened, closed = subject.columns[start.name], subject.columns[end]
        for row, (begin, finish) in enumerate(zip(opened.texts(), closed.texts(), strict=True)):
            # what is no time of day has a finding of its own, and may hold both ends
            if (begin == "" and _TIME.fullmatch(finish)) or (finish == "" and _TIME.fullmatch(begin)):
                here, there = (end, start.name) if begin else (start.name, end)
                yield rule.finding(subject, here, row, other=there, stated=begin or finish)


_TIMES = of_kind("time", "開始時間", "終了時間")
VIOLATING = (
    Sample({"開始時間": ["09:00", "09:00"], "終了時間": ["17:00", ""]}, ((3, "終了時間"),), _TIMES),
    Sample({"開始時間": ["09:00", ""], "終了時間": ["17:00", "17:00"]}, ((3, "開始時間"),), _TIMES),
)
CLEAN = (
    Sample({"開始時間": ["09:00", ""], "終了時間": ["17:00", ""]}, (), _TIMES),
    Sample({"開始時間": ["09:00", "10:00"], "終了時間": ["", ""]}, (), _TIMES),
    Sample({"開始時間": ["09:00", "10:00～17:00"], "終了時間": ["12:00", ""]}, (), _TIMES),
    Sample(
        {"開始日": ["2022-04-01"] * 2, "開始時間": ["14:00", "14:00"], "終了時間": ["", "15:00"]},
        (),
        (*_TIMES, *of_kind("date", "開始日")),
    ),
)

RULE = Rule(
    "hours-unpaired",
    "inferred",
    "標準: 開始時間 and 終了時間 are two fields of one opening",
    _find,
    violating=VIOLATING,
    clean=CLEAN,
)
