"""The steps of Medway's result at the desk by the services, for tests whose subject is what comes of them."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from elections.domain.desk.proposals import RetractionChange
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import HandedIn
from elections.models import DeskResult, Proposal
from elections.services.desk import entering, publishing
from elections.services.desk.proposals import propose
from elections.services.desk.stepping import Actor, Seen
from tests.proposals import publish_newest

BALLOT_ID: Final = "local.medway.2023-05-04"
EDITH, EMIL = Actor("edith"), Actor("emil")


def get_seen() -> Seen:
    """Return the result as somebody who has just loaded its page has seen it."""
    result = DeskResult.objects.of_contest(BALLOT_ID).first()
    return Seen(BALLOT_ID, 0 if result is None else result.token)


def enter(name: str, sheet: dict[str, str]) -> None:
    """Submit an entry as somebody, from the seats fields of the entry form."""
    seats = {field.removeprefix("seats."): int(typed) for field, typed in sheet.items()}
    entry = HandedIn(name, Sheet(Counted.HELD, seats))
    by, at = Actor(name), timezone.now()
    entering.open_entry(ballot_id=BALLOT_ID, by=by, at=at, reason="The night is long")
    entering.hand_in(seen=get_seen(), entry=entry, by=by, at=at)


def publish(sheet: dict[str, str]) -> None:
    """Enter a sheet twice and publish it."""
    enter("ruth", sheet)
    enter("omar", sheet)
    publish_entered()


def publish_entered() -> None:
    """Publish what was entered."""
    publishing.publish(seen=get_seen(), by=EDITH, at=timezone.now())


def begin_correction(reason: str) -> None:
    """Begin a correction of the published result."""
    publishing.begin_correction(seen=get_seen(), by=EDITH, at=timezone.now(), reason=reason)


def give_up(reason: str) -> None:
    """Give up the entries of the result that are not published."""
    publishing.give_up(seen=get_seen(), by=EDITH, at=timezone.now(), reason=reason)


def propose_retraction(reason: str) -> Proposal:
    """Propose to take the result back."""
    change = RetractionChange(BALLOT_ID, get_seen().token)
    return propose(change=change, by=EDITH, at=timezone.now(), reason=reason)


def retract(reason: str) -> None:
    """Take the result back: one editor proposes it, another publishes it."""
    propose_retraction(reason)
    publish_newest(by=EMIL, at=timezone.now())
