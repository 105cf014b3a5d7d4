"""What the board of an election is made from."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from elections.codec.way import way_of
from elections.domain.desk.standing import standing_of
from elections.domain.desk.states import Check, Expected
from elections.domain.results import State as Known
from elections.models import Contest, DeskResult, Election, Publication, Tally
from elections.pages.desk.board import BoardMaterial, OnBoard
from elections.pages.desk.result import Rights
from elections.selectors.data_version import current_edition
from elections.selectors.pages.looking_up import election_of, polling_day_of
from elections.selectors.pages.rows import contest_facts, election_facts


def newest_election(today: date) -> str:
    """Return the slug of the election that is the newest for readers, or nothing. One query."""
    newest = Election.objects.newest(today).first()
    return "" if newest is None else newest.slug


def board_stamp(slug: str, *, now: datetime) -> tuple[object, ...]:
    """Return what changes whenever the board of an election does, and each minute. Two queries.

    Every step counts a token up; holds, which do not, are told beside it, and figures
    that sources dispute move with the data version. Raises NotHereError where the address names
    no day.
    """
    results = DeskResult.objects.of_election(polling_day_of(slug))
    return (
        current_edition(localdate(now)),
        *results.stamp(now),
        now.replace(second=0, microsecond=0),
    )


def board_material(slug: str, *, by: str, rights: Rights, now: datetime) -> BoardMaterial:
    """Return what the board of an election is made from. Six queries.

    Raises NotHereError where there is no such election.
    """
    election = election_of(slug)
    contests = Contest.objects.of_election(election.polling_day)
    results = {row.contest_id: row for row in DeskResult.objects.of_contests(contests)}
    disputed = Tally.objects.numbers_disputed(contests)
    known = Publication.objects.current().of_contests(contests).states_by_contest()

    def on_board(row: Contest) -> OnBoard:
        result = results.get(row.pk)
        hold = None if result is None else result.hold
        return OnBoard(
            contest=contest_facts(row),
            standing=standing_of(
                Expected() if result is None else way_of(result.way),
                Known(known.get(row.pk, Known.AWAITED)),
            ),
            waiting_since=None if result is None else result.waiting_since,
            held_by=hold.by if hold is not None and hold.is_live(now) else "",
            disputed=disputed.get(row.pk, 0),
        )

    return BoardMaterial(
        election=election_facts(election),
        check=Check(election.check_asked),
        contests=tuple(on_board(row) for row in contests.with_names().in_order_of_name()),
        others=tuple(
            election_facts(row) for row in Election.objects.newest_first() if row.pk != election.pk
        ),
        by=by,
        rights=rights,
        now=now,
        too_early=election.why_too_early(now=now),
    )
