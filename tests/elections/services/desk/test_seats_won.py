"""A sheet that counts seats won, on its way to readers: what stays is added, and what is not told is not made up."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import Check, HandedIn
from elections.domain.figures import SeatsFigure, known_value
from elections.domain.results import Reconciliation
from elections.models import Contest, SeatsDefended
from elections.selectors.results import published_result
from elections.services.desk import checking, entering, publishing
from elections.services.desk.defended import DefendedError, say_defended
from elections.services.desk.stepping import Actor, Seen
from tests import factories

pytestmark = pytest.mark.django_db

MEDWAY = "local.medway.2023-05-04"
AT = factories.NIGHT
RUTH, OMAR, EDITH = Actor("ruth"), Actor("omar"), Actor("edith")
WON = Sheet(Counted.WON, {"labour": 12, "conservative": 8})


@pytest.fixture(autouse=True)
def medway() -> Contest:
    """Return a contest at which 20 of Medway's 59 seats were up, and who held and defended which."""
    council = factories.council()
    factories.council_size(of=council)
    election = factories.election()
    election.check_asked = Check.APPROVAL.value
    election.save()
    source = factories.fact_source(slug="medway-review-2021")
    contest: Contest = factories.contest(
        of=council, scope="thirds", seats_up=20, facts_source=source
    )
    article = factories.source()
    for party, seats in (("labour", 30), ("conservative", 29)):
        factories.claim(
            contest=contest,
            source=article,
            party=factories.party(slug=party),
            reference=party,
            moment="eve_of_poll",
            baseline_basis="stated",
            value=seats,
        )
    factories.claim(
        contest=contest,
        source=article,
        reference="whole",
        kind="list_is_whole",
        moment="eve_of_poll",
        baseline_basis="stated",
        party=None,
        value=None,
    )
    say_defended(
        ballot_id=MEDWAY,
        seats={"labour": 10, "conservative": 10},
        source="medway-review-2021",
        by=EDITH,
        at=AT,
    )
    return contest


def published(sheet: Sheet, *, token: int) -> Reconciliation:
    """Return what readers see once a sheet has gone the whole way; `token` is of when it is typed."""
    entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
    entering.hand_in(seen=Seen(MEDWAY, token), entry=HandedIn("ruth", sheet), by=RUTH, at=AT)
    checking.approve(seen=Seen(MEDWAY, token + 1), by=OMAR, at=AT)
    publishing.publish(seen=Seen(MEDWAY, token + 2), by=EDITH, at=AT)
    result = published_result(Contest.objects.get(ballot_id=MEDWAY))
    assert result is not None
    return result.reconciliation


def known(figures: Mapping[str, SeatsFigure]) -> dict[str, int | None]:
    return {party: known_value(figure) for party, figure in figures.items()}


def test_what_stays_is_added_to_what_was_won() -> None:
    shown = published(WON, token=1)
    assert known(shown.after) == {"labour": 32, "conservative": 27}
    assert known(shown.seats_won) == {"labour": 12, "conservative": 8}


def test_what_is_known_of_the_council_by_now_is_what_counts(medway: Contest) -> None:
    entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
    entering.hand_in(seen=Seen(MEDWAY, 1), entry=HandedIn("ruth", WON), by=RUTH, at=AT)
    checking.approve(seen=Seen(MEDWAY, 2), by=OMAR, at=AT)
    medway.seats_up = 19
    medway.save()
    with pytest.raises(entering.FoundError) as error:
        publishing.publish(seen=Seen(MEDWAY, 3), by=EDITH, at=AT)
    assert [each.code.value for each in error.value.findings] == ["E303"]


def defend(labour: int) -> None:
    say_defended(
        ballot_id=MEDWAY,
        seats={"labour": labour, "conservative": 20 - labour},
        source="medway-review-2021",
        by=EDITH,
        at=AT,
    )


def test_seats_defended_stay_while_an_entry_that_rests_on_them_is_handed_in() -> None:
    entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
    defend(11)
    entering.hand_in(seen=Seen(MEDWAY, 1), entry=HandedIn("ruth", WON), by=RUTH, at=AT)
    with pytest.raises(DefendedError, match="Give that entry up first"):
        defend(9)
    checking.approve(seen=Seen(MEDWAY, 2), by=OMAR, at=AT)
    with pytest.raises(DefendedError, match="Give that entry up first"):
        defend(9)
    publishing.give_up(seen=Seen(MEDWAY, 3), by=EDITH, at=AT, reason="Wrong seats defended.")
    defend(9)
    assert SeatsDefended.objects.get(party__slug="labour").seats == 9


def test_seats_defended_that_change_later_alter_nothing_published() -> None:
    before = published(WON, token=1)
    defend(9)
    result = published_result(Contest.objects.get(ballot_id=MEDWAY))
    assert result is not None
    assert result.reconciliation == before


def test_who_is_no_longer_among_the_winners_won_none() -> None:
    published(WON, token=1)
    publishing.begin_correction(seen=Seen(MEDWAY, 4), by=EDITH, at=AT, reason="misread sheet")
    shown = published(Sheet(Counted.WON, {"labour": 20}), token=5)
    assert known(shown.seats_won) == {"labour": 20, "conservative": 0}


def test_a_sheet_of_seats_held_does_not_say_that_nobody_won_any() -> None:
    published(WON, token=1)
    publishing.begin_correction(seen=Seen(MEDWAY, 4), by=EDITH, at=AT, reason="a new total")
    shown = published(Sheet(Counted.HELD, {"labour": 33, "conservative": 26}), token=5)
    assert known(shown.after) == {"labour": 33, "conservative": 26}
    assert not any(figure == 0 for figure in known(shown.seats_won).values())
