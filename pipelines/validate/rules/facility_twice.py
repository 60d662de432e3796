"""The same facility under two spellings of its name: （株）と㈱, ヶ and ケ, with a space and without, at one place."""

from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.places import address_key, name_key
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_NAME = "名称"
_ADDRESSES = ("所在地_連結表記", "住所")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for name in (n for n in map(str, subject.columns.names) if n == _NAME or n.endswith(f"_{_NAME}")):
        names = subject.column(name)
        if names is None:
            continue
        keys = {text: name_key(text) for text in names.values}
        if len({*keys.values()}) == len(keys):
            continue  # no two spellings that differ have the same key
        first: dict[tuple[str, str], int] = {}
        for row, place in enumerate(_places(subject)):
            text = names.text(row)
            if not place or not keys[text]:
                continue
            earlier = first.setdefault((keys[text], place), row)
            if names.text(earlier) != text:
                told = {"first": str(subject.columns.lines[earlier]), "stated": names.text(earlier)}
                yield rule.finding(subject, name, row, value=text, **told)


def _places(subject: Subject) -> Iterator[str]:
    """Each row's address as a key, its coordinates where it has no address."""
    address = next((column for name in _ADDRESSES if (column := subject.column(name)) is not None), None)
    lats, lons = subject.fields("lat"), subject.fields("lon")
    axes = [subject.columns[axis[0].name] for axis in (lats, lons) if axis]
    for row in range(len(subject.columns)):
        key = address_key(address.text(row)) if address is not None else ""
        yield key or _point(axes, row)


def _point(axes: list[Distinct], row: int) -> str:
    texts = [axis.text(row) for axis in axes]
    return ",".join(texts) if len(texts) == 2 and all(texts) else ""


_SAME = ["東京都練馬区光が丘2-9-6", "東京都練馬区光が丘二丁目9番6号"]
VIOLATING = (
    Sample({"名称": ["光が丘 図書館", "光が丘図書館"], "所在地_連結表記": _SAME}, ((3, "名称"),)),
    Sample(
        {"名称": ["自由ヶ丘会館（北）", "自由ケ丘会館(北)"], "住所": ["練馬区北町1-2", "練馬区北町１－２"]},
        ((3, "名称"),),
    ),
)
CLEAN = (
    # an AED on each floor: the same name is no slip
    Sample({"名称": ["光が丘図書館", "光が丘図書館"], "所在地_連結表記": _SAME}),
    Sample({"名称": ["あおぞら 薬局", "あおぞら薬局"], "住所": ["練馬区北町1-2", "練馬区錦2-3"]}),
    Sample({"名称": ["本館", "別館"], "住所": ["練馬区北町1-2"] * 2}),
    Sample({"名称": ["北町団地1-1号棟", "北町団地11号棟"], "住所": ["練馬区北町1-2"] * 2}),
)

RULE = Rule(
    "facility-twice",
    "inferred",
    "one facility has one name, so that rows can be joined by it",
    _find,
    violating=VIOLATING,
    clean=CLEAN,
)
