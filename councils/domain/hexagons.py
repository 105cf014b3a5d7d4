"""Maps of hexagons: who stands beside whom, where each is drawn, and where areas meet.

Hexagons stand on a corner, in rows; those of odd rows are half a step to the east. All in whole
numbers, in units of the drawing, of which y grows to the south.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

# From side to side, from corner to corner, and from a row to the next.
WIDE: Final = 28
HIGH: Final = 32
ROW: Final = 24

# A hexagon around the point 0, 0.
OUTLINE: Final = "M0-16l14 8v16L0 16l-14-8V-8z"
# The same further in, for what marks one hexagon: no neighbour covers it.
INSET: Final = "M0-13l11 6v14L0 13l-11-6V-7z"


class Place(NamedTuple):
    """A hexagon's place: how many from the west and from the south. Both may be negative."""

    east: int
    north: int


class Point(NamedTuple):
    """A point of the drawing."""

    x: int
    y: int


# The corners of a hexagon around its middle, clockwise from the top, and so its sides: the first
# from corner 0 to corner 1 lies to the north-east.
CORNERS: Final = (
    Point(0, -16),
    Point(14, -8),
    Point(14, 8),
    Point(0, 16),
    Point(-14, 8),
    Point(-14, -8),
)


def neighbours(place: Place) -> tuple[Place, ...]:
    """Return the six places around one, clockwise from the north-east, as its sides are."""
    east, north = place
    shift = north % 2
    return (
        Place(east + shift, north + 1),
        Place(east + 1, north),
        Place(east + shift, north - 1),
        Place(east + shift - 1, north - 1),
        Place(east - 1, north),
        Place(east + shift - 1, north + 1),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing that is just large enough for some places."""

    west: int
    top: int
    width: int
    height: int

    @classmethod
    def around(cls, places: Collection[Place]) -> Frame:
        """Return the frame of some places, of which there is at least one."""
        middles = [_middle(place) for place in places]
        west = min(point.x for point in middles) - WIDE // 2
        top = min(point.y for point in middles) - HIGH // 2
        return cls(
            west,
            top,
            max(point.x for point in middles) + WIDE // 2 - west,
            max(point.y for point in middles) + HIGH // 2 - top,
        )

    def with_neighbours(self) -> Frame:
        """Return the frame with room for one hexagon more on every side."""
        return Frame(self.west - WIDE, self.top - ROW, self.width + 2 * WIDE, self.height + 2 * ROW)

    def holds(self, place: Place) -> bool:
        """Return whether a hexagon is wholly within the frame."""
        x, y = self.at(place)
        return (
            WIDE // 2 <= x <= self.width - WIDE // 2 and HIGH // 2 <= y <= self.height - HIGH // 2
        )

    def at(self, place: Place) -> Point:
        """Return the middle of a place, from the top left of the frame."""
        middle = _middle(place)
        return Point(middle.x - self.west, middle.y - self.top)


def in_reading_order(places: Iterable[Place]) -> list[Place]:
    """Return places row by row from the north, each from the west, as a page is read."""
    return sorted(places, key=lambda place: (-place.north, place.east))


def borders(areas: Mapping[Place, str], frame: Frame) -> str:
    """Return the path of all sides at which one area meets another; the coast is none.

    Sides that follow each other are one line, so that the path is short.
    """
    return "".join(
        f"M{line[0].x} {line[0].y}"
        + "".join(f"l{after.x - before.x} {after.y - before.y}" for before, after in pairwise(line))
        for line in _lines(_sides(areas, frame))
    )


def _middle(place: Place) -> Point:
    return Point(place.east * WIDE + place.north % 2 * (WIDE // 2), -place.north * ROW)


def _sides(areas: Mapping[Place, str], frame: Frame) -> Iterator[tuple[Point, Point]]:
    """Yield each side at which two areas meet, once."""
    for place, area in areas.items():
        middle = frame.at(place)
        # The other three sides are the first three of a neighbour.
        for side, neighbour in enumerate(neighbours(place)[:3]):
            if areas.get(neighbour, area) != area:
                yield _moved(CORNERS[side], middle), _moved(CORNERS[side + 1], middle)


def _moved(corner: Point, middle: Point) -> Point:
    return Point(corner.x + middle.x, corner.y + middle.y)


def _lines(sides: Iterable[tuple[Point, Point]]) -> Iterator[list[Point]]:
    """Yield the sides joined into lines: each side is in one line, once."""
    meeting: defaultdict[Point, list[Point]] = defaultdict(list)
    for one, other in sides:
        meeting[one].append(other)
        meeting[other].append(one)
    # Lines that end somewhere are begun at an end; what is left then are rings.
    ends = sorted(point for point, others in meeting.items() if len(others) % 2)
    for start in (*ends, *sorted(meeting)):
        while meeting[start]:
            line = [start]
            while meeting[line[-1]]:
                here, there = line[-1], meeting[line[-1]].pop()
                meeting[there].remove(here)
                line.append(there)
            yield line
