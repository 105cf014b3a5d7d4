"""Proposals, and claims that wait for a second person, as the desk's pages look them up."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from elections.domain.desk.proposals import ProposalKind, ProposalState
from elections.models import Contest, Proposal
from elections.pages.desk.proposals import EnteredClaims, ProposalFacts, ProposalsMaterial
from elections.pages.missing import MissingPage, Suggestion
from elections.selectors.pages.looking_up import NotHereError
from elections.selectors.pages.rows import contest_facts
from elections.selectors.unpublished import UnpublishedClaim, unpublished_claims

MOST_DECIDED = 50


def proposals_material(*, by: str) -> ProposalsMaterial:
    """Return what waits for a second person, and what was decided last. Four queries."""
    return ProposalsMaterial(
        open=tuple(proposal_facts(row) for row in Proposal.objects.open().order_by_age()),
        decided=tuple(proposal_facts(row) for row in Proposal.objects.decided()[:MOST_DECIDED]),
        entered=_entered(),
        by=by,
    )


def proposal_row(key: int) -> Proposal:
    """Return one proposal. One query. Raises NotHereError."""
    row = Proposal.objects.by_pk(key).first()
    if row is None:
        back = Suggestion("All proposals", reverse("desk:proposals"))
        raise NotHereError(MissingPage("There is no such proposal.", (back,)))
    return row


def open_proposals_of(contest: Contest) -> tuple[ProposalFacts, ...]:
    """Return the open proposals about one contest, the oldest first. One query."""
    rows = Proposal.objects.for_contest(contest.ballot_id).open().order_by_age()
    return tuple(proposal_facts(row) for row in rows)


def proposal_facts(row: Proposal) -> ProposalFacts:
    """Return a proposal as pages have it. No query."""
    return ProposalFacts(
        key=row.pk,
        kind=ProposalKind(row.kind),
        told=row.told,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        state=ProposalState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _entered() -> tuple[EnteredClaims, ...]:
    """Return the contests of which claims wait to be published. Two queries."""
    by_contest: dict[int, list[UnpublishedClaim]] = defaultdict(list)
    for each in unpublished_claims(Contest.objects.all()):
        if not each.is_replaced:
            by_contest[each.contest].append(each)
    rows = Contest.objects.of_keys(by_contest).with_names().newest_first()
    return tuple(
        EnteredClaims(
            contest=contest_facts(row),
            key=row.pk,
            number=len(by_contest[row.pk]),
            by=tuple(sorted({each.by for each in by_contest[row.pk]})),
        )
        for row in rows
    )
