"""From rows to what page builders are told. No queries: what a row refers to is loaded."""

from __future__ import annotations

from django.utils.timezone import localtime

from councils.domain.council_types import CouncilType
from councils.models import Council, CouncilSize, FactSource, Region
from elections.domain.contests import Scope
from elections.domain.polling import ElectionStatus
from elections.domain.sources import Precision, SourceKind
from elections.models import Claim, Contest, Election, Source
from elections.pages.facts import (
    ClaimFacts,
    ContestFacts,
    CouncilFacts,
    ElectionClaimFacts,
    ElectionFacts,
    FactSourceFacts,
    RegionFacts,
    Result,
    SeatsUpFacts,
    SizeFacts,
    SourceFacts,
)
from elections.selectors.mapping import claim_from, reference_of_seats_up, reference_of_size
from elections.selectors.results import PublishedResult


def region_facts(row: Region) -> RegionFacts:
    """Return a region or nation. No query."""
    return RegionFacts(row.slug, row.name)


def council_facts(row: Council) -> CouncilFacts:
    """Return a council; its region has to be loaded. No query."""
    return CouncilFacts(
        slug=row.slug,
        name=row.name,
        council_type=CouncilType(row.council_type),
        region=region_facts(row.region),
        gss_code=row.gss_code,
    )


def election_facts(row: Election) -> ElectionFacts:
    """Return an election. No query."""
    return ElectionFacts(row.slug, row.name, row.polling_day, ElectionStatus(row.status))


def contest_facts(row: Contest) -> ContestFacts:
    """Return a contest; its election, council and region have to be loaded. No query."""
    return ContestFacts(
        ballot_id=row.ballot_id,
        council=council_facts(row.council),
        election=election_facts(row.election),
        scope=Scope(row.scope),
    )


def source_facts(row: Source) -> SourceFacts:
    """Return a source of claims. No query."""
    return SourceFacts(
        slug=row.slug,
        name=row.name,
        title=row.title,
        outlet=row.outlet,
        kind=SourceKind(row.kind),
        published_on=row.published_on,
        edition=row.edition,
        date_basis=row.date_basis,
        url=row.url,
        licence=row.licence,
        note=row.note,
    )


def fact_source_facts(row: FactSource) -> FactSourceFacts:
    """Return a source of standing facts. No query."""
    return FactSourceFacts(
        slug=row.slug,
        name=row.name,
        publisher=row.publisher,
        retrieved_on=row.retrieved_on,
        licence=row.licence,
        url=row.url,
        note=row.note,
    )


def size_facts(row: CouncilSize) -> SizeFacts:
    """Return a council's size; its council and region have to be loaded. No query."""
    return SizeFacts(
        reference=reference_of_size(row.council.slug, row.in_force_from),
        council=council_facts(row.council),
        seats=row.seats,
        in_force_from=row.in_force_from,
        note=row.note,
    )


def seats_up_facts(row: Contest) -> SeatsUpFacts:
    """Return how much was up at a contest. No query."""
    return SeatsUpFacts(
        reference=reference_of_seats_up(row.council.slug, row.election.polling_day),
        contest=contest_facts(row),
        seats_up=row.seats_up,
        last_fought_on=row.last_fought_on,
        is_new=row.is_new,
    )


def claim_facts(row: Claim, *, is_replaced: bool = False) -> ClaimFacts:
    """Return a claim about a contest; its source and parties have to be loaded. No query."""
    return ClaimFacts(
        claim=claim_from(row),
        stated_as=row.stated_as,
        baseline_basis=row.baseline_basis,
        baseline_note=row.baseline_note,
        note=row.note,
        recorded_at=localtime(row.recorded_at),
        is_replaced=is_replaced,
    )


def election_claim_facts(row: Claim, *, is_replaced: bool = False) -> ElectionClaimFacts:
    """Return a claim about a whole election. No query."""
    return ElectionClaimFacts(
        source=row.source.slug,
        reference=row.reference,
        kind=row.kind,
        paragraph=row.paragraph,
        party="" if row.party is None else row.party.slug,
        other_party="" if row.other_party is None else row.other_party.slug,
        value=row.value,
        out_of=row.out_of,
        topic=row.topic,
        text=row.text,
        stated_as=row.stated_as,
        is_exact=row.precision == Precision.EXACT,
        note=row.note,
        is_replaced=is_replaced,
    )


def result_of(published: PublishedResult | None) -> Result | None:
    """Return a published result, or None where there is none. No query."""
    if published is None:
        return None
    return Result(
        reconciliation=published.reconciliation,
        version=published.version,
        published_at=localtime(published.published_at),
        reason=published.reason,
    )
