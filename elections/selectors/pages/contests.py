"""What the page of a contest is made from."""

from __future__ import annotations

from django.utils.timezone import localtime

from elections.browsing.contests import ContestSummary
from elections.models import Claim, Contest
from elections.pages.facts import ContestMaterial, Parties, VersionFacts
from elections.selectors.browsing import contests_to_show
from elections.selectors.pages.looking_up import no_contest, polling_day_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import claim_facts, contest_facts, result_of, source_facts
from elections.selectors.results import history_of, published_results


def contest_material(*, election: str, council: str) -> ContestMaterial:
    """Return what a contest's page is made from. Nine queries.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is
    no such contest.
    """
    polling_day = polling_day_of(election)
    contests = Contest.objects.of_election(polling_day).of_council(council)
    row = contests.with_names().first()
    if row is None:
        raise no_contest(election, council)
    claims = list(Claim.objects.about_contests(contests).standing().with_names().in_order_told())
    return ContestMaterial(
        contest=contest_facts(row),
        result=result_of(published_results(contests).get(row.pk)),
        parties=all_parties(),
        claims=tuple(claim_facts(claim) for claim in claims),
        versions=tuple(
            VersionFacts(each.version, localtime(each.published_at), each.reason)
            for each in history_of(row)
        ),
        sources={claim.source.slug: source_facts(claim.source) for claim in claims},
    )


def contest_figures(*, election: str, council: str) -> tuple[ContestSummary, Parties]:
    """Return one contest with its figures and no working, and all parties. At most six queries.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is
    no such contest.
    """
    contests = Contest.objects.of_election(polling_day_of(election)).of_council(council)
    found = contests_to_show(contests)
    if not found:
        raise no_contest(election, council)
    return found[0], all_parties()
