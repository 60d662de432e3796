"""A municipality code that names another place than the publisher or the columns beside it."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.standard import Municipality, municipalities
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.places import name_key, split_place
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
            if place is not None and stated and not _is_named(place, stated, whole=code_name != _PLACE_CODE):
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
        if city and not _is_named(place, stated):
            yield rule.finding(subject, _PLACE_CODE, row, value=code, name=place.name, stated=stated)


def _stated(parts: list[Distinct], row: int) -> str:
    """The name beside the code; "" unless each of its columns is filled."""
    texts = [part.text(row).strip() for part in parts]
    return "".join(texts) if all(texts) else ""


def _is_named(place: Municipality, stated: str, *, whole: bool = False) -> bool:
    """Whether a code and a name mean one place: in any spelling (鎌ヶ谷市), with its 郡 or island, a ward of its city.

    A place may have the code of the prefecture that runs it; `whole`: not here.
    """
    told = name_key(stated)
    names = [name_key(name) for name in (*_names(place), place.ward and place.prefecture + place.ward) if name]
    inner = re.sub(f"^({place.prefecture})?[^0-9]{{1,5}}?[郡島](?={name_key(place.city)}$)", r"\1", told)
    inside = told.startswith(name_key(place.prefecture + place.city + place.ward)) and (bool(place.city) or not whole)
    return told in names or inner in names or inside


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
        Sample(
            {"市区町村コード": ["170003"], "都道府県名": ["石川県"], "市区町村名": ["金沢市"]}, ((2, "市区町村コード"),)
        ),
        Sample({_OWNER_CODE: ["131202", "131199"]}, ((3, _OWNER_CODE),)),
        Sample({_PLACE_CODE: ["131199"], **_NERIMA}, ((2, _PLACE_CODE),)),
        Sample(
            {_PLACE_CODE: ["174637"], "所在地_都道府県": ["石川県"], "所在地_市区町村": ["鹿島郡中能登町"]},
            ((2, _PLACE_CODE),),
        ),
        Sample({_PLACE_CODE: ["131199"], _WHOLE: ["東京都練馬区豊玉北6-12-1"]}, ((2, _PLACE_CODE),)),
    ),
    clean=(
        Sample({_OWNER_CODE: ["131202", "", "131203"]}),
        Sample({_PLACE_CODE: ["131202"], **_NERIMA, _WHOLE: ["練馬区豊玉北6-12-1"]}),
        Sample({_PLACE_CODE: ["011011"], _WHOLE: ["北海道札幌市中央区北1条西2"]}),
        Sample({_PLACE_CODE: ["011002"], _WHOLE: ["札幌市中央区北1条西2"]}),
        Sample({_PLACE_CODE: ["174637"], "所在地_都道府県": ["石川県"], "所在地_市区町村": ["鳳珠郡能登町"]}),
        Sample({_PLACE_CODE: ["133817"], "所在地_都道府県": ["東京都"], "所在地_市区町村": ["三宅島三宅村"]}),
        Sample({_PLACE_CODE: ["122246"], "所在地_都道府県": ["千葉県"], "所在地_市区町村": ["鎌ヶ谷市"]}),
        Sample({_PLACE_CODE: ["170003"], "所在地_都道府県": ["石川県"], "所在地_市区町村": ["金沢市"]}),
        Sample({_PLACE_CODE: ["271276"], "所在地_都道府県": ["大阪府"], "所在地_市区町村": ["北区"]}),
        Sample({_PLACE_CODE: ["011002"], "所在地_都道府県": ["北海道"], "所在地_市区町村": ["札幌市中央区"]}),
    ),
)
