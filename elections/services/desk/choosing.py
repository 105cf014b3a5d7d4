"""Where sources differ: an editor chooses what is shown, or leaves it disputed. Either is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from councils.domain.control import Control, Majority, NoOverallControl
from elections.claim_shapes import ClaimKind
from elections.codec.pieces import control_json
from elections.domain.baselines import AFTER
from elections.domain.desk.proposals import refuse_own
from elections.domain.desk.refusals import TooEarlyError
from elections.domain.every_figure import Figure, every_figure
from elections.domain.fields import NOT_NAMED, TOTAL, VACANT, Field, Measure, seats
from elections.domain.figures import Derived, Disputed, Reported
from elections.domain.sources import SourceKind
from elections.models import (
    Action,
    AuditEntry,
    Claim,
    Contest,
    DataVersion,
    Party,
    Source,
    StatedAs,
)
from elections.models.claims import BaselineBasis
from elections.selectors.results import published_result
from elections.selectors.unpublished import keys_of_all, unpublished_claims
from elections.services.desk.publishing import StoppedError
from elections.services.desk.sheet_claims import withdraw
from elections.services.desk.stepping import Actor, NoSuchContestError, StaleError, audit
from elections.services.entries import ClaimEntry
from elections.services.expected.changing import AltersPublishedError
from elections.services.on_record import source_on_record
from elections.services.publishing import Published, Refused, Unchanged, publish_contest
from elections.services.recording import store_claims

Value = int | Control
# What is a part of all seats there are.
OF_THE_COUNCIL = (
    ClaimKind.SEATS_HELD,
    ClaimKind.SEATS_VACANT,
    ClaimKind.SEATS_WON,
    ClaimKind.SEATS_UP,
)


class NotDisputedError(Exception):
    """Readers see no dispute of this figure, or not with this value."""


class NoReasonToChooseError(Exception):
    """A choice, or that none is made, goes on record with a reason."""


class MoreThanAllError(Exception):
    """More seats were chosen than the council has: whoever says so, it can't be shown as our choice."""

    def __init__(self, seats: int, total: int) -> None:
        super().__init__(f"{seats} seats are more than the {total} that the council has.")


@dataclass(frozen=True, slots=True)
class SeenDispute:
    """A disputed figure of a contest, in the version in which somebody has seen it."""

    ballot_id: str
    version: int
    figure: str


@transaction.atomic
def choose(
    *, seen: SeenDispute, place: int, by: Actor, at: datetime, reason: str, proposed_by: str
) -> int:
    """Show the value at a place among those of a disputed figure; return the version it is in.

    One transaction, published at once. The choice is a claim of the editor's, which ranks before
    every other; theirs stay beside it. Choosing again replaces it. Raises NoSuchContestError,
    StaleError where another version went out meanwhile, NotDisputedError, NoReasonToChooseError,
    TooEarlyError, MoreThanAllError, StoppedError, and OwnProposalError where `by` is who proposed it.
    """
    refuse_own(by.name, proposed_by)
    contest, name, figure, total = _held(seen, reason, at=at)
    if not 0 <= place < len(figure.alternatives):
        raise NotDisputedError
    value = figure.alternatives[place].value
    kind = kind_of(name, value)
    if kind is None:
        raise NotDisputedError
    if kind in OF_THE_COUNCIL and isinstance(value, int) and total is not None and value > total:
        raise MoreThanAllError(value, total)
    leaving_out = _unpublished(contest)
    source = _source_of_choices(contest, by=by, at=at)
    standing = _choices(contest, name)
    before = next((claim for claim in standing if claim.kind == kind), None)
    withdraw([claim for claim in standing if claim is not before], by=by.name, at=at, reason=reason)
    party = value.party if isinstance(value, Majority) else name.holder
    is_before = name.moment is not AFTER
    store_claims(
        contest=contest.pk,
        source=source,
        entries=[
            ClaimEntry(
                kind=kind.value,
                moment="" if kind in (ClaimKind.SEATS_WON, ClaimKind.SEATS_UP) else name.moment,
                party=Party.objects.of_slugs([party]).first(),
                value=value if isinstance(value, int) else None,
                stated_as=StatedAs.DIGITS.value,
                baseline_basis=BaselineBasis.STATED.value if is_before else "",
                note=reason,
                replaces=before,
            )
        ],
        at=at,
        by=proposed_by,
    )
    decided = _Decided(name, figure, value, Action.CHOSE_A_SOURCE, proposed_by)
    return _publish(contest, decided, by, at, reason, leaving_out).version


