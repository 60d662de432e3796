"""Points far from their town: from its middle as the ward's table of towns has it, or from the town's other points."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

from pipelines.model.dataset import Town
from pipelines.model.earth import Point, distance_km
from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.validate.rules.places import address_key, split_place, town_of
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_TOWN, _CITY = "所在地_町字", "所在地_市区町村"
_ADDRESSES = ("所在地_連結表記", "住所")
_FEWEST = 5
"""Points that a town must have before one can be far from the others."""
_LEAST_KM = 2.0
_SPREADS = 6.0
_REACH = 2.0
_ALONE = 3.0
"""How many times as far as the farthest of the others the only point of a 丁目 may lie: a port's 丁目 lie in a row."""
_CHOME = re.compile(r"([0-9０-９一二三四五六七八九十]+)丁目")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    lats, lons = subject.fields("lat"), subject.fields("lon")
    if not lats or not lons:
        return
    towns = _towns(subject)
    points = _points(subject, lats[0].name, lons[0].name)
    members: dict[str, list[int]] = {}
    for row in points:
        if towns[row]:
            members.setdefault(towns[row], []).append(row)
    chome = _chome(subject)
    far = {row: km for rows in members.values() for row, km in _far_from_the_others(rows, points, chome)}
    far |= _far_from_the_middle(subject, members, points)
    for row, km in sorted(far.items()):
        value = f"{subject.columns[lats[0].name].text(row)},{subject.columns[lons[0].name].text(row)}"
        yield rule.finding(subject, lats[0].name, row, value=value, town=towns[row].strip(), km=round(km, 1))


def _far_from_the_others(
    rows: list[int], points: dict[int, Point], chome: dict[int, str]
) -> Iterator[tuple[int, float]]:
    """(row, kilometres) of the points of one town that lie far from its other points."""
    if len(rows) < _FEWEST:
        return
    # medians: a point that is far away moves neither the centre nor the spread
    centre = (median(points[row][0] for row in rows), median(points[row][1] for row in rows))
    away = {row: distance_km(centre, points[row]) for row in rows}
    limit = max(_LEAST_KM, _SPREADS * median(away.values()))
    counts = Counter(chome.get(row, "") for row in rows)
    for row, far in away.items():
        alone = row in chome and counts[chome[row]] == 1 and len(counts) > 1
        others = _ALONE * max(km for other, km in away.items() if other != row) if alone and far > limit else 0.0
        if far > max(limit, others):
            yield row, far


def _far_from_the_middle(subject: Subject, members: dict[str, list[int]], points: dict[int, Point]) -> dict[int, float]:
    """Row -> kilometres of the points far from the middle that the ward's own table gives their town.

    Where half of the points lie far away, the two tables speak of different places and neither judges the other.
    """
    middles = {address_key(town.name): (town.latitude, town.longitude) for town in subject.towns}
    judged = 0
    far: dict[int, float] = {}
    for name, rows in members.items():
        middle = middles.get(name.rpartition(" ")[2])
        others = [other for other in middles.values() if other != middle]
        if middle is None or not others:
            continue
        # a town reaches about as far as to the middle of the next one
        limit = max(_LEAST_KM, _REACH * min(distance_km(middle, other) for other in others))
        judged += len(rows)
        far.update({row: km for row in rows if (km := distance_km(middle, points[row])) > limit})
    return far if 2 * len(far) < judged else {}


def _towns(subject: Subject) -> list[str]:
    """Each row's municipality and town as a key, "" where the row does not tell its town."""
    told, city = subject.column(_TOWN), subject.column(_CITY)
    address = next((column for name in _ADDRESSES if (column := subject.column(name)) is not None), None)
    prefecture = subject.publisher.prefecture if subject.publisher else ""
    if told is None and address is None:
        return [""] * len(subject.columns)
    named = list(told.texts()) if told is not None else [""] * len(subject.columns)
    whole = list(address.texts()) if address is not None else [""] * len(subject.columns)
    cities = list(city.texts()) if city is not None else [""] * len(subject.columns)
    keys = {text: town_of(text, prefecture) for text in {*whole}}
    stated = {text: split_place(text, prefecture)[1] for text in keys}
    towns = [address_key(town).rstrip("-0123456789") or keys[text] for town, text in zip(named, whole, strict=True)]
    # two municipalities of a prefecture may each have a 緑が丘
    return [
        f"{place or stated[text]} {town}" if town else ""
        for place, text, town in zip(cities, whole, towns, strict=True)
    ]


