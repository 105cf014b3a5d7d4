"""What is known of a council, to hold a returning officer's sheet against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from councils.domain.control import Undetermined
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    Claim,
    HasControl,
    ListIsWhole,
    NobodyHasControl,
    SeatsHeld,
    SeatsVacant,
    SeatsWon,
)
from elections.domain.contests import ContestFacts
from elections.domain.desk.checking import Beside
from elections.domain.figures import Derived, Reported, SeatsFigure, Unknown, known_value
from elections.domain.overview.involvement import involved_parties
from elections.domain.polling import ElectionStatus
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.domain.sources import Precision, SourceKind
from elections.models import Contest, SeatsDefended
from elections.polls import polls_close_at
from elections.querysets.contests import ContestQuerySet
from elections.selectors.figures import figures_of
from elections.selectors.inputs import inputs_of
from elections.selectors.unpublished import keys_of_all, unpublished_claims


def beside_of(contest: Contest) -> Beside:
    """Return what is known of a contest's council before any of its own result. About ten queries.

    Its election and council have to be loaded.
    """
    return besides_of([contest])[contest.pk]


def besides_of(contests: Collection[Contest]) -> dict[int, Beside]:
    """Return by key what is known of the councils of several contests of one election.

    As many queries as for one. Their elections and councils have to be loaded.
    """
    these = Contest.objects.of_keys([contest.pk for contest in contests])
    # What nobody has published yet is no measure of a sheet either.
    given = inputs_of(these, leaving_out=keys_of_all(unpublished_claims(these)))
    # A sheet that corrects another is held against what was known before that, and not against it.
    before = {
        pk: reconcile(each.facts, tuple(claim for claim in each.claims if not _is_declared(claim)))
        for pk, each in given.items()
    }
    defended = _defended(these)
    here = _here(contests, before)
    return {
        contest.pk: _beside(
            contest,
            given[contest.pk].facts,
            before[contest.pk],
            defended.get(contest.pk),
            here[contest.pk],
        )
        for contest in contests
    }


def _beside(
    contest: Contest,
    facts: ContestFacts,
    before: Reconciliation,
    defended: Mapping[str, int] | None,
    here: frozenset[str],
) -> Beside:
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
        defended=defended,
        here=here,
        polls_close_at=None
        if contest.election.status == ElectionStatus.REHEARSAL
        else polls_close_at(contest.election.polling_day),
        no_party_control=facts.no_party_control,
        bundles=facts.bundles,
    )


def _is_declared(claim: Claim) -> bool:
    """Return whether a claim is a declaration's of the result itself, as a sheet makes it."""
    if claim.citation.source.kind is not SourceKind.DECLARATION:
        return False
    match claim.saying:
        case (
            SeatsHeld(moment=moment)
            | SeatsVacant(moment=moment)
            | ListIsWhole(moment=moment)
            | HasControl(moment=moment)
            | NobodyHasControl(moment=moment)
        ):
            return moment is AFTER
        case SeatsWon():
            return True
        case _:
            return False


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


def _defended(contests: ContestQuerySet) -> dict[int, dict[str, int]]:
    """Return the seats each party defended, where somebody has said. One query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in SeatsDefended.objects.of_contests(contests).with_names():
        found[row.contest_id][row.party.slug] = row.seats
    return found


def _here(
    contests: Collection[Contest], before: Mapping[int, Reconciliation]
) -> dict[int, frozenset[str]]:
    """Return the parties that sat or stood in each council at this contest or an earlier one.

    Five queries at most.
    """
    days = {contest.election.polling_day for contest in contests}
    found: dict[int, set[str]] = defaultdict(set)
    if days:
        slugs = {contest.council.slug for contest in contests}
        # A rehearsal's parties are no parties of the council.
        earlier = Contest.objects.opened().of_councils(slugs).before(min(days))
        councils = dict(earlier.order_by().values_list("pk", "council_id"))
        # For a council's first contest nothing is left to ask.
        for pk, result in (figures_of(earlier) if councils else {}).items():
            found[councils[pk]] |= involved_parties(result.reconciliation)
    return {
        contest.pk: frozenset(found[contest.council_id] | involved_parties(before[contest.pk]))
        for contest in contests
    }
