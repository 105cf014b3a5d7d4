"""The page of the map of the whole country: every council by its newest election, and a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from elections.browsing.choices import FacetChoices, choices, fitting
from elections.browsing.contests import (
    ContestSummary,
    contest_vocabulary,
    counted_as_asked,
    largest_value,
    sorted_contests,
)
from elections.browsing.criteria import Facet, read_criteria
from elections.domain.words.wording import control_words
from elections.pages.contest_rows import mark_words
from elections.pages.election.shown import Query, Shown, nothing_fits
from elections.pages.facts import ElectionFacts, MapMaterial, Parties, RegionFacts
from elections.pages.filters import FiltersView, announcement, filters_view
from elections.pages.maps.drawing import MapView, map_view
from elections.pages.maps.switches import map_switches
from elections.pages.maps.words import what_happened
from elections.pages.words import capitalised, count

# The table has one order: that of the regions.
SORTS = {"region": "Region"}
ABSENT = "no election of it is here"


@dataclass(frozen=True, slots=True)
class CountryMaterial:
    """All that the map of the country is made from.

    `newest` are each council's newest contest with a result; `address` is the page's own.
    """

    newest: tuple[ContestSummary, ...]
    parties: Parties
    regions: tuple[RegionFacts, ...]
    elections: tuple[ElectionFacts, ...]
    map: MapMaterial
    address: str


@dataclass(frozen=True, slots=True)
class CouncilOnTheMap:
    """A council in the table beside the map. `mark` says of a result that was wrong that it was."""

    slug: str
    name: str
    control: str
    change: str
    largest: str
    election: str
    year: int
    mark: str


@dataclass(frozen=True, slots=True)
class RegionOnTheMap:
    """A region's part of the table."""

    slug: str
    name: str
    councils: tuple[CouncilOnTheMap, ...]


@dataclass(frozen=True, slots=True)
class CouncilWithout:
    """A council of which no election is here."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class CountryPage:
    """The map of the country, narrowed down, and the table that says the same by region."""

    filters: FiltersView
    shown_text: str
    nothing: str
    map: MapView | None
    regions: tuple[RegionOnTheMap, ...]
    without: tuple[CouncilWithout, ...]
    elections: tuple[ElectionFacts, ...]
    here: str

    @property
    def is_right(self) -> bool:
        """Return whether everything that was asked for makes sense."""
        return not self.filters.problems

    @property
    def announcement(self) -> str:
        """Return what a screen reader says when the map has changed."""
        return announcement(self.filters, self.shown_text, self.nothing)

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"{self.shown_text} on the map" if self.filters.is_set else "Map of every council"


def country_shown(material: CountryMaterial, query: Query) -> Shown:
    """Return the councils that a query string asks for, by region."""
    switches = map_switches(material.map, [_slug(each) for each in material.newest])
    vocabulary = replace(
        contest_vocabulary(material.regions, material.parties, switches), sorts=SORTS
    )
    reading = read_criteria(query, vocabulary)
    everything = counted_as_asked(material.newest, reading.criteria)
    found = fitting(everything, reading.criteria)
    return Shown(
        reading.criteria,
        vocabulary,
        reading.problems,
        everything,
        sorted_contests(found, reading.criteria.sort, vocabulary),
    )


def country_page(material: CountryMaterial, query: Query) -> CountryPage:
    """Return the page of the map of the country, narrowed down as a query string asks."""
    shown = country_shown(material, query)
    criteria, address = shown.criteria, material.address
    facets = choices(shown.all, criteria, shown.vocabulary)
    number, total = len(shown.contests), len(shown.all)
    with_contest = {_slug(each) for each in shown.all}
    without = {
        place.council: place.name
        for place in material.map.places
        if place.council not in with_contest
    }
    return CountryPage(
        filters=filters_view(address, criteria, facets, shown.vocabulary, shown.problems),
        shown_text=f"{number} of {count(total, 'council')}"
        if criteria.narrows
        else count(total, "council"),
        nothing=nothing_fits(shown) if total and not number else "",
        map=country_map(material, shown, facets),
        regions=_regions(shown.contests, material),
        without=tuple(
            CouncilWithout(slug, name)
            for slug, name in sorted(without.items(), key=lambda each: each[1])
        ),
        elections=material.elections,
        here=f"{address}{criteria.query}",
    )


def country_map(
    material: CountryMaterial, shown: Shown, facets: Sequence[FacetChoices]
) -> MapView | None:
    """Return the map of the country alone."""
    return map_view(
        material.map, shown, facets, material.parties, address=material.address, absent=ABSENT
    )


def _slug(summary: ContestSummary) -> str:
    return summary.contest.council.slug


def _regions(
    contests: Sequence[ContestSummary], material: CountryMaterial
) -> tuple[RegionOnTheMap, ...]:
    by_region: dict[str, list[ContestSummary]] = {}
    for each in contests:
        by_region.setdefault(each.contest.council.region.slug, []).append(each)
    labels = contest_vocabulary((), material.parties).labels[Facet.LARGEST]
    return tuple(
        RegionOnTheMap(
            region.slug,
            region.name,
            tuple(
                CouncilOnTheMap(
                    each.contest.council.slug,
                    each.contest.council.name,
                    capitalised(control_words(each.change.after, material.parties.names)),
                    capitalised(what_happened(each, material.parties)),
                    labels[largest_value(each.largest)],
                    each.contest.election.slug,
                    each.contest.election.polling_day.year,
                    mark_words(each.result),
                )
                for each in by_region[region.slug]
            ),
        )
        for region in material.regions
        if region.slug in by_region
    )