@transaction.atomic
def leave_disputed(*, seen: SeenDispute, by: Actor, at: datetime, reason: str) -> int:
    """Put on record that nothing is chosen; return the version readers see.

    One transaction. Raises NoSuchContestError, StaleError, NotDisputedError,
    NoReasonToChooseError, TooEarlyError and StoppedError, and AltersPublishedError where something is chosen:
    a second person publishes that it is no more.
    """
    outcome = _leave_disputed(seen, by=by, at=at, reason=reason, proposed_by=by.name)
    if isinstance(outcome, Published):
        raise AltersPublishedError([seen.ballot_id])
    return outcome.version


@transaction.atomic
def take_choice_back(
    *, seen: SeenDispute, by: Actor, at: datetime, reason: str, proposed_by: str
) -> int:
    """Leave a figure disputed of which something was chosen; return the version it is in.

    Raises as `leave_disputed` does, and OwnProposalError where `by` is who proposed it.
    """
    refuse_own(by.name, proposed_by)
    return _leave_disputed(seen, by=by, at=at, reason=reason, proposed_by=proposed_by).version


def _leave_disputed(
    seen: SeenDispute, *, by: Actor, at: datetime, reason: str, proposed_by: str
) -> Published | Unchanged:
    contest, name, figure, _ = _held(seen, reason, at=at)
    leaving_out = _unpublished(contest)
    withdraw(_choices(contest, name), by=by.name, at=at, reason=reason)
    decided = _Decided(name, figure, None, Action.LEFT_DISPUTED, proposed_by)
    return _publish(contest, decided, by, at, reason, leaving_out)


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided of a figure, and who proposed it."""

    name: Field
    figure: Disputed[int] | Disputed[Control]
    chosen: Value | None
    action: Action
    proposed_by: str


def value_of(seen: SeenDispute, place: int | None, *, at: datetime) -> tuple[Field, Value | None]:
    """Return the figure that is decided about, and the value at a place among its values.

    There is no value without a place. Six queries. Raises NoSuchContestError, StaleError, NotDisputedError and TooEarlyError.
    """
    _, name, figure, _ = _held(seen, "looked at", at=at)
    if place is None:
        return name, None
    if not 0 <= place < len(figure.alternatives):
        raise NotDisputedError
    return name, figure.alternatives[place].value


def kind_of(name: Field, value: Value) -> ClaimKind | None:
    """Return the kind of claim that says a figure is so, or None where no claim can say it."""
    match name.measure, value:
        case Measure.CONTROL, Majority():
            return ClaimKind.HAS_CONTROL
        case Measure.CONTROL, NoOverallControl():
            return ClaimKind.NOBODY_HAS_CONTROL
        case Measure.SEATS, int():
            if name.holder == NOT_NAMED:
                return None
            whole = {TOTAL: ClaimKind.COUNCIL_SIZE, VACANT: ClaimKind.SEATS_VACANT}
            return whole.get(name.holder, ClaimKind.SEATS_HELD)
        case Measure.CHANGE, int() if not name.holder.startswith("("):
            return ClaimKind.SEATS_CHANGED
        case Measure.WON, int():
            return ClaimKind.SEATS_WON
        case Measure.UP, int():
            return ClaimKind.SEATS_UP
        case _:
            return None


def _held(
    seen: SeenDispute, reason: str, *, at: datetime
) -> tuple[Contest, Field, Disputed[int] | Disputed[Control], int | None]:
    """Return what is decided about under lock, with all seats there were at that moment, if known."""
    if not reason:
        raise NoReasonToChooseError
    contest = Contest.objects.of_id(seen.ballot_id).with_names().held_until_saved().first()
    if contest is None:
        raise NoSuchContestError(seen.ballot_id)
    published = published_result(contest)
    if published is None:
        raise NotDisputedError
    if published.version != seen.version:
        raise StaleError(AuditEntry.objects.about_contest(seen.ballot_id).newest_first().first())
    figures = every_figure(published.reconciliation)
    for name, figure in figures.items():
        if name.path == seen.figure and isinstance(figure, Disputed):
            # Of what came of the poll there is nothing to choose before its polls close.
            is_of_the_result = name.moment is AFTER or name.measure in (Measure.CHANGE, Measure.WON)
            why = contest.election.why_too_early(now=at, tells_a_result=is_of_the_result)
            if why is not None:
                raise TooEarlyError(why)
            return contest, name, figure, _number(figures.get(seats(name.moment, TOTAL)))
    raise NotDisputedError


def _number(figure: Figure | None) -> int | None:
    match figure:
        case Reported(value=int(number)) | Derived(value=int(number)) | Disputed(value=int(number)):
            return number
        case _:
            return None


def _source_of_choices(contest: Contest, *, by: Actor, at: datetime) -> Source:
    """Return the source that editors' choices about a contest are, made if need be. At most three queries."""
    found = Source.objects.of_slugs([_slug_of_choices(contest)]).first()
    if found is not None:
        return found
    council, polling_day = contest.council, contest.election.polling_day
    source = Source(
        slug=_slug_of_choices(contest),
        name="An editor of this site",
        title=f"Choices between sources for {council.name}, {polling_day:%-d %B %Y}",
        outlet="overall-control",
        outlet_name="Overall Control",
        kind=SourceKind.EDITOR.value,
        published_on=localdate(at),
        date_basis="The day on which an editor first chose.",
    )
    source.full_clean()
    source.save()
    source_on_record(source, contest=contest, by=by, at=at)
    return source


