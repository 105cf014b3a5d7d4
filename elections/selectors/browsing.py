"""What lists are narrowed down in: contests with their results, and every value there is to choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from councils.models import Council, CouncilAlias, Region
from elections.browsing.contests import ContestSummary, contest_vocabulary
from elections.browsing.criteria import Vocabulary
from elections.browsing.names import folded
from elections.pages.facts import ContestFacts, Parties, RegionFacts, Result
from elections.querysets import ContestQuerySet
from elections.selectors.figures import figures_of
from elections.selectors.pages.rows import contest_facts, region_facts


def contests_to_browse(contests: ContestQuerySet) -> tuple[ContestSummary, ...]:
    """Return contests as lists of them are made from, in the order given. At most seven queries.

    Their results come without working.
    """
    names = search_names()
    return tuple(
        ContestSummary(contest, result, names[council])
        for council, contest, result in _told(contests)
    )


def contests_to_show(contests: ContestQuerySet) -> tuple[ContestSummary, ...]:
    """Return contests in the order given, for a page that searches none of them by name.

    At most five queries. Their results come without working.
    """
    return tuple(ContestSummary(contest, result, ()) for _, contest, result in _told(contests))


def _told(contests: ContestQuerySet) -> Iterator[tuple[int, ContestFacts, Result | None]]:
    results = figures_of(contests)
    for row in contests.with_names():
        yield row.council_id, contest_facts(row), results.get(row.pk)


def search_names() -> dict[int, tuple[str, ...]]:
    """Return the names each council answers to, folded, its own first, by its key. Two queries.

    Aliases of every kind are among them: the field writes Folkestone Hythe and Hull.
    """
    aliases = defaultdict(list)
    for council_id, text in CouncilAlias.objects.values_list("council_id", "text"):
        aliases[council_id].append(text)
    return {
        council.pk: folded(
            [
                council.name,
                council.official_name,
                council.slug,
                council.gss_code,
                *aliases[council.pk],
            ]
        )
        for council in Council.objects.in_order_of_name()
    }


def all_regions() -> tuple[RegionFacts, ...]:
    """Return every region and nation, in order. One query."""
    return tuple(region_facts(row) for row in Region.objects.in_order())


def vocabulary_of_contests(parties: Parties) -> Vocabulary:
    """Return every value that contests can be narrowed down by. One query."""
    return contest_vocabulary(all_regions(), parties)
