"""Units of a statistics table: the caption's beside the schema's, and rows that have a number and no unit."""

import unicodedata
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.model.statistics import KEY, measures, statistics_of
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_ALIKE = {
    "箇所": "か所", "ヶ所": "か所", "カ所": "か所", "ヵ所": "か所", "ケ所": "か所", "名": "人",
    "平方メートル": "m2", "平米": "m2", "立方メートル": "m3", "メートル": "m", "キロメートル": "km", "ヘクタール": "ha",
    "パーセント": "%", "キログラム": "kg", "トン": "t", "リットル": "l", "キロワット時": "kwh",
}  # fmt: skip


def same_unit(one: str, other: str) -> bool:
    """Whether two counters say the same thing: ヶ所 and か所, 名 and 人."""
    return _plain(one) == _plain(other)


def _plain(unit: str) -> str:
    folded = unicodedata.normalize("NFKC", unit).strip().casefold()  # ㎡, m² and ｍ2 are m2, ％ is %
    return _ALIKE.get(folded, folded)


def _find_caption(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """千円 read as 円 is a thousandth of the truth."""
    stated = subject.notes.get("unit", "")
    for spec in measures(subject.schema) if stated and statistics_of(subject.schema) is not None else ():
        if spec.unit and not same_unit(stated, spec.unit):
            yield rule.finding(subject, spec.name, None, value=stated, unit=stated, expected=spec.unit)


def _find_rows(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Rows that have a number and no unit, in a table whose rows have units of their own."""
    declared = statistics_of(subject.schema)
    if declared is None or declared.unit_field not in subject.columns:
        return
    bare = [row for row, unit in enumerate(subject.columns[declared.unit_field].texts()) if unit == ""]
    for spec in measures(subject.schema):
        column = subject.columns[spec.name]
        for row in bare:
            if column.text(row):
                yield rule.finding(subject, declared.unit_field, row, value=column.text(row))


_FIELDS = (Field("区分"), Field("額", type="integer", kind="integer", unit="円"), Field("単位"))
_AREA = Field("額", type="number", kind="number", unit="㎡")
_ROWS = {"区分": ["a", "b"], "額": ["1", "2"]}
_DECLARED = {KEY: {"rowName": "区分"}}
_BY_ROW = {KEY: {"rowName": "区分", "unitField": "単位"}}
CAPTION = Rule(
    "table-unit-differs",
    "workspace",
    "unit of the schema's field",
    _find_caption,
    violating=(Sample(_ROWS, ((None, "額"),), _FIELDS, "", notes={"unit": "千円"}, descriptor=_DECLARED),),
    clean=(
        Sample(_ROWS, (), _FIELDS, "", notes={"unit": "円"}, descriptor=_DECLARED),
        Sample(_ROWS, (), (Field("区分"), _AREA), "", notes={"unit": "m²"}, descriptor=_DECLARED),
        Sample(_ROWS, (), (Field("区分"), _AREA), "", notes={"unit": "平方メートル"}, descriptor=_DECLARED),
        Sample(_ROWS, (), _FIELDS, "", notes={"unit": "千円"}),
    ),
)
ROWS = Rule(
    "row-unit-missing",
    "workspace",
    "unitField of hiraku:statistics: each row has a unit of its own",
    _find_rows,
    violating=(Sample({**_ROWS, "単位": ["円", ""]}, ((3, "単位"),), _FIELDS, "", descriptor=_BY_ROW),),
    clean=(
        Sample({**_ROWS, "単位": ["円", "件"]}, (), _FIELDS, "", descriptor=_BY_ROW),
        Sample({**_ROWS, "額": ["1", ""], "単位": ["円", ""]}, (), _FIELDS, "", descriptor=_BY_ROW),
    ),
)
