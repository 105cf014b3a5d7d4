"""Elections: a polling day with its name, what the desk asks for before a result goes out, and who sees it.

One is made as a draft. It is opened for readers, made a rehearsal, or deleted; one that was opened by
mistake goes back to being a draft for as long as nothing is entered.
"""

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
from elections.domain.polling import ElectionStatus
from elections.models import (
    Action,
    Amendable,
    Amendment,
    AuditEntry,
    Claim,
    Contest,
    DeskResult,
    Election,
    Publication,
    SeatsDefended,
)
from elections.models.desk import PUBLICATIONS
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import (
    ChangeRefusedError,
    Values,
    insert,
    on_record,
    store,
)
from elections.services.expected.rehearsals import delete_what_was_rehearsed

# The first councils of today's law were elected in 1973. A day further ahead is a slip of the pen.
FIRST_DAY: Final = date(1973, 1, 1)
AHEAD: Final = timedelta(days=5 * 366)
# So many councils are named where something is entered of many.
MOST_NAMED: Final = 5


@transaction.atomic
def make_election(
    *, polling_day: date, name: str, check: Check, by: Actor, at: datetime
) -> Election:
    """Make an election without contests, as a draft. Six queries.

    Raises ChangeRefusedError where there is one on that day, the day can't be meant, or the name
    is missing.
    """
    if not FIRST_DAY <= polling_day <= at.date() + AHEAD:
        raise ChangeRefusedError(
            f"{polling_day} can't be meant: give a day from 1973 to five years ahead."
        )
    there = Election.objects.on_day(polling_day).first()
    if there is not None and there.status == ElectionStatus.REHEARSAL:
        raise ChangeRefusedError(
            f"There is a rehearsal on {polling_day}: delete it first, or choose another day."
        )
    if there is not None:
        raise ChangeRefusedError(f"There is an election on {polling_day} already.")
    row = Election(
        polling_day=polling_day,
        name=name.strip(),
        check_asked=check.value,
        status=ElectionStatus.DRAFT.value,
        made_by=by.name,
        made_at=at,
    )
    insert(row)
    on_record(
        kind=Amendable.ELECTION,
        key=row.slug,
        subject=row.slug,
        what="Election made, as a draft.",
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
    row = _held(polling_day)
    if row.check_asked != check.value:
        _refuse_while_blind(polling_day, check)
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


@transaction.atomic
def open_election(*, polling_day: date, by: Actor, at: datetime) -> None:
    """Let readers see an election that was a draft. Seven queries. Raises ChangeRefusedError."""
    row = _held(polling_day)
    match ElectionStatus(row.status):
        case ElectionStatus.OPEN:
            raise ChangeRefusedError("This election is open already.")
        case ElectionStatus.REHEARSAL:
            raise ChangeRefusedError(
                "A rehearsal is never opened: delete it, and make an election on its day."
            )
        case ElectionStatus.DRAFT:
            opened: Values = {
                "status": ElectionStatus.OPEN.value,
                "opened_by": by.name,
                "opened_at": at,
            }
            _change(row, opened, what="Election opened: readers see it.", by=by, at=at)


@transaction.atomic
def make_a_draft_again(*, polling_day: date, reason: str, by: Actor, at: datetime) -> None:
    """Take an election that was opened by mistake out of readers' sight. Some ten queries.

    Raises ChangeRefusedError where it is not open, no reason is given, or anything of it is entered.
    """
    row = _held(polling_day)
    if row.status != ElectionStatus.OPEN:
        raise ChangeRefusedError("This election is not open.")
    if not reason:
        raise ChangeRefusedError("Say why it is a draft again: the reason goes on record.")
    _refuse_if_entered(row)
    draft: Values = {"status": ElectionStatus.DRAFT.value, "opened_by": "", "opened_at": None}
    _change(row, draft, what=f"Election made a draft again: {reason}", by=by, at=at)


@transaction.atomic
def make_a_rehearsal(*, polling_day: date, by: Actor, at: datetime) -> None:
    """Make a draft a rehearsal, for good. Seven queries. Raises ChangeRefusedError for any other."""
    row = _held(polling_day)
    if row.status != ElectionStatus.DRAFT:
        raise ChangeRefusedError("Only a draft can be made a rehearsal.")
    rehearsal: Values = {"status": ElectionStatus.REHEARSAL.value}
    _change(row, rehearsal, what="Election made a rehearsal.", by=by, at=at)


@transaction.atomic
def delete_election(*, polling_day: date, by: Actor, at: datetime) -> None:
    """Delete a draft of which nothing is entered, or a rehearsal with all that was entered. Some 25 queries.

    What was done stays in the audit log. Raises ChangeRefusedError for an election that is open, and
    for a draft of which anything is entered.
    """
    row = _held(polling_day)
    contests = Contest.objects.of_election(polling_day)
    if row.status == ElectionStatus.OPEN:
        raise ChangeRefusedError("Readers see this election: make it a draft again first.")
    if row.status == ElectionStatus.REHEARSAL:
        delete_what_was_rehearsed(contests)
        what = "Rehearsal deleted, with all that was entered."
    else:
        _refuse_if_entered(row)
        what = "Draft of an election deleted."
    number = contests.count()
    SeatsDefended.objects.of_contests(contests).delete()
    contests.delete()
    Amendment.objects.forget_election(row.slug)
    row.delete()
    on_record(
        kind=Amendable.ELECTION,
        key=str(polling_day),
        subject=str(polling_day),
        what=what,
        by=by,
        at=at,
        before={"name": row.name, "status": row.status, "made_by": row.made_by, "contests": number},
    )


def _held(polling_day: date) -> Election:
    """Return an election, locked after its contests until the transaction ends. Raises ChangeRefusedError.

    Steps of results lock their contest first too, so that none is taken meanwhile.
    """
    list(Contest.objects.of_election(polling_day).held_until_saved())
    row = Election.objects.on_day(polling_day).held_until_saved().first()
    if row is None:
        raise ChangeRefusedError(f"There is no election on {polling_day}.")
    return row


def _change(row: Election, columns: Values, *, what: str, by: Actor, at: datetime) -> None:
    before, after = store(row, columns)
    on_record(
        kind=Amendable.ELECTION,
        key=row.slug,
        subject=row.slug,
        what=what,
        by=by,
        at=at,
        before=before,
        after=after,
    )


def _refuse_if_entered(row: Election) -> None:
    """Raise ChangeRefusedError where anything of an election is entered, claimed or published. Four queries."""
    contests = Contest.objects.of_election(row.polling_day)
    entered = {
        *DeskResult.objects.of_contests(contests).values_list("contest_id", flat=True),
        *Publication.objects.of_contests(contests).contests_spoken_of(),
        *Claim.objects.about_contests(contests).contests_spoken_of(),
    }
    if not entered and not Claim.objects.about_election(row.polling_day).exists():
        return
    names = sorted(each.council.name for each in contests.with_names() if each.pk in entered)
    of_them = f" of {', '.join(names[:MOST_NAMED])}" if names else ""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    raise ChangeRefusedError(
        f"Something is entered or published of this election already{of_them}{more}, which stays on"
        " record: its name and its contests can be corrected instead."
    )


def _refuse_while_blind(polling_day: date, check: Check) -> None:
    """Raise ChangeRefusedError while another mode would show an entry to somebody who may have to type it blind.

    An approval shows the first entry; and a second entry is not blind where somebody may have seen the first, in an
    entry that was given up too.
    """
    results = list(DeskResult.objects.of_election(polling_day).with_contests())
    given_up = _given_up(polling_day) if check is Check.SECOND_ENTRY else frozenset()
    waiting = sorted(
        row.contest.council.name
        for row in results
        if _is_under_way(way_of(row.way)) or row.contest_id in given_up
    )
    if waiting:
        raise ChangeRefusedError(
            "These results were entered once, sent back to be typed or given up, and are not out yet. Whoever sees"
            f" the figures or the reason could not type them unseen: {', '.join(waiting)}. Publish them first."
        )


def _given_up(polling_day: date) -> frozenset[int]:
    """Return the contests of which an entry was given up since they were last published. Two queries."""
    log = AuditEntry.objects.of_election(polling_day)
    given_up = log.of_actions([Action.GAVE_UP.value]).newest_by_contest()
    published = log.of_actions([each.value for each in PUBLICATIONS]).newest_by_contest()
    return frozenset(
        contest for contest, key in given_up.items() if key > published.get(contest, 0)
    )


def _is_under_way(state: State) -> bool:
    """Return whether there are figures, or a reason, that a second entry would have to be typed without."""
    match state:
        case FirstEntry(round=of, sent_back=sent_back):
            return bool(of.reason or sent_back)
        case SecondEntry() | Differences():
            return True
        case Agreed(checked=Approved()):
            return True
        case _:
            return False
