"""What reconciliation is given: a contest's claims, and the standing facts of its council."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from councils.domain.council_types import CouncilType, why_no_party_control
from councils.models import CouncilSize
from elections.domain.baselines import Baseline
from elections.domain.claims import Claim
from elections.domain.contests import ContestFacts, Scope, StandingNumber
from elections.domain.sources import Citation
from elections.models import Claim as ClaimRow
from elections.models import Contest, Party, PartyKind
from elections.querysets import ContestQuerySet
from elections.selectors.mapping import (
    claim_from,
    reference_of_seats_up,
    reference_of_size,
    source_of_facts,
)


@dataclass(frozen=True, slots=True)
class ContestInputs:
    """All that is known of one contest before reconciliation."""

    facts: ContestFacts
    claims: tuple[Claim, ...]


def claims_and_facts(contest: Contest, *, leaving_out: Collection[int] = ()) -> ContestInputs:
    """Return what reconciliation is given for one contest. Four queries."""
    return inputs_of(Contest.objects.filter(pk=contest.pk), leaving_out=leaving_out)[contest.pk]


def inputs_of(
    contests: ContestQuerySet, *, leaving_out: Collection[int] = ()
) -> dict[int, ContestInputs]:
    """Return what reconciliation is given for each contest, by its primary key. Four queries.

    Claims that a later one replaces are left out, and so are those of the keys in `leaving_out`.
    """
    claims: dict[int, list[Claim]] = defaultdict(list)
    theirs = ClaimRow.objects.about_contests(contests).standing_without(leaving_out)
    for row in theirs.with_names().in_order_told():
        if row.contest_id is not None:
            claims[row.contest_id].append(claim_from(row))
    return {
        contest.pk: ContestInputs(facts=facts, claims=tuple(claims[contest.pk]))
        for contest, facts in standing_facts(contests)
    }


def standing_facts(contests: ContestQuerySet) -> Iterator[tuple[Contest, ContestFacts]]:
    """Yield each contest, its names loaded, with the standing facts of its council. Three queries."""
    sizes: dict[int, list[CouncilSize]] = defaultdict(list)
    for size in CouncilSize.objects.of_councils(contests.councils()).with_source().newest_first():
        sizes[size.council_id].append(size)
    kinds = {party.slug: party.kind for party in Party.objects.not_parties()}
    bundles = frozenset(slug for slug, kind in kinds.items() if kind == PartyKind.BUNDLE)
    for contest in contests.with_facts():
        yield contest, _facts_of(contest, sizes[contest.council_id], bundles, frozenset(kinds))


def _facts_of(
    contest: Contest,
    sizes: Sequence[CouncilSize],
    bundles: frozenset[str],
    non_parties: frozenset[str],
) -> ContestFacts:
    council = contest.council
    polling_day = contest.election.polling_day

    def standing(size: CouncilSize | None) -> StandingNumber | None:
        if size is None:
            return None
        reference = reference_of_size(council.slug, size.in_force_from)
        return StandingNumber(size.seats, Citation(source_of_facts(size.source), reference))

    before: dict[Baseline, StandingNumber | None] = {}
    # A council that is new had no size before it was elected, whatever its area had.
    if not contest.is_new:
        before[Baseline.EVE_OF_POLL] = standing(_before(sizes, polling_day))
        if contest.last_fought_on is not None:
            before[Baseline.LAST_FOUGHT] = standing(_in_force_on(sizes, contest.last_fought_on))
    seats_up = None
    if contest.seats_up is not None and contest.facts_source is not None:
        reference = reference_of_seats_up(council.slug, polling_day)
        citation = Citation(source_of_facts(contest.facts_source), reference)
        seats_up = StandingNumber(contest.seats_up, citation)
    return ContestFacts(
        size_after=standing(_in_force_on(sizes, polling_day)),
        size_before={baseline: number for baseline, number in before.items() if number is not None},
        seats_up=seats_up,
        scope=Scope(contest.scope),
        is_new=contest.is_new,
        no_party_control=why_no_party_control(CouncilType(council.council_type)),
        bundles=bundles,
        non_parties=non_parties,
    )


def _in_force_on(newest_first: Sequence[CouncilSize], day: date) -> CouncilSize | None:
    """Return the size in force once the poll of a day is over.

    A size that a boundary review changed is in force from the first poll on it.
    """
    return next((size for size in newest_first if size.in_force_from <= day), None)


def _before(newest_first: Sequence[CouncilSize], day: date) -> CouncilSize | None:
    """Return the size in force until the poll of a day."""
    return next((size for size in newest_first if size.in_force_from < day), None)
