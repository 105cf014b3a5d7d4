"""The scoreboard sums what is known, and says over how many councils that is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Majority, NotApplicable, NotApplicableReason
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    GainedControl,
    HasControl,
    ListIsWhole,
    LostControl,
    NewCouncil,
    NobodyHasControl,
    Saying,
    SeatsChanged,
    SeatsHeld,
)
from elections.domain.contests import ContestFacts, Scope
from elections.domain.figures import Unknown
from elections.domain.overview.scoreboard import KnownTotal, PartyScore, Total, scoreboard
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.domain.sources import Precision, Source, SourceKind
from tests.elections.domain.reports import BBC, ITV, claim, claims, council_of, source_of_kind
from tests.elections.domain.truths import BEFORE, PARTIES, Truth, facts_of, true_claims, truths

EVE = Baseline.EVE_OF_POLL


def result(*sayings: Saying, size: int = 59, is_new: bool = False) -> Reconciliation:
    """Return a result of one source's claims."""
    return reconcile(council_of(size, scope=Scope.WHOLE, is_new=is_new), claims(BBC, *sayings))


def score_of(party: str, *results: Reconciliation | None) -> PartyScore:
    """Return a party's line of the scoreboard."""
    return next(each for each in scoreboard(results).parties if each.party == party)


DOVER = result(GainedControl(EVE, "labour"), LostControl(EVE, "conservative"))
# Labour gained Redditch, and nobody says from whom.
REDDITCH = result(GainedControl(EVE, "labour"))
TUNBRIDGE_WELLS = result(NobodyHasControl(EVE), NobodyHasControl(AFTER))
MAIDSTONE = result(HasControl(EVE, "conservative"), NobodyHasControl(AFTER))
CUMBERLAND = result(NewCouncil(), HasControl(AFTER, "labour"), is_new=True)
CANTERBURY = result(SeatsChanged(EVE, "labour", 9))


def test_councils_are_counted_where_control_is_known() -> None:
    labour = score_of("labour", DOVER, TUNBRIDGE_WELLS, CANTERBURY)
    assert labour.councils == Total(1, over=2)


def test_a_contest_that_nobody_reported_is_counted_and_in_no_sum() -> None:
    board = scoreboard([DOVER, None])
    assert board.contests == 2
    assert board.parties[0].councils == Total(1, over=1)


def test_no_result_at_all_gives_sums_that_are_unknown_and_not_zero() -> None:
    board = scoreboard([None, None])
    assert (board.contests, board.parties) == (2, ())
    assert board.noc.councils == board.noc.councils_change == Unknown()


def test_a_gain_from_somebody_not_named_is_a_gain_and_nobodys_loss() -> None:
    assert score_of("labour", REDDITCH, DOVER).councils_change == Total(2, over=2)
    assert score_of("conservative", REDDITCH, DOVER).councils_change == Total(-1, over=1)


def test_a_new_council_is_gained_by_whoever_has_control_of_it() -> None:
    assert score_of("labour", CUMBERLAND).councils_change == Total(1, over=1)


def test_no_overall_control_has_its_own_line() -> None:
    noc = scoreboard([TUNBRIDGE_WELLS, MAIDSTONE, DOVER]).noc
    assert noc.councils == Total(2, over=3)
    assert noc.councils_change == Total(1, over=3)


def test_a_council_where_no_party_has_control_by_design_is_in_no_sum_of_councils() -> None:
    shared = NotApplicable(NotApplicableReason.POSTS_SHARED_IN_PROPORTION)
    belfast = reconcile(
        ContestFacts(no_party_control=shared), [claim(BBC, SeatsHeld(AFTER, "green", 3))]
    )
    board = scoreboard([belfast, DOVER])
    assert board.without_control == 1
    green = next(each for each in board.parties if each.party == "green")
    assert green.councils == Total(0, over=1)
    assert green.seats == Total(3, over=1)


def test_seats_and_their_changes_are_summed_over_the_councils_that_say_them() -> None:
    thurrock = result(SeatsHeld(AFTER, "labour", 27), SeatsChanged(EVE, "labour", 8), size=49)
    rushmoor = result(SeatsChanged(EVE, "labour", 6), size=39)
    labour = score_of("labour", thurrock, rushmoor)
    assert labour.seats == Total(27, over=1)
    assert labour.seats_change == Total(14, over=2)


def test_a_sum_with_something_approximate_in_it_is_approximate() -> None:
    about = reconcile(
        council_of(49),
        [claim(BBC, SeatsHeld(AFTER, "labour", 27), precision=Precision.APPROXIMATE)],
    )
    exact = result(SeatsHeld(AFTER, "labour", 10))
    assert score_of("labour", about, exact).seats == Total(37, over=2, is_approximate=True)


