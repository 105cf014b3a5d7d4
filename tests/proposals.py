"""Publishing what somebody proposed, for tests whose subject is what comes of it."""

from __future__ import annotations

from datetime import datetime

from elections.domain.desk.proposals import Change
from elections.models import Proposal
from elections.services.desk.proposals import preview_proposal, propose, publish_proposal
from elections.services.desk.stepping import Actor


def publish_newest(*, by: Actor, at: datetime, reason: str = "") -> Proposal:
    """Publish the proposal that was made last, as its preview shows it."""
    proposal = Proposal.objects.open().latest("pk")
    seen = preview_proposal(proposal=proposal, at=at).token
    return publish_proposal(
        key=proposal.pk, seen=seen, reason=reason or proposal.reason, by=by, at=at
    )


def propose_and_publish(
    change: Change, *, proposed_by: Actor, by: Actor, at: datetime, reason: str
) -> Proposal:
    """Propose a change as one person and publish it as another."""
    propose(change=change, by=proposed_by, at=at, reason=reason)
    return publish_newest(by=by, at=at)
