"""Ids that did not stay: a facility under another id than last time, an id that now names another facility."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.validate.rules.matching import id_field
from pipelines.validate.rules.places import address_key, name_key
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_NAME = "名称"
_ADDRESSES = ("所在地_連結表記", "住所")
Identity = tuple[str, str]


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    last, key = subject.around.last, id_field(subject)
    if last is None or not key or key not in last.columns or _NAME not in last.columns or subject.column(_NAME) is None:
        return
    if all(
        tuple(subject.columns[name].texts()) == last.columns[name] for name in (key, _NAME) if name in subject.columns
    ):
        return
    now = {name: list(subject.columns[name].texts()) for name in map(str, subject.columns.names)}
    old_identities, identities = _identities(last.columns), _identities(now)
    old_ids = _unique(old_identities, last.columns[key])
    ids = _unique(identities, now[key])
    owners = {text: owner for text, owner in zip(last.columns[key], old_identities, strict=True) if text}
    for row, (identity, text) in enumerate(zip(identities, now[key], strict=True)):
        before = old_ids.get(identity, "")
        if before and text and identity in ids and before != text:
            yield rule.finding(subject, key, row, value=text, before=before)
        elif not before and text in owners and all(a != b for a, b in zip(owners[text], identity, strict=True)):
            yield rule.finding(subject, key, row, value=text)


def _identities(columns: Mapping[str, Sequence[str]]) -> list[Identity]:
    """What a facility is known by beside its id: the keys of its name and its address."""
    names = columns[_NAME]
    address = next((columns[name] for name in _ADDRESSES if name in columns), [""] * len(names))
    known, where = cache(name_key), cache(address_key)
    return [(known(name), where(place)) for name, place in zip(names, address, strict=True)]


def _unique(identities: Sequence[Identity], ids: Sequence[str]) -> dict[Identity, str]:
    counts = Counter(identities)
    pairs = zip(identities, ids, strict=True)
    return {identity: text for identity, text in pairs if counts[identity] == 1 and identity[0]}


_FIELDS = (Field("ID", constraints={"unique": True}),)
_LAST = LastVersion(
    "2022-04-01T00:00:00+00:00", {"ID": ("1", "2", "3"), "名称": ("甲", "乙", "丙"), "住所": ("北1", "北2", "北3")}
)


def _sample(ids: list[str], names: list[str], places: list[str], *lines: int) -> Sample:
    finds = tuple((line, "ID") for line in lines)
    return Sample({"ID": ids, "名称": names, "住所": places}, finds, _FIELDS, around=Surroundings(_LAST))


# an id may rightly change once, when a ward begins to number its facilities
RULE = Rule(
    "id-changed",
    "inferred",
    "標準: ID names a row from version to version",
    _find,
    violating=(
        _sample(["1", "2"], ["乙", "丙"], ["北2", "北3"], 2, 3),
        _sample(["1", "2", "3"], ["甲", "丁", "丙"], ["北1", "南9", "北3"], 3),
    ),
    clean=(
        _sample(["3", "1", "2"], ["丙", "甲", "乙"], ["北3", "北1", "北2"]),
        _sample(["1", "2", "3"], ["甲", "乙会館", "丙"], ["北1", "北2", "北3"]),  # renamed where it stands
        _sample(["1", "2", "9"], ["甲", "乙", "丁"], ["北1", "北2", "南9"]),
        _sample(["", "", "3"], ["丁", "戊", "丙"], ["南9", "南8", "北3"]),
    ),
    momentary=True,
)
