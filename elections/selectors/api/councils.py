"""What the documents of councils and regions are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from councils.domain.council_types import CouncilType
from councils.models import (
    AliasKind,
    Council,
    CouncilAlias,
    CouncilSize,
    Nation,
    Region,
    Succession,
)
from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Facet, Vocabulary
from elections.models import Contest
from elections.pages.facts import Parties
from elections.pages.missing import MissingPage, near_matches
from elections.pages.words import COUNCIL_TYPE_LABELS
from elections.selectors.browsing import all_regions, contests_to_browse, search_names
from elections.selectors.pages.looking_up import NotHereError, no_council
from elections.selectors.pages.parties import all_parties


@dataclass(frozen=True, slots=True)
class CouncilRecord:
    """A council as the register has it. `names` are those it answers to, folded."""

    slug: str
    name: str
    official_name: str
    gss_code: str
    council_type: CouncilType
    region: str
    starts_on: date | None
    ends_on: date | None
    names: tuple[str, ...] = ()

    def values_of(self, facet: Facet) -> frozenset[str]:
        """Return the council's values of a facet: its region and its type, and no other."""
        match facet:
            case Facet.REGION:
                return frozenset({self.region})
            case Facet.TYPE:
                return frozenset({self.council_type.value})
            case _:
                return frozenset()


@dataclass(frozen=True, slots=True)
class SizeRecord:
    """How many seats a council has from a day on, and the slug of the source that says so."""

    seats: int
    in_force_from: date
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """The other council of a succession."""

    council: str
    name: str
    on: date
    continues: bool


@dataclass(frozen=True, slots=True)
class CouncilHistory:
    """A council with all that is known of it."""

    council: CouncilRecord
    sizes: tuple[SizeRecord, ...]
    aliases: tuple[tuple[AliasKind, str], ...]
    predecessors: tuple[SuccessionRecord, ...]
    successors: tuple[SuccessionRecord, ...]
    contests: tuple[ContestSummary, ...]
    parties: Parties


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A region or nation, and how many councils of it there are here."""

    slug: str
    name: str
    gss_code: str
    nation: Nation
    councils: int


@dataclass(frozen=True, slots=True)
class RegionHistory:
    """A region with its contests."""

    region: RegionRecord
    contests: tuple[ContestSummary, ...]
    parties: Parties


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
        aliases=tuple(
            (AliasKind(alias.kind), alias.text) for alias in CouncilAlias.objects.of_council(slug)
        ),
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
    return RegionRecord(row.slug, row.name, row.gss_code, Nation(row.nation), councils)


def _succession(row: Succession, other: Council) -> SuccessionRecord:
    return SuccessionRecord(other.slug, other.name, row.on, row.continues)
