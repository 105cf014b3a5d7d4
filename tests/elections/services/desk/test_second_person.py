"""Every service that publishes figures refuses who proposed them, and publishes what was previewed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from councils.models import CouncilSize
from elections.domain.desk.proposals import (
    DecisionChange,
    OwnProposalError,
    RetractionChange,
    SizeChange,
    SourceChange,
    change_from_json,
    change_json,
)
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import HandedIn
from elections.domain.figures import known_value
from elections.models import Claim, Contest, DeskResult, Proposal, Publication
from elections.selectors.results import published_result
from elections.services.desk import choosing, entering, publishing
from elections.services.desk.choosing import SeenDispute
from elections.services.desk.proposals import (
    AlreadyProposedError,
    DecidedError,
    preview_proposal,
    propose,
    publish_proposal,
)
from elections.services.desk.stepping import Actor, Seen, StaleError
from elections.services.expected import councils
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections.medway import held, medway
from tests.proposals import publish_newest

MEDWAY = "local.medway.2023-05-04"
AT = factories.NIGHT
EDITH, EMIL, ADA = Actor("edith"), Actor("emil"), Actor("ada")
SIZE = SizeChange("medway", 54, date(2019, 5, 2), "medway-review-2021")
FIGURE = "after.labour"


@pytest.fixture
def disputed(db: None) -> Contest:
    """Publish Medway, of which one article says 33 of Labour and another 32."""
    contest = medway()
    held(contest, "labour", 33)
    held(contest, "labour", 32, source=factories.source(slug="sky-medway-2023"))
    publish_contest(contest=contest, at=AT, by="desk", reason="First.")
    return contest


def declared() -> Seen:
    """Have two people enter Medway's sheet and an editor publish it; return it as it then is."""
    sheet = Sheet(Counted.HELD, {"labour": 33, "conservative": 26})
    for slug in sheet.seats:
        factories.party(slug=slug)
    for name in ("ruth", "omar"):
        by = Actor(name)
        opened = entering.open_entry(ballot_id=MEDWAY, by=by, at=AT)
        seen = Seen(MEDWAY, opened.standing.result.token)
        entering.hand_in(seen=seen, entry=HandedIn(name, sheet), by=by, at=AT)
    publishing.publish(seen=now(), by=EDITH, at=AT)
    return now()


def now() -> Seen:
    return Seen(MEDWAY, DeskResult.objects.of_contest(MEDWAY).get().token)


def choose(by: Actor) -> None:
    seen = SeenDispute(MEDWAY, 1, FIGURE)
    choosing.choose(seen=seen, place=1, by=by, at=AT, reason="Seen.", proposed_by="edith")


def take_back_choice(by: Actor) -> None:
    seen = SeenDispute(MEDWAY, 1, FIGURE)
    choosing.take_choice_back(seen=seen, by=by, at=AT, reason="Seen.", proposed_by="edith")


def set_size(by: Actor) -> None:
    councils.publish_size(change=SIZE, by=by, at=AT, reason="Order.", proposed_by="edith")


@pytest.mark.parametrize("deed", [choose, take_back_choice, set_size])
def test_service_refuses_who_proposed_it(disputed: Contest, deed: Callable[[Actor], None]) -> None:
    before = Claim.objects.count(), Publication.objects.count()
    with pytest.raises(OwnProposalError):
        deed(EDITH)
    assert (Claim.objects.count(), Publication.objects.count()) == before
    assert CouncilSize.objects.get(in_force_from=date(2019, 5, 2)).seats == 55


def test_result_is_taken_back_by_two_editors(db: None) -> None:
    medway()
    change = RetractionChange(MEDWAY, declared().token)
    with pytest.raises(OwnProposalError):
        publishing.retract(
            seen=now(), by=EDITH, at=AT, reason="Another sheet.", proposed_by="edith"
        )
    proposal = propose(change=change, by=EDITH, at=AT, reason="Another council's sheet.")
    assert DeskResult.objects.get().state == "published"
    with pytest.raises(OwnProposalError):
        publish_newest(by=EDITH, at=AT)
    publish_newest(by=EMIL, at=AT)
    assert DeskResult.objects.get().state == "retracted"
    with pytest.raises(DecidedError):
        publish_proposal(key=proposal.pk, seen="", reason="Again.", by=EMIL, at=AT)


