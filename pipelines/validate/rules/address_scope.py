"""所在地_連結表記 that does not begin with the prefecture which its own row names."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.rules.places import split_place
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_ADDRESS = "所在地_連結表記"
_PREFECTURE = "所在地_都道府県"
_CITY = "所在地_市区町村"
_PLACE = re.compile("[0-9０-９町村字]|丁目|番地|地[内先]|之部")
_NO_PLACE = re.compile("未定|調整中|不明|非公開|自宅|各所|各地|全域|一円|巡回|移動|オンライン|[市区町村]内")
"""市内各所 and 利用者自宅 become no address by the name of the municipality before them."""
_INNER = re.compile(".+[郡市](?=.+[町村区])")
"""What a town or a ward may be written without: 鳳珠郡 of 鳳珠郡能登町, 札幌市 of 札幌市中央区."""


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    addresses, prefectures = subject.column(_ADDRESS), subject.column(_PREFECTURE)
    cities = subject.column(_CITY)
    if addresses is None or prefectures is None:
        return
    for row, (address, prefecture) in enumerate(zip(addresses.texts(), prefectures.texts(), strict=True)):
        if address and prefecture and not address.startswith(prefecture):
            city = cities.text(row) if cities is not None else ""
            proposal = _completed(prefecture, city, address)
            yield rule.finding(subject, _ADDRESS, row, value=address, proposal=proposal, prefecture=prefecture)


def _completed(prefecture: str, city: str, address: str) -> str:
    """The address from the prefecture on by what its own row says; "" where the two may speak of different places."""
    if not city:
        return ""
    if address.startswith(city):
        return prefecture + address
    own = _INNER.sub("", city)
    stated, named, _ = split_place(address, prefecture)
    if named == own and not stated:
        return prefecture + city + address.removeprefix(own)
    # 豊玉北6-12-1: nothing is named, and what the row names is a municipality of that prefecture
    alone = not (stated or named or own in address) and split_place(prefecture + own)[1] == own
    alone = alone and _PLACE.search(address) is not None and _NO_PLACE.search(address) is None
    return prefecture + city + address if alone else ""


_TOKYO = {_PREFECTURE: ["東京都"], _CITY: ["練馬区"]}
RULE = Rule(
    "address-scope",
    "inferred",
    "所在地_連結表記 joins the parts from 都道府県 on",
    _find,
    violating=(
        Sample({_ADDRESS: ["練馬区豊玉北6-12-1"], **_TOKYO}, ((2, _ADDRESS),)),
        Sample({_ADDRESS: ["豊玉北6-12-1"], **_TOKYO}, ((2, _ADDRESS),)),
        Sample({_ADDRESS: ["町内各所"], **_TOKYO}, ((2, _ADDRESS),)),
    ),
    clean=(
        Sample({_ADDRESS: ["東京都練馬区豊玉北6-12-1"], **_TOKYO}),
        Sample({_ADDRESS: [""], **_TOKYO}),
    ),
)
