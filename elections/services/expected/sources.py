"""Sources: what a stored article or table is called, where it stands, and when it appeared."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from elections.domain.desk.proposals import SourceChange, refuse_own
from elections.models import Action, Amendable, Claim, Contest, Source
from elections.pages.words import day
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import (
    ChangeRefusedError,
    on_record,
    refuse_what_alters,
    store,
)
from elections.services.expected.publishing_again import publish_again


@dataclass(frozen=True, slots=True)
class Told:
    """What may be corrected of a source: none of it says what its claims mean."""

    name: str
    title: str
    outlet_name: str
    published_on: date
    date_basis: str
    url: str


@transaction.atomic
def change_source(*, slug: str, told: Told, reason: str, by: Actor, at: datetime) -> bool:
    """Correct what is told of an article or a table; return whether anything differs.

    Seven queries, some thirty for another day. Raises ChangeRefusedError where there is no such
    source, the desk made it, it can't be, or a result would have a finding that stops publication,
    and AltersPublishedError where a published result rests on the day.
    """
    has_changed, affected = _change_source(slug, told, by=by, at=at, reason=reason)
    refuse_what_alters(affected)
    return has_changed


@transaction.atomic
def publish_source(
    *, change: SourceChange, by: Actor, at: datetime, reason: str, proposed_by: str
) -> None:
    """Correct a source as proposed, and publish anew the results that rest on its day.

    Raises ChangeRefusedError as `change_source` does, and OwnProposalError where `by` is who
    proposed it.
    """
    refuse_own(by.name, proposed_by)
    told = Told(
        change.name,
        change.title,
        change.outlet_name,
        change.published_on,
        change.date_basis,
        change.url,
    )
    _change_source(change.slug, told, by=by, at=at, reason=reason)


def _change_source(
    slug: str, told: Told, *, by: Actor, at: datetime, reason: str
) -> tuple[bool, tuple[str, ...]]:
    """Store a correction of a source; return whether it differs, and which results changed."""
    # Which of two sources is shown may rest on the day.
    spoken_of = Contest.objects.those_of(Claim.objects.of_source(slug))
    # Contests before sources, as everybody else locks them.
    list(spoken_of.held_until_saved())
    row = Source.objects.but_those_made_at_the_desk().of_slugs([slug]).held_until_saved().first()
    if row is None:
        raise ChangeRefusedError("There is no article or table of this address to correct.")
    if told.published_on > localdate(at):
        raise ChangeRefusedError("A source can\u2019t have appeared after today.")
    before, after = store(row, asdict(told))
    if not after:
        return False, ()
    affected: tuple[str, ...] = ()
    if "published_on" in after:
        why = f"{row.name} appeared on {day(told.published_on)}. {reason}"
        affected = publish_again(spoken_of, by=by, at=at, reason=why, refused="Not saved.")
    on_record(
        kind=Amendable.SOURCE,
        key=slug,
        subject=slug,
        what=reason,
        by=by,
        at=at,
        before=before,
        after=after,
        action=Action.CHANGED_A_SOURCE,
    )
    return True, affected