def _chome(subject: Subject) -> dict[int, str]:
    """Row -> its 丁目 as a key, where the town or the whole address writes one."""
    found: dict[int, str] = {}
    for name in (*_ADDRESSES, _TOWN):
        column = subject.column(name)
        for row, text in enumerate(column.texts() if column is not None else ()):
            if written := _CHOME.search(text):
                found[row] = address_key(written[0])
    return found


def _points(subject: Subject, lat_name: str, lon_name: str) -> dict[int, Point]:
    points = {}
    pairs = zip(subject.columns[lat_name].texts(), subject.columns[lon_name].texts(), strict=True)
    for row, (lat, lon) in enumerate(pairs):
        try:
            point = (float(lat), float(lon))
        except ValueError:
            continue
        if 20 <= point[0] <= 46 and 122 <= point[1] <= 154:  # elsewhere the schema's own range reports it
            points[row] = point
    return points


_FIELDS = (Field("緯度", type="number", kind="lat"), Field("経度", type="number", kind="lon"))
_NEAR = ["35.7361", "35.7365", "35.7370", "35.7368"]
_EAST = ["139.6510", "139.6520", "139.6515", "139.6530"]
_ADDRESS = [f"東京都練馬区豊玉北{n}丁目1-1" for n in range(1, 6)]
_GREEN = {"所在地_町字": ["緑が丘"] * 5, "所在地_市区町村": ["金沢市"] * 4 + ["内灘町"]}
_LAST_ROW = ((6, "緯度"),)
_TOWNS = (Town("豊玉北", 35.7361, 139.6530), Town("光が丘", 35.7590, 139.6290))
_THREE = {"所在地_町字": ["豊玉北六丁目", "豊玉北", "光が丘"], "緯度": ["35.736", "35.737", "35.7365"]}
VIOLATING = (
    Sample({**_THREE, "経度": ["139.653", "139.654", "139.952"]}, ((4, "緯度"),), _FIELDS, towns=_TOWNS),
    Sample({"所在地_連結表記": _ADDRESS, "緯度": [*_NEAR, "35.77"], "経度": [*_EAST, "139.65"]}, _LAST_ROW, _FIELDS),
    Sample({"所在地_町字": ["豊玉北"] * 5, "緯度": [*_NEAR, "35.73"], "経度": [*_EAST, "139.60"]}, _LAST_ROW, _FIELDS),
)
CLEAN = (
    # two of three lie elsewhere: made-up points, or another town of that name
    Sample({**_THREE, "経度": ["139.553", "139.554", "139.652"]}, (), _FIELDS, towns=_TOWNS),
    Sample({"所在地_町字": ["羽沢"], "緯度": ["35.77"], "経度": ["139.6"]}, (), _FIELDS, towns=_TOWNS),
    Sample({"所在地_連結表記": _ADDRESS, "緯度": [*_NEAR, "35.7390"], "経度": [*_EAST, "139.6517"]}, (), _FIELDS),
    Sample(
        {**_GREEN, "緯度": [*_NEAR, "35.87"], "経度": [*_EAST, "139.65"]},
        (),
        _FIELDS,
    ),
    # 丁目 in a row along a port: the fourth has one point only
    Sample({
        "所在地_町字": ["湊1丁目", "湊2丁目", "湊２丁目", "湊2丁目", "湊三丁目", "湊4丁目"],
        "緯度": ["36.640", "36.635", "36.633", "36.636", "36.625", "36.608"],
        "経度": ["136.657", "136.647", "136.647", "136.648", "136.636", "136.624"],
    }, (), _FIELDS),
    # too few to say what is near
    Sample({"所在地_町字": ["豊玉北"] * 3, "緯度": [*_NEAR[:2], "35.77"], "経度": [*_EAST[:2], "139.6"]}, (), _FIELDS),
    # a large town whose places lie kilometres apart
    Sample({
        "所在地_町字": ["山中"] * 5,
        "緯度": ["35.70", "35.74", "35.78", "35.82", "35.66"],
        "経度": ["139.60", "139.62", "139.58", "139.61", "139.64"],
    }, (), _FIELDS),
)  # fmt: skip

RULE = Rule(
    "coordinate-far-from-town",
    "inferred",
    "places of one town lie near one another",
    _find,
    violating=VIOLATING,
    clean=CLEAN,
)
