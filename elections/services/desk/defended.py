"""How many of the seats that were up each party defended: an editor says so, with a source."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime

from django.db import transaction

from councils.models import FactSource
from elections.codec.way import way_of
from elections.domain.desk.sheets import Counted
from elections.domain.desk.states import entries_of
from elections.models import Action, Contest, DeskResult, Party, SeatsDefended
from elections.selectors.desk.beside import beside_of
from elections.services.desk.stepping import Actor, NoSuchContestError, audit


class DefendedError(Exception):
    """What was said of the seats defended cannot be, in words for whoever said it."""


@transaction.atomic
def say_defended(
    *, ballot_id: str, seats: Mapping[str, int], source: str, by: Actor, at: datetime
) -> None:
    """Store the seats that each party defended at a contest, in place of what was stored.

    One transaction. Raises NoSuchContestError, and DefendedError where the source or a party is
    not stored, where a party defends more than it held, or all of them more than were up, and
    while an entry that rests on them is handed in and not published.
    """
    contest = Contest.objects.of_id(ballot_id).with_names().held_until_saved().first()
    if contest is None:
        raise NoSuchContestError(ballot_id)
    said_by = FactSource.objects.of_slugs([source]).first()
    if said_by is None:
        raise DefendedError("Choose the source that says who defended which seats.")
    _refuse_while_used(contest)
    _check(contest, seats)
    before = SeatsDefended.objects.of_contests(Contest.objects.of_key(contest.pk))
    stored = list(before.with_names())
    was = {row.party.slug: row.seats for row in stored}
    parties = {row.slug: row for row in Party.objects.in_order()}
    unknown = sorted(set(seats) - set(parties))
    if unknown:
        raise DefendedError(f"There is no party \u2018{unknown[0][:40]}\u2019 here.")
    before.delete()
    for party, number in sorted(seats.items()):
        row = SeatsDefended(contest=contest, party=parties[party], seats=number, source=said_by)
        row.full_clean()
        row.save()
    audit(
        action=Action.SAID_DEFENDED,
        by=by,
        at=at,
        subject=str(contest),
        contest=contest,
        reason=f"Seats defended, by {said_by.name}",
        before=_recorded(was, {row.source.slug for row in stored}),
        after=_recorded(seats, {said_by.slug}),
    )


def _refuse_while_used(contest: Contest) -> None:
    """Refuse while an entry of seats won waits to be checked or published: it was added up with them."""
    result = DeskResult.objects.of_contest(contest.ballot_id).first()
    entries = () if result is None else entries_of(way_of(result.way))
    if any(each.sheet.counted is Counted.WON for each in entries):
        raise DefendedError(
            "Nothing was stored. An entry of the seats won is handed in, which was added up with the"
            " seats defended as they are. Give that entry up first, with a reason, and have it typed"
            " again after this."
        )


def _recorded(seats: Mapping[str, int], sources: Set[str]) -> dict[str, object]:
    return {"seats_defended": dict(sorted(seats.items())), "sources": sorted(sources)}


def _check(contest: Contest, seats: Mapping[str, int]) -> None:
    if not any(seats.values()):
        raise DefendedError("Say how many seats at least one party defended.")
    beside = beside_of(contest)
    if beside.seats_up is not None and sum(seats.values()) > beside.seats_up:
        raise DefendedError(
            f"These are {sum(seats.values())} seats, and {beside.seats_up} were up."
        )
    if beside.eve is None:
        return
    for party, number in sorted(seats.items()):
        if number > beside.eve.get(party, 0):
            raise DefendedError(
                f"\u2018{party}\u2019 defends {number} seats here and held {beside.eve.get(party, 0)}."
            )
