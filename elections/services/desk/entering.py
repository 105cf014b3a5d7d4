"""Typing a result: opening it, keeping what is typed, handing it in, typing lines again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from elections.domain.desk import way
from elections.domain.desk.checking import Beside, SheetFinding, check_sheet
from elections.domain.desk.holding import Hold, taken
from elections.domain.desk.refusals import (
    NotNowError,
    OwnEntryError,
)
from elections.domain.desk.sheets import Line, Said
from elections.domain.desk.states import (
    Agreed,
    Check,
    Differences,
    FirstEntry,
    HandedIn,
    SecondEntry,
    State,
    TwoAgree,
    entries_of,
)
from elections.domain.desk.waiting import asked_of, is_open
from elections.models import Action, AuditEntry, Draft, Source
from elections.selectors.desk.beside import beside_of
from elections.services.desk.stepping import (
    Actor,
    Seen,
    Standing,
    Stepped,
    as_seen,
    audit_entry,
    hold,
    hold_as_seen,
    keep_all,
    move,
    moved,
    refuse_too_early,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry that is somebody's to type: what they typed before, and until when it is theirs."""

    standing: Standing
    hold: Hold
    draft: Mapping[str, object]


class FoundError(Exception):
    """The sheet cannot be handed in as it is: errors, or warnings that nobody ticked."""

    def __init__(self, findings: tuple[SheetFinding, ...]) -> None:
        super().__init__("The sheet has to be looked at again.")
        self.findings = findings


