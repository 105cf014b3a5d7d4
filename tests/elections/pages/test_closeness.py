"""How close anybody is to a majority follows from what is known, and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from councils.domain.control import majority_threshold
from elections.domain.baselines import AFTER
from elections.domain.claims import HasControl, ListIsWhole, NobodyHasControl, Saying, SeatsHeld
from elections.domain.contests import ContestFacts
from elections.domain.reconciliation.reconcile import reconcile
from elections.pages.closeness import Closeness, closeness
from elections.pages.contest import contest_page
from elections.pages.facts import Parties, PartyFacts
from tests.elections.domain.reports import BBC, claims, council_of
from tests.elections.domain.truths import Truth, truths
from tests.elections.pages import cases

PARTIES = Parties.of(
    [
        *cases.PARTIES.by_slug.values(),
        PartyFacts("other", "Other", "others", 99, is_bundle=True),
    ]
)


def told(size: int | None, *sayings: Saying) -> Closeness | None:
    """Return what is told of a council with these claims."""
    facts = ContestFacts() if size is None else council_of(size)
    return closeness(reconcile(facts, claims(BBC, *sayings)), PARTIES)


def held(**seats: int) -> list[Saying]:
    """Return a whole list of seats after."""
    said: list[Saying] = [SeatsHeld(AFTER, party, number) for party, number in seats.items()]
    return [*said, ListIsWhole(AFTER)]


@pytest.mark.parametrize(
    ("size", "sayings", "sentence"),
    [
        pytest.param(
            55,
            held(conservative=24, labour=20, green=11),
            "A majority is 28 of 55 seats, and nobody has one. "
            "The Conservatives hold the most seats, 24: 4 seats short.",
            id="the most",
        ),
        pytest.param(
            48,
            held(conservative=24, labour=24),
            "A majority is 25 of 48 seats, and nobody has one. "
            "Labour and the Conservatives hold the most seats, 24 each: exactly half, which is not a "
            "majority.",
            id="half each",
        ),
        pytest.param(
            47,
            [NobodyHasControl(AFTER), SeatsHeld(AFTER, "labour", 12)],
            "A majority is 24 of 47 seats, and nobody has one. Labour hold 12: 12 seats short.",
            id="others may hold more",
        ),
        pytest.param(
            47,
            [NobodyHasControl(AFTER)],
            "Nobody has a majority, which would be 24 of 47 seats. How close anybody is cannot "
            "be said: no source says how many seats any party holds.",
            id="no seats",
        ),
        pytest.param(
            None,
            [NobodyHasControl(AFTER), SeatsHeld(AFTER, "labour", 12)],
            "Nobody has a majority. How far anybody is from one cannot be said: no source gives "
            "the size of the council.",
            id="no size",
        ),
    ],
)
def test_a_council_under_no_overall_control(
    size: int | None, sayings: list[Saying], sentence: str
) -> None:
    close = told(size, *sayings)
    assert close is not None
    assert close.heading == "How close anybody is to control"
    assert close.sentence == sentence


def test_each_party_s_distance_shows_its_sum() -> None:
    close = told(55, *held(conservative=24, labour=20, green=11))
    assert close is not None
    assert [(each.label, each.text, each.sum) for each in close.distances] == [
        ("Conservative", "24 seats, 4 short", "28 − 24 = 4"),
        ("Labour", "20 seats, 8 short", "28 − 20 = 8"),
        ("Green", "11 seats, 17 short", "28 − 11 = 17"),
    ]


def test_a_majority_says_how_far_it_reaches() -> None:
    close = told(59, *held(labour=33, conservative=22, independent=4))
    assert close == Closeness(
        "How safe the majority is",
        "Labour hold 33 seats, 3 seats more than the 30 that are a majority. "
        "With 4 seats fewer they would have none.",
    )


def test_the_fewest_seats_that_are_a_majority() -> None:
    close = told(55, *held(labour=28, conservative=27))
    assert close is not None
    assert close.sentence == (
        "Labour hold 28 seats, the fewest of 55 that are a majority. "
        "With 1 seat fewer they would have none."
    )


def test_what_parties_hold_together_as_other_is_nobodys_majority() -> None:
    close = told(
        55,
        NobodyHasControl(AFTER),
        SeatsHeld(AFTER, "other", 30),
        SeatsHeld(AFTER, "labour", 25),
    )
    assert close is not None
    assert [each.label for each in close.distances] == ["Labour"]


@pytest.mark.parametrize("sayings", [[], [SeatsHeld(AFTER, "labour", 12)]])
def test_nothing_is_said_where_nobody_knows_who_has_control(sayings: list[Saying]) -> None:
    assert told(55, *sayings) is None


def test_nothing_is_said_of_a_majority_whose_seats_are_not_known() -> None:
    assert told(55, HasControl(AFTER, "labour")) is None


def test_a_number_that_is_disputed_says_so() -> None:
    figures = contest_page(cases.disputed_medway()).figures
    assert figures is not None
    assert figures.closeness is not None
    assert figures.closeness.sentence.startswith("Labour hold 35 seats (disputed), 5 seats more")


@given(truths())
def test_distances_are_the_true_ones(truth: Truth) -> None:
    total = truth.size(AFTER)
    result = reconcile(council_of(total), truth.whole_list(BBC, AFTER))
    close = closeness(result, PARTIES)
    winners = [party for party in truth.seats[AFTER] if truth.controls(AFTER, party)]
    assert close is not None
    assert bool(close.distances) != bool(winners)
    by_name = {PARTIES.name(party): seats for party, seats in truth.seats[AFTER].items()}
    for each in close.distances:
        short = majority_threshold(total) - by_name[each.label]
        assert each.sum.endswith(f"= {short}")
        assert short > 0
