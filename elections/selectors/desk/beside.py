"""What is known of a council, to hold a returning officer's sheet against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from django.utils.timezone import get_default_timezone

from councils.domain.control import Undetermined
from elections.domain.baselines import Baseline
from elections.domain.desk.checking import Beside
from elections.domain.figures import Derived, Reported, SeatsFigure, Unknown, known_value
from elections.domain.overview.involvement import involved_parties
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.domain.sources import Precision
from elections.models import Contest, SeatsDefended
from elections.selectors.figures import figures_of
from elections.selectors.inputs import inputs_of

# Polls at local elections close at ten in the evening (Local Elections (Principal Areas)
# (England and Wales) Rules 2006, schedule 2, rule 1; the Scottish and Northern Irish rules alike).
POLLS_CLOSE: Final = time(22)


def polls_close_at(polling_day: date) -> datetime:
    """Return the moment at which the polls of a day close, in the United Kingdom's own time."""
    return datetime.combine(polling_day, POLLS_CLOSE, tzinfo=get_default_timezone())


def beside_of(contest: Contest) -> Beside:
    """Return what is known of a contest's council before any of its own result. About ten queries.

    Its election and council have to be loaded.
    """
    this = Contest.objects.of_key(contest.pk)
    given = inputs_of(this)[contest.pk]
    facts = given.facts
    before = reconcile(facts, given.claims)
    # A contest of which nobody tells anything from just before the poll has no such baseline.
    eve = before.baselines.get(Baseline.EVE_OF_POLL)
    figures = {} if eve is None else eve.before
    seats = {party: known_value(figure) for party, figure in figures.items()}
    size, eve_size = facts.size_after, facts.size_before.get(Baseline.EVE_OF_POLL)
    return Beside(
        size=None if size is None else size.seats,
        seats_up=known_value(before.seats_up),
        scope=facts.scope,
        eve=_whole(seats, None if eve_size is None else eve_size.seats),
        eve_is_exact=all(_is_exact(figure) for figure in figures.values()),
        control_before=Undetermined()
        if eve is None or isinstance(eve.control_before, Unknown)
        else eve.control_before.value,
        eve_size=None if eve_size is None else eve_size.seats,
        defended=_defended(contest),
        here=_here(contest, before),
        polls_close_at=polls_close_at(contest.election.polling_day),
        no_party_control=facts.no_party_control,
        bundles=facts.bundles,
    )


def _whole(seats: Mapping[str, int | None], size: int | None) -> Mapping[str, int] | None:
    """Return the seats if all are known and come to the council's size, vacant ones apart."""
    known = {party: number for party, number in seats.items() if number is not None}
    if not known or len(known) < len(seats) or (size is not None and sum(known.values()) > size):
        return None
    return known


def _is_exact(figure: SeatsFigure) -> bool:
    """Return whether a figure is known to the seat, and by nobody otherwise."""
    match figure:
        case Reported(precision=precision) | Derived(precision=precision):
            return precision is Precision.EXACT
        case _:
            return False


def _defended(contest: Contest) -> Mapping[str, int] | None:
    """Return the seats each party defended, or None where nobody has said. One query."""
    rows = SeatsDefended.objects.of_contests(Contest.objects.of_key(contest.pk)).with_names()
    return {row.party.slug: row.seats for row in rows} or None


def _here(contest: Contest, before: Reconciliation) -> frozenset[str]:
    """Return the parties that sat or stood in the council at this contest or an earlier one.

    Five queries at most.
    """
    earlier = Contest.objects.of_council(contest.council.slug).before(contest.election.polling_day)
    found = set(involved_parties(before))
    for result in figures_of(earlier).values():
        found |= involved_parties(result.reconciliation)
    return frozenset(found)
