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
from elections.services.desk.publishing import StoppedError
from elections.services.desk.sheet_claims import withdraw
from elections.services.desk.stepping import Actor, NoSuchContestError, StaleError, audit
from elections.services.entries import ClaimEntry
from elections.services.on_record import source_on_record
from elections.services.publishing import Refused, Unchanged, publish_contest
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
def choose(*, seen: SeenDispute, place: int, by: Actor, at: datetime, reason: str) -> int:
    """Show the value at a place among those of a disputed figure; return the version it is in.

    One transaction, published at once. The choice is a claim of the editor's, which ranks before
    every other; theirs stay beside it. Choosing again replaces it. Raises NoSuchContestError,
    StaleError where another version went out meanwhile, NotDisputedError, NoReasonToChooseError,
    TooEarlyError, MoreThanAllError and StoppedError.
    """
    contest, name, figure, total = _held(seen, reason, at=at)
    if not 0 <= place < len(figure.alternatives):
        raise NotDisputedError
    value = figure.alternatives[place].value
    kind = kind_of(name, value)
    if kind is None:
        raise NotDisputedError
    if kind in OF_THE_COUNCIL and isinstance(value, int) and total is not None and value > total:
        raise MoreThanAllError(value, total)
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
        by=by.name,
    )
    return _publish(contest, name, figure, value, Action.CHOSE_A_SOURCE, by, at, reason)


@transaction.atomic
def leave_disputed(*, seen: SeenDispute, by: Actor, at: datetime, reason: str) -> int:
    """Put on record that nothing is chosen, and take a choice back; return the version readers see.

    One transaction. Raises NoSuchContestError, StaleError, NotDisputedError,
    NoReasonToChooseError, TooEarlyError and StoppedError.
    """
    contest, name, figure, _ = _held(seen, reason, at=at)
    withdraw(_choices(contest, name), by=by.name, at=at, reason=reason)
    return _publish(contest, name, figure, None, Action.LEFT_DISPUTED, by, at, reason)


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


def _publish(
    contest: Contest,
    name: Field,
    figure: Disputed[int] | Disputed[Control],
    chosen: Value | None,
    action: Action,
    by: Actor,
    at: datetime,
    reason: str,
) -> int:
    outcome = publish_contest(contest=contest, at=at, by=by.name, reason=reason)
    if isinstance(outcome, Refused):
        raise StoppedError(outcome.findings)
    if isinstance(outcome, Unchanged):
        # Readers are told what was decided, whether it changes a figure or not.
        DataVersion.objects.move(at=at)
    audit(
        action=action,
        by=by,
        at=at,
        subject=f"{contest}: {name.path}",
        contest=contest,
        reason=reason,
        before={"figure": name.path, "shown": _stored(figure.value), "because": figure.because},
        after={
            "figure": name.path,
            "chosen": None if chosen is None else _stored(chosen),
            "version": outcome.version,
        },
    )
    return outcome.version


def _stored(value: Value) -> object:
    return value if isinstance(value, int) else control_json(value)
