"""What is checked of drafts, rehearsals and proposals as they are stored."""

from __future__ import annotations

from datetime import date

import pytest

from elections.domain.desk.proposals import CouncilChange
from elections.integrity import Code, check
from elections.models import Claim, Proposal
from elections.selectors.integrity import all_facts
from elections.services.desk.proposals import propose
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections import unopened
from tests.elections.medway import medway, report_the_result
from tests.elections.unopened import ADA, NOW

pytestmark = pytest.mark.django_db


def codes() -> set[Code]:
    return {breach.code for breach in check(all_facts(today=NOW.date()))}


def test_rehearsal_and_draft_are_not_checked() -> None:
    factories.council_size(in_force_from=date(2015, 5, 7))
    unopened.parties()
    before = codes()
    unopened.make_a_draft()
    unopened.rehearse(unopened.make_a_rehearsal())
    # More seats than the council has, in a contest that readers never see.
    wrong = Claim.objects.filter(value=42).earliest("pk")
    factories.claim(
        contest=wrong.contest,
        source=wrong.source,
        reference="labour-again",
        kind="seats_held",
        moment="after",
        party=wrong.party,
        value=99,
        replaces=wrong,
    )
    assert codes() == before


def test_proposal_is_checked_as_it_is_stored() -> None:
    contest = medway()
    report_the_result(contest)
    factories.region(slug="london")
    publish_contest(contest=contest, at=NOW, by="desk", reason="First.")
    change = CouncilChange("medway", "Medway", "Medway Council", "london")
    proposal = propose(change=change, by=ADA, at=NOW, reason="The map says so.")
    before = codes()
    assert Code.PROPOSAL_CANNOT_BE_READ not in before
    Proposal.objects.filter(pk=proposal.pk).update(change={"slug": "medway"})
    assert codes() == before | {Code.PROPOSAL_CANNOT_BE_READ}
