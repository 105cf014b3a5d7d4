"""A council's seats as a hemicycle: where each seat is drawn, and whose it is. Geometry alone.

Seats stand in rows on half circles around one point, as evenly as whole seats allow, and are given
out from the left, so that each holder's are one wedge. Whoever's wedge crosses the middle has more
than half.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from math import cos, pi, sin

from councils.domain.composition import MOST_SEATS
from elections.pages.charts import LABELS, Bar

# The drawing's own units: it is scaled to the page. A seat at the very edge stays inside.
WIDTH, HEIGHT = 200, 106
CENTRE_X, CENTRE_Y = 100, 98
INNER, OUTER = 36, 90
# What there is between the outermost row and the edge: a seat is never larger.
LARGEST_SEAT = 8.0
# A seat fills this much of the room there is for it.
FILLED = 0.84
MOST_ROWS = 14


@dataclass(frozen=True, slots=True)
class Seat:
    """The middle of one seat, as written into the drawing."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Wedge:
    """The seats of one holder. `holder` is the colour class; `text` names it with its number."""

    holder: str
    label: str
    text: str
    seats: tuple[Seat, ...]

    @property
    def is_partys(self) -> bool:
        """Return whether these are somebody's seats, and neither vacant nor of nobody known."""
        return self.holder not in LABELS


@dataclass(frozen=True, slots=True)
class Hemicycle:
    """Every seat of a council. `radius` is a seat's; `majority_at` is 0 where no line is drawn."""

    wedges: tuple[Wedge, ...]
    radius: str
    total: int
    majority_at: int
    description: str

    @property
    def view_box(self) -> str:
        """Return the drawing's own units."""
        return f"0 0 {WIDTH} {HEIGHT}"


def hemicycle(bar: Bar, *, more_than_half_decides: bool = True) -> Hemicycle | None:
    """Return the hemicycle of the seats in a bar, or None where there is none to draw.

    There is none where nobody's seats are known, or where the size of the council is not: half of
    it would then stand somewhere else. Where seats that are stated exceed the council's, all of
    them are drawn and no line for a majority. Nor is there one where more than half brings no control.
    """
    if bar.total is None or not bar.shows_anything:
        return None
    drawn = sum(segment.seats for segment in bar.segments)
    rows = _rows(drawn)
    places = iter(_places(rows))
    return Hemicycle(
        wedges=tuple(
            Wedge(
                segment.holder,
                segment.label,
                segment.text,
                tuple(islice(places, segment.seats)),
            )
            for segment in bar.segments
        ),
        radius=_written(_radius(rows)),
        total=bar.total,
        majority_at=(bar.majority_at or 0) if drawn == bar.total and more_than_half_decides else 0,
        description=f"{bar.text}.",
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One half circle and how many seats stand on it."""

    radius: float
    seats: int


def _rows(number: int) -> tuple[_Row, ...]:
    """Return as many rows as bring neighbours in a row as near as rows are to each other."""
    if not 1 <= number <= 2 * MOST_SEATS:
        raise ValueError(f"A hemicycle has from 1 to {2 * MOST_SEATS} seats, not {number}")
    along = pi * (INNER + OUTER) / 2 / number

    def unevenness(rows: int) -> float:
        across = (OUTER - INNER) / rows
        return max(across, along * rows) / min(across, along * rows)

    return _shared_out(number, min(range(1, min(MOST_ROWS, number) + 1), key=unevenness))


def _shared_out(number: int, rows: int) -> tuple[_Row, ...]:
    """Return seats shared out among rows by their length, the remainders to the largest of them."""
    gap = (OUTER - INNER) / max(rows - 1, 1)
    # A single row stands at the outside.
    radii = [OUTER - gap * row for row in range(rows)]
    whole = sum(radii)
    exact = [number * radius / whole for radius in radii]
    seats = [int(share) for share in exact]
    by_remainder = sorted(range(rows), key=lambda row: (seats[row] - exact[row], row))
    for row in by_remainder[: number - sum(seats)]:
        seats[row] += 1
    return tuple(_Row(r, n) for r, n in zip(radii, seats, strict=True) if n)


def _radius(rows: tuple[_Row, ...]) -> float:
    """Return how large a seat may be so that none touches another or leaves the drawing."""
    apart = [2 * LARGEST_SEAT / FILLED]
    apart += [2 * row.radius * sin(pi / (2 * (row.seats - 1))) for row in rows if row.seats > 1]
    apart += [outer.radius - inner.radius for outer, inner in pairwise(rows)]
    return min(apart) / 2 * FILLED


def _places(rows: tuple[_Row, ...]) -> list[Seat]:
    """Return every seat from the left to the right; of one angle, from the outside in."""
    places = []
    for row in rows:
        for seat in range(row.seats):
            turned = pi * seat / (row.seats - 1) if row.seats > 1 else pi / 2
            places.append((turned, -row.radius))
    places.sort()
    return [
        Seat(_written(CENTRE_X + radius * cos(turned)), _written(CENTRE_Y + radius * sin(turned)))
        for turned, radius in places
    ]


def _written(number: float) -> str:
    """Return a number as short as a drawing needs it."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
