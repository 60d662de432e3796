"""One angle, or two, out of the spellings that people use; ranges and axes are the coordinate reader's business."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pipelines.normalize.fold import DASHES


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle in degrees.

    Attributes:
        text: decimal degrees, with the digits that the cell had unless it was sexagesimal.
        axis: "lat" or "lon" where a hemisphere was written, else "".
        sexagesimal: it was written in degrees, minutes and perhaps seconds.
        marked: it had a degree sign, a hemisphere or a plus sign.
    """

    text: str
    axis: str = ""
    sexagesimal: bool = False
    marked: bool = False

    @property
    def value(self) -> Decimal:
        """The angle as a number."""
        return Decimal(self.text)


_WORDS = {
    "北緯": "N", "南緯": "S", "東経": "E", "西経": "W", "緯度": "Y", "経度": "X",
    "north": "N", "south": "S", "east": "E", "west": "W", "n": "N", "s": "S", "e": "E", "w": "W",
    "latitude": "Y", "lat": "Y", "longitude": "X", "lon": "X", "lng": "X",
}  # fmt: skip
_AXIS = {"N": "lat", "S": "lat", "Y": "lat", "E": "lon", "W": "lon", "X": "lon", "": ""}
_HEMISPHERE = "北緯|南緯|東経|西経|緯度|経度|latitude|lat|longitude|lon|lng|north|south|east|west|[nsew]"
_DEGREE = r"(?:[度°º˚ᵒ:]|d(?:eg(?:rees?)?)?)"
_MINUTE = r"(?:[分′'’‘´:]|m(?:in(?:utes?)?)?)"
_SECOND = r"(?:[秒″\"”“˝]|''|′′|’’|´´|sec(?:onds?)?)"
_ANGLE = re.compile(
    rf"(?P<before>{_HEMISPHERE})?\s*[:=]?\s*(?P<sign>[-+{DASHES}])?\s*"
    rf"(?P<degrees>[0-9]+(?:\.[0-9]+)?)(?P<mark>\s*{_DEGREE}\s*|\s+)?"
    rf"(?:(?P<minutes>[0-9]+(?:\.[0-9]+)?)(?P<mark2>\s*{_MINUTE}\s*|\s+)?"
    rf"(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)(?P<mark3>\s*{_SECOND}|(?-i:s))?)?)?"
    rf"\s*(?P<after>north|south|east|west|[nsew])?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,、;/]\s*")
_TOLD_APART = re.compile(
    r"(?<=[nsew])\s+(?=[-+0-9])|(?<=\S)\s*(?=東経|西経|北緯|南緯|経度|lon|lng)|(?<=[0-9])\s+(?=[nsew][0-9])",
    re.IGNORECASE,
)


def parse_angle(text: str) -> Angle | None:
    """The angle that a text spells, or None; at least one digit group must be told apart from the next."""
    part = _ANGLE.fullmatch(text.strip())
    if not part or (part["minutes"] and not part["mark"]) or (part["seconds"] and not part["mark2"]):
        return None
    if not _second_or_south(part):
        return None
    before, after = (_WORDS[(part[name] or "").lower()] if part[name] else "" for name in ("before", "after"))
    if (before and after) or (part["sign"] and (before or after) and part["sign"] != "+"):
        return None
    hemisphere = before or after
    negative = hemisphere in ("S", "W") or (part["sign"] or "+") != "+"
    degrees = re.sub("^0+(?=[0-9])", "", part["degrees"])
    if part["minutes"]:
        decimal = _sexagesimal(degrees, part["minutes"], part["seconds"] or "")
        return Angle(("-" if negative else "") + decimal, _AXIS[hemisphere], True) if decimal else None
    marked = bool(hemisphere or part["mark"] or part["sign"] == "+")
    return Angle(("-" if negative else "") + degrees, _AXIS[hemisphere], marked=marked)


def _second_or_south(part: re.Match[str]) -> bool:
    """Whether a small s can be told: the unit where m stood before it, south where the other units are written."""
    if part["mark3"] == "s":
        return "m" in part["mark2"]
    if not part["minutes"]:
        return part["after"] != "s" or bool(part["mark"])  # 45.21 s is south, 12s are seconds
    return part["after"] != "s" or bool(part["mark3"] if part["seconds"] else (part["mark2"] or "").strip())


def parse_pair(text: str, *, spaces: bool) -> tuple[Angle, Angle] | None:
    """Two angles in one text, or None.

    Args:
        text: the cell, tidied.
        spaces: whether two plain decimals with a space between count as a pair (23 25 is also 23° 25′).
    """
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    for split in (_BETWEEN, _TOLD_APART):
        parts = split.split(bare)
        if len(parts) == 2:
            first, second = parse_angle(parts[0]), parse_angle(parts[1])
            if first and second:
                return first, second
    parts = bare.split()
    if spaces and len(parts) == 2:
        first, second = parse_angle(parts[0]), parse_angle(parts[1])
        if first and second and not (first.sexagesimal or second.sexagesimal):
            return first, second
    return None


def suspected(digits: str, axis: str, *, packed: bool) -> list[Angle]:
    """What degrees above 1000 may have meant: 354052.3 as 35° 40′ 52.3″ (packed), 35735608 as 35.735608."""
    width = 2 if axis == "lat" else 3
    whole, _, fraction = digits.lstrip("-").partition(".")
    if packed:
        if len(whole) != width + 4:
            return []
        decimal = _sexagesimal(
            whole[:width], whole[width : width + 2], whole[width + 2 :] + "." * bool(fraction) + fraction
        )
        return [Angle(decimal, sexagesimal=True)] if decimal else []
    return [Angle(f"{whole[:width]}.{whole[width:]}")] if not fraction and len(whole) > width else []


def _sexagesimal(degrees: str, minutes: str, seconds: str) -> str:
    """Degrees, minutes, seconds as decimal degrees without trailing zeros; "" where a part is out of range."""
    if "." in degrees or ("." in minutes and seconds):
        return ""
    minute, second = Decimal(minutes), Decimal(seconds or 0)
    if minute >= 60 or second >= 60:
        return ""
    last, scale = (seconds, 4) if seconds else (minutes, 3)
    places = min(max(6, scale + len(last.partition(".")[2])), 12)
    exact = Decimal(degrees) + minute / 60 + second / 3600
    plain = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"
    return plain.rstrip("0").rstrip(".")
