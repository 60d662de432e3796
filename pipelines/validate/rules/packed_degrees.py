"""Degrees, minutes and seconds behind one point: 35.372736 for 35°37′27.36″ reads as a place 25 km away."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.model.dataset import Publisher
from pipelines.model.finding import Finding
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample, of_kind

_LATS = re.compile(r"緯度|latitude|lat", re.IGNORECASE)
_LONS = re.compile(r"経度|longitude|lng|lon", re.IGNORECASE)
_LAT, _LON = re.compile(r"(2[0-9]|3[0-9]|4[0-5])\.([0-9]+)"), re.compile(r"(1[2-4][0-9]|15[0-3])\.([0-9]+)")
_FEWEST = 20
"""Points; with nine in ten of them so by chance in one of a million tables."""
_MOSTLY = 0.9
_GLANCE = 100
"""Rows that rule it out where fewer than half of their points have minutes and seconds."""
_WIDE = 0.02
"""Degrees, some 2 km: in less than that the figures in the place of the seconds are below 60 by chance."""


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    lat, lon = _column(subject, "lat", _LATS), _column(subject, "lon", _LONS)
    if not lat or not lon:
        return
    texts = list(zip(subject.columns[lat].texts(), subject.columns[lon].texts(), strict=True))
    glance = [_unpacked(text) for text, _ in texts[:_GLANCE] if _LAT.fullmatch(text)]
    if sum(map(bool, glance)) * 2 < len(glance):
        return
    points = {pair for pair in texts if _LAT.fullmatch(pair[0]) and _LON.fullmatch(pair[1])}
    packed = {pair: degrees for pair in points if all(degrees := (_unpacked(pair[0]), _unpacked(pair[1])))}
    if len(points) < _FEWEST or len(packed) < _MOSTLY * len(points) or not _is_wide(packed):
        return
    if sum(_is_inside(pair, subject.publisher) for pair in points) * 2 > len(points):
        return  # they lie where they must as they stand
    for row, pair in enumerate(texts):
        for name, text, proposal in zip((lat, lon), pair, packed.get(pair, ("", "")), strict=True):
            if proposal:
                yield rule.finding(subject, name, row, value=text, proposal=proposal)


def _column(subject: Subject, kind: str, label: re.Pattern[str]) -> str:
    """The column of an axis by its field, else by its name, "" without one."""
    known = [field.name for field in subject.fields(kind)]
    # text that no schema takes for a coordinate is one by its name
    named = [name for name in map(str, subject.columns.names) if label.fullmatch(name) and subject.column(name)]
    return next(iter((*known, *named)), "")


def _unpacked(text: str) -> str:
    """The degrees that 35.372736 means, "" where its minutes or seconds are 60 and more."""
    whole, _, packed = text.partition(".")
    packed = packed.ljust(4, "0")
    minutes, seconds = int(packed[:2]), Decimal(f"{packed[2:4]}.{packed[4:] or 0}")
    if minutes >= 60 or seconds >= 60:
        return ""
    degrees = Decimal(whole) + (minutes + seconds / 60) / Decimal(60)
    return format(degrees.quantize(Decimal("0.000001")), "f")


def _is_wide(points: dict[tuple[str, str], tuple[str, str]]) -> bool:
    axes = zip(*((float(lat), float(lon)) for lat, lon in points), strict=True)
    return all(max(axis) - min(axis) >= _WIDE for axis in axes)


def _is_inside(pair: tuple[str, str], publisher: Publisher | None) -> bool:
    if publisher is None or publisher.bounds is None:
        return False
    south, north, west, east = publisher.bounds
    return south <= float(pair[0]) <= north and west <= float(pair[1]) <= east


_FIELDS = (*of_kind("lat", "緯度"), *of_kind("lon", "経度"))
_ROWS = range(24)
_PACKED = {
    "緯度": [f"35.{35 + n % 9}{(n * 7) % 60:02}36" for n in _ROWS],
    "経度": [f"139.{42 + n % 7}{(n * 11) % 60:02}1" for n in _ROWS],
}
_PLAIN = {
    "緯度": [f"35.{35 + n % 9}{(n * 17) % 100:02}36" for n in _ROWS],
    "経度": [f"139.{42 + n % 7}{(n * 31) % 100:02}1" for n in _ROWS],
}
_BOTH = tuple((row + 2, name) for row in _ROWS for name in ("緯度", "経度"))
RULE = Rule(
    "coordinate-not-decimal",
    "official",
    "GIF 444: decimal degrees; minutes and seconds never reach 60, decimals do",
    _find,
    violating=(Sample(_PACKED, _BOTH, _FIELDS), Sample(_PACKED, _BOTH, publisher=None)),
    clean=(
        Sample(_PLAIN, (), _FIELDS),
        Sample({name: texts[:15] for name, texts in _PACKED.items()}, (), _FIELDS),  # may be chance
        Sample({"緯度": [f"35.37{n:02}" for n in _ROWS], "経度": [f"139.44{n:02}" for n in _ROWS]}, (), _FIELDS),
        Sample(_PACKED, (), _FIELDS, publisher=Publisher("", "市", "", "", "", bounds=(35.3, 35.5, 139.4, 139.5))),
    ),
)
