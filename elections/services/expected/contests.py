"""Contests that are expected: added, changed and taken away as long as nobody has said anything of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from councils.models import Council, CouncilSize, FactSource
from elections.domain.contests import Scope
from elections.domain.desk.expecting import (
    Stage,
    stage_of,
    why_not_changed,
    why_not_taken_away,
)
from elections.models import (
    Amendable,
    Amendment,
    Claim,
    Contest,
    DeskResult,
    Election,
    Publication,
)
from elections.models.contests import ballot_id_of
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import ChangeRefusedError, insert, on_record, store
from elections.services.importing.importing import what_is_known
from elections.services.importing.matching import NoMatchError

MOST_ADDED = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a contest before anybody reports. `source` is the slug of who says so."""

    scope: Scope = Scope.UNKNOWN
    last_fought_on: date | None = None
    is_new: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A council as somebody typed it, on which line, and its seats up if they are known."""

    line: int
    council: str
    seats_up: int | None = None


@transaction.atomic
def add_contests(
    *, polling_day: date, named: Sequence[Named], facts: Facts, by: Actor, at: datetime
) -> int:
    """Add contests to an election, all of them or none; return how many. Some ten queries each.

    Raises ChangeRefusedError, which names the line: where no council is called so or several are,
    a contest is there already, the council has fewer seats than would be up, or facts lack a source.
    """
    # Locked, so that it is not deleted or filled by somebody else meanwhile.
    election = Election.objects.on_day(polling_day).held_until_saved().first()
    if election is None:
        raise ChangeRefusedError(f"There is no election on {polling_day}.")
    if not named:
        raise ChangeRefusedError("Name at least one council.")
    if len(named) > MOST_ADDED:
        raise ChangeRefusedError(f"Add at most {MOST_ADDED} councils at once.")
    _check_source(facts, is_more_said=any(each.seats_up is not None for each in named))
    councils, _ = what_is_known()
    problems = []
    for each in named:
        try:
            slug = councils.councils.named(each.council, likely=()).slug
            _add(election, slug, each.seats_up, facts, by=by, at=at)
        except (ChangeRefusedError, NoMatchError) as error:
            problems.append(f"Line {each.line}: {error}")
    if problems:
        raise ChangeRefusedError(" ".join(problems))
    return len(named)


def _add(
    election: Election,
    slug: str,
    seats_up: int | None,
    facts: Facts,
    *,
    by: Actor,
    at: datetime,
) -> None:
    council = Council.objects.get_by_natural_key(slug)
    polling_day = election.polling_day
    if council.ends_on is not None and council.ends_on <= polling_day:
        raise ChangeRefusedError(f"{council.name} was abolished on {council.ends_on}.")
    ballot_id = ballot_id_of(council_slug=slug, polling_day=polling_day)
    if Contest.objects.of_id(ballot_id).exists():
        raise ChangeRefusedError(f"{council.name} is expected on that day already.")
    row = Contest(election=election, council=council, ballot_id=ballot_id)
    values = _values(facts, seats_up)
    for name, value in values.items():
        setattr(row, name, value)
    _check_size(row)
    insert(row)
    Amendment.objects.note_back(Amendable.CONTEST, ballot_id)
    on_record(
        kind=Amendable.CONTEST,
        key=ballot_id,
        subject=ballot_id,
        what="Contest added.",
        by=by,
        at=at,
        after=values,
    )


@transaction.atomic
def change_contest(
    *, ballot_id: str, seats_up: int | None, facts: Facts, by: Actor, at: datetime
) -> None:
    """Change what is known of a contest before anything is published. About ten queries.

    Raises ChangeRefusedError where there is none, an entry is handed in, a source has said
    something, or the facts can't be.
    """
    row, stage = _held(ballot_id)
    if why := why_not_changed(stage):
        raise ChangeRefusedError(why)
    _check_source(facts, is_more_said=seats_up is not None)
    values = _values(facts, seats_up)
    before, after = store(row, values)
    _check_size(row)
    if after:
        on_record(
            kind=Amendable.CONTEST,
            key=ballot_id,
            subject=ballot_id,
            what="Contest changed.",
            by=by,
            at=at,
            before=before,
            after=after,
        )


@transaction.atomic
def take_contest_away(*, ballot_id: str, by: Actor, at: datetime) -> None:
    """Take a contest away of which there is nothing but that it was expected. About twelve queries.

    Raises ChangeRefusedError where there is none, or where anything of it is on record: a result, a
    claim, an entry that somebody began, seats defended.
    """
    row, stage = _held(ballot_id)
    if why := why_not_taken_away(stage):
        raise ChangeRefusedError(why)
    if row.defended.exists():
        raise ChangeRefusedError("Who defended which of its seats is stored.")
    if row.audit.exists():
        raise ChangeRefusedError("Something that was done to it is on record.")
    before = {name: getattr(row, name) for name in ("scope", "seats_up", "last_fought_on")}
    row.delete()
    Amendment.objects.note_taken_away(Amendable.CONTEST, ballot_id, by=by.name, at=at)
    on_record(
        kind=Amendable.CONTEST,
        key=ballot_id,
        subject=ballot_id,
        what="Contest taken away.",
        by=by,
        at=at,
        before=before,
    )


def _held(ballot_id: str) -> tuple[Contest, Stage]:
    """Return a contest, locked until the transaction ends, and how far it has come."""
    row = Contest.objects.of_id(ballot_id).with_names().held_until_saved().first()
    if row is None:
        raise ChangeRefusedError(f"There is no contest \u2018{ballot_id[:60]}\u2019.")
    theirs = Contest.objects.of_key(row.pk)
    result = DeskResult.objects.of_contest(ballot_id).first()
    stage = stage_of(
        is_published=Publication.objects.of_contests(theirs).exists(),
        has_claims=Claim.objects.about_contests(theirs).exists(),
        state=None if result is None else result.state,
    )
    return row, stage


def _values(facts: Facts, seats_up: int | None) -> dict[str, object]:
    source = None
    if facts.source:
        source = FactSource.objects.of_slugs([facts.source]).first()
        if source is None:
            raise ChangeRefusedError("Choose one of the sources.")
    return {
        "scope": facts.scope.value,
        "seats_up": seats_up,
        "last_fought_on": facts.last_fought_on,
        "is_new": facts.is_new,
        "facts_source": source,
    }


def _check_source(facts: Facts, *, is_more_said: bool) -> None:
    is_said = facts.scope is not Scope.UNKNOWN or facts.is_new or facts.last_fought_on is not None
    if (is_said or is_more_said) and not facts.source:
        raise ChangeRefusedError(
            "Choose who says so: how much is up, how many seats and since when."
        )


def _check_size(row: Contest) -> None:
    """Refuse more seats up than the council has on the day, where its size is known. One query."""
    sizes = CouncilSize.objects.of_council(row.council.slug)
    in_force = [each.seats for each in sizes if each.in_force_from <= row.election.polling_day]
    if row.seats_up is not None and in_force and row.seats_up > in_force[-1]:
        raise ChangeRefusedError(
            f"{row.council.name} has {in_force[-1]} seats, and {row.seats_up} would be up."
        )
