"""Publishing and loading as they stand in the audit log, for whoever does not come from the results desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.forms.models import model_to_dict

from elections.models import Action, AuditEntry, Contest, Source
from elections.services.desk.stepping import Actor, audit
from elections.services.publishing import Outcome, Published, publish_contest


@dataclass(frozen=True, slots=True)
class Amended:
    """One column of a row that was stored already: what stood there, and what does since."""

    name: str
    before: str
    after: str


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
            before={"version": outcome.version - 1} if outcome.version > 1 else None,
            after={"version": outcome.version},
        )
    return outcome


def loaded_on_record(
    *,
    what: str,
    outcomes: Mapping[str, Outcome],
    by: str,
    at: datetime,
    reason: str,
    rows: Mapping[str, int],
    amended: Sequence[Amended] = (),
) -> AuditEntry:
    """Put a load of many contests on record, in the transaction that the caller holds. One query.

    One entry for all: each version says itself who published it and why. It tells which version of
    each contest went out, how many `rows` of what became what, and what was `amended` from what.
    """
    published = {
        ballot_id: outcome.version
        for ballot_id, outcome in sorted(outcomes.items())
        if isinstance(outcome, Published)
    }
    earlier = {key: version - 1 for key, version in published.items() if version > 1}
    before: dict[str, object] = {each.name: each.before for each in amended}
    if earlier:
        before["versions"] = earlier
    return audit(
        action=Action.LOADED,
        by=Actor(by),
        at=at,
        subject=what,
        reason=reason,
        before=before or None,
        after={
            "rows": dict(rows),
            "results_published": len(published),
            "versions": published,
            **{each.name: each.after for each in amended},
        },
    )


def source_on_record(source: Source, *, contest: Contest | None, by: Actor, at: datetime) -> None:
    """Put a source that was just stored on record, with all that is said of it. One query."""
    said = {
        name: str(value)
        for name, value in model_to_dict(source).items()
        if value not in (None, "") and name != "id"
    }
    audit(
        action=Action.ADDED_A_SOURCE,
        by=by,
        at=at,
        subject=str(source),
        contest=contest,
        after=said,
    )
