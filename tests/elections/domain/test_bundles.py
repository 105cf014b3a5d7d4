"""A bundle ("other") stands for several parties: it never has control, and may hold others."""

from __future__ import annotations

import pytest

from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    HasControl,
    HasMajorityOf,
    IsLargest,
    ListIsWhole,
    NobodyHasControl,
    NobodyLostSeats,
    Saying,
    SeatsChanged,
    SeatsHeld,
)
from elections.domain.figures import Unknown, known_value
from elections.domain.findings import Code
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import ClaimOutcome
from tests.elections.domain.reports import BBC, ITV, claims, council_of, values

LAB, CON, GRN, IND, OTHER = "labour", "conservative", "green", "independent", "other"
EVE = Baseline.EVE_OF_POLL
WITH_A_BUNDLE = claims(
    BBC, SeatsHeld(AFTER, LAB, 30), SeatsHeld(AFTER, CON, 20), SeatsHeld(AFTER, OTHER, 5)
)


def test_a_party_the_table_does_not_name_may_be_in_its_bundle() -> None:
    result = reconcile(council_of(55), [*WITH_A_BUNDLE, *claims(ITV, SeatsChanged(EVE, GRN, 3))])
    assert result.findings == ()
    assert known_value(result.after[GRN]) is None


def test_a_party_in_the_bundle_is_not_counted_twice() -> None:
    result = reconcile(council_of(55), [*WITH_A_BUNDLE, *claims(ITV, SeatsHeld(AFTER, GRN, 3))])
    assert result.findings == ()
    assert values(result.after) == {LAB: 30, CON: 20, OTHER: 5, GRN: 3}


def test_a_whole_list_without_a_bundle_leaves_room_for_another_sources() -> None:
    # Medway 2019: two independents in a report's whole list are the two others of a table's.
    report = claims(
        ITV,
        SeatsHeld(AFTER, CON, 33),
        SeatsHeld(AFTER, LAB, 20),
        SeatsHeld(AFTER, IND, 2),
        ListIsWhole(AFTER),
    )
    table = claims(
        BBC,
        SeatsHeld(AFTER, CON, 33),
        SeatsHeld(AFTER, LAB, 20),
        SeatsHeld(AFTER, OTHER, 2),
        ListIsWhole(AFTER),
    )
    result = reconcile(council_of(55), [*report, *table])
    assert result.findings == ()
    assert values(result.after) == {CON: 33, LAB: 20, IND: 2, OTHER: 2}


def test_seats_that_are_not_accounted_for_are_counted_without_who_is_in_the_bundle() -> None:
    # Maidstone 2023: a table of 55 seats, a report of 52, and ten independents among ten others.
    table = claims(
        BBC,
        SeatsHeld(AFTER, CON, 24),
        SeatsHeld(AFTER, LAB, 19),
        SeatsHeld(AFTER, OTHER, 10),
    )
    report = claims(ITV, SeatsHeld(AFTER, IND, 10))
    result = reconcile(council_of(55), [*table, *report])
    (finding,) = result.findings
    assert (finding.code, finding.number) == (Code.SEATS_UNACCOUNTED, 2)


def test_a_party_that_the_table_names_is_not_in_its_bundle() -> None:
    result = reconcile(
        council_of(59), [*WITH_A_BUNDLE, *claims(BBC, SeatsHeld(AFTER, GRN, 4), ListIsWhole(AFTER))]
    )
    assert result.findings == ()
    assert known_value(result.not_named_after) is None or known_value(result.vacant_after) == 0


@pytest.mark.parametrize("saying", [HasControl(AFTER, OTHER), HasMajorityOf(AFTER, OTHER, 5)])
def test_control_said_to_be_a_bundles_is_set_aside_and_stops_publication(saying: Saying) -> None:
    said = claims(BBC, saying)
    result = reconcile(council_of(55), said)
    assert isinstance(result.control_after, Unknown)
    assert result.outcomes[said[0].key] is ClaimOutcome.SET_ASIDE
    assert [finding.code for finding in result.findings] == [Code.CONTROL_FAILS]


def test_a_bundle_of_more_than_half_leaves_control_open() -> None:
    result = reconcile(
        council_of(55), claims(BBC, SeatsHeld(AFTER, OTHER, 40), SeatsHeld(AFTER, LAB, 15))
    )
    assert isinstance(result.control_after, Unknown)


def test_no_overall_control_bounds_parties_and_not_a_bundle() -> None:
    result = reconcile(
        council_of(55),
        claims(
            BBC, NobodyHasControl(AFTER), SeatsHeld(AFTER, OTHER, 40), SeatsHeld(AFTER, LAB, 15)
        ),
    )
    assert result.findings == ()


def test_independents_are_people_and_may_be_more_than_the_largest_party() -> None:
    result = reconcile(
        council_of(23),
        claims(BBC, IsLargest(AFTER, GRN), SeatsHeld(AFTER, GRN, 11), SeatsHeld(AFTER, IND, 12)),
    )
    assert result.findings == ()


def test_no_party_lost_seats_leaves_independents_free_to() -> None:
    result = reconcile(
        council_of(48), claims(BBC, NobodyLostSeats(EVE), SeatsChanged(EVE, IND, -2))
    )
    assert result.findings == ()
