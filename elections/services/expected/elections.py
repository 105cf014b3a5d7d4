"""Elections: a polling day with its name, and what the desk asks for before a result goes out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from elections.codec.way import way_of
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Differences,
    FirstEntry,
    SecondEntry,
    State,
)
from elections.models import Amendable, Contest, DeskResult, Election
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import ChangeRefusedError, checked, on_record, store

# The first councils of today's law were elected in 1973. A day further ahead is a slip of the pen.
FIRST_DAY: Final = date(1973, 1, 1)
AHEAD: Final = timedelta(days=5 * 366)


@transaction.atomic
def make_election(
    *, polling_day: date, name: str, check: Check, by: Actor, at: datetime
) -> Election:
    """Make an election without contests. Six queries.

    Raises ChangeRefusedError where there is one on that day, the day can't be meant, or the name
    is missing.
    """
    if not FIRST_DAY <= polling_day <= at.date() + AHEAD:
        raise ChangeRefusedError(
            f"{polling_day} can't be meant: give a day from 1973 to five years ahead."
        )
    if Election.objects.on_day(polling_day).exists():
        raise ChangeRefusedError(f"There is an election on {polling_day} already.")
    row = Election(polling_day=polling_day, name=name.strip(), check_asked=check.value)
    checked(row)
    row.save()
    on_record(
        kind=Amendable.ELECTION,
        key=row.slug,
        subject=row.slug,
        what="Election made.",
        by=by,
        at=at,
        after={"name": row.name, "check_asked": row.check_asked},
    )
    return row


@transaction.atomic
def change_election(*, polling_day: date, name: str, check: Check, by: Actor, at: datetime) -> None:
    """Change an election's name and what the desk asks for. Six queries; saving what is so is none.

    Raises ChangeRefusedError where there is no such election, the name is missing, or two entries
    would be asked for of results that were entered once: a second person may have seen them.
    """
    # Steps of results lock their contest first too, so that none is taken meanwhile.
    contests = Contest.objects.of_election(polling_day)
    list(contests.held_until_saved())
    row = Election.objects.on_day(polling_day).select_for_update().first()
    if row is None:
        raise ChangeRefusedError(f"There is no election on {polling_day}.")
    if check is Check.SECOND_ENTRY and row.check_asked != check.value:
        _refuse_if_seen(polling_day)
    before, after = store(row, {"name": name.strip(), "check_asked": check.value})
    if after:
        on_record(
            kind=Amendable.ELECTION,
            key=row.slug,
            subject=row.slug,
            what="Election changed.",
            by=by,
            at=at,
            before=before,
            after=after,
        )


def _refuse_if_seen(polling_day: date) -> None:
    results = DeskResult.objects.of_election(polling_day).with_contests()
    seen = sorted(
        row.contest.council.name for row in results if _may_have_been_seen(way_of(row.way))
    )
    if seen:
        raise ChangeRefusedError(
            "These results were entered once or sent back to be typed, and are not out yet. Whoever saw the"
            f" figures or the reason could not type them unseen: {', '.join(seen)}. Publish them or give them"
            " up first."
        )


def _may_have_been_seen(state: State) -> bool:
    """Return whether somebody may know figures that a second entry would have to be typed without."""
    match state:
        case FirstEntry(round=of, sent_back=sent_back):
            return bool(of.reason or sent_back)
        case SecondEntry() | Differences():
            return True
        case Agreed(checked=Approved()):
            return True
        case _:
            return False