def test_a_party_that_a_whole_council_does_not_name_is_known_to_hold_nothing_there() -> None:
    # All 49 seats are named, so the Greens have none; at the other council nobody says.
    thurrock = result(SeatsHeld(AFTER, "labour", 27), SeatsHeld(AFTER, "conservative", 22), size=49)
    elsewhere = result(SeatsHeld(AFTER, "green", 5), size=49)
    assert score_of("green", thurrock, elsewhere).seats == Total(5, over=2)
    assert score_of("labour", thurrock, elsewhere).seats == Total(27, over=1)


def table_of(source: Source, size: int, **seats_after: int) -> Reconciliation:
    """Return a result of one source's whole list after the poll."""
    held = [SeatsHeld(AFTER, party, seats) for party, seats in seats_after.items()]
    return reconcile(council_of(size), claims(source, *held, ListIsWhole(AFTER)))


def test_who_may_be_in_a_bundle_is_not_known_to_hold_nothing_there() -> None:
    # The Library counts Derby's six seats of Reform UK among nine others, and has a column of Greens.
    library = source_of_kind("commons-library", SourceKind.DATASET)
    derby = table_of(library, 42, labour=23, conservative=10, other=9)
    wyre = table_of(library, 42, green=2, labour=30, other=10)
    results = (derby, wyre, table_of(BBC, 10, independent=10), table_of(ITV, 6, **{"reform-uk": 6}))
    assert score_of("independent", *results).seats == Total(10, over=2)
    assert score_of("reform-uk", *results).seats == Total(6, over=2)
    assert score_of("green", *results).seats == Total(2, over=4)
    assert score_of("conservative", *results).seats == Total(10, over=4)


def test_a_party_that_never_had_anything_has_no_line() -> None:
    board = scoreboard([result(SeatsHeld(AFTER, "labour", 27), SeatsHeld(AFTER, "green", 0))])
    assert [each.party for each in board.parties] == ["labour"]


def test_parties_come_by_councils_then_by_seats() -> None:
    board = scoreboard(
        [
            result(HasControl(AFTER, "conservative")),
            result(SeatsHeld(AFTER, "green", 5), SeatsHeld(AFTER, "labour", 9)),
        ]
    )
    assert [each.party for each in board.parties] == ["conservative", "labour", "green"]


def whole(truth: Truth) -> Reconciliation:
    """Return the result of all that can be said of a council."""
    said = [claim(BBC, saying) for saying in truth.sayings()]
    for moment in (AFTER, *BEFORE):
        said += truth.whole_list(BBC, moment)
    return reconcile(facts_of(truth), said)


@given(st.lists(truths(), min_size=1, max_size=4))
def test_where_all_is_known_the_sums_are_the_true_ones(councils: list[Truth]) -> None:
    board = scoreboard([whole(truth) for truth in councils])
    for score in board.parties:
        held = [truth.seats[AFTER].get(score.party, 0) for truth in councils]
        had = [truth.seats[EVE].get(score.party, 0) for truth in councils]
        controls = sum(
            truth.controls(AFTER, score.party)
            for truth in councils
            if score.party in truth.seats[EVE]
        )
        assert score.seats == Total(sum(held), len(councils))
        assert score.seats_change == Total(sum(held) - sum(had), len(councils))
        assert score.councils == Total(controls, len(councils))


def value(total: KnownTotal) -> int:
    return total.value if isinstance(total, Total) else 0


def over(total: KnownTotal) -> int:
    return total.over if isinstance(total, Total) else 0


@given(st.data())
def test_however_little_is_known_the_councils_add_up_and_none_is_counted_twice(
    data: st.DataObject,
) -> None:
    councils = data.draw(st.lists(truths(), min_size=1, max_size=4))
    results = [reconcile(facts_of(truth), data.draw(true_claims(truth))) for truth in councils]
    board = scoreboard(results)
    known = over(board.noc.councils)
    assert known <= len(councils)
    assert all(over(each.councils) == known for each in board.parties)
    assert value(board.noc.councils) + sum(value(each.councils) for each in board.parties) == known
    for score in board.parties:
        for total in (score.councils_change, score.seats, score.seats_change):
            assert over(total) <= len(councils)
        # What is known is true: no sum is larger than the truth allows.
        held = sum(truth.seats[AFTER].get(score.party, 0) for truth in councils)
        assert value(score.seats) <= held
    controlled = {
        each.value.party
        for each in (result.control_after for result in results)
        if not isinstance(each, Unknown) and isinstance(each.value, Majority)
    }
    assert controlled <= {score.party for score in board.parties} <= set(PARTIES)


@pytest.mark.parametrize("results", [[], [None]])
def test_nothing_gives_an_empty_board(results: list[Reconciliation | None]) -> None:
    assert scoreboard(results).parties == ()
