"""The map of candidates shows points where they are proposed and names where the town table has them."""

import re

from pipelines.model.dataset import Town
from pipelines.model.finding import Finding
from pipelines.model.report import KnownRow
from pipelines.report.candidate_map import WIDTH, draw
from pipelines.report.causes import find_causes
from pipelines.report.scene import Scene
from tests.unit.report.samples import CATALOG, faulty

TOWNS = (Town("北町", 35.76, 139.65), Town("南町", 35.73, 139.60), Town("遠町", 36.9, 140.9))


def _found(places):
    return [
        Finding("coordinate-not-decimal", "error", line, field, value="3544", proposal=str(value))
        for line, place in enumerate(places, 2)
        for field, value in zip(("緯度", "経度"), place, strict=True)
    ]


def _draw(places, towns=TOWNS, publisher=CATALOG.publisher, known=None):
    (cause,) = find_causes(_found(places))
    return draw(cause, Scene("見本", len(places), publisher=publisher, towns=towns, known=known or {}))


PLACES = [(35.76, 139.65), (35.73, 139.60), (35.745, 139.62), (35.75, 139.64)]


def test_a_name_stands_where_the_town_table_has_it_wherever_the_candidates_lie():
    known = {2: KnownRow("", "北町"), 3: KnownRow("", "南町")}
    here = _draw(PLACES, known=known)
    moved = _draw([(lat - 0.02, lon) for lat, lon in PLACES], known=known)

    def steps(drawing):
        towns, marks = ({name.text.split()[-1]: name for name in found} for found in (drawing.towns, drawing.marks))
        return {name: marks[name].y - towns[name].y for name in ("北町", "南町")}

    assert all(abs(step) < 3 for step in steps(here).values())
    assert all(step > 50 for step in steps(moved).values())


def test_north_is_up_and_east_is_right():
    names = {name.text: name for name in _draw(PLACES).towns}
    assert names["北町"].y < names["南町"].y
    assert names["北町"].x > names["南町"].x


def test_every_near_candidate_is_a_point_or_a_mark_in_the_drawing():
    drawing = _draw(PLACES, known={2: KnownRow("", "北町")})
    points = re.findall(r"M(-?\d+) (-?\d+)h0", drawing.dots)
    assert len(points) + len(drawing.marks) == len(PLACES)
    assert all(0 <= int(x) <= WIDTH and 0 <= int(y) <= drawing.height for x, y in points)
    assert drawing.marks[0].text == "2行 北町"


def test_candidates_outside_are_told_with_their_lines_and_how_far():
    drawing = _draw([*PLACES, (36.16, 139.63), (36.17, 139.62)])
    assert "2か所は図の外です（北へ約50 km）：6、7行。" in drawing.caption
    assert drawing.label == "候補の位置の図。4か所が見本区の範囲、2か所が図の外です。"


def test_without_a_town_table_no_name_is_made_up():
    drawing = _draw(PLACES, towns=())
    assert drawing.towns == ()
    assert "町の名前は出していません" in drawing.caption


def test_without_bounds_what_is_far_from_the_middle_is_outside():
    assert "1か所は図の外です" in _draw([*PLACES, (26.2, 127.7)], publisher=None).caption


def test_there_is_no_map_of_one_point_or_of_other_causes():
    assert _draw(PLACES[:1]) is None
    drawn = [draw(cause, Scene("見本", 112)) is not None for cause in find_causes(faulty().findings)]
    assert drawn[0]
    assert not any(drawn[1:])


def test_equal_places_and_broken_numbers_do_not_stop_the_page():
    assert _draw([(35.75, 139.6)] * 3) is not None
    assert _draw([(35.75, 139.6), ("nan", 139.6), ("x", "y"), (1e9, 1e9)]) is None
