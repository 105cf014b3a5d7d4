"""What comparisons are made from."""

from __future__ import annotations

from django.urls import reverse

from councils.domain.council_types import CouncilType
from councils.models import PartySeats
from councils.querysets import PartySeatsQuerySet
from elections.browsing.contests import ContestSummary
from elections.models import Contest
from elections.pages.compare.page import CompareMaterial
from elections.pages.compare.question import CouncilChoice, Query, Question, read_question
from elections.pages.compare.sides import YearOfCouncil
from elections.selectors.browsing import contests_to_show
from elections.selectors.kept import kept
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.search import councils_to_find
from elections.selectors.places import all_regions


def compare_material(query: Query) -> CompareMaterial:
    """Return what the comparison is made from that a query string asks for. At most ten queries."""
    councils, regions = councils_to_compare(), all_regions()
    question = read_question(query, councils, {each.slug: each.name for each in regions})
    slugs = [each.slug for each in question.councils]
    return CompareMaterial(
        question=question,
        councils=councils,
        regions=regions,
        contests=_contests(slugs, question),
        years=_years_in_question(slugs, question),
        parties=all_parties(),
        address=reverse("compare"),
    )


@kept
def councils_to_compare() -> tuple[CouncilChoice, ...]:
    """Return every council by name, with all names it answers to. Two queries."""
    return tuple(
        CouncilChoice(slug, found.name, council_type, found)
        for slug, council_type, found in councils_to_find({})
    )


def years_of_region(slug: str) -> tuple[YearOfCouncil, ...]:
    """Return the councils of a region in every year there is. One query."""
    return _years(PartySeats.objects.in_region(slug))


def _contests(slugs: list[str], question: Question) -> tuple[ContestSummary, ...]:
    if slugs:
        return contests_to_show(Contest.objects.opened().of_councils(slugs).newest_first())
    if question.region:
        return contests_to_show(Contest.objects.opened().in_region(question.region).newest_first())
    return ()


def _years_in_question(slugs: list[str], question: Question) -> tuple[YearOfCouncil, ...]:
    if slugs:
        return _years(PartySeats.objects.of_councils(slugs))
    return years_of_region(question.region) if question.region else ()


def _years(rows: PartySeatsQuerySet) -> tuple[YearOfCouncil, ...]:
    """Return councils year by year from their parties' seats. One query."""
    told: dict[tuple[str, int], tuple[str, int, dict[str, int]]] = {}
    for council, council_type, year, size, party, seats in rows.with_their_years():
        told.setdefault((council, year), (council_type, size, {}))[2][party] = seats
    return tuple(
        YearOfCouncil(council, CouncilType(council_type), year, size, by_party)
        for (council, year), (council_type, size, by_party) in told.items()
    )
