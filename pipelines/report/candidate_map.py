"""Candidates for coordinates as a drawing: the points, and the towns where the town table says they are.

Place names never come from the candidates: a name drawn where the candidates put it would always look right.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.model.dataset import Town
from pipelines.model.earth import narrowing, steps_between
from pipelines.model.finding import Finding, Line
from pipelines.report.causes import Cause
from pipelines.report.lines import line_ranges
from pipelines.report.scene import Scene

WIDTH = 860
_LOWEST, _HIGHEST = 320, 700
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
_ROOM = (78, 26)
"""Pixels around the name of a town where no other name stands."""
_LABEL = 60
"""Pixels from a marked point to the middle of its label."""
_MOST = 2_000
_MARKS = 3
_AROUND = 0.3
"""Degrees around the middle of the candidates that count as near, where the publisher's bounds are not known."""


@dataclass(frozen=True, slots=True)
class Name:
    """A text in the drawing; `anchor` is where it starts from ("start", "middle", "end")."""

    x: int
    y: int
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws, in pixels; `dots` and `grid` are SVG paths."""

    height: int
    grid: str
    dots: str
    towns: tuple[Name, ...]
    marks: tuple[Name, ...]
    label: str
    caption: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """The part of the earth that is drawn."""

    south: float
    north: float
    west: float
    east: float

    @property
    def scale(self) -> float:
        """Pixels of a degree of longitude."""
        return WIDTH / (self.east - self.west)

    @property
    def stretch(self) -> float:
        """Pixels of a degree of latitude."""
        return self.scale / narrowing((self.south + self.north) / 2)

    @property
    def height(self) -> int:
        """Pixels from north to south."""
        return round((self.north - self.south) * self.stretch)

    def at(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a place is drawn."""
        return round((longitude - self.west) * self.scale), round((self.north - latitude) * self.stretch)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place is in the drawing."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def draw(cause: Cause, scene: Scene) -> Drawing | None:
    """The drawing of a cause that proposes latitude and longitude for two rows at least, None for any other."""
    points = _points([f for f in cause.cells() if not cause.privacy.withholds(f.line, f.field, f.label)])
    if len(points) < 2:
        return None
    near = _near(points, scene)
    outside = {line: at for line, at in points.items() if line not in near}
    if len(near) < 2:
        return None
    # the towns that the rows say they are in belong into the picture, or a shift of all points would not show
    said = {scene.known[line].town for line in near if line in scene.known}
    view = _view([*near.values(), *((t.latitude, t.longitude) for t in scene.towns if t.name in said)])
    marked = _marked(near, scene)
    marks = tuple(_mark(line, view.at(*near[line]), scene.known[line].town) for line in marked)
    within = "図の中" if scene.publisher is None or scene.publisher.bounds is None else f"{scene.publisher.city}の範囲"
    label = f"候補の位置の図。{len(near):,}か所が{within}、{len(outside):,}か所が図の外です。"
    taken = [(mark.x + (_LABEL if mark.anchor == "start" else -_LABEL), mark.y) for mark in marks]
    return Drawing(
        height=view.height,
        grid=_grid(view),
        dots=_dots([view.at(*at) for line, at in near.items() if line not in marked]),
        towns=_names(scene.towns, view, taken, {scene.known[line].town for line in marked}),
        marks=marks,
        label=label,
        caption=_caption(scene, near, outside, view),
        lines=tuple(marked),
    )


def _points(findings: Sequence[Finding]) -> dict[Line, tuple[float, float]]:
    """Line -> (latitude, longitude) where both are proposed."""
    parts: dict[Line, dict[str, float]] = {}
    for finding in findings:
        text = finding.proposal
        if finding.line is None or not text:
            continue
        numbers = [_degrees(part) for part in text.split(",")]
        if len(numbers) == 2:
            parts[finding.line] = dict(zip(("lat", "lon"), [n or math.nan for n in numbers], strict=True))
        elif finding.field.endswith(("緯度", "経度")) and numbers[0] is not None:
            parts.setdefault(finding.line, {})["lat" if finding.field.endswith("緯度") else "lon"] = numbers[0]
    return {
        line: (both["lat"], both["lon"])
        for line, both in parts.items()
        if len(both) == 2 and abs(both["lat"]) < 85 and abs(both["lon"]) <= 180
    }


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _near(points: Mapping[Line, tuple[float, float]], scene: Scene) -> dict[Line, tuple[float, float]]:
    """Points in the publisher's bounds, or around the middle of all where those are not known."""
    bounds = scene.publisher.bounds if scene.publisher else None
    if bounds is None:
        south, west = (statistics.median(at[i] for at in points.values()) - _AROUND for i in (0, 1))
        bounds = (south, south + 2 * _AROUND, west, west + 2 * _AROUND)
    around = _View(*bounds)
    return {line: at for line, at in points.items() if around.holds(*at)}


