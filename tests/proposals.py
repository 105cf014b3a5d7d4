"""Proposing and publishing, by the services and on the pages, for tests whose subject is what comes of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from councils.models import FactSource
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


def somebody(name: str, *roles: str) -> Client:
    """Return a client signed in as somebody of some roles; none are a superuser."""
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, is_staff=True, is_superuser=not roles)
        user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    return client


def size(seats: int, **given: str) -> dict[str, str]:
    """Return the form of a council's size."""
    return {
        "do": "size",
        "size-seats": str(seats),
        "size-in_force_from": "2015-05-07",
        "size-source": FactSource.objects.earliest("pk").slug,
        **given,
    }


def address(proposal: Proposal) -> str:
    """Return where a proposal is decided."""
    return f"/desk/proposals/{proposal.pk}/"


def token_in(answer: Any) -> str:
    """Return the token of the preview on a page, or nothing."""
    found = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    return found[1] if found else ""


def seen(client: Client, proposal: Proposal) -> str:
    """Return the token of a proposal's preview."""
    return token_in(client.get(address(proposal)))


def publish(client: Client, proposal: Proposal, **given: str) -> Any:
    """Return the answer to somebody who publishes a proposal."""
    sent = {"do": "publish", "seen": seen(client, proposal), "reason": "The order says so."}
    return client.post(address(proposal), sent | given)
