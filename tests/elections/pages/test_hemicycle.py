"""The hemicycle draws each seat once, inside the drawing, and nobody's on somebody else's."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import atan2, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.composition import MOST_SEATS
from elections.pages.charts import NOT_KNOWN, VACANT, Bar, Segment
from elections.pages.contest import contest_page
from elections.pages.hemicycle import CENTRE_X, CENTRE_Y, HEIGHT, WIDTH, Hemicycle, Seat, hemicycle
from tests.elections.pages import cases

HOLDERS = ("labour", "conservative", "green", "independent", VACANT, NOT_KNOWN)


def bar_of(seats: dict[str, int], total: int | None = None) -> Bar:
    """Return a bar of these seats, one after the other."""
    segments, start = [], 0
    for holder, number in seats.items():
        segments.append(Segment(holder, holder.capitalize(), number, start))
        start += number
    return Bar("After", tuple(segments), start if total is None else total, start)


def drawn(seats: dict[str, int]) -> Hemicycle:
    """Return the hemicycle of these seats, which there must be."""
    drawing = hemicycle(bar_of(seats))
    assert drawing is not None
    return drawing


def angle(seat: Seat) -> float:
    """Return how far round from the left a seat stands."""
    return atan2(CENTRE_Y - float(seat.y), CENTRE_X - float(seat.x))


COUNCILS = st.lists(st.integers(1, 60), min_size=1, max_size=len(HOLDERS)).filter(
    lambda numbers: sum(numbers) <= MOST_SEATS
)


@given(COUNCILS)
def test_everybody_has_exactly_their_seats(numbers: list[int]) -> None:
    seats = dict(zip(HOLDERS, numbers, strict=False))
    drawing = drawn(seats)
    assert {wedge.holder: len(wedge.seats) for wedge in drawing.wedges} == seats
    places = [seat for wedge in drawing.wedges for seat in wedge.seats]
    assert len(set(places)) == len(places) == sum(numbers) == drawing.total


@given(COUNCILS)
def test_wedges_stand_side_by_side_from_the_left(numbers: list[int]) -> None:
    wedges = drawn(dict(zip(HOLDERS, numbers, strict=False))).wedges
    for left, right in pairwise(wedges):
        # Two seats of one angle, one behind the other, may be of two holders.
        assert max(map(angle, left.seats)) <= min(map(angle, right.seats)) + 0.01


@pytest.mark.parametrize("number", [1, 2, 3, 7, 12, 33, 49, 55, 59, 90, 126, MOST_SEATS])
def test_no_seat_touches_another_or_the_edge(number: int) -> None:
    (wedge,) = drawn({"labour": number}).wedges
    radius = float(drawn({"labour": number}).radius)
    spots = [(float(seat.x), float(seat.y)) for seat in wedge.seats]
    for x, y in spots:
        assert radius <= x <= WIDTH - radius
        assert radius <= y <= HEIGHT - radius
    # To the hundredth to which places are written.
    for (x, y), (other_x, other_y) in combinations(spots, 2):
        assert hypot(x - other_x, y - other_y) >= 2 * radius - 0.03


@given(st.integers(1, MOST_SEATS))
def test_half_of_the_seats_stand_on_either_side(number: int) -> None:
    (wedge,) = drawn({"labour": number}).wedges
    sides = [float(seat.x) - CENTRE_X for seat in wedge.seats]
    assert sum(side < -0.01 for side in sides) == sum(side > 0.01 for side in sides)


@pytest.mark.parametrize(
    "bar", [bar_of({"labour": 20}, total=None), bar_of({NOT_KNOWN: 55})], ids=["size", "seats"]
)
def test_nothing_is_drawn_of_which_the_size_or_every_seat_is_not_known(bar: Bar) -> None:
    unknown_size = Bar(bar.label, bar.segments, None, bar.scale)
    assert hemicycle(unknown_size if bar.shows_anything else bar) is None


def test_seats_beyond_the_council_s_size_are_drawn_without_a_line_for_a_majority() -> None:
    # 57 seats are stated of Maidstone's 55: none is thrown out.
    drawing = hemicycle(bar_of({"conservative": 30, "liberal-democrats": 27}, total=55))
    assert drawing is not None
    assert sum(len(wedge.seats) for wedge in drawing.wedges) == 57
    assert (drawing.total, drawing.majority_at) == (55, 0)


def test_a_contest_s_hemicycle_has_the_seats_of_its_table() -> None:
    figures = contest_page(cases.medway()).figures
    assert figures is not None
    assert figures.hemicycle is not None
    after = {row.holder: row.after.value for row in figures.table.rows if row.after}
    assert {w.holder: len(w.seats) for w in figures.hemicycle.wedges} == {
        holder: seats for holder, seats in after.items() if seats
    }
    assert figures.hemicycle.majority_at == 30


def test_a_contest_of_which_no_seats_are_known_has_none() -> None:
    figures = contest_page(cases.barnet()).figures
    assert figures is not None
    assert figures.hemicycle is None


def test_too_many_seats_to_be_a_council_are_refused() -> None:
    with pytest.raises(ValueError, match="not 501"):
        hemicycle(bar_of({"labour": 2 * MOST_SEATS + 1}))


def test_there_is_no_line_where_more_than_half_brings_no_control() -> None:
    bar = bar_of({"labour": 33, "conservative": 22})
    with_line, without = hemicycle(bar), hemicycle(bar, more_than_half_decides=False)
    assert with_line is not None
    assert without is not None
    assert (with_line.majority_at, without.majority_at) == (28, 0)
