"""Publishing and loading as they stand in the audit log, for whoever does not come from the results desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from elections.models import Action, AuditEntry, Contest
from elections.services.desk.stepping import Actor, audit
from elections.services.publishing import Outcome, Published, publish_contest


@transaction.atomic
def publish_on_record(*, contest: Contest, by: Actor, at: datetime, reason: str) -> Outcome:
    """Publish a contest as `publish_contest` does, with an entry in the audit log if anything changed.

    One transaction. The contest has to be loaded with its names.
    """
    outcome = publish_contest(contest=contest, at=at, by=by.name, reason=reason)
    if isinstance(outcome, Published):
        audit(
            action=Action.PUBLISHED,
            by=by,
            at=at,
            subject=str(contest),
            contest=contest,
            reason=reason,
            after={"version": outcome.version},
        )
    return outcome


def loaded_on_record(
    *, what: str, outcomes: Iterable[Outcome], by: str, at: datetime, reason: str
) -> AuditEntry:
    """Put a load of many contests on record, in the transaction that the caller holds. One query.

    One entry for all: each version says itself who published it and why.
    """
    published = sum(isinstance(outcome, Published) for outcome in outcomes)
    return audit(
        action=Action.LOADED,
        by=Actor(by),
        at=at,
        subject=what,
        reason=reason,
        after={"results_published": published},
    )
