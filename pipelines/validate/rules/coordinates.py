"""Points outside the publisher's area, and latitude and longitude poured into each other's column."""

import re
from collections.abc import Iterator

from pipelines.model.finding import Finding
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.places import split_place
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?")
_JAPAN_LAT = (20.0, 46.0)
_JAPAN_LON = (122.0, 154.0)


def _axes(subject: Subject) -> tuple[str, Distinct, str, Distinct] | None:
    lats, lons = subject.fields("lat"), subject.fields("lon")
    if not lats or not lons:
        return None
    return lats[0].name, subject.columns[lats[0].name], lons[0].name, subject.columns[lons[0].name]


def _degrees(text: str) -> float | None:
    return float(text) if _DEGREES.fullmatch(text) else None


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _find_outside(subject: Subject, rule: Rule) -> Iterator[Finding]:
    axes = _axes(subject)
    publisher = subject.publisher
    if axes is None or publisher is None or publisher.bounds is None:
        return
    lat_name, lats, lon_name, lons = axes
    south, north, west, east = publisher.bounds
    for row, (lat_text, lon_text) in enumerate(zip(lats.texts(), lons.texts(), strict=True)):
        lat, lon = _degrees(lat_text), _degrees(lon_text)
        if lat is None or lon is None or not (_within(lat, _JAPAN_LAT) and _within(lon, _JAPAN_LON)):
            continue  # unreadable, or outside Japan: the schema's own range reports it
        astray = lon_name if _within(lat, (south, north)) else lat_name
        # 軽井沢少年自然の家 of 練馬区 lies where its own row says
        if not (_within(lat, (south, north)) and _within(lon, (west, east))) and not _elsewhere(subject, row):
            value = f"{lat_text},{lon_text}"
            yield rule.finding(subject, astray, row, value=value, city=publisher.city or publisher.name)


def _elsewhere(subject: Subject, row: int) -> bool:
    """Whether the row itself names another municipality than the publisher's."""
    publisher = subject.publisher
    prefecture, city = (publisher.prefecture, publisher.city) if publisher else ("", "")
    told = [(_text(subject, "所在地_都道府県", row), _text(subject, "所在地_市区町村", row))]
    told += [split_place(_text(subject, name, row), prefecture)[:2] for name in ("所在地_連結表記", "住所")]
    return any(
        bool(stated and prefecture and stated != prefecture) or bool(named and city and not _is_part(named, city))
        for stated, named in told
    )


def _is_part(named: str, city: str) -> bool:
    """Whether a name is the publisher's, its 郡 before it, or one of its wards (札幌市中央区, 中央区 of 札幌市)."""
    return named.startswith(city) or named.endswith(city) or (city.endswith("市") and named[-1:] == "区")


def _text(subject: Subject, name: str, row: int) -> str:
    column = subject.column(name)
    return column.text(row).strip() if column is not None else ""


def _find_swapped(subject: Subject, rule: Rule) -> Iterator[Finding]:
    axes = _axes(subject)
    if axes is None:
        return
    lat_name, lats, lon_name, lons = axes
    swapped = total = 0
    for lat_text, lon_text in zip(lats.texts(), lons.texts(), strict=True):
        lat, lon = _degrees(lat_text), _degrees(lon_text)
        if lat is None or lon is None:
            continue
        total += 1
        swapped += _within(lat, _JAPAN_LON) and _within(lon, _JAPAN_LAT)
    if swapped and swapped == total:
        yield rule.finding(subject, lat_name, None, n=swapped, other=lon_name)


_FIELDS = (*of_kind("lat", "緯度"), *of_kind("lon", "経度"))
_KARUIZAWA = {"緯度": ["36.3464"], "経度": ["138.5967"]}
# a ward owns houses in the mountains: a place outside its area is no fault by itself
OUTSIDE = Rule(
    "coordinate-outside",
    "inferred",
    "catalog.toml: publisher.bounds",
    _find_outside,
    violating=(
        Sample({"緯度": ["35.73", "36.5"], "経度": ["140.65", "139.6"]}, ((2, "経度"), (3, "緯度")), _FIELDS),
        Sample({**_KARUIZAWA, "所在地_連結表記": ["東京都練馬区豊玉北6-12-1"]}, ((2, "緯度"),), _FIELDS),
    ),
    clean=(
        Sample({"緯度": ["35.73", "", "x"], "経度": ["139.65", "", "139"]}, (), _FIELDS),
        Sample({"緯度": ["43.06"], "経度": ["141.35"]}, (), _FIELDS, publisher=None),
        Sample({**_KARUIZAWA, "所在地_連結表記": ["長野県北佐久郡軽井沢町長倉1"]}, (), _FIELDS),
        Sample({**_KARUIZAWA, "所在地_都道府県": ["長野県"], "所在地_市区町村": ["軽井沢町"]}, (), _FIELDS),
    ),
)
SWAPPED = Rule(
    "coordinate-swapped",
    "official",
    "緯度 and 経度 are separate columns (GIF 444)",
    _find_swapped,
    violating=(Sample({"緯度": ["139.65", "139.66"], "経度": ["35.73", "35.74"]}, ((None, "緯度"),), _FIELDS),),
    clean=(Sample({"緯度": ["139.65", "35.7"], "経度": ["35.73", "139.6"]}, (), _FIELDS),),
)
