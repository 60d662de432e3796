"""A municipality code that names another place than the publisher or the columns beside it."""

from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.standard import Municipality, municipalities
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.rule import Rule, Subject

_PLACE_CODE = "所在地_全国地方公共団体コード"
_OWNER_CODE = "全国地方公共団体コード"
_BESIDE = (
    (_PLACE_CODE, ("所在地_都道府県", "所在地_市区町村")),
    (_OWNER_CODE, ("地方公共団体名",)),
    ("市区町村コード", ("都道府県名", "市区町村名")),
)


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    yield from _against_publisher(subject, rule)
    known = municipalities()
    for code_name, names in _BESIDE:
        codes = subject.column(code_name)
        parts = [column for name in names if (column := subject.column(name)) is not None]
        if codes is None or len(parts) != len(names):
            continue
        for row, code in enumerate(codes.texts()):
            place = known.get(code)
            stated = _stated(parts, row)
            if place is not None and stated and stated not in _names(place):
                yield rule.finding(subject, code_name, row, value=code, name=place.name, stated=stated)


def _against_publisher(subject: Subject, rule: Rule) -> Iterator[Finding]:
    codes = subject.column(_OWNER_CODE)
    publisher = subject.publisher
    if codes is None or publisher is None or not publisher.code:
        return
    known = municipalities()
    for row in codes.positions(lambda code: code in known and code != publisher.code):
        code = codes.text(row)
        name = known[code].name
        yield rule.finding(
            subject, _OWNER_CODE, row, value=code, name=name, stated=publisher.prefecture + publisher.city
        )


def _stated(parts: list[Distinct], row: int) -> str:
    """The name beside the code; "" unless each of its columns is filled."""
    texts = [part.text(row).strip() for part in parts]
    return "".join(texts) if all(texts) else ""


def _names(place: Municipality) -> tuple[str, ...]:
    """What may stand beside a code; the standard lets the designated city stand for its ward."""
    return place.name, place.prefecture + place.city, place.city + place.ward, place.city or place.prefecture


RULE = Rule("lgcode-mismatch", "inferred", "総務省 全国地方公共団体コード", _find)
