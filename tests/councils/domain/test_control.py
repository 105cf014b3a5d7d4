"""Overall control is more than half of all seats, vacant ones included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.composition import Composition, CompositionError
from councils.domain.control import (
    Control,
    Majority,
    NocReason,
    NoOverallControl,
    NotApplicable,
    Undetermined,
    UndeterminedReason,
    control_of,
    control_within,
    majority_margin,
    majority_threshold,
)
from councils.domain.council_types import CouncilType, why_no_party_control
from councils.domain.spans import Span

LAB, CON, LD, GRN, IND = "labour", "conservative", "liberal-democrats", "green", "independent"


@pytest.mark.parametrize(
    ("council", "seats", "vacant", "expected"),
    [
        ("Medway 2023", {LAB: 33, CON: 22, IND: 4}, 0, Majority(LAB)),
        ("Medway 2019", {CON: 33, LAB: 20, IND: 2}, 0, Majority(CON)),
        ("Harlow 2024, by one seat", {CON: 17, LAB: 16}, 0, Majority(CON)),
        ("Maidstone 2023", {CON: 24, LAB: 6, LD: 12, GRN: 3, IND: 10}, 0, NoOverallControl()),
        ("Barnet 2026, exactly one short", {CON: 31, LAB: 31, GRN: 1}, 0, NoOverallControl()),
        ("exactly half is not control", {LAB: 20, CON: 15}, 5, NoOverallControl()),
        ("vacant seats count", {LAB: 20, CON: 10}, 10, NoOverallControl()),
        ("one of one", {LAB: 1}, 0, Majority(LAB)),
        ("Isles of independents", {IND: 14, LAB: 2}, 0, Majority(IND)),
        ("a bundle makes no majority", {"other": 30, LAB: 10}, 0, Undetermined()),
        ("a small bundle hides none", {"other": 3, LAB: 10, CON: 9}, 0, NoOverallControl()),
    ],
)
def test_who_controls_a_council_whose_seats_are_known(
    council: str, seats: dict[str, int], vacant: int, expected: Control
) -> None:
    assert control_of(Composition(seats, vacant), bundles={"other"}) == expected, council


def test_exactly_half_is_named_as_the_reason() -> None:
    control = control_of(Composition({LAB: 20, CON: 20}))
    assert isinstance(control, NoOverallControl)
    assert control.reason is NocReason.EXACTLY_HALF


def test_a_bundle_over_half_is_named_as_the_reason_nobody_can_say() -> None:
    control = control_of(Composition({"other": 30, LAB: 10}), bundles={"other"})
    assert isinstance(control, Undetermined)
    assert control.reason is UndeterminedReason.OTHERS_BUNDLED


@pytest.mark.parametrize(
    ("seats", "not_named", "expected"),
    [
        # Thurrock 2024 before: Labour 19 of 49, the rest not named.
        ({LAB: Span.of(19), CON: Span(10, 30)}, Span(0, 20), Undetermined()),
        # Thurrock 2024 after: Labour 27 of 49 whatever the others have.
        ({LAB: Span.of(27), CON: Span(0, 20)}, Span(0, 20), Majority(LAB)),
        # 24 seats that nobody is named for cannot be a majority of 49; 25 can.
        ({LAB: Span.of(24)}, Span(0, 24), NoOverallControl()),
        ({LAB: Span.of(24)}, Span(0, 25), Undetermined()),
    ],
)
def test_who_controls_a_council_whose_seats_are_known_in_part(
    seats: dict[str, Span], not_named: Span, expected: Control
) -> None:
    assert control_within(seats, total=Span.of(49), not_named=not_named) == expected


@pytest.mark.parametrize(
    ("total", "threshold"), [(1, 1), (2, 2), (33, 17), (49, 25), (54, 28), (55, 28), (59, 30)]
)
def test_a_majority_takes_more_than_half(total: int, threshold: int) -> None:
    assert majority_threshold(total) == threshold


def test_a_majority_is_twice_the_seats_less_all_seats() -> None:
    assert majority_margin(33, 55) == 11
    assert majority_margin(17, 33) == 1
    assert majority_margin(20, 40) == 0


@given(st.integers(1, 200))
def test_the_threshold_is_the_fewest_seats_with_a_majority(total: int) -> None:
    threshold = majority_threshold(total)
    assert majority_margin(threshold, total) > 0
    assert majority_margin(threshold - 1, total) <= 0


@given(
    st.dictionaries(st.sampled_from([LAB, CON, LD, GRN, IND]), st.integers(0, 60), min_size=1),
    st.integers(0, 20),
)
def test_control_is_somebodys_exactly_when_they_hold_more_than_half(
    seats: dict[str, int], vacant: int
) -> None:
    composition = Composition(seats, vacant)
    over_half = [party for party, held in seats.items() if held > composition.total - held]
    expected = Majority(over_half[0]) if over_half else NoOverallControl()
    assert len(over_half) <= 1
    assert control_of(composition) == expected


@given(
    st.dictionaries(
        st.sampled_from([LAB, CON, LD]),
        st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(*sorted(ends))),
        min_size=1,
    ),
    st.data(),
)
def test_whatever_the_seats_turn_out_to_be_control_within_was_right(
    spans: dict[str, Span], data: st.DataObject
) -> None:
    seats = {party: data.draw(st.integers(*span)) for party, span in spans.items()}
    total = sum(seats.values())
    said = control_within(spans, total=Span.of(total), not_named=Span.of(0))
    if not isinstance(said, Undetermined):
        assert said == control_of(Composition(seats))


@pytest.mark.parametrize("council_type", [CouncilType.NORTHERN_IRISH, CouncilType.SUI_GENERIS])
def test_some_councils_have_no_party_control_and_say_why(council_type: CouncilType) -> None:
    assert isinstance(why_no_party_control(council_type), NotApplicable)


@pytest.mark.parametrize("council_type", [CouncilType.UNITARY, CouncilType.LONDON_BOROUGH])
def test_other_councils_have_party_control(council_type: CouncilType) -> None:
    assert why_no_party_control(council_type) is None


def test_seats_cannot_be_negative() -> None:
    with pytest.raises(CompositionError, match="labour cannot hold -1 seats"):
        Composition({LAB: -1})
    with pytest.raises(CompositionError, match="-2 seats cannot be vacant"):
        Composition({LAB: 1}, vacant=-2)


def test_a_party_that_is_not_listed_holds_nothing() -> None:
    assert Composition({LAB: 3}).seats_of(GRN) == 0