class NotADeclarationError(Exception):
    """The source of a sheet is not stored, or is no declaration: articles are entered as such."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"\u2018{slug}\u2019 is no declaration that is stored here.")
        self.slug = slug


@transaction.atomic
def open_entry(*, ballot_id: str, by: Actor, at: datetime, reason: str = "") -> Opened:
    """Open a result to type it, and make it one's own for a while.

    One transaction. The first to open it begins the first entry. Raises NoSuchContestError,
    TooEarlyError in a draft and before the polls close, HeldError where somebody else is at it (a reason takes it over), NotNowError where there is
    nothing to type, and OwnEntryError for a second entry by the first typist.
    """
    opening = opened(hold(ballot_id, at=at), by=by, at=at, reason=reason)
    keep_all([opening.standing.result], opening.entries)
    draft = Draft.objects.of(opening.standing.result, by.name).first()
    return Opened(opening.standing, opening.hold, {} if draft is None else draft.typed)


@dataclass(frozen=True, slots=True)
class Opening:
    """A result under lock as opened by somebody, and what of it goes on record. Nothing is stored."""

    standing: Standing
    hold: Hold
    entries: tuple[AuditEntry, ...]


def opened(standing: Standing, *, by: Actor, at: datetime, reason: str = "") -> Opening:
    """Return a result that is under lock as opened; whoever asks stores it.

    No query. Raises TooEarlyError, HeldError, NotNowError and OwnEntryError as `open_entry` does.
    """
    refuse_too_early(standing, at=at)
    entries = []
    if is_open(standing.state):
        stepped, entry = moved(
            standing, way.begin(standing.state), action=Action.OPENED, by=by, at=at, reason=reason
        )
        standing = Standing(stepped.contest, stepped.result, stepped.after, standing.check)
        entries.append(entry)
    _may_type(standing.state, standing.check, by)
    before = standing.result.hold
    now = taken(before, by=by.name, at=at, reason=reason)
    if before is not None and before.by != by.name:
        taking_over = audit_entry(
            action=Action.TAKEN_OVER,
            by=by,
            at=at,
            subject=str(standing.contest),
            contest=standing.contest,
            reason=reason,
            before={"held_by": before.by},
            after={"held_by": by.name},
        )
        entries.append(taking_over)
    standing.result.held_by, standing.result.held_until = now.by, now.until
    return Opening(standing, now, tuple(entries))


@transaction.atomic
def save_draft(*, seen: Seen, typed: Mapping[str, object], by: Actor, at: datetime) -> Hold:
    """Keep what is typed, right or wrong, and put off the end of the hold.

    One transaction. Raises NoSuchContestError, StaleError, HeldError where somebody took the
    entry over, and NotNowError.
    """
    standing = hold_as_seen(seen, at=at)
    _may_type(standing.state, standing.check, by)
    now = taken(standing.result.hold, by=by.name, at=at)
    _keep(standing, now)
    Draft.objects.update_or_create(
        result=standing.result, by=by.name, defaults={"typed": dict(typed), "saved_at": at}
    )
    return now


@transaction.atomic
def hand_in(*, seen: Seen, entry: HandedIn, by: Actor, at: datetime) -> Stepped:
    """Hand in a sheet, as the first entry or as the second. `entry.by` is `by`.

    One transaction. What is in already is not handed in twice: it changes nothing. Raises
    NoSuchContestError, StaleError, HeldError, NotADeclarationError, FoundError where the sheet has errors or warnings that are not ticked, and WayError.
    """
    standing = hold(seen.ballot_id, at=at)
    if standing.result.token != seen.token and entry in entries_of(standing.state):
        # The answer was lost on a bad line, and the person sent the same again.
        return Stepped(standing.contest, standing.result, standing.state, standing.state)
    as_seen(standing, seen)
    sources = Source.objects.that_may_be_named_of(standing.contest)
    if entry.source and not sources.of_slugs([entry.source]).declarations().exists():
        raise NotADeclarationError(entry.source)
    beside = beside_of(standing.contest)
    stepped, put_on_record = handed_in(standing, entry=entry, by=by, at=at, beside=beside)
    keep_all([stepped.result], [put_on_record])
    _done_with_draft(standing, by, at)
    return stepped


def handed_in(
    standing: Standing, *, entry: HandedIn, by: Actor, at: datetime, beside: Beside
) -> tuple[Stepped, AuditEntry]:
    """Return a result that is under lock with a sheet handed in, and what of it goes on record.

    No query: whoever asks stores both, having looked for the source that the entry names. `beside`
    is what is known of the council. Raises HeldError, FoundError and WayError as `hand_in` does.
    """
    refuse_too_early(standing, at=at)
    _may_type(standing.state, standing.check, by)
    taken(standing.result.hold, by=by.name, at=at)
    after = way.hand_in(standing.state, entry, check=standing.check)
    _check(entry, beside, at=at)
    return moved(standing, after, action=Action.HANDED_IN, by=by, at=at)


@transaction.atomic
def retype(
    *, seen: Seen, said: Mapping[Line, Said], ticked: tuple[str, ...], by: Actor, at: datetime
) -> Stepped:
    """Type again the lines that were sent back. Raises as `hand_in` does, and NotTheirsError."""
    standing = hold_as_seen(seen, at=at)
    refuse_too_early(standing, at=at)
    taken(standing.result.hold, by=by.name, at=at)
    after = way.retype(standing.state, said, by=by.name, ticked=ticked)
    entry = _entry_by(after, by.name)
    if entry is not None:
        _check(entry, beside_of(standing.contest), at=at)
    stepped = move(standing, after, action=Action.RETYPED, by=by, at=at)
    _done_with_draft(standing, by, at)
    return stepped


def _may_type(state: State, check: Check, by: Actor) -> None:
    """Raise NotNowError or OwnEntryError unless there is something for them to type."""
    match state:
        case FirstEntry():
            return
        case SecondEntry(first=first) if check is Check.SECOND_ENTRY:
            if first.by == by.name:
                raise OwnEntryError(by.name)
        case Differences() if asked_of(state, by.name):
            return
        case _:
            raise NotNowError(state, "type")


def _keep(standing: Standing, now: Hold) -> None:
    standing.result.held_by, standing.result.held_until = now.by, now.until
    standing.result.save(update_fields=["held_by", "held_until"])


def _check(entry: HandedIn, beside: Beside, *, at: datetime) -> None:
    found = check_sheet(entry.sheet, beside, declared_at=entry.declared_at, now=at)
    if any(each.code.stops or each.code.value not in entry.ticked for each in found):
        raise FoundError(found)


def _entry_by(state: State, name: str) -> HandedIn | None:
    match state:
        case Differences(first=first, second=second):
            return first if first.by == name else second
        case Agreed(checked=TwoAgree(first=first, second=second)):
            return first if first.by == name else second
        case _:
            return None


def _done_with_draft(standing: Standing, by: Actor, at: datetime) -> None:
    """Empty the draft: what was typed is handed in."""
    Draft.objects.of(standing.result, by.name).update(typed={}, saved_at=at)