def _slug_of_choices(contest: Contest) -> str:
    return f"editor-{contest.council.slug[:50]}-{contest.election.polling_day}"


def _choices(contest: Contest, name: Field) -> list[Claim]:
    """Return the standing choices of one figure. One query."""
    kinds = {kind_of(name, NoOverallControl()), ClaimKind.HAS_CONTROL}
    if name.measure is not Measure.CONTROL:
        kinds = {kind_of(name, 0)}
    party = "" if name.measure is Measure.CONTROL or name.holder.startswith("(") else name.holder
    return [
        claim
        for claim in Claim.objects.about_contest(contest.ballot_id)
        .of_source(_slug_of_choices(contest))
        .standing()
        .with_names()
        if claim.kind in kinds
        and claim.moment in ("", name.moment)
        and (not party or (claim.party is not None and claim.party.slug == party))
    ]


def _unpublished(contest: Contest) -> frozenset[int]:
    return keys_of_all(unpublished_claims(Contest.objects.of_key(contest.pk)))


def _publish(
    contest: Contest,
    decided: _Decided,
    by: Actor,
    at: datetime,
    reason: str,
    leaving_out: frozenset[int],
) -> Published | Unchanged:
    outcome = publish_contest(
        contest=contest, at=at, by=by.name, reason=reason, leaving_out=leaving_out
    )
    if isinstance(outcome, Refused):
        raise StoppedError(outcome.findings)
    if isinstance(outcome, Unchanged):
        # Readers are told what was decided, whether it changes a figure or not.
        DataVersion.objects.move(at=at)
    audit(
        action=decided.action,
        by=by,
        at=at,
        subject=f"{contest}: {decided.name.path}",
        contest=contest,
        reason=reason,
        before={
            "figure": decided.name.path,
            "shown": _stored(decided.figure.value),
            "because": decided.figure.because,
        },
        after={
            "figure": decided.name.path,
            "chosen": None if decided.chosen is None else _stored(decided.chosen),
            "version": outcome.version,
            "proposed_by": decided.proposed_by,
        },
    )
    return outcome


def _stored(value: Value) -> object:
    return value if isinstance(value, int) else control_json(value)
