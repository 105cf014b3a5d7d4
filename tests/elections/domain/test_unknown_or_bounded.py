"""A figure limited by nothing but zero and the council's size is unknown; otherwise it is bounded."""

from __future__ import annotations

import pytest

from councils.domain.control import Majority, NoOverallControl
from elections.domain.baselines import AFTER, Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.claims import (
    FellShortBy,
    HasControl,
    IsLargest,
    NeededToGain,
    NobodyHasControl,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsWon,
)
from elections.domain.contests import ContestFacts
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation, State
from elections.domain.words.headlines import headline
from elections.domain.words.wording import explain
from tests.elections.domain.reports import BBC, NAMES, claims, council_of, span_of

LAB, CON, GRN = "labour", "conservative", "green"
EVE = Baseline.EVE_OF_POLL


def result_of(*sayings: Saying, size: int = 42) -> Reconciliation:
    """Return what one source's claims come to."""
    return reconcile(council_of(size), claims(BBC, *sayings))


@pytest.mark.parametrize(
    ("sayings", "low", "high"),
    [
        # Portsmouth 2022: four fewer than before.
        ((SeatsChanged(EVE, CON, -4),), 0, 38),
        ((SeatsChanged(EVE, CON, 4),), 4, 42),
        # What others hold limits it.
        ((SeatsHeld(AFTER, LAB, 20), IsLargest(AFTER, CON)), 21, 22),
        ((SeatsHeld(AFTER, LAB, 20), SeatsChanged(EVE, CON, 0)), 0, 22),
    ],
)
def test_conservative_seats_after_are_bounded(
    sayings: tuple[Saying, ...], low: int, high: int
) -> None:
    assert span_of(result_of(*sayings).after[CON]) == (low, high)


def everything_of_the_greens(result: Reconciliation) -> list[SeatsFigure]:
    before = result.baselines[EVE]
    return [
        result.after[GRN],
        before.before[GRN],
        before.change[GRN],
        before.majority_before[GRN],
        result.majority_after[GRN],
    ]


def test_a_party_of_which_nothing_is_said_but_its_name_is_unknown_everywhere() -> None:
    result = result_of(IsLargest(AFTER, GRN))
    assert all(isinstance(figure, Unknown) for figure in everything_of_the_greens(result))
    assert isinstance(result.vacant_after, Unknown)
    assert isinstance(result.not_named_after, Unknown)


def test_without_a_size_there_is_no_upper_bound_to_tell() -> None:
    result = reconcile(
        ContestFacts(), claims(BBC, SeatsHeld(AFTER, LAB, 20), SeatsChanged(EVE, CON, 4))
    )
    assert explain(result.after[CON], NAMES) == (
        "At least 4: 0 + 4 = 4: seats before (at least 0) plus the change (BBC News, paragraph 1).",
    )
    assert span_of(result.seats_total) == (24, 250)
    assert isinstance(result.baselines[EVE].before[CON], Unknown)
    assert isinstance(result.majority_after[CON], Unknown)


def test_seats_held_are_at_most_those_won_and_those_that_were_not_up() -> None:
    # Sunderland 2024: none of 25 won, so none but the 50 that were not up.
    result = reconcile(council_of(75), claims(BBC, SeatsUp(25), SeatsWon("reform-uk", 0)))
    assert span_of(result.after["reform-uk"]) == (0, 50)


@pytest.mark.parametrize(
    ("size", "short", "after"), [(33, 1, 16), (32, 1, 16), (34, 1, 17), (54, 3, 25)]
)
def test_short_by_is_counted_from_the_fewest_that_are_a_majority(
    size: int, short: int, after: int
) -> None:
    assert known_value(result_of(FellShortBy(LAB, short), size=size).after[LAB]) == after


@pytest.mark.parametrize(("size", "needed", "before"), [(49, 6, 19), (48, 6, 19), (50, 6, 20)])
def test_needed_is_counted_from_the_fewest_that_are_a_majority(
    size: int, needed: int, before: int
) -> None:
    result = result_of(NeededToGain(EVE, LAB, needed), size=size)
    assert known_value(result.baselines[EVE].before[LAB]) == before


def test_a_council_that_is_new_by_its_standing_facts_needs_no_claim_to_be() -> None:
    result = reconcile(council_of(46, is_new=True), claims(BBC, NobodyHasControl(AFTER)))
    change = result.baselines[EVE].change_of_control
    assert change.kind is ChangeKind.NEW
    assert change.after == NoOverallControl()
    assert headline("Cumberland", result, change, NAMES) == (
        "The new Cumberland council is under no overall control"
    )


def test_control_alone_declares_a_result_and_a_change_alone_does_not() -> None:
    assert result_of(HasControl(AFTER, LAB)).state is State.DECLARED
    assert result_of(SeatsHeld(AFTER, LAB, 3)).state is State.DECLARED
    assert result_of(SeatsChanged(EVE, LAB, 3)).state is State.IN_PART
    assert result_of(HasControl(EVE, LAB)).state is State.IN_PART


def test_seats_before_control_of_a_majority_make_it_known() -> None:
    result = result_of(SeatsHeld(EVE, LAB, 22))
    figure = result.baselines[EVE].control_before
    assert not isinstance(figure, Unknown)
    assert figure.value == Majority(LAB)
