"""A cell that is not what nearly all others of its column are, where no schema says what the column holds."""

import re
from collections import Counter
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_FEWEST = 10
"""Filled cells from which on a column shows what it holds."""
_OTHERS = 0.1
_GLANCE = 200
"""Distinct texts, from all of the column, that rule a kind out where fewer than half are of it."""
_OPEN = ("", "text")
_SHAPES = {
    "電話番号": re.compile(r"\(?0[0-9]{1,4}\)?-?[0-9]{1,4}-[0-9]{3,4}"),
    "市外局番のない電話番号": re.compile(r"[0-9]{2,4}-[0-9]{4}"),
    "郵便番号": re.compile(r"[0-9]{3}-[0-9]{4}"),
    "緯度": re.compile(r"(2[0-9]|3[0-9]|4[0-5])\.[0-9]+"),
    "経度": re.compile(r"1(2[2-9]|3[0-9]|4[0-9]|5[0-3])\.[0-9]+"),
    "URL": re.compile(r"https?://[!-~]+"),
    "メールアドレス": re.compile(r"[!-?A-~]+@[!-?A-~]+\.[a-z]+"),
    "日付": re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"),
    "時刻": re.compile(r"[0-9]{1,2}:[0-9]{2}"),
}
"""What a column may hold -> how nearly all of its cells are written."""
_NOTHING = re.compile(r"[-‐−–—―ー－*＊…・/\s]+|(?:該当|特に)?(?:なし|無し|ナシ)|無|未定|不明|非公開|調整中|準備中")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for name in map(str, subject.columns.names):
        field = subject.schema.field_named(name)
        column = subject.column(name)
        if column is None or (field is not None and field.kind not in _OPEN):
            continue  # what a schema knows has a test of its own
        kind, others = _held(column)
        for row in column.positions(lambda text, others=others: text in others):  # type: ignore[misc]
            yield rule.finding(subject, name, row, value=column.text(row), kind=kind)


def _held(column: Distinct) -> tuple[str, frozenset[str]]:
    """What nine in ten of the filled cells are, and the texts that are something else; ("", none) without such."""
    glance = column.values[:: max(1, len(column.values) // _GLANCE)]
    for kind, shape in _SHAPES.items():
        if sum(shape.fullmatch(text.strip()) is not None for text in glance) * 2 < len(glance):
            continue
        alike, others = 0, Counter[str]()
        for text, n in column.counts():
            if shape.fullmatch(text.strip()):
                alike += n
            elif text.strip() and not _NOTHING.fullmatch(text.strip()):
                others[text] = n
        total = alike + others.total()
        if total >= _FEWEST and others.total() <= _OTHERS * total:
            return kind, frozenset(others)
    return "", frozenset()


_PHONES = [f"03-3993-11{n}" for n in range(11, 25)]
_LATS = [f"34.0{n}" for n in range(5711, 5725)]
RULE = Rule(
    "unlike-column",
    "inferred",
    "nearly all cells of a column show what it holds",
    _find,
    violating=(
        Sample({"TEL": [*_PHONES, "098-877?6170"]}, ((16, "TEL"),)),
        Sample({"TEL": [*_PHONES, "5827-3431"]}, ((16, "TEL"),)),
        Sample({"latitude": [*_LATS, "確認済みアイコン"]}, ((16, "latitude"),)),
        Sample({"開始": ["8:00"] * 12 + ["8:00～18:00のうち最長8時間"]}, ((14, "開始"),)),
    ),
    clean=(
        Sample({"TEL": [*_PHONES, "-", "なし", "", "未定"]}),
        Sample({"TEL": [*_PHONES[:6], "5827-3431"]}),  # too few to show anything
        Sample({"TEL": [*_PHONES, "5827-3431", "3993-1111", "内線5"]}),  # a column of two forms
        Sample({"TEL": [*_PHONES, "098-877?6170"]}, (), of_kind("phone", "TEL")),
        Sample({"備考": ["あ", "い"] * 10}),
    ),
)
