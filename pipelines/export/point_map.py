"""A map of points without tiles: graticule, scale bar and the points, as numbers for an inline SVG."""

import math
from collections.abc import Mapping
from typing import Any

from pipelines.model.earth import KM_PER_DEGREE, narrowing

_WIDTH, _HEIGHT = 860.0, 1100.0
_PAD = 0.04
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45)
_POINTS = 2000


def point_map(
    points: Mapping[int, tuple[float, float]],
    bounds: tuple[float, float, float, float] | None,
    *,
    shown: int,
) -> dict[str, Any] | None:
    """Where the rows with coordinates lie.

    Args:
        points: row position -> (lat, lon) in decimal degrees.
        bounds: (south, north, west, east) of the publisher; the frame when given, else the points' own.
        shown: rows of the preview; these points are drawn one by one, so that they can be chosen.

    Returns:
        Sizes and positions in SVG units, how many points lie outside the frame and how many are not drawn; None
        without points.
    """
    if not points:
        return None
    south, north, west, east = bounds or _frame(points)
    inside = {i: p for i, p in points.items() if south <= p[0] <= north and west <= p[1] <= east}
    if not inside:
        south, north, west, east = _frame(points)
        inside = dict(points)
    shrink = narrowing((south + north) / 2)
    unit = min(_WIDTH / ((east - west) * shrink), _HEIGHT / (north - south))
    width, height = (east - west) * shrink * unit, (north - south) * unit

    def x(lon: float) -> float:
        return round((lon - west) * shrink * unit, 1)

    def y(lat: float) -> float:
        return round((north - lat) * unit, 1)

    placed = [(i, x(lon), y(lat)) for i, (lat, lon) in inside.items()][:_POINTS]
    step = _step(east - west)
    return {
        "width": round(width, 1),
        "height": round(height, 1),
        "total": len(points),
        "inside": len(inside),
        "outside": len(points) - len(inside),
        "undrawn": len(inside) - len(placed),
        "single": [p for p in placed if p[0] < shown],
        "others": "".join(f"M{px} {py}h0" for i, px, py in placed if i >= shown),
        "meridians": [(x(v), _label(v, step)) for v in _ticks(west, east, step)],
        "parallels": [(y(v), _label(v, step)) for v in _ticks(south, north, step)],
        "scale": _scale(unit, width),
    }


def _frame(points: Mapping[int, tuple[float, float]]) -> tuple[float, float, float, float]:
    lats, lons = zip(*points.values(), strict=True)
    pad = max((max(lats) - min(lats)) * _PAD, (max(lons) - min(lons)) * _PAD, 0.002)
    return min(lats) - pad, max(lats) + pad, min(lons) - pad, max(lons) + pad


def _step(span: float) -> float:
    return next((step for step in _STEPS if span / step <= 7), _STEPS[-1])


def _ticks(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step + 0.2), math.floor(high / step - 0.2)
    return [n * step for n in range(first, last + 1)]


def _label(value: float, step: float) -> str:
    return f"{value:.{max(0, -math.floor(math.log10(step)))}f}"


def _scale(unit: float, width: float) -> dict[str, Any]:
    """The longest round length that fills at most a quarter of the width."""
    per_metre = unit / (KM_PER_DEGREE * 1000)
    lengths = [m * 10**e for e in range(1, 7) for m in (1, 2, 5)]
    metres = max((m for m in lengths if m * per_metre <= width / 4), default=10)
    words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return {"length": round(metres * per_metre, 1), "words": words}
