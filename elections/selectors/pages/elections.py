"""What the pages of elections are made from."""

from __future__ import annotations

from django.urls import reverse

from elections.models import Claim, Election, Source
from elections.pages.facts import ElectionFacts, ElectionMaterial
from elections.pages.missing import MissingPage
from elections.selectors.browsing import all_regions, contests_of_election, map_material
from elections.selectors.kept import kept
from elections.selectors.pages.looking_up import NotHereError, election_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import (
    election_claim_facts,
    election_facts,
    source_facts,
)


@kept
def election_material(slug: str) -> ElectionMaterial:
    """Return what an election's page is made from. Twelve queries at most.

    Raises NotHereError where there is no such election.
    """
    election = election_of(slug)
    return _election_material(election)


@kept
def newest_election_material() -> ElectionMaterial:
    """Return what the page of the newest election is made from. Twelve queries at most.

    Raises NotHereError where there is no election at all.
    """
    election = Election.objects.newest_first().first()
    if election is None:
        raise NotHereError(MissingPage("There is no election here yet."))
    return _election_material(election)


def _election_material(election: Election) -> ElectionMaterial:
    contests = contests_of_election(election.polling_day)
    claims = [
        election_claim_facts(row)
        for row in Claim.objects.about_election(election.polling_day)
        .standing()
        .with_names()
        .in_order_told()
    ]
    sources = Source.objects.of_slugs({claim.source for claim in claims})
    return ElectionMaterial(
        election=election_facts(election),
        contests=tuple((each.contest, each.result) for each in contests),
        parties=all_parties(),
        claims=tuple(claims),
        sources={row.slug: source_facts(row) for row in sources},
        regions=all_regions(),
        names={each.contest.ballot_id: each.names for each in contests},
        map=map_material(),
        address=reverse("election", args=[election.slug]),
        tables=tuple(
            source_facts(row)
            for row in Source.objects.tables_of_election(election.polling_day).newest_first()
        ),
        other_elections=tuple(
            election_facts(row) for row in Election.objects.newest_first() if row.pk != election.pk
        ),
    )


@kept
def all_elections() -> tuple[ElectionFacts, ...]:
    """Return every election, the newest first. One query."""
    return tuple(election_facts(row) for row in Election.objects.newest_first())
