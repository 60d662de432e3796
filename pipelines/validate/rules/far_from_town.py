"""Points that lie far from all other points of the same town in the table."""

import math
from collections.abc import Iterator
from statistics import median

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
_KM_PER_DEGREE = 111.2
Point = tuple[float, float]


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    # no table of the program knows where a town is: the town's other rows are the only measure, hence a warning
    lats, lons = subject.fields("lat"), subject.fields("lon")
    if not lats or not lons:
        return
    towns = _towns(subject)
    points = _points(subject, lats[0].name, lons[0].name)
    members: dict[str, list[int]] = {}
    for row in points:
        if towns[row]:
            members.setdefault(towns[row], []).append(row)
    for town, rows in members.items():
        if len(rows) < _FEWEST:
            continue
        # medians: a point that is far away moves neither the centre nor the spread
        centre = (median(points[row][0] for row in rows), median(points[row][1] for row in rows))
        away = {row: _km(centre, points[row]) for row in rows}
        limit = max(_LEAST_KM, _SPREADS * median(away.values()))
        for row, far in away.items():
            if far > limit:
                value = f"{subject.columns[lats[0].name].text(row)},{subject.columns[lons[0].name].text(row)}"
                yield rule.finding(subject, lats[0].name, row, value=value, town=town.strip(), km=round(far, 1))


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


def _km(a: Point, b: Point) -> float:
    """Distance in kilometres; exact enough within one municipality."""
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return math.hypot(a[0] - b[0], east) * _KM_PER_DEGREE


_FIELDS = (Field("緯度", type="number", kind="lat"), Field("経度", type="number", kind="lon"))
_NEAR = ["35.7361", "35.7365", "35.7370", "35.7368"]
_EAST = ["139.6510", "139.6520", "139.6515", "139.6530"]
_ADDRESS = [f"東京都練馬区豊玉北{n}丁目1-1" for n in range(1, 6)]
_GREEN = {"所在地_町字": ["緑が丘"] * 5, "所在地_市区町村": ["金沢市"] * 4 + ["内灘町"]}
_LAST_ROW = ((6, "緯度"),)
VIOLATING = (
    Sample({"所在地_連結表記": _ADDRESS, "緯度": [*_NEAR, "35.77"], "経度": [*_EAST, "139.65"]}, _LAST_ROW, _FIELDS),
    Sample({"所在地_町字": ["豊玉北"] * 5, "緯度": [*_NEAR, "35.73"], "経度": [*_EAST, "139.60"]}, _LAST_ROW, _FIELDS),
)
CLEAN = (
    Sample({"所在地_連結表記": _ADDRESS, "緯度": [*_NEAR, "35.7390"], "経度": [*_EAST, "139.6517"]}, (), _FIELDS),
    Sample(
        {**_GREEN, "緯度": [*_NEAR, "35.87"], "経度": [*_EAST, "139.65"]},
        (),
        _FIELDS,
    ),
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
