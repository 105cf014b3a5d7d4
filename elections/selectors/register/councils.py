"""What the documents of councils and regions are made from."""

from __future__ import annotations

from councils.domain.council_types import CouncilType
from councils.models import (
    Council,
    CouncilAlias,
    CouncilSize,
    Region,
    Succession,
)
from elections.browsing.criteria import Facet, Vocabulary
from elections.models import Contest
from elections.pages.missing import MissingPage, near_matches
from elections.pages.register import (
    CouncilHistory,
    CouncilRecord,
    RegionHistory,
    RegionRecord,
    SizeRecord,
    SuccessionRecord,
)
from elections.pages.words import COUNCIL_TYPE_LABELS
from elections.selectors.browsing import all_regions, contests_to_browse, search_names
from elections.selectors.pages.looking_up import NotHereError, no_council
from elections.selectors.pages.parties import all_parties


def council_records() -> tuple[CouncilRecord, ...]:
    """Return every council, from A to Z. Three queries."""
    names = search_names()
    return tuple(
        _council_record(row, names[row.pk])
        for row in Council.objects.with_region().in_order_of_name()
    )


def vocabulary_of_councils() -> Vocabulary:
    """Return every value that councils can be narrowed down by. One query."""
    return Vocabulary(
        labels={
            Facet.REGION: {region.slug: region.name for region in all_regions()},
            Facet.TYPE: {kind.value: COUNCIL_TYPE_LABELS[kind] for kind in CouncilType},
        },
        sorts={"name": "Council, A to Z"},
    )


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
        contests=contests_to_browse(Contest.objects.of_council(slug).newest_first()),
        parties=all_parties(),
    )


def region_records() -> tuple[RegionRecord, ...]:
    """Return every region and nation, in order. Two queries."""
    numbers = Council.objects.numbers_by_region()
    return tuple(_region_record(row, numbers.get(row.slug, 0)) for row in Region.objects.in_order())


def region_history(slug: str) -> RegionHistory:
    """Return a region with its contests. Thirteen queries.

    Raises NotHereError where there is no such region.
    """
    row = Region.objects.of_slug(slug).first()
    if row is None:
        names = {each.slug: each.name for each in all_regions()}
        near = near_matches(slug, names)
        hint = f" Did you mean “{near[0][0]}”?" if near else ""
        raise NotHereError(MissingPage(f"There is no region called “{slug[:80]}” here.{hint}"))
    return RegionHistory(
        region=_region_record(row, Council.objects.in_region(slug).count()),
        contests=contests_to_browse(Contest.objects.in_region(slug).newest_first()),
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
