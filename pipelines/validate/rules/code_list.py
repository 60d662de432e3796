"""Codes of the right form that no list has: POI codes, municipality codes."""

from collections.abc import Iterator
from functools import cache

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.standard import codelist, municipalities
from pipelines.validate.digits import valid_lgcode
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_POI = "poi_code"
_DIGITS = 4


def _find_poi(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for field in subject.schema.fields:
        column = subject.column(field.name) if field.codelist == _POI else None
        if column is None:
            continue
        for row in column.positions(lambda text: _is_code(text) and text not in _poi_codes()):
            yield rule.finding(subject, field.name, row, value=column.text(row))


def _find_municipality(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for field in subject.fields("lgcode"):
        column = subject.columns[field.name]
        # a wrong check digit is the schema's finding; this one is right and still nobody's
        for row in column.positions(lambda text: valid_lgcode(text) and text not in municipalities()):
            yield rule.finding(subject, field.name, row, value=column.text(row))


@cache
def _poi_codes() -> frozenset[str]:
    return frozenset(code.code for code in codelist(_POI))


def _is_code(text: str) -> bool:
    return len(text) == _DIGITS and text.isascii() and text.isdigit()


_CODE = (Field("POIコード", kind="code", codelist=_POI),)
_LGCODE = (Field("市区町村コード", kind="lgcode"),)
_POI_BAD = (Sample({"POIコード": ["0101", "9998", "1x"]}, ((3, "POIコード"),), _CODE),)
_POI_GOOD = (Sample({"POIコード": ["0101", "", "101"]}, (), _CODE), Sample({"POIコード": ["9998"]}))
_PLACE_BAD = (Sample({"市区町村コード": ["131202", "139998"]}, ((3, "市区町村コード"),), _LGCODE),)
_PLACE_GOOD = (Sample({"市区町村コード": ["131202", "131203", "", "13120"]}, (), _LGCODE),)

POI = Rule("code-not-listed", "inferred", "GIF 491-3-1 POIコード表", _find_poi, violating=_POI_BAD, clean=_POI_GOOD)
# codes of municipalities that are no more stand in old data rightly, hence a warning
MUNICIPALITY = Rule(
    "lgcode-unlisted",
    "inferred",
    "総務省 全国地方公共団体コード",
    _find_municipality,
    violating=_PLACE_BAD,
    clean=_PLACE_GOOD,
)