def test_retraction_of_a_result_that_moved_on_is_refused_as_stale(db: None) -> None:
    medway()
    change = RetractionChange(MEDWAY, declared().token)
    proposal = propose(change=change, by=EDITH, at=AT, reason="Another council's sheet.")
    publishing.begin_correction(seen=now(), by=EMIL, at=AT, reason="Misread.")
    with pytest.raises(StaleError):
        publish_proposal(key=proposal.pk, seen="", reason="Again.", by=EMIL, at=AT)
    assert Proposal.objects.open().get() == proposal


def test_sheet_does_not_take_unpublished_claims_with_it(db: None) -> None:
    contest = medway()
    held(contest, "green", 2, moment="last_fought", recorded_by="edith")
    declared()
    result = published_result(contest)
    assert result is not None
    assert known_value(result.reconciliation.after["labour"]) == 33
    assert all("green" not in each.before for each in result.reconciliation.baselines.values())
    assert Claim.objects.never_published().get().value == 2


def test_choice_does_not_take_unpublished_claims_with_it(disputed: Contest) -> None:
    held(disputed, "conservative", 20, recorded_by="edith")
    change = DecisionChange(MEDWAY, 1, FIGURE, 1)
    propose(change=change, by=EDITH, at=AT, reason="Seen the sheet.")
    publish_newest(by=EMIL, at=AT)
    assert Publication.objects.get(is_current=True).version == 2
    assert Claim.objects.never_published().get().value == 20


def test_one_thing_is_proposed_once(disputed: Contest) -> None:
    propose(change=SIZE, by=ADA, at=AT, reason="Order.")
    with pytest.raises(AlreadyProposedError):
        propose(change=SIZE, by=EDITH, at=AT, reason="Order.")
    assert Proposal.objects.count() == 1


def test_preview_stores_nothing(disputed: Contest) -> None:
    proposal = propose(change=SIZE, by=ADA, at=AT, reason="Order.")
    before = Publication.objects.count(), Claim.objects.count()
    effects = preview_proposal(proposal=proposal, at=AT)
    assert [each.contest.ballot_id for each in effects.results] == [MEDWAY]
    assert (Publication.objects.count(), Claim.objects.count()) == before
    assert CouncilSize.objects.get(in_force_from=date(2019, 5, 2)).seats == 55


@pytest.mark.parametrize(
    "change",
    [
        SIZE,
        DecisionChange(MEDWAY, 3, FIGURE, None),
        DecisionChange(MEDWAY, 3, FIGURE, 2),
        RetractionChange(MEDWAY, 7),
        SourceChange("bbc", "BBC", "The count", "BBC News", date(2023, 5, 5), "Printed.", ""),
    ],
)
def test_change_is_read_as_it_was_stored(change: Any) -> None:
    assert change_from_json(change.kind, change_json(change)) == change


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_publish_a_proposal_at_once_publish_it_once() -> None:
    contest = medway()
    held(contest, "labour", 33)
    publish_contest(contest=contest, at=AT, by="desk", reason="First.")
    proposal = propose(change=SIZE, by=ADA, at=AT, reason="Order.")
    seen = preview_proposal(proposal=proposal, at=AT).token
    start = Barrier(2)

    def in_thread(by: Actor) -> str:
        try:
            start.wait(timeout=10)
            publish_proposal(key=proposal.pk, seen=seen, reason="Order.", by=by, at=AT)
        except DecidedError:
            return "told"
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(in_thread, (EDITH, EMIL)))
    assert outcomes == ["published", "told"]
    assert Publication.objects.get(is_current=True).version == 2
