"""Reads coordinates: decimal degrees, one angle or a pair.

Grammar of an angle (after folding widths):

    angle   [北緯|南緯|東経|西経|N|S|E|W|north …] body [N|S|E|W|north …]
    body    DD.ddd[度|°]   or   DD sep MM[.mm] [sep SS[.ss]], sep one of 度分秒 °′″ d m s : or spaces
    pair    two angles with , 、 ; or / between, or with N/S and E/W to tell them apart, or two decimals and a space

Context axis: lat, lon, pair or any; japan (true) or publisher (a code) says that it lies in Japan (20-46° N,
122-154° E). A decimal keeps its digits as written. Degrees, minutes and seconds become degrees with at least
six decimals (0.1 m), four more than the seconds had (dms-to-degrees). Minutes and seconds stay below 60, only
the last part has decimals.

Refused: latitude and longitude exchanged (coordinate-swapped; proposal for a pair), a lost decimal point
(coordinate-no-point) and packed degrees 354052.3 (coordinate-not-decimal; repaired with context {"packed": true}),
each with a proposal where one reading alone lies in Japan; 35-44-08 (coordinate-invalid with proposal); a
pair in a column of one axis (coordinate-pair with that part as proposal); outside Japan
(coordinate-outside-japan); the rest (coordinate-invalid). Datum is not looked at here.

Source: GIF 444 (decimal degrees, six decimals); ISO 6709 for hemispheres and ranges.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from pipelines.model.reading import Reading, refused
from pipelines.normalize.readers.angle import Angle, parse_angle, parse_pair, suspected
from pipelines.normalize.readers.guard import NO_CONTEXT, Sample, found, guarded

_JOINED = re.compile(r"([0-9]{2,3})[-/.]([0-9]{2})[-/.]([0-9]{2}(?:\.[0-9]+)?)")
_BOX = {"lat": (Decimal(20), Decimal(46)), "lon": (Decimal(122), Decimal(154))}

ACCEPTED: tuple[Sample, ...] = (
    ("35.735608", "35.735608"),
    ("３５．７３５６０８", "35.735608"),
    ("35.7350", "35.7350", {"axis": "lat", "japan": True}),
    ("北緯35度44分08.2秒", "35.735611"),
    ("35°44′", "35.733333"),
    ("35 44 08.2 N", "35.735611"),
    ("139.652E", "139.652", {"axis": "lon"}),
    ("西経75.5", "-75.5"),
    ("35.7356, 139.6517", "35.7356,139.6517", {"axis": "pair"}),
    ("東経139.6517 北緯35.7356", "35.7356,139.6517", {"axis": "pair"}),
    ("354408.2", "35.735611", {"axis": "lat", "packed": True}),
)
REFUSED: tuple[str, ...] = ("35 60", "35.5 12", "180.1", "354408.2", "35735608", "35度44分61秒", "-35.7 S", "練馬区")


@guarded()
def read_coordinate(text: str, context: Mapping[str, object]) -> Reading:
    """Read an angle or a pair, as context axis asks (default any)."""
    axis = str(context.get("axis", "any"))
    japan = bool(context.get("japan") or context.get("publisher"))
    pair = parse_pair(text, spaces=axis == "pair")
    if pair:
        return _read_pair(text, pair, axis, japan=japan)
    if axis == "pair":
        return refused(text, "coordinate-invalid")
    angle = parse_angle(text)
    if not angle:
        meant = parse_angle(_JOINED.sub(r"\1 \2 \3", text)) if _JOINED.fullmatch(text) else None
        return refused(text, "coordinate-invalid", meant.text if meant else "")
    if angle.axis and axis in ("lat", "lon") and angle.axis != axis:
        return refused(text, "coordinate-swapped")
    return _read_angle(text, angle, angle.axis or axis, context, japan=japan)


def read_latitude(text: str, context: Mapping[str, object] = NO_CONTEXT) -> Reading:
    """Read a cell of a latitude column."""
    return read_coordinate(text, {**context, "axis": "lat"})


def read_longitude(text: str, context: Mapping[str, object] = NO_CONTEXT) -> Reading:
    """Read a cell of a longitude column."""
    return read_coordinate(text, {**context, "axis": "lon"})


def _read_angle(text: str, angle: Angle, axis: str, context: Mapping[str, object], *, japan: bool) -> Reading:
    size = abs(angle.value)
    if size > 1000 and not angle.sexagesimal:
        return _without_point(text, angle, axis, context)
    if axis == "lat" and _inside(angle.value, "lon") and size > 90:
        return refused(text, "coordinate-swapped")
    if size > (90 if axis == "lat" else 180):
        return refused(text, "coordinate-invalid")
    if japan and axis == "lon" and _inside(angle.value, "lat"):
        return refused(text, "coordinate-swapped")
    if japan and not any(_inside(angle.value, name) for name in _BOX if axis in (name, "any")):
        return refused(text, "coordinate-outside-japan")
    if angle.text == text:
        return found(text)
    return found(angle.text, "dms-to-degrees" if angle.sexagesimal else "coordinate-mark")


def _without_point(text: str, angle: Angle, axis: str, context: Mapping[str, object]) -> Reading:
    """Degrees above 1000 lost their point or are packed; only one that lies in Japan is worth proposing."""
    axes = [name for name in _BOX if axis in (name, "any")]
    packed = {value.text for name in axes for value in suspected(angle.text, name, packed=True) if _fits(value, name)}
    pointed = {value.text for name in axes for value in suspected(angle.text, name, packed=False) if _fits(value, name)}
    if context.get("packed") and len(packed) == 1:
        return found(packed.pop(), "packed-dms")
    both = packed | pointed
    reason = "coordinate-not-decimal" if "." in angle.text else "coordinate-no-point" if both else "coordinate-invalid"
    return refused(text, reason, both.pop() if len(both) == 1 else "")


def _fits(angle: Angle, axis: str) -> bool:
    return _inside(angle.value, axis)


def _inside(value: Decimal, axis: str) -> bool:
    low, high = _BOX[axis]
    return low <= value <= high


def _read_pair(text: str, pair: tuple[Angle, Angle], axis: str, *, japan: bool) -> Reading:
    first, second = pair
    if {first.axis, second.axis} in ({"lat"}, {"lon"}):
        return refused(text, "coordinate-invalid")
    turned = first.axis == "lon" or second.axis == "lat"
    lat, lon = (second, first) if turned else (first, second)
    joined = f"{lat.text},{lon.text}"
    told = bool(first.axis and second.axis)
    if not told and (abs(lat.value) > 90 or (_inside(lat.value, "lon") and _inside(lon.value, "lat"))):
        swapped = f"{lon.text},{lat.text}" if abs(lon.value) <= 90 and abs(lat.value) <= 180 else ""
        return refused(text, "coordinate-swapped", swapped)
    if abs(lat.value) > 90 or abs(lon.value) > 180:
        return refused(text, "coordinate-invalid")
    if axis in ("lat", "lon"):
        return refused(text, "coordinate-pair", lat.text if axis == "lat" else lon.text)
    if japan and not (_inside(lat.value, "lat") and _inside(lon.value, "lon")):
        return refused(text, "coordinate-outside-japan")
    rule = "dms-to-degrees" if lat.sexagesimal or lon.sexagesimal else "coordinate-pair-form"
    return found(joined, rule)
