"""Publishing and loading as they stand in the audit log, for whoever does not come from the results desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.forms.models import model_to_dict

from elections.models import Action, AuditEntry, Contest, Source
from elections.selectors.previewing import preview_material
from elections.selectors.unpublished import has_others, keys_of_own_figures, unpublished_claims
from elections.services.desk.stepping import Actor, audit
from elections.services.publishing import Outcome, Published, publish_contest


@dataclass(frozen=True, slots=True)
class Amended:
    """One column of a row that was stored already: what stood there, and what does since."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SecondPersonNeeded:
    """Figures are published by somebody other than the person who entered them. Nothing changed."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What would be published is no longer what was previewed. Nothing changed."""


@transaction.atomic
def publish_entered(
    *, contest: Contest, seen: str, by: Actor, at: datetime, reason: str
) -> Outcome | SecondPersonNeeded | Stale:
    """Publish the claims about a contest that others entered, as `seen` in a preview.

    What `by` entered themselves is left out, remarks apart: somebody else publishes it. One
    transaction. The contest has to be loaded with its names.
    """
    theirs = Contest.objects.of_key(contest.pk)
    list(theirs.held_until_saved())
    entered = unpublished_claims(theirs)
    own = keys_of_own_figures(entered, by=by.name)
    if own and not has_others(entered, by=by.name):
        return SecondPersonNeeded()
    if preview_material(contest, leaving_out=own).token != seen:
        return Stale()
    return publish_on_record(contest=contest, by=by, at=at, reason=reason, leaving_out=own)


@transaction.atomic
def publish_on_record(
    *, contest: Contest, by: Actor, at: datetime, reason: str, leaving_out: Collection[int] = ()
) -> Outcome:
    """Publish a contest as `publish_contest` does, with an entry in the audit log if anything changed.

    One transaction. The contest has to be loaded with its names.
    """
    outcome = publish_contest(
        contest=contest, at=at, by=by.name, reason=reason, leaving_out=leaving_out
    )
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
