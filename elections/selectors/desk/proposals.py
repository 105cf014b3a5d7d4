"""Proposals, and claims that wait for a second person, as the desk's pages look them up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from elections.domain.desk.blind import is_proposal_kept_back
from elections.domain.desk.proposals import ProposalKind, ProposalState
from elections.domain.desk.states import Check
from elections.models import AuditEntry, Contest, Proposal
from elections.pages.desk.proposals import EnteredClaims, ProposalFacts, ProposalsMaterial
from elections.pages.missing import MissingPage, Suggestion
from elections.selectors.desk.audit import AuditReader, state_of
from elections.selectors.pages.looking_up import NotHereError
from elections.selectors.pages.rows import contest_facts, election_facts
from elections.selectors.unpublished import UnpublishedClaim, unpublished_claims

MAX_DECIDED = 50


@dataclass(frozen=True, slots=True)
class ProposalReader:
    """Somebody who looks at proposals, by the name they sign in with, and whether they may publish."""

    name: str
    may_publish: bool

    def may_not_read_reason_of(self, row: Proposal) -> bool:
        """Return whether a proposal's reason may hold figures that somebody is yet to type blind.

        The proposal has to be loaded with its result. Two queries once it is decided: it is then
        kept back for as long as in the audit log.
        """
        if row.contest is None:
            return False
        if row.state == ProposalState.OPEN:
            return is_proposal_kept_back(
                state_of(row.contest),
                Check(row.contest.election.check_asked),
                name=self.name,
                may_publish=self.may_publish,
            )
        log = AuditEntry.objects.about_contest(row.contest.ballot_id).that_proposed(row.pk)
        reader = AuditReader(self.name)
        return any(reader.may_not_read_reason_of(entry) for entry in log.with_results())


def proposals_material(reader: ProposalReader) -> ProposalsMaterial:
    """Return what waits for a second person, and what was decided last. Four queries.

    The list of what was decided tells no reasons.
    """
    proposals = Proposal.objects.with_results()
    decided = proposals.decided()[:MAX_DECIDED]
    return ProposalsMaterial(
        open=tuple(proposal_facts(row, reader) for row in proposals.open().order_by_age()),
        decided=tuple(_facts(row, is_reason_withheld=True) for row in decided),
        entered=_entered(),
        by=reader.name,
    )


def proposal_row(key: int) -> Proposal:
    """Return one proposal. One query. Raises NotHereError."""
    row = Proposal.objects.by_pk(key).with_results().first()
    if row is None:
        back = Suggestion("All proposals", reverse("desk:proposals"))
        raise NotHereError(MissingPage("There is no such proposal.", (back,)))
    return row


def open_proposals_number() -> int:
    """Return how many proposals nobody has decided. One query."""
    return Proposal.objects.open().count()


def open_proposals_of(contest: Contest, reader: ProposalReader) -> tuple[ProposalFacts, ...]:
    """Return the open proposals about one contest, the oldest first. One query."""
    rows = Proposal.objects.for_contest(contest.ballot_id).open().with_results().order_by_age()
    return tuple(proposal_facts(row, reader) for row in rows)


def proposal_facts(row: Proposal, reader: ProposalReader) -> ProposalFacts:
    """Return a proposal as somebody may read it. No query while it is open, two once it is decided."""
    return _facts(row, is_reason_withheld=reader.may_not_read_reason_of(row))


def _facts(row: Proposal, *, is_reason_withheld: bool) -> ProposalFacts:
    return ProposalFacts(
        key=row.pk,
        election=None if row.contest is None else election_facts(row.contest.election),
        kind=ProposalKind(row.kind),
        told=row.told,
        reason="" if is_reason_withheld else row.reason,
        is_reason_withheld=is_reason_withheld,
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
