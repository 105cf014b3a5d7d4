"""Gains and losses add up: to the scoreboard, over regions, and each council to one kind of change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.domain.baselines import Baseline
from elections.domain.figures import Unknown
from elections.domain.overview.counted import counted_from
from elections.domain.overview.scoreboard import KnownTotal, Total, scoreboard
from elections.domain.overview.totals import (
    Disagreement,
    GainsAndLosses,
    KnownMoves,
    disagreement,
    kinds_of_change,
    totals,
)
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.pages.facts import ContestMaterial
from tests.elections.domain.truths import Truth, facts_of, true_claims, truths
from tests.elections.pages import cases

EVE, FOUGHT = Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT


def result(material: ContestMaterial) -> Reconciliation:
    """Return the result of a contest that has one."""
    assert material.result is not None
    return material.result.reconciliation


GRAVESHAM, HULL, EREWASH, CUMBERLAND = (
    result(each()) for each in (cases.gravesham, cases.hull, cases.erewash, cases.cumberland)
)


def moved(
    party: str, baseline: Baseline | None, *councils: Reconciliation
) -> tuple[KnownMoves, KnownMoves]:
    """Return the councils and the seats a party gained and lost, counted from a baseline."""
    found = totals([counted_from(each, baseline) for each in councils])
    return found.councils(party), found.seats(party)


@pytest.mark.parametrize(
    ("baseline", "councils", "seats"),
    [
        # Since the eve Labour gained Gravesham and Erewash; its 13 seats are Erewash's, 2 fewer Hull's.
        (EVE, GainsAndLosses(2, 0, over=3), GainsAndLosses(13, 2, over=3)),
        # Since last fought it lost Hull, and held Gravesham with two seats fewer; Erewash is not known.
        (FOUGHT, GainsAndLosses(0, 1, over=2), GainsAndLosses(0, 8, over=2)),
        (Baseline.NOTIONAL, Unknown(), Unknown()),
    ],
)
def test_what_labour_gained_and_lost_is_counted_from_each_baseline(
    baseline: Baseline, councils: KnownMoves, seats: KnownMoves
) -> None:
    assert moved("labour", baseline, GRAVESHAM, HULL, EREWASH) == (councils, seats)


def test_a_council_that_changes_hands_is_one_gained_and_one_lost() -> None:
    assert moved("labour", EVE, EREWASH)[0] == GainsAndLosses(1, 0, over=1)
    assert moved("conservative", EVE, EREWASH)[0] == GainsAndLosses(0, 1, over=1)


def test_a_new_council_is_gained_by_whoever_has_control_of_it() -> None:
    assert moved("labour", FOUGHT, CUMBERLAND)[0] == GainsAndLosses(1, 0, over=1)


def test_two_baselines_differ_in_who_had_control() -> None:
    counted = [counted_from(each) for each in (GRAVESHAM, HULL, EREWASH)]
    # Gravesham: nobody's on the eve, Labour's when last fought. Hull: two parties'. Erewash: one known.
    assert disagreement(counted, EVE, FOUGHT) == Disagreement(both=2, differ=2)
    assert disagreement(counted, EVE, EVE) == Disagreement(both=3, differ=0)


def net(moves: KnownMoves) -> tuple[int, int, bool] | None:
    return (
        (moves.net, moves.over, moves.is_approximate) if isinstance(moves, GainsAndLosses) else None
    )


def summed(total: KnownTotal) -> tuple[int, int, bool] | None:
    return (total.value, total.over, total.is_approximate) if isinstance(total, Total) else None


@st.composite
def councils(draw: st.DrawFn) -> list[Reconciliation]:
    """Return councils of which more or less is known."""

    def of(truth: Truth) -> Reconciliation:
        return reconcile(facts_of(truth), draw(true_claims(truth)))

    return [of(truth) for truth in draw(st.lists(truths(), min_size=1, max_size=3))]


@given(councils(), st.sampled_from([None, *Baseline]))
def test_net_they_are_what_the_scoreboard_says_under_the_same_baseline(
    results: list[Reconciliation], baseline: Baseline | None
) -> None:
    board = scoreboard(results, baseline)
    found = totals([counted_from(each, baseline) for each in results])
    assert found.parties <= {each.party for each in board.parties}
    for score in board.parties:
        assert net(found.councils(score.party)) == summed(score.councils_change)
        assert net(found.seats(score.party)) == summed(score.seats_change)
    assert net(found.noc) == summed(board.noc.councils_change)


@given(councils(), st.sampled_from([None, *Baseline]), st.integers(1, 3))
def test_regions_add_up_to_the_whole_and_each_council_is_in_one_kind_of_change(
    results: list[Reconciliation], baseline: Baseline | None, regions: int
) -> None:
    counted = [counted_from(each, baseline) for each in results]
    parts = [counted[place::regions] for place in range(regions)]
    kinds = kinds_of_change(counted)
    assert sum(kinds.values()) == len(results)
    assert sum((kinds_of_change(part) for part in parts), kinds_of_change([])) == kinds
    whole, of_parts = totals(counted), [totals(part) for part in parts]
    for party in whole.parties.union(*(each.parties for each in of_parts)):
        assert added([each.councils(party) for each in of_parts]) == numbers(whole.councils(party))
        assert added([each.seats(party) for each in of_parts]) == numbers(whole.seats(party))
    assert added([each.noc for each in of_parts]) == numbers(whole.noc)


def numbers(moves: KnownMoves) -> tuple[int, int, int]:
    return (
        (moves.gained, moves.lost, moves.over) if isinstance(moves, GainsAndLosses) else (0, 0, 0)
    )


def added(moves: list[KnownMoves]) -> tuple[int, int, int]:
    """Return gains, losses and over how many, summed over parts of a whole."""
    gained, lost, over = zip(*map(numbers, moves), strict=True)
    return sum(gained), sum(lost), sum(over)
