"""所在地_連結表記 that does not begin with the prefecture which its own row names."""

from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.rules.rule import Rule, Subject

_ADDRESS = "所在地_連結表記"
_PREFECTURE = "所在地_都道府県"
_CITY = "所在地_市区町村"


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    addresses, prefectures = subject.column(_ADDRESS), subject.column(_PREFECTURE)
    cities = subject.column(_CITY)
    if addresses is None or prefectures is None:
        return
    for row, (address, prefecture) in enumerate(zip(addresses.texts(), prefectures.texts(), strict=True)):
        if address and prefecture and not address.startswith(prefecture):
            city = cities.text(row) if cities is not None else ""
            proposal = prefecture + address if city and address.startswith(city) else ""
            yield rule.finding(subject, _ADDRESS, row, value=address, proposal=proposal, prefecture=prefecture)


RULE = Rule("address-scope", "inferred", "所在地_連結表記 joins the parts from 都道府県 on", _find)
