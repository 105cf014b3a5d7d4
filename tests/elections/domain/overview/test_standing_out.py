"""What stands out of many councils is real, known, and in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Majority, NoOverallControl, seats_short
from elections.domain.baselines import Baseline
from elections.domain.figures import known_value
from elections.domain.overview.counted import Counted, counted_from
from elections.domain.overview.standing_out import (
    JustShort,
    MarginMoved,
    SeatsMoved,
    just_short,
    majorities_held,
    margins_moved,
    seats_moved,
)
from elections.domain.reconciliation.reconcile import reconcile
from elections.pages.facts import ContestMaterial
from tests.elections.domain.truths import facts_of, true_claims, truths
from tests.elections.pages import cases


def counted(*councils: ContestMaterial, baseline: Baseline | None = None) -> dict[str, Counted]:
    """Return contests by their council's name, counted from a baseline."""
    return {
        each.contest.council.name: counted_from(each.result.reconciliation, baseline)
        for each in councils
        if each.result is not None
    }


KENT = counted(cases.gravesham(), cases.hull(), cases.erewash())


def test_the_largest_change_of_a_party_comes_first_whichever_way() -> None:
    first, second, *_ = seats_moved(KENT)
    assert first == SeatsMoved("Erewash", "labour", 13)
    assert second == SeatsMoved("Erewash", "conservative", -12)


def test_a_bundle_gains_and_loses_nothing() -> None:
    moved = seats_moved(KENT, bundles={"labour"})
    assert moved
    assert "labour" not in {each.party for each in moved}


def test_a_majority_moves_of_whoever_had_control_or_has_it() -> None:
    erewash, hull, gravesham = margins_moved(KENT)
    # Labour from 15 of 47, which is 9 short, to a majority of 9: further than the Conservatives fell.
    assert erewash == MarginMoved("Erewash", "labour", -17, 9)
    assert erewash.swing == 26
    assert hull == MarginMoved("Kingston upon Hull", "liberal-democrats", 1, 7)
    # Exactly half of 44 seats before the review, and 22 of 39 after it.
    assert gravesham == MarginMoved("Gravesham", "labour", 0, 5)


def test_counted_from_elsewhere_it_moves_from_elsewhere() -> None:
    since = counted(cases.hull(), cases.erewash(), baseline=Baseline.LAST_FOUGHT)
    assert margins_moved(since) == (MarginMoved("Kingston upon Hull", "liberal-democrats", -9, 7),)


def test_the_smallest_majority_is_the_closest() -> None:
    assert [(each.contest, each.party, each.majority) for each in majorities_held(KENT)] == [
        ("Gravesham", "labour", 5),
        ("Kingston upon Hull", "liberal-democrats", 7),
        ("Erewash", "labour", 9),
    ]


def test_exactly_half_and_one_short_of_more_than_half_are_just_short() -> None:
    def after(name: str, seats: dict[str, int]) -> ContestMaterial:
        contest = cases.contest(name, cases.ELECTION_2023)
        return cases.compared(contest, after=seats, eve=seats)

    found = just_short(
        counted(
            after("York", {"labour": 24, "liberal-democrats": 19, "conservative": 3, "green": 1}),
            after("Lichfield", {"conservative": 23, "labour": 17, "liberal-democrats": 7}),
            after("Slough", {"conservative": 21, "labour": 18, "liberal-democrats": 3}),
            # As it was in 2026.
            after("Barnet", {"labour": 31, "conservative": 31, "green": 1}),
        )
    )
    assert found == (
        JustShort("Slough", ("conservative",), 21, 42),
        JustShort("Lichfield", ("conservative",), 23, 47),
        JustShort("Barnet", ("conservative", "labour"), 31, 63),
    )
    assert [each.is_half for each in found] == [True, False, False]


@given(st.data())
def test_whatever_is_known_what_stands_out_is_true_of_it(data: st.DataObject) -> None:
    contests = {}
    for place, truth in enumerate(data.draw(st.lists(truths(), min_size=1, max_size=3))):
        result = reconcile(facts_of(truth), data.draw(true_claims(truth)))
        contests[place] = counted_from(result)
    moved = [abs(each.change) for each in seats_moved(contests)]
    assert moved == sorted(moved, reverse=True)
    assert 0 not in moved
    held = majorities_held(contests)
    assert [each.majority for each in held] == sorted(each.majority for each in held)
    for each in held:
        assert contests[each.contest].change.after == Majority(each.party)
        assert each.majority > 0
    for short in just_short(contests):
        result = contests[short.contest].result
        assert isinstance(contests[short.contest].change.after, NoOverallControl)
        assert known_value(result.seats_total) == short.total
        assert all(known_value(result.after[party]) == short.seats for party in short.parties)
        assert seats_short(short.seats, short.total) == 1
    assert len({each.contest for each in margins_moved(contests)}) == len(margins_moved(contests))
