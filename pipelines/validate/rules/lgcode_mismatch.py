"""A municipality code that names another place than the publisher or the columns beside it."""

from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.standard import Municipality, municipalities
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.places import split_place
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_PLACE_CODE = "所在地_全国地方公共団体コード"
_OWNER_CODE = "全国地方公共団体コード"
_WHOLE = "所在地_連結表記"
_BESIDE = (
    (_PLACE_CODE, ("所在地_都道府県", "所在地_市区町村")),
    (_OWNER_CODE, ("地方公共団体名",)),
    ("市区町村コード", ("都道府県名", "市区町村名")),
)


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    yield from _against_publisher(subject, rule)
    yield from _against_address(subject, rule)
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


def _against_address(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Where no columns beside the code name the place, the whole address does."""
    codes, wholes = subject.column(_PLACE_CODE), subject.column(_WHOLE)
    if codes is None or wholes is None or any(subject.column(name) is not None for name in _BESIDE[0][1]):
        return
    known = municipalities()
    for row, (code, whole) in enumerate(zip(codes.texts(), wholes.texts(), strict=True)):
        place = known.get(code)
        if place is None or not whole:
            continue
        prefecture, city, _ = split_place(whole, place.prefecture)
        stated = (prefecture or place.prefecture) + city
        if city and stated not in _names(place) and not stated.startswith(place.prefecture + place.city + place.ward):
            yield rule.finding(subject, _PLACE_CODE, row, value=code, name=place.name, stated=stated)


def _stated(parts: list[Distinct], row: int) -> str:
    """The name beside the code; "" unless each of its columns is filled."""
    texts = [part.text(row).strip() for part in parts]
    return "".join(texts) if all(texts) else ""


def _names(place: Municipality) -> tuple[str, ...]:
    """What may stand beside a code; the standard lets the designated city stand for its ward."""
    return place.name, place.prefecture + place.city, place.city + place.ward, place.city or place.prefecture


_NERIMA = {"所在地_都道府県": ["東京都"], "所在地_市区町村": ["練馬区"]}
RULE = Rule(
    "lgcode-mismatch",
    "inferred",
    "総務省 全国地方公共団体コード",
    _find,
    violating=(
        Sample({_OWNER_CODE: ["131202", "131199"]}, ((3, _OWNER_CODE),)),
        Sample({_PLACE_CODE: ["131199"], **_NERIMA}, ((2, _PLACE_CODE),)),
        Sample({_PLACE_CODE: ["131199"], _WHOLE: ["東京都練馬区豊玉北6-12-1"]}, ((2, _PLACE_CODE),)),
    ),
    clean=(
        Sample({_OWNER_CODE: ["131202", "", "131203"]}),
        Sample({_PLACE_CODE: ["131202"], **_NERIMA, _WHOLE: ["練馬区豊玉北6-12-1"]}),
        Sample({_PLACE_CODE: ["011011"], _WHOLE: ["北海道札幌市中央区北1条西2"]}),
        Sample({_PLACE_CODE: ["011002"], _WHOLE: ["札幌市中央区北1条西2"]}),
    ),
)
