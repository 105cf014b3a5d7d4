"""What the page of a contest is made from."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse
from django.utils.timezone import localtime

from elections.browsing.contests import ContestSummary
from elections.models import Claim, Contest, Election
from elections.pages.facts import ContestMaterial, LeftDisputed, Parties, VersionFacts
from elections.pages.missing import MissingPage, Suggestion
from elections.pages.versions import VersionsMaterial
from elections.selectors.browsing import contests_to_show
from elections.selectors.desk.disputes import decisions_of
from elections.selectors.pages.looking_up import NotHereError, no_contest, polling_day_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import claim_facts, contest_facts, result_of, source_facts
from elections.selectors.results import (
    PublishedResult,
    each_version,
    history_of,
    published_results,
    published_version,
)

MOST_VERSIONS = 1_000_000


def contest_material(*, election: str, council: str) -> ContestMaterial:
    """Return what a contest's page is made from. Ten queries.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is
    no such contest.
    """
    row = _contest(election, council)
    contests = Contest.objects.of_key(row.pk)
    standing = Claim.objects.about_contests(contests).standing_for_readers()
    claims = list(standing.with_names().in_order_told())
    material = _material(row, claims, published_results(contests).get(row.pk))
    return replace(material, left_disputed=_left_disputed(row))


def _left_disputed(row: Contest) -> dict[str, LeftDisputed]:
    return {
        figure: LeftDisputed(localtime(decision.at), decision.reason)
        for figure, decision in decisions_of(row).items()
        if not decision.is_choice
    }


def version_material(*, election: str, council: str, version: int) -> ContestMaterial:
    """Return what the page of one version is made from, with the claims it was made from then.

    Eleven queries. Raises ElsewhereError where `council` is another form of a slug, NotHereError
    where there is no such contest or no such version.
    """
    row = _contest(election, council)
    # No database counts further, and nobody publishes so often.
    result = published_version(row, version=version) if version <= MOST_VERSIONS else None
    if result is None:
        raise NotHereError(_no_version(row, version))
    used = result.reconciliation.outcomes
    claims = [
        claim
        for claim in Claim.objects.about_contests(Contest.objects.of_key(row.pk))
        .with_names()
        .in_order_told()
        if (claim.source.slug, claim.reference) in used
    ]
    return _material(row, claims, result)


def versions_material(*, election: str, council: str) -> VersionsMaterial:
    """Return what the list of a contest's versions is made from. Ten queries.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is
    no such contest.
    """
    row = _contest(election, council)
    return VersionsMaterial(
        contest=contest_facts(row),
        results={each.version: each.reconciliation for each in each_version(row)},
        versions=_versions(row),
        parties=all_parties(),
    )


def _contest(election: str, council: str) -> Contest:
    contests = Contest.objects.opened().of_election(polling_day_of(election)).of_council(council)
    row = contests.with_names().first()
    if row is None:
        raise no_contest(election, council, among=Election.objects.opened())
    return row


def _material(
    row: Contest, claims: list[Claim], published: PublishedResult | None
) -> ContestMaterial:
    return ContestMaterial(
        contest=contest_facts(row),
        result=result_of(published),
        parties=all_parties(),
        claims=tuple(claim_facts(claim) for claim in claims),
        versions=_versions(row),
        sources={claim.source.slug: source_facts(claim.source) for claim in claims},
    )


def _versions(row: Contest) -> tuple[VersionFacts, ...]:
    return tuple(
        VersionFacts(each.version, localtime(each.published_at), each.reason, each.corrected)
        for each in history_of(row)
    )


def _no_version(row: Contest, version: int) -> MissingPage:
    names = [row.election.slug, row.council.slug]
    return MissingPage(
        f"There is no version {version if version <= MOST_VERSIONS else 'of that number'} of this "
        "result.",
        (
            Suggestion(f"{row.council.name}, as it is now", reverse("contest", args=names)),
            Suggestion("All its versions", reverse("versions", args=names)),
        ),
    )


def contest_figures(*, election: str, council: str) -> tuple[ContestSummary, Parties]:
    """Return one contest with its figures and no working, and all parties. At most six queries.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is
    no such contest.
    """
    contests = Contest.objects.opened().of_election(polling_day_of(election)).of_council(council)
    found = contests_to_show(contests)
    if not found:
        raise no_contest(election, council, among=Election.objects.opened())
    return found[0], all_parties()
