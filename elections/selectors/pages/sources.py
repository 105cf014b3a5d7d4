"""What the pages of sources are made from."""

from __future__ import annotations

from collections import defaultdict

from councils.models import CouncilSize, FactSource
from elections.domain.results import ClaimOutcome
from elections.models import Claim, ClaimUse, Contest, Source
from elections.pages.facts import (
    AllSources,
    ClaimFacts,
    ContestFacts,
    ElectionClaimFacts,
    ElectionFacts,
    FactSourceMaterial,
    SourceMaterial,
)
from elections.selectors.kept import kept
from elections.selectors.pages.looking_up import not_listed
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import (
    claim_facts,
    contest_facts,
    election_claim_facts,
    election_facts,
    fact_source_facts,
    seats_up_facts,
    size_facts,
    source_facts,
)


@kept
def all_sources() -> AllSources:
    """Return every source: of claims, the newest first, and of standing facts. Three queries."""
    numbers = Claim.objects.opened().standing_for_readers().numbers_by_source()
    return AllSources(
        of_claims=tuple(
            (source_facts(row), numbers.get(row.slug, 0))
            for row in Source.objects.opened().newest_first()
        ),
        of_facts=tuple(fact_source_facts(row) for row in FactSource.objects.in_order_of_name()),
    )


def source_material(slug: str) -> SourceMaterial | FactSourceMaterial:
    """Return what a source's page is made from. Six queries, or four for one of standing facts.

    Raises NotHereError where there is no such source.
    """
    source = Source.objects.opened().of_slugs([slug]).first()
    if source is not None:
        return _source_material(source)
    fact_source = FactSource.objects.of_slugs([slug]).first()
    if fact_source is not None:
        return _fact_source_material(fact_source)
    raise not_listed(
        "source", slug, {row.slug: row.name for row in Source.objects.opened().newest_first()}
    )


def _fact_source_material(source: FactSource) -> FactSourceMaterial:
    sizes = CouncilSize.objects.of_source(source.slug).with_council().in_order_of_council()
    contests = Contest.objects.opened().of_facts_source(source.slug).with_names().newest_first()
    return FactSourceMaterial(
        source=fact_source_facts(source),
        sizes=tuple(size_facts(row) for row in sizes),
        seats_up=tuple(seats_up_facts(row) for row in contests),
    )


def _source_material(source: Source) -> SourceMaterial:
    slug = source.slug
    # What somebody entered and nobody else has published is for the desk alone.
    claims = Claim.objects.opened().seen_by_readers().of_source(slug)
    standing = set(claims.standing_for_readers().values_list("pk", flat=True))
    by_contest: dict[ContestFacts, list[ClaimFacts]] = defaultdict(list)
    by_election: dict[ElectionFacts, list[ElectionClaimFacts]] = defaultdict(list)
    for row in claims.with_names().with_subjects().in_order_told():
        is_replaced = row.pk not in standing
        if row.contest is not None:
            by_contest[contest_facts(row.contest)].append(claim_facts(row, is_replaced=is_replaced))
        elif row.election is not None:
            by_election[election_facts(row.election)].append(
                election_claim_facts(row, is_replaced=is_replaced)
            )
    return SourceMaterial(
        source=source_facts(source),
        contests=tuple((contest, tuple(rows)) for contest, rows in by_contest.items()),
        elections=tuple((election, tuple(rows)) for election, rows in by_election.items()),
        outcomes={
            (slug, use.claim.reference): ClaimOutcome(use.outcome)
            for use in ClaimUse.objects.opened().current().of_source(slug).with_names()
        },
        parties=all_parties(),
    )
