"""What the pages of councils are made from."""

from __future__ import annotations

from councils.models import Council
from elections.models import Contest
from elections.pages.facts import CouncilMaterial
from elections.selectors.pages.looking_up import no_council
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts, council_facts, result_of
from elections.selectors.results import published_results


def council_contests(slug: str) -> CouncilMaterial:
    """Return what a council's page is made from. Ten queries.

    Raises ElsewhereError where `slug` is another form, NotHereError where there is no such
    council.
    """
    council = Council.objects.of_slug(slug).with_region().first()
    if council is None:
        raise no_council(slug)
    contests = Contest.objects.of_council(slug)
    results = published_results(contests)
    return CouncilMaterial(
        council_facts(council),
        tuple(
            (contest_facts(row), result_of(results.get(row.pk))) for row in contests.with_names()
        ),
        all_parties(),
    )