def _view(places: Sequence[tuple[float, float]]) -> _View:
    """Around the points with a margin, neither too flat nor too high."""
    south, north = min(a for a, _ in places), max(a for a, _ in places)
    west, east = min(b for _, b in places), max(b for _, b in places)
    high, wide = max(north - south, 0.004), max(east - west, 0.005)
    middle, centre = (south + north) / 2, (west + east) / 2
    per = narrowing(middle)
    wide = max(wide * 1.2, high * 1.2 * WIDTH / _HIGHEST / per)
    high = max(high * 1.2, wide * per * _LOWEST / WIDTH)
    return _View(middle - high / 2, middle + high / 2, centre - wide / 2, centre + wide / 2)


def _grid(view: _View) -> str:
    """The graticule: about six lines across."""
    step = next((s for s in _STEPS if (view.east - view.west) / s <= 7), 10.0)
    down = [f"M{view.at(view.south, west)[0]} 0V{view.height}" for west in _multiples(view.west, view.east, step)]
    across = [f"M0 {view.at(south, view.west)[1]}H{WIDTH}" for south in _multiples(view.south, view.north, step)]
    return "".join(down + across)


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _dots(places: Sequence[tuple[int, int]]) -> str:
    """One path for all points, each a line of no length with a round end; evenly thinned beyond the limit."""
    every = math.ceil(len(places) / _MOST) if places else 1
    return "".join(f"M{x} {y}h0" for x, y in places[::every])


def _marked(near: Mapping[Line, tuple[float, float]], scene: Scene) -> list[Line]:
    """Rows that are pointed out: in different towns, spread over the file."""
    first: dict[str, Line] = {}
    for line in near:
        row = scene.known.get(line)
        if row is not None and row.town:
            first.setdefault(row.town, line)
    lines = list(first.values())
    return [lines[i * len(lines) // _MARKS] for i in range(_MARKS)] if len(lines) > _MARKS else lines


def _mark(line: Line, at: tuple[int, int], town: str) -> Name:
    left = at[0] > WIDTH * 0.7
    return Name(*at, f"{line_ranges([line])[0]} {town}", "end" if left else "start")


def _names(towns: Sequence[Town], view: _View, taken: list[tuple[int, int]], wanted: set[str]) -> tuple[Name, ...]:
    """Names of towns where the town table has them: those of the marked rows first, then what room is left for."""
    names: list[Name] = []
    for town in sorted(towns, key=lambda t: t.name not in wanted):
        if not view.holds(town.latitude, town.longitude):
            continue
        x, y = view.at(town.latitude, town.longitude)
        half = len(town.name) * 7
        clear = all(abs(x - a) > _ROOM[0] or abs(y - b) > _ROOM[1] for a, b in taken)
        if town.name in wanted or (clear and half < x < WIDTH - half and 16 < y < view.height - 6):
            taken.append((x, y))
            names.append(Name(x, y, town.name))
    return tuple(names)


def _caption(
    scene: Scene,
    near: Mapping[Line, tuple[float, float]],
    outside: Mapping[Line, tuple[float, float]],
    view: _View,
) -> str:
    told = "候補の位置です。"
    told += (
        "町の名前は、町の表（towns.csv）にある場所に書いています。"
        if scene.towns
        else "町の表（towns.csv）がないので、町の名前は出していません。"
    )
    if len(near) > _MOST:
        told += f"点は{_MOST:,}か所までに間引いています。"
    return told + (_away(outside, view) if outside else "")


def _away(outside: Mapping[Line, tuple[float, float]], view: _View) -> str:
    """Which rows lie outside, and how far where they all lie on one side."""
    middle = ((view.south + view.north) / 2, (view.west + view.east) / 2)
    steps = [steps_between(middle, point) for point in outside.values()]
    sides = {
        ("北" if north > 0 else "南") if abs(north) >= abs(east) else ("東" if east > 0 else "西")
        for north, east in steps
    }
    far = statistics.median(math.hypot(*step) for step in steps)
    told = int(round(far, -1) if far >= 20 else max(1, round(far)))
    where = f"（{sides.pop()}へ約{told:,} km）" if len(sides) == 1 else ""
    lines = line_ranges(outside, most=10)[0]
    return f"{len(outside):,}か所は図の外です{where}：{lines}。"
