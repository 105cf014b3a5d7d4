"""What lists are narrowed down in: contests with their results, and every value there is to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.urls import reverse

from councils.models import Council, Hexagon
from elections.browsing.contests import ContestSummary, contest_vocabulary
from elections.browsing.criteria import Vocabulary
from elections.browsing.names import folded
from elections.keeping import OneOfEach
from elections.models import Contest
from elections.pages.facts import (
    ContestFacts,
    MapMaterial,
    MapPlace,
    Parties,
    Result,
)
from elections.polls import polls_close_at
from elections.querysets import ContestQuerySet
from elections.selectors.figures import figures_of_publications
from elections.selectors.kept import kept, kept_of_few
from elections.selectors.pages.rows import contest_facts
from elections.selectors.places import all_places, all_regions


def contests_to_browse(contests: ContestQuerySet) -> tuple[ContestSummary, ...]:
    """Return contests as lists of them are made from, in the order given. At most four queries.

    Their results come without working.
    """
    aliases = all_places().aliases
    return tuple(
        ContestSummary(contest, result, search_names(council, aliases.get(council.pk, ())))
        for council, contest, result in _told(contests)
    )


def contests_to_show(contests: ContestQuerySet) -> tuple[ContestSummary, ...]:
    """Return contests in the order given, for a page that searches none of them by name.

    One query where this process has read their results before, else three. Their results come
    without working.
    """
    return tuple(ContestSummary(contest, result, ()) for _, contest, result in _told(contests))


def _told(contests: ContestQuerySet) -> Iterator[tuple[Council, ContestFacts, Result | None]]:
    # The two names that the query adds are no fields of the model.
    rows: list[Any] = list(contests.with_names().with_current_publication())
    # What was published before the polls closed tells how things stood, and is no result.
    keys = {
        row.pk: (row.current_pk, row.current_at)
        for row in rows
        if row.current_pk and row.current_at >= polls_close_at(row.election.polling_day)
    }
    results = figures_of_publications(keys)
    for row in rows:
        yield row.council, _ONE_OF_EACH.of(contest_facts(row)), results.get(row.pk)


# A contest is the same thing on every page: what is made of it is made once (elections/keeping.py).
_ONE_OF_EACH: Final = OneOfEach[ContestFacts](2_000)


@kept
def contests_of_election(polling_day: date) -> tuple[ContestSummary, ...]:
    """Return the contests of one polling day, by name. At most four queries."""
    return contests_to_browse(Contest.objects.opened().of_election(polling_day).in_order_of_name())


@kept_of_few
def contests_of_council(slug: str) -> tuple[ContestSummary, ...]:
    """Return the contests of one council, the newest first. At most three queries."""
    return contests_to_show(Contest.objects.opened().of_council(slug).newest_first())


@kept
def contests_of_region(slug: str) -> tuple[ContestSummary, ...]:
    """Return the contests of a region or nation, the newest first. At most four queries."""
    return contests_to_browse(Contest.objects.opened().in_region(slug).newest_first())


@kept
def every_contest() -> tuple[ContestSummary, ...]:
    """Return all contests there are, the newest first. At most four queries."""
    return contests_to_browse(Contest.objects.opened().newest_first())


@kept
def newest_contests() -> tuple[ContestSummary, ...]:
    """Return each council's newest contest of which a result is published. At most four queries."""
    return contests_to_browse(Contest.objects.opened().newest_published_of_each_council())


def search_names(council: Council, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the names a council answers to, folded, its own first. No query.

    Aliases of every kind are among them: the field writes Folkestone Hythe and Hull.
    """
    names = (council.name, council.official_name, council.slug, council.gss_code, *aliases)
    return _folded(names)


@lru_cache(maxsize=1_000)
def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return folded(names)


@kept
def map_material() -> MapMaterial:
    """Return what maps are drawn from: every council's place on each map it is on. One query."""
    places = tuple(
        MapPlace(
            row.layout,
            row.council.slug,
            row.council.name,
            row.council.region.slug,
            row.east,
            row.north,
        )
        for row in Hexagon.objects.with_council()
    )
    return MapMaterial(places, councils=reverse("councils"), elections=reverse("elections"))


def vocabulary_of_contests(parties: Parties) -> Vocabulary:
    """Return every value that contests can be narrowed down by. One query."""
    return contest_vocabulary(all_regions(), parties)
