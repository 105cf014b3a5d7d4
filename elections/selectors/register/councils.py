"""What the documents of councils and regions are made from."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from councils.domain.council_types import CouncilType
from councils.models import (
    Council,
    CouncilAlias,
    CouncilSize,
    Region,
    Succession,
)
from elections.models import Source
from elections.pages.register import (
    CouncilHistory,
    CouncilMaterial,
    CouncilRecord,
    CouncilsMaterial,
    RegionHistory,
    RegionRecord,
    SizeRecord,
    SuccessionRecord,
)
from elections.selectors.browsing import (
    all_aliases,
    all_regions,
    contests_of_council,
    contests_of_region,
    newest_contests,
    search_names,
)
from elections.selectors.kept import kept
from elections.selectors.pages.looking_up import no_council, not_listed
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import source_facts


@kept
def council_records() -> tuple[CouncilRecord, ...]:
    """Return every council, from A to Z. Two queries."""
    aliases = all_aliases()
    return tuple(
        _council_record(row, search_names(row, aliases.get(row.pk, ())))
        for row in Council.objects.with_region().in_order_of_name()
    )


@kept
def councils_material() -> CouncilsMaterial:
    """Return what the list of councils is made from. Sixteen queries, however many councils."""
    newest = newest_contests()
    successors = defaultdict(list)
    for row in Succession.objects.in_order():
        successors[row.predecessor.slug].append(_succession(row, row.successor))
    return CouncilsMaterial(
        councils=council_records(),
        newest={each.contest.council.slug: each for each in newest},
        successors={slug: tuple(found) for slug, found in successors.items()},
        regions=all_regions(),
        parties=all_parties(),
        address=reverse("councils"),
    )


@kept
def council_material(slug: str) -> CouncilMaterial:
    """Return what a council's page is made from. Seventeen queries.

    Raises ElsewhereError where `slug` is another form, NotHereError where there is no such
    council.
    """
    history = council_history(slug)
    return CouncilMaterial(
        history=history,
        region=next(each for each in all_regions() if each.slug == history.council.region),
        sources=tuple(source_facts(row) for row in Source.objects.speaking_of(slug).newest_first()),
    )


@kept
def council_history(slug: str) -> CouncilHistory:
    """Return a council with all that is known of it. Fifteen queries.

    Raises ElsewhereError where `slug` is another form, NotHereError where there is no such
    council.
    """
    row = Council.objects.of_slug(slug).with_region().first()
    if row is None:
        raise no_council(slug)
    successions = list(Succession.objects.of_council(slug))
    return CouncilHistory(
        council=_council_record(row),
        sizes=tuple(
            SizeRecord(size.seats, size.in_force_from, size.source.slug, size.note)
            for size in CouncilSize.objects.of_council(slug).with_source()
        ),
        aliases=tuple((alias.kind, alias.text) for alias in CouncilAlias.objects.of_council(slug)),
        predecessors=tuple(
            _succession(each, each.predecessor)
            for each in successions
            if each.successor_id == row.pk
        ),
        successors=tuple(
            _succession(each, each.successor)
            for each in successions
            if each.predecessor_id == row.pk
        ),
        contests=contests_of_council(slug),
        parties=all_parties(),
    )


@kept
def region_records() -> tuple[RegionRecord, ...]:
    """Return every region and nation, in order. Two queries."""
    numbers = Council.objects.numbers_by_region()
    return tuple(_region_record(row, numbers.get(row.slug, 0)) for row in Region.objects.in_order())


@kept
def region_history(slug: str) -> RegionHistory:
    """Return a region with its contests. Thirteen queries.

    Raises NotHereError where there is no such region.
    """
    row = Region.objects.of_slug(slug).first()
    if row is None:
        names = {each.slug: each.name for each in all_regions()}
        raise not_listed("region", slug, names)
    return RegionHistory(
        region=_region_record(row, Council.objects.in_region(slug).count()),
        contests=contests_of_region(slug),
        parties=all_parties(),
    )


def _council_record(row: Council, names: tuple[str, ...] = ()) -> CouncilRecord:
    return CouncilRecord(
        slug=row.slug,
        name=row.name,
        official_name=row.official_name,
        gss_code=row.gss_code,
        council_type=CouncilType(row.council_type),
        region=row.region.slug,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        names=names,
    )


def _region_record(row: Region, councils: int) -> RegionRecord:
    return RegionRecord(row.slug, row.name, row.gss_code, row.nation, councils)


def _succession(row: Succession, other: Council) -> SuccessionRecord:
    return SuccessionRecord(other.slug, other.name, row.on, row.continues)
