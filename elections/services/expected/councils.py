"""Councils: what they are called, where they lie, and how many seats they have from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from councils.models import AliasKind, Council, CouncilAlias, CouncilSize, FactSource, Region
from elections.domain.desk.proposals import CouncilChange, SizeChange, refuse_own
from elections.models import Amendable, Amendment, Contest
from elections.pages.words import day
from elections.selectors.awaited_sizes import awaited_sizes, changed_sizes
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import (
    ChangeRefusedError,
    insert,
    on_record,
    refuse_what_alters,
    store,
)
from elections.services.expected.publishing_again import publish_again


@transaction.atomic
def change_council(
    *, slug: str, name: str, official_name: str, region: str, by: Actor, at: datetime
) -> None:
    """Change what a council is called, and the region or nation it lies in. About six queries.

    Its slug stays: addresses and the ids of contests hold it. Raises ChangeRefusedError, and
    AltersPublishedError where published results would count in another region.
    """
    change = CouncilChange(slug, name, official_name, region)
    refuse_what_alters(_change_council(change, by=by, at=at))


@transaction.atomic
def publish_council(
    *, change: CouncilChange, by: Actor, at: datetime, reason: str, proposed_by: str
) -> None:
    """Change a council as proposed, so that its results count in another region.

    Raises ChangeRefusedError, and OwnProposalError where `by` is who proposed it.
    """
    refuse_own(by.name, proposed_by)
    _change_council(change, by=by, at=at, reason=reason)


def _change_council(
    change: CouncilChange, *, by: Actor, at: datetime, reason: str = ""
) -> tuple[str, ...]:
    """Store a change of a council; return the ids of the results that count in another region."""
    slug = change.slug
    row = _held_with_contests(slug)
    lies_in = Region.objects.of_slug(change.region).first()
    if lies_in is None:
        raise ChangeRefusedError("Choose one of the regions.")
    before, after = store(
        row,
        {
            "name": change.name.strip(),
            "official_name": change.official_name.strip(),
            "region": lies_in,
        },
    )
    if after:
        on_record(
            kind=Amendable.COUNCIL,
            key=slug,
            subject=slug,
            what=reason or "Council changed.",
            by=by,
            at=at,
            before=before,
            after=after,
        )
    if "region" not in after:
        return ()
    return tuple(Contest.objects.of_council(slug).opened().with_a_publication().ids())


@transaction.atomic
def add_alias(*, slug: str, kind: AliasKind, text: str, by: Actor, at: datetime) -> None:
    """Add another name or address by which a council is found. About seven queries.

    Raises ChangeRefusedError where it stands for a council already, or is another one's slug.
    """
    row, text = _held(slug), text.strip()
    if kind is AliasKind.SLUG and Council.objects.of_slug(text).exists():
        raise ChangeRefusedError(f"\u2018{text[:60]}\u2019 is the address of a council already.")
    alias = CouncilAlias(council=row, kind=kind.value, text=text)
    insert(alias)
    key = " ".join(alias.natural_key())
    Amendment.objects.note_back(Amendable.COUNCIL_ALIAS, key)
    on_record(
        kind=Amendable.COUNCIL_ALIAS,
        key=key,
        subject=slug,
        what=f"Another {kind.value} added.",
        by=by,
        at=at,
        after={"council": row, "kind": kind.value, "text": text},
    )


@transaction.atomic
def take_alias_away(*, slug: str, kind: AliasKind, text: str, by: Actor, at: datetime) -> None:
    """Take another name or address of a council away. About seven queries.

    Raises ChangeRefusedError where it has none such.
    """
    _held(slug)
    alias = CouncilAlias.objects.of_council(slug).called(kind.value, text).first()
    if alias is None:
        raise ChangeRefusedError("It has no such name any more.")
    alias.delete()
    key = f"{kind.value} {text}"
    Amendment.objects.note_taken_away(Amendable.COUNCIL_ALIAS, key, by=by.name, at=at)
    on_record(
        kind=Amendable.COUNCIL_ALIAS,
        key=key,
        subject=slug,
        what=f"Another {kind.value} taken away.",
        by=by,
        at=at,
        before={"kind": kind.value, "text": text},
    )


@transaction.atomic
def say_size(
    *, slug: str, seats: int, in_force_from: date, source: str, by: Actor, at: datetime
) -> None:
    """Say how many seats a council has from a day on, in place of what was said of that day.

    Some forty queries. Raises ChangeRefusedError where the source is none of those stored, the
    number can't be, or a result would have a finding that stops publication, and
    AltersPublishedError where a published result rests on it, or readers see another size of a
    contest that is awaited.
    """
    change = SizeChange(slug, seats, in_force_from, source)
    refuse_what_alters(_say_size(change, by=by, at=at))


@transaction.atomic
def publish_size(
    *, change: SizeChange, by: Actor, at: datetime, reason: str, proposed_by: str
) -> None:
    """Say how many seats a council has as proposed, and publish anew the results that rest on it.

    Raises ChangeRefusedError as `say_size` does, and OwnProposalError where `by` is who proposed it.
    """
    refuse_own(by.name, proposed_by)
    _say_size(change, by=by, at=at, reason=reason)


def _say_size(change: SizeChange, *, by: Actor, at: datetime, reason: str = "") -> tuple[str, ...]:
    """Store a council's size; return the ids of the contests of which readers see something else now."""
    slug, seats, in_force_from, source = (
        change.slug,
        change.seats,
        change.in_force_from,
        change.source,
    )
    row = _held_with_contests(slug)
    contests, today = Contest.objects.of_council(slug), localdate(at)
    shown = awaited_sizes(contests, today=today)
    said_by = FactSource.objects.of_slugs([source]).first()
    if said_by is None:
        raise ChangeRefusedError("Choose the source that says so.")
    size = CouncilSize.objects.of_council(slug).from_day(in_force_from).first()
    values: Mapping[str, object] = {"seats": seats, "source": said_by}
    if size is None:
        size = CouncilSize(council=row, seats=seats, in_force_from=in_force_from, source=said_by)
        insert(size)
        before, after = None, values
    else:
        before, after = store(size, values)
    if not after:
        return ()
    since = day(in_force_from)
    what = f"{row.name} has {seats} seats from {since}, by {said_by.name}. {reason}".strip()
    published = publish_again(
        contests,
        by=by,
        at=at,
        reason=what,
        refused="Not saved:",
        remedy=f"Check the number and the day; if {seats} is right, correct that result first.",
    )
    on_record(
        kind=Amendable.COUNCIL_SIZE,
        key=f"{slug} {in_force_from}",
        subject=slug,
        what=what,
        by=by,
        at=at,
        before=before,
        after=after,
    )
    awaited = changed_sizes(shown, awaited_sizes(contests, today=today))
    return (*published, *(now.contest.ballot_id for _, now in awaited))


def _held(slug: str) -> Council:
    """Return a council, locked until the transaction ends. Raises ChangeRefusedError."""
    row = Council.objects.of_slug(slug).select_for_update().first()
    if row is None:
        raise ChangeRefusedError(f"There is no council \u2018{slug[:60]}\u2019.")
    return row


def _held_with_contests(slug: str) -> Council:
    """Return a council and lock its contests, first as everywhere. Raises ChangeRefusedError."""
    list(Contest.objects.of_council(slug).held_until_saved())
    return _held(slug)
