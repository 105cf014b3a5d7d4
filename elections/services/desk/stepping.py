"""One step of a result on its way: taken under a lock, from where its taker saw it, and on record."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from elections.codec.way import way_json, way_of
from elections.domain.desk.refusals import TooEarlyError
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
        result = _expected(contest, at=at)
        result.full_clean()
        result.save()
    return _standing(contest, result)


def hold_all(ballot_ids: Collection[str], *, at: datetime) -> dict[str, Standing]:
    """Return the results of several contests by id, locked in one order until the transaction ends.

    Three queries. Of what nobody has begun, the result is not stored yet: `keep_all` does that.
    Contests that are not there are left out.
    """
    held = list(Contest.objects.of_ids(ballot_ids).held_until_saved())
    these = Contest.objects.of_keys([contest.pk for contest in held])
    results = {row.contest_id: row for row in DeskResult.objects.of_contests(these).with_contests()}
    return {
        contest.ballot_id: _standing(contest, results.get(contest.pk) or _expected(contest, at=at))
        for contest in these.with_names()
    }


def keep_all(results: Collection[DeskResult], entries: Collection[AuditEntry]) -> None:
    """Store where results are that were moved, and what of it goes on record, in its order.

    Two queries, and one for each result that somebody had begun before.
    """
    begun = [each for each in results if not each._state.adding]
    DeskResult.objects.bulk_create([each for each in results if each._state.adding])
    for result in begun:
        result.save(update_fields=MOVED)
    AuditEntry.objects.bulk_create(entries)


def _expected(contest: Contest, *, at: datetime) -> DeskResult:
    """Return the result of a contest that nobody has begun, not stored."""
    state = Expected()
    return DeskResult(
        contest=contest,
        state=state.name,
        way=way_json(state),
        changed_at=at,
        waiting_since=at,
    )


def _standing(contest: Contest, result: DeskResult) -> Standing:
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


def refuse_too_early(standing: Standing, *, at: datetime) -> None:
    """Raise TooEarlyError while no result of the election can be entered or published. No query."""
    why = standing.contest.election.why_too_early(now=at)
    if why is not None:
        raise TooEarlyError(why)


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
    stepped, entry = moved(standing, after, action=action, by=by, at=at, reason=reason)
    stepped.result.save(update_fields=MOVED)
    entry.save()
    return stepped


# The columns of a result that a step changes.
MOVED: Final = ("state", "way", "token", "changed_at", "waiting_since", "held_by", "held_until")


def moved(
    standing: Standing,
    after: State,
    *,
    action: Action,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> tuple[Stepped, AuditEntry]:
    """Return a result in its next state, which is nobody's to type, and what goes on record.

    No query: whoever asks stores both.
    """
    result = standing.result
    waits = waits_for(standing.state, standing.check), waits_for(after, standing.check)
    result.state = after.name
    result.way = way_json(after)
    result.token += 1
    result.changed_at = at
    if waits[0] is not waits[1]:
        result.waiting_since = at
    result.held_by, result.held_until = "", None
    entry = audit_entry(
        action=action,
        by=by,
        at=at,
        subject=str(standing.contest),
        contest=standing.contest,
        reason=reason,
        before=way_json(standing.state),
        after=result.way,
    )
    return Stepped(standing.contest, result, standing.state, after), entry


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
    entry = audit_entry(
        action=action,
        by=by,
        at=at,
        subject=subject,
        contest=contest,
        reason=reason,
        before=before,
        after=after,
    )
    entry.save()
    return entry


def audit_entry(
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
    """Return what was done as it goes on record, not stored."""
    return AuditEntry(
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
