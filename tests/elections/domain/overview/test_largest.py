"""Who holds most seats is said where it is certain, and where nobody can have more or as many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.spans import Span
from elections.domain.baselines import AFTER
from elections.domain.claims import HasControl, ListIsWhole, Saying, SeatsHeld
from elections.domain.contests import ContestFacts, Scope
from elections.domain.figures import Bounded, Unknown
from elections.domain.overview.largest import (
    Largest,
    LargestHolder,
    LargestNotKnown,
    Tied,
    largest_holder,
)
from elections.domain.reconciliation.reconcile import reconcile
from tests.elections.domain.reports import BBC, claims, council_of
from tests.elections.domain.truths import Truth, true_claims, truths


def held(*, whole: bool = True, **seats: int) -> list[Saying]:
    """Return what a source says of seats after, and that it names everybody."""
    says: list[Saying] = [
        SeatsHeld(AFTER, party.replace("_", "-"), number) for party, number in seats.items()
    ]
    return [*says, ListIsWhole(AFTER)] if whole else says


@pytest.mark.parametrize(
    ("council", "size", "sayings", "largest"),
    [
        ("Medway 2023", 59, held(labour=33, conservative=22, independent=4), ("labour", 33)),
        (
            "Maidstone 2023, nobody over half",
            55,
            held(conservative=24, liberal_democrats=12, independent=10, labour=6, green=3),
            ("conservative", 24),
        ),
        ("Barnet 2022, no seats named", 63, [HasControl(AFTER, "labour")], ("labour", None)),
        (
            "independents lead",
            30,
            held(independent=14, conservative=13, labour=3),
            ("independent", 14),
        ),
        ("more than the rest together", 59, held(whole=False, labour=33), ("labour", 33)),
    ],
)
def test_one_is_the_largest(
    council: str, size: int, sayings: list[Saying], largest: tuple[str, int | None]
) -> None:
    result = reconcile(council_of(size, scope=Scope.WHOLE), claims(BBC, *sayings))
    assert largest_holder(result) == Largest(*largest)


@pytest.mark.parametrize(
    ("council", "size", "sayings", "outcome"),
    [
        (
            "two hold as many",
            40,
            held(labour=17, conservative=17, green=6),
            Tied(("conservative", "labour"), 17),
        ),
        ("nothing is known", 42, [], LargestNotKnown()),
        (
            "those whom nobody names might hold more",
            59,
            held(whole=False, labour=20, conservative=10),
            LargestNotKnown(),
        ),
        (
            "those whom nobody names might hold as many",
            50,
            held(whole=False, labour=20, conservative=10),
            LargestNotKnown(),
        ),
    ],
)
def test_nobody_is_said_to_be_the_largest_where(
    council: str, size: int, sayings: list[Saying], outcome: LargestHolder
) -> None:
    result = reconcile(council_of(size, scope=Scope.WHOLE), claims(BBC, *sayings))
    assert largest_holder(result) == outcome


def test_a_lead_is_none_where_another_might_hold_as_many() -> None:
    medway = reconcile(council_of(59, scope=Scope.WHOLE), claims(BBC, *held(labour=20, green=39)))
    labour = medway.after["labour"]
    for others, outcome in (
        (Span(10, 19), Largest("labour", 20)),
        (Span(10, 20), LargestNotKnown()),
        (Span(19, 24), LargestNotKnown()),
    ):
        after = {"labour": labour, "conservative": Bounded(others, ())}
        result = replace(medway, control_after=Unknown(), after=after)
        assert largest_holder(result) == outcome


@given(st.data(), truths())
def test_it_is_never_said_against_the_truth(data: st.DataObject, truth: Truth) -> None:
    result = reconcile(ContestFacts(), data.draw(true_claims(truth)))
    true = truth.seats[AFTER]
    match largest_holder(result):
        case Largest(holder=holder, seats=seats):
            assert all(true[holder] > other for party, other in true.items() if party != holder)
            assert seats in (None, true[holder])
        case Tied(holders=holders, seats=seats):
            assert {party for party in true if true[party] == max(true.values())} == set(holders)
            assert seats == max(true.values())


@given(truths())
def test_it_is_always_known_where_every_seat_is(truth: Truth) -> None:
    result = reconcile(ContestFacts(), truth.whole_list(BBC, AFTER))
    sizes = sorted(truth.seats[AFTER].values(), reverse=True)
    expected = Tied if sizes[0] == sizes[1] else Largest
    if truth.vacant[AFTER] < sizes[0] or 2 * sizes[0] > truth.size(AFTER):
        assert isinstance(largest_holder(result), expected)
