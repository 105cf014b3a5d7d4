"""The end of the way: publishing what is agreed, correcting it in the open, taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from elections.codec.way import Json, differences_json
from elections.domain.desk import way
from elections.domain.desk.checking import held_after
from elections.domain.desk.proposals import refuse_own
from elections.domain.desk.sheets import differences
from elections.domain.desk.states import (
    Published,
    entry_of,
    published_in,
)
from elections.domain.findings import Finding
from elections.models import Action, Contest, Correction, CorrectionKind, Publication, Source
from elections.selectors.desk.beside import beside_of
from elections.selectors.unpublished import keys_of_all, unpublished_claims
from elections.services.desk.checking import refuse_errors
from elections.services.desk.sheet_claims import (
    claims_of_declarations,
    sheet_claims_of,
    source_of_declaration,
    store_sheet,
    withdraw,
)
from elections.services.desk.stepping import (
    Actor,
    Seen,
    Stepped,
    hold_as_seen,
    move,
    refuse_too_early,
    take_step,
)
from elections.services.publishing import Refused, publish_contest

FIRST_REASON = "Entered at the results desk from the returning officer's declaration."


class StoppedError(Exception):
    """Findings stop publication. Nothing has changed; `findings` are all there are."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("Findings stop publication.")
        self.findings = findings


class WhatStaysError(Exception):
    """Seats won were agreed, and the seats that were not up are no longer known."""

    def __init__(self) -> None:
        super().__init__("Seats won do not come to seats held: the seats not up are not known.")


@dataclass(frozen=True, slots=True)
class WentOut:
    """What readers see from now on: which version, and what it put right."""

    stepped: Stepped
    version: int


@transaction.atomic
def publish(*, seen: Seen, by: Actor, at: datetime) -> WentOut:
    """Publish what is agreed: claims, figures, version, audit entry and data version, or nothing.

    One transaction. Raises NoSuchContestError, StaleError, WayError, FoundError where the
    sheet has errors by what is known now, StoppedError, WhatStaysError.
    """
    standing = hold_as_seen(seen, at=at)
    refuse_too_early(standing, at=at)
    before = published_in(standing.state)
    after = way.publish(standing.state)
    beside = beside_of(standing.contest)
    held = held_after(after.sheet, beside)
    if held is None:
        raise WhatStaysError
    # What is known of the council may have changed since the sheet was handed in.
    refuse_errors(after, beside, at=at)
    reason = after.corrects or FIRST_REASON
    entry = entry_of(after.checked)
    # What an article says goes out by itself, once a second person has looked at it.
    leaving_out = _unpublished(standing.contest)
    source = _source(standing.contest, after, by=by, at=at)
    if before is not None:
        # What was read from another declaration was wrong: it must not stand against this.
        was = _source(standing.contest, before, by=by, at=at)
        if was != source:
            claims = sheet_claims_of(was, about=standing.contest)
            withdraw(claims, by=by.name, at=at, reason=reason)
    store_sheet(
        contest=standing.contest,
        source=source,
        sheet=after.sheet,
        held=held,
        by=entry.by,
        at=at,
        reason=reason,
    )
    version = _publish(standing.contest, by=by, at=at, reason=reason, leaving_out=leaving_out)
    if before is not None:
        _tell_readers(
            standing.contest,
            CorrectionKind.CORRECTION,
            reason,
            differences_json(differences(before.sheet, after.sheet)),
        )
    action = Action.PUBLISHED if before is None else Action.CORRECTED
    return WentOut(
        move(standing, after, action=action, by=by, at=at, reason=after.corrects), version
    )


@transaction.atomic
def retract(*, seen: Seen, by: Actor, at: datetime, reason: str, proposed_by: str) -> WentOut:
    """Take back what is published: the declaration's claims count for nothing from now on.

    One transaction. The contest is then as the other sources have it, which on the night is not
    declared. Raises NoSuchContestError, StaleError, WayError, StoppedError, and OwnProposalError
    where `by` is who proposed it.
    """
    refuse_own(by.name, proposed_by)
    standing = hold_as_seen(seen, at=at)
    published = published_in(standing.state)
    after = way.retract(standing.state, reason=reason)
    slug = "" if published is None else entry_of(published.checked).source
    claims = [
        claim
        for claim in claims_of_declarations(standing.contest)
        if not slug or claim.source.slug == slug
    ]
    leaving_out = _unpublished(standing.contest)
    withdraw(claims, by=by.name, at=at, reason=after.reason)
    version = _publish(standing.contest, by=by, at=at, reason=after.reason, leaving_out=leaving_out)
    _tell_readers(standing.contest, CorrectionKind.RETRACTION, after.reason, [])
    return WentOut(
        move(standing, after, action=Action.RETRACTED, by=by, at=at, reason=after.reason), version
    )


def begin_correction(*, seen: Seen, by: Actor, at: datetime, reason: str) -> Stepped:
    """Begin to correct what is published. Readers see it until the correction is published.

    Raises NoSuchContestError, StaleError, WayError.
    """
    return take_step(
        seen=seen,
        by=by,
        at=at,
        action=Action.BEGAN_CORRECTION,
        step=lambda state, _: way.begin_correction(state, reason=reason),
        reason=reason,
    )


def give_up(*, seen: Seen, by: Actor, at: datetime, reason: str) -> Stepped:
    """Give up an entry or a correction under way. Raises NoSuchContestError, StaleError, WayError."""
    return take_step(
        seen=seen,
        by=by,
        at=at,
        action=Action.GAVE_UP,
        step=lambda state, _: way.give_up(state, reason=reason),
        reason=reason,
    )


def _source(contest: Contest, published: Published, *, by: Actor, at: datetime) -> Source:
    entry = entry_of(published.checked)
    if entry.source:
        return Source.objects.get(slug=entry.source)
    return source_of_declaration(contest, declared_at=entry.declared_at, by=by, at=at)


def _unpublished(contest: Contest) -> frozenset[int]:
    return keys_of_all(unpublished_claims(Contest.objects.of_key(contest.pk)))


def _publish(
    contest: Contest, *, by: Actor, at: datetime, reason: str, leaving_out: Collection[int]
) -> int:
    outcome = publish_contest(
        contest=contest, at=at, by=by.name, reason=reason, leaving_out=leaving_out
    )
    if isinstance(outcome, Refused):
        raise StoppedError(outcome.findings)
    return outcome.version


def _tell_readers(contest: Contest, kind: CorrectionKind, reason: str, lines: Json) -> None:
    publication = (
        Publication.objects.of_contests(Contest.objects.of_key(contest.pk)).current().get()
    )
    correction = Correction(publication=publication, kind=kind.value, lines=lines, reason=reason)
    correction.full_clean()
    correction.save()
