"""Hexagons stand where a map of them has its neighbours, and areas meet along their sides."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.hexagons import (
    CORNERS,
    HIGH,
    OUTLINE,
    ROW,
    WIDE,
    Frame,
    Place,
    Point,
    borders,
    in_reading_order,
    neighbours,
)

ANYWHERE = st.builds(Place, st.integers(-50, 50), st.integers(-50, 50))
AREAS = st.dictionaries(
    st.builds(Place, st.integers(-4, 4), st.integers(-4, 4)),
    st.sampled_from(["kent", "london", "wales"]),
    min_size=1,
)


def middle(place: Place) -> Point:
    """Return where a place is drawn in a frame that holds every place there can be."""
    return Frame(0, 0, 0, 0).at(place)


@given(ANYWHERE)
def test_six_different_places_are_around_each(place: Place) -> None:
    around = neighbours(place)
    assert len(set(around)) == 6
    assert place not in around


@given(ANYWHERE)
def test_whoever_is_my_neighbour_has_me_on_its_opposite_side(place: Place) -> None:
    for side, neighbour in enumerate(neighbours(place)):
        assert neighbours(neighbour)[(side + 3) % 6] == place


@given(ANYWHERE)
def test_neighbours_are_drawn_one_step_away_and_share_two_corners(place: Place) -> None:
    here = middle(place)
    corners = {(here.x + corner.x, here.y + corner.y) for corner in CORNERS}
    for side, neighbour in enumerate(neighbours(place)):
        there = middle(neighbour)
        step = abs(there.x - here.x), abs(there.y - here.y)
        assert step in {(WIDE, 0), (WIDE // 2, ROW)}
        shared = corners & {(there.x + corner.x, there.y + corner.y) for corner in CORNERS}
        two = CORNERS[side], CORNERS[(side + 1) % 6]
        assert shared == {(here.x + corner.x, here.y + corner.y) for corner in two}


@given(st.sets(ANYWHERE, min_size=1, max_size=40))
def test_a_frame_holds_every_hexagon_whole_and_not_more(places: set[Place]) -> None:
    frame = Frame.around(places)
    drawn = [frame.at(place) for place in places]
    assert len(set(drawn)) == len(places)
    assert min(point.x for point in drawn) == WIDE // 2
    assert min(point.y for point in drawn) == HIGH // 2
    assert max(point.x for point in drawn) == frame.width - WIDE // 2
    assert max(point.y for point in drawn) == frame.height - HIGH // 2


@given(st.sets(ANYWHERE, min_size=1, max_size=20))
def test_a_frame_with_neighbours_holds_whoever_is_beside_its_places(places: set[Place]) -> None:
    frame = Frame.around(places)
    assert all(frame.holds(place) for place in places)
    wider = frame.with_neighbours()
    assert all(wider.holds(beside) for place in places for beside in neighbours(place))
    assert not frame.holds(min(places)._replace(east=-60))


def test_the_outline_goes_through_the_corners() -> None:
    assert OUTLINE == "M0-16l14 8v16L0 16l-14-8V-8z"
    assert [*CORNERS] == [(0, -16), (14, -8), (14, 8), (0, 16), (-14, 8), (-14, -8)]


def test_a_map_is_read_from_the_north_and_the_west() -> None:
    shetland, orkney, cornwall = Place(9, 29), Place(8, 27), Place(-2, -3)
    assert in_reading_order([cornwall, Place(9, 27), orkney, shetland]) == [
        shetland,
        orkney,
        Place(9, 27),
        cornwall,
    ]


def sides_of(path: str) -> list[frozenset[Point]]:
    """Return the sides that a path draws."""
    sides = []
    for line in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", line)]
        points = [Point(*numbers[:2])]
        for east, south in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append(Point(points[-1].x + east, points[-1].y + south))
        sides += [frozenset(pair) for pair in pairwise(points)]
    return sides


@given(AREAS)
def test_each_side_between_two_areas_is_drawn_once_and_no_other(areas: dict[Place, str]) -> None:
    frame = Frame.around(areas)
    expected = set()
    for place, area in areas.items():
        here = frame.at(place)
        for side, neighbour in enumerate(neighbours(place)):
            if areas.get(neighbour, area) != area:
                two = CORNERS[side], CORNERS[(side + 1) % 6]
                expected.add(frozenset(Point(here.x + c.x, here.y + c.y) for c in two))
    drawn = sides_of(borders(areas, frame))
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == expected


@pytest.mark.parametrize("areas", [{Place(0, 0): "kent"}, {Place(0, 0): "kent", Place(5, 0): "x"}])
def test_the_coast_is_no_border(areas: dict[Place, str]) -> None:
    assert borders(areas, Frame.around(areas)) == ""
