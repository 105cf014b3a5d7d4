"""Two who typed the same sheet agree, or differ on lines that are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Majority, NoOverallControl
from elections.domain.desk.sheets import (
    CONTROL_LINE,
    COUNTED_LINE,
    VACANT_LINE,
    Counted,
    Difference,
    Line,
    Sheet,
    SheetError,
    differences,
    said_on,
    seats_line,
    with_line,
)

PARTIES = ("conservative", "green", "independent", "labour", "liberal-democrats")
MEDWAY = Sheet(Counted.HELD, {"labour": 33, "conservative": 22, "independent": 4})

controls = st.none() | st.just(NoOverallControl()) | st.sampled_from(PARTIES).map(Majority)
sheets = st.builds(
    Sheet,
    counted=st.sampled_from(Counted),
    seats=st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 60)),
    vacant=st.integers(0, 3),
    control_said=controls,
)


def test_a_party_left_out_and_one_with_none_are_the_same_on_a_whole_list() -> None:
    with_none = Sheet(
        Counted.HELD, {"labour": 33, "conservative": 22, "independent": 4, "green": 0}
    )
    assert with_none == MEDWAY
    assert differences(MEDWAY, with_none) == ()


def test_a_misread_figure_is_one_line_of_difference() -> None:
    misread = Sheet(Counted.HELD, {"labour": 32, "conservative": 22, "independent": 4}, vacant=1)
    assert differences(MEDWAY, misread) == (
        Difference(seats_line("labour"), 33, 32),
        Difference(VACANT_LINE, 0, 1),
    )


def test_seats_won_and_seats_held_can_be_compared_in_no_number() -> None:
    won = Sheet(Counted.WON, {"labour": 20, "conservative": 5})
    assert differences(MEDWAY, won) == (Difference(COUNTED_LINE, Counted.HELD, Counted.WON),)


@pytest.mark.parametrize(
    ("seats", "vacant"), [({"labour": -1}, 0), ({"labour": 33}, -1)], ids=["a party", "vacant"]
)
def test_no_sheet_has_fewer_than_no_seats(seats: dict[str, int], vacant: int) -> None:
    with pytest.raises(SheetError):
        Sheet(Counted.HELD, seats, vacant)


@pytest.mark.parametrize("key", ["seats", "seats.", "vacant.labour", "turnout", ""])
def test_a_key_that_names_no_line_is_refused(key: str) -> None:
    with pytest.raises(SheetError):
        Line.of(key)


@pytest.mark.parametrize(
    "line",
    [seats_line("labour"), VACANT_LINE, CONTROL_LINE, COUNTED_LINE],
    ids=lambda line: line.key,
)
def test_a_line_is_found_again_by_its_key(line: Line) -> None:
    assert Line.of(line.key) == line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (VACANT_LINE, Counted.HELD),
        (seats_line("labour"), None),
        (COUNTED_LINE, 3),
        (CONTROL_LINE, 3),
    ],
    ids=["vacant", "seats", "counted", "control"],
)
def test_a_line_says_only_what_such_a_line_can(line: Line, said: object) -> None:
    with pytest.raises(SheetError):
        with_line(MEDWAY, line, said)  # type: ignore[arg-type]


@given(sheets, sheets)
def test_sheets_differ_exactly_where_they_are_not_the_same(first: Sheet, second: Sheet) -> None:
    assert (differences(first, second) == ()) == (first == second)


@given(sheets, sheets)
def test_it_makes_no_difference_who_typed_first(first: Sheet, second: Sheet) -> None:
    there = {each.line: (each.first, each.second) for each in differences(first, second)}
    back = {each.line: (each.second, each.first) for each in differences(second, first)}
    assert there == back


@given(sheets, sheets)
def test_taking_over_every_line_that_differs_makes_one_the_other(
    first: Sheet, second: Sheet
) -> None:
    while found := differences(first, second):
        for each in found:
            first = with_line(first, each.line, said_on(second, each.line))
    assert first == second
