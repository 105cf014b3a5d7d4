"""What the documents of councils and regions are made from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.urls import reverse

from councils.domain.council_types import CouncilType
from councils.models import Composition, Council, Region, Succession
from elections.pages.facts import FactSourceFacts, RegionFacts
from elections.pages.register import (
    CouncilHistory,
    CouncilMaterial,
    CouncilRecord,
    CouncilsMaterial,
    RegionHistory,
    RegionRecord,
    SizeRecord,
    SuccessionRecord,
    YearRecord,
)
from elections.selectors.browsing import (
    contests_of_council,
    contests_of_region,
    newest_contests,
    search_names,
)
from elections.selectors.kept import kept, kept_of_few
from elections.selectors.pages.looking_up import no_council, not_listed
from elections.selectors.pages.parties import all_parties
from elections.selectors.places import all_places, all_regions
from elections.selectors.register.near import councils_near
from elections.selectors.register.speaking import speaking_of


@kept
def council_records() -> tuple[CouncilRecord, ...]:
    """Return every council, from A to Z. Two queries."""
    aliases = all_places().aliases
    return tuple(
        _council_record(row, search_names(row, aliases.get(row.pk, ())))
        for row in Council.objects.with_region().in_order_of_name()
    )


@kept
def councils_material() -> CouncilsMaterial:
    """Return what the list of councils is made from. Seven queries, however many councils."""
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


@kept_of_few
def council_material(slug: str) -> CouncilMaterial:
    """Return what a council's page is made from. At most ten queries.

    Raises ElsewhereError where `slug` is another form, NotHereError where there is no such
    council.
    """
    history = council_history(slug)
    sources, told = speaking_of(slug)
    return CouncilMaterial(
        history=history,
        sources=sources,
        told=told,
        near=councils_near(slug),
    )


@kept_of_few
def council_history(slug: str) -> CouncilHistory:
    """Return a council with all that is known of it. At most eight queries.

    Raises ElsewhereError where `slug` is another form, NotHereError where there is no such
    council.
    """
    rows = list(Council.objects.of_slug(slug).with_aliases_and_sizes())
    if not rows:
        raise no_council(slug)
    (_, name, official_name, gss_code, council_type, starts_on, ends_on, region, place), *_ = (
        row[:9] for row in rows
    )
    successions = list(Succession.objects.of_council(slug))
    years, tables = council_years(slug)
    return CouncilHistory(
        council=CouncilRecord(
            slug=slug,
            name=name,
            official_name=official_name,
            gss_code=gss_code,
            council_type=CouncilType(council_type),
            region=region,
            starts_on=starts_on,
            ends_on=ends_on,
        ),
        # Each alias comes with each size: of either, one of each is kept, in order.
        sizes=tuple(
            SizeRecord(*size) for size in dict.fromkeys(row[11:] for row in rows) if size[0]
        ),
        aliases=tuple(alias for alias in dict.fromkeys(row[9:11] for row in rows) if alias[0]),
        predecessors=tuple(
            _succession(each, each.predecessor)
            for each in successions
            if each.successor.slug == slug
        ),
        successors=tuple(
            _succession(each, each.successor)
            for each in successions
            if each.predecessor.slug == slug
        ),
        contests=contests_of_council(slug),
        parties=all_parties(),
        region=RegionFacts(region, place),
        years=years,
        tables=tables,
    )


def council_years(slug: str) -> tuple[tuple[YearRecord, ...], dict[str, FactSourceFacts]]:
    """Return a council year by year, the oldest first, and the tables it is from. One query."""
    years: dict[int, YearRecord] = {}
    tables: dict[str, FactSourceFacts] = {}
    for (
        year,
        seats,
        label,
        mayor,
        party,
        held,
        source,
        *of_source,
    ) in Composition.objects.of_council(slug).by_party():
        if source not in tables:
            name, publisher, licence, retrieved_on = of_source
            tables[source] = FactSourceFacts(source, name, publisher, retrieved_on, licence)
        record = years.setdefault(year, YearRecord(year, seats, {}, label, source, mayor or ""))
        if party is not None:
            years[year] = replace(record, parties={**record.parties, party: held})
    return tuple(years.values()), tables


@kept
def region_records() -> tuple[RegionRecord, ...]:
    """Return every region and nation, in order. Two queries."""
    numbers = Council.objects.numbers_by_region()
    return tuple(
        _region_record(row, *numbers.get(row.slug, (0, 0))) for row in Region.objects.in_order()
    )


@kept
def region_history(slug: str) -> RegionHistory:
    """Return a region with its contests. Seven queries.

    Raises NotHereError where there is no such region.
    """
    row = Region.objects.of_slug(slug).first()
    if row is None:
        names = {each.slug: each.name for each in all_regions()}
        raise not_listed("region", slug, names)
    councils = Council.objects.in_region(slug)
    return RegionHistory(
        region=_region_record(row, *councils.numbers_by_region().get(slug, (0, 0))),
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


def _region_record(row: Region, councils: int, ending: int) -> RegionRecord:
    return RegionRecord(row.slug, row.name, row.gss_code, row.nation, councils, ending)


def _succession(row: Succession, other: Council) -> SuccessionRecord:
    return SuccessionRecord(other.slug, other.name, row.on, row.continues)
