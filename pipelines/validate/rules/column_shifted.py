"""A column whose values are overwhelmingly of another kind: the header is right, the contents are not."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.standard import municipalities
from pipelines.validate.columns import Distinct
from pipelines.validate.digits import valid_houjin
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_ENOUGH = 0.9
_FEWEST = 3
_FREE = ("text", "address", "kana")
_DATE = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}")
_URL = re.compile(r"https?://\S+")
_EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+\.[a-z]+")
_PHONE = re.compile(r"\(?0[0-9]{1,4}\)?-?[0-9]{1,4}-[0-9]{3,4}")
_AXES = ("lat", "lon")
_AXIS = re.compile(r"[0-9]{2,3}\.[0-9]+")
_WIDEST, _PLACES = 3.0, 4
_LAT = re.compile(r"(2[0-9]|3[0-9]|4[0-5])\.[0-9]{3,}")
_LON = re.compile(r"1(2[2-9]|3[0-9]|4[0-9]|5[0-3])\.[0-9]{3,}")


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Names of all prefectures; names of all municipalities with and without their prefecture."""
    places = municipalities().values()
    prefectures = frozenset(place.prefecture for place in places)
    cities = {place.city + place.ward for place in places} | {place.ward for place in places}
    return prefectures, frozenset(cities | {place.name for place in places}) - prefectures - {""}


_KINDS: dict[str, Callable[[str], bool]] = {
    "lgcode": lambda text: text in municipalities(),
    "houjin": valid_houjin,
    "prefecture": lambda text: text in _names()[0],
    "city": lambda text: text in _names()[1],
    "date": lambda text: _DATE.fullmatch(text) is not None,
    "url": lambda text: _URL.fullmatch(text) is not None,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
    "phone": lambda text: _PHONE.fullmatch(text) is not None,
    "lat": lambda text: _LAT.fullmatch(text) is not None,
    "lon": lambda text: _LON.fullmatch(text) is not None,
}
"""Kind of content -> whether a text is of it, by more than its length."""

_GUESSES = {
    "lgcode": "全国地方公共団体コード",
    "houjin": "法人番号",
    "prefecture": "都道府県の名前",
    "city": "市区町村の名前",
    "date": "日付",
    "url": "URL",
    "email": "メールアドレス",
    "phone": "電話番号",
    "lat": "緯度",
    "lon": "経度",
}


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    swapped = _swapped(subject)
    for field in subject.schema.fields:
        column = subject.column(field.name)
        # a column of free text or of the ward's own ids may rightly hold anything
        if column is None or field.kind in _FREE or field.name in swapped or _is_id(field):
            continue
        guess, n = _content(column)
        if guess in _AXES and field.kind not in _AXES and not _is_one_area(column):
            continue  # 29.375 is a rate as well as a latitude
        if guess and guess != field.kind and not _is_chosen(field, column):
            yield rule.finding(subject, field.name, None, guess=_GUESSES[guess], n=n)


def _is_one_area(column: Distinct) -> bool:
    """Whether numbers lie as near one another and have as many places as coordinates of one publisher do."""
    texts = [text.strip() for text in column.values if _AXIS.fullmatch(text.strip())]
    numbers = [float(text) for text in texts]
    places = sum(len(text.partition(".")[2]) for text in texts)
    return bool(texts) and max(numbers) - min(numbers) <= _WIDEST and places >= _PLACES * len(texts)


def _is_chosen(field: Field, column: Distinct) -> bool:
    """Whether the values are what the field itself lets one choose from (区: 中央区, 北区 …)."""
    allowed = field.constraints.get("enum")
    allowed = allowed if isinstance(allowed, list | tuple) else ()
    return bool(allowed) and {text for text in column.values if text} <= {str(choice) for choice in allowed}


def _is_id(field: Field) -> bool:
    return bool(field.constraints.get("unique")) or "ID" in field.name or "コード" in field.name


def _swapped(subject: Subject) -> set[str]:
    """Latitude and longitude that stand in each other's column are a fault with a name of its own."""
    names = {field.name for field in subject.fields("lat", "lon")}
    guesses = {_content(subject.columns[name])[0] for name in names}
    return names if guesses == {"lat", "lon"} else set()


def _content(column: Distinct) -> tuple[str, int]:
    """The kind that at least nine in ten filled cells have, and the number of these; ("", 0) without one."""
    counts = [(text.strip(), n) for text, n in column.counts() if text.strip()]
    total = sum(n for _, n in counts)
    if total < _FEWEST:
        return "", 0
    for kind, is_kind in _KINDS.items():
        others, allowed = 0, total - _ENOUGH * total
        for text, n in counts:
            if not is_kind(text):
                others += n
                if others > allowed:
                    break
        else:
            return kind, total - others
    return "", 0


_WARD = Field("区", kind="choice", constraints={"enum": ["中央区", "北区", "西区", "南区"]})
_MAIL, _URLS = of_kind("email", "メール"), of_kind("url", "URL")
RULE = Rule(
    "column-shifted",
    "official",
    "a field holds what its name says",
    _find,
    violating=(
        Sample({"メール": ["石川県"] * 3}, ((None, "メール"),), _MAIL),
        Sample({"URL": ["金沢市", "能登町", "七尾市"]}, ((None, "URL"),), _URLS),
        Sample({"標高": ["36.54810", "36.56331", "36.54109"]}, ((None, "標高"),), of_kind("number", "標高")),
    ),
    clean=(
        Sample({"メール": ["石川県", "a@lg.jp", "b@lg.jp"]}, (), _MAIL),
        Sample({"高齢化率": ["29.375", "31.204", "24.118"]}, (), of_kind("number", "高齢化率")),
        Sample({"区": ["中央区", "北区", "西区"]}, (), (_WARD,)),
        Sample({"備考": ["https://a.jp", "https://b.jp", "https://c.jp"]}),
    ),
)
