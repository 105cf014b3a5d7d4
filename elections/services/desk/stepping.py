"""One step of a result on its way: taken under a lock, from where its taker saw it, and on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from elections.codec.way import way_json, way_of
from elections.domain.desk.states import (
    Check,
    Expected,
    State,
)
from elections.domain.desk.waiting import waits_for
from elections.models import Action, AuditEntry, Contest, DeskResult


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, by the name they sign in with, and from which address."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A result as whoever is about to take a step has seen it."""

    ballot_id: str
    token: int


class NoSuchContestError(LookupError):
    """There is no contest of this id."""


class StaleError(Exception):
    """Somebody took a step meanwhile. Nothing has changed; `last` is what they did."""

    def __init__(self, last: AuditEntry | None) -> None:
        super().__init__("This result has moved on since you opened it.")
        self.last = last


@dataclass(frozen=True, slots=True)
class Standing:
    """A contest's result under lock: where it is, and what its election asks for."""

    contest: Contest
    result: DeskResult
    state: State
    check: Check


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step that was taken: where the result was, and where it is."""

    contest: Contest
    result: DeskResult
    before: State
    after: State


def hold(ballot_id: str, *, at: datetime) -> Standing:
    """Return a contest's result, locked until the transaction ends; made if nobody has begun.

    Three queries, four the first time. Raises NoSuchContestError.
    """
    # The contest is what everybody locks first, the publish service too.
    contest = Contest.objects.of_id(ballot_id).with_names().held_until_saved().first()
    if contest is None:
        raise NoSuchContestError(ballot_id)
    result = DeskResult.objects.of_contest(ballot_id).with_contests().first()
    if result is None:
        state = Expected()
        result = DeskResult(
            contest=contest,
            state=state.name,
            way=way_json(state),
            changed_at=at,
            waiting_since=at,
        )
        result.full_clean()
        result.save()
    # Read once the lock is held: an admin may have changed it while somebody waited for that.
    asked = result.contest.election.check_asked
    return Standing(contest, result, way_of(result.way), Check(asked))


def hold_as_seen(seen: Seen, *, at: datetime) -> Standing:
    """Return a result under lock as somebody saw it. Raises NoSuchContestError, StaleError."""
    return as_seen(hold(seen.ballot_id, at=at), seen)


def as_seen(standing: Standing, seen: Seen) -> Standing:
    """Return a result that is under lock if it is as somebody saw it. Raises StaleError."""
    if standing.result.token != seen.token:
        last = AuditEntry.objects.about_contest(seen.ballot_id).newest_first().first()
        raise StaleError(last)
    return standing


def move(
    standing: Standing,
    after: State,
    *,
    action: Action,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Stepped:
    """Put a result that is held into its next state, with an entry in the audit log. Two queries."""
    result = standing.result
    waits = waits_for(standing.state, standing.check), waits_for(after, standing.check)
    result.state = after.name
    result.way = way_json(after)
    result.token += 1
    result.changed_at = at
    if waits[0] is not waits[1]:
        result.waiting_since = at
    result.held_by, result.held_until = "", None
    result.save()
    audit(
        action=action,
        by=by,
        at=at,
        subject=str(standing.contest),
        contest=standing.contest,
        reason=reason,
        before=way_json(standing.state),
        after=result.way,
    )
    return Stepped(standing.contest, result, standing.state, after)


def audit(
    *,
    action: Action,
    by: Actor,
    at: datetime,
    subject: str,
    contest: Contest | None = None,
    reason: str = "",
    before: object = None,
    after: object = None,
) -> AuditEntry:
    """Put what was done on record. One query."""
    entry = AuditEntry(
        at=at,
        by=by.name,
        address=by.address,
        action=action.value,
        contest=contest,
        subject=subject[:200],
        reason=reason,
        before=before,
        after=after,
    )
    entry.save()
    return entry


@transaction.atomic
def take_step(
    *,
    seen: Seen,
    by: Actor,
    at: datetime,
    action: Action,
    step: Callable[[State, Check], State],
    reason: str = "",
) -> Stepped:
    """Take one step that publishes nothing.

    One transaction. Raises NoSuchContestError, StaleError, and what the step raises (WayError).
    """
    standing = hold_as_seen(seen, at=at)
    after = step(standing.state, standing.check)
    return move(standing, after, action=action, by=by, at=at, reason=reason)
