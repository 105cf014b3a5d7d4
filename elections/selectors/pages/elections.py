"""What the pages of elections are made from."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from elections.domain.sources import SourceKind
from elections.models import Claim, Election, Source
from elections.pages.facts import ElectionFacts, ElectionMaterial
from elections.pages.missing import MissingPage
from elections.selectors.browsing import contests_of_election, map_material
from elections.selectors.kept import kept
from elections.selectors.pages.looking_up import NotHereError, no_election
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import (
    election_claim_facts,
    election_facts,
    source_facts,
)
from elections.selectors.places import all_regions


@kept
def election_material(slug: str) -> ElectionMaterial:
    """Return what an election's page is made from. Nine queries at most.

    Raises NotHereError where there is no such election.
    """
    elections = all_elections()
    election = next((each for each in elections if each.slug == slug), None)
    if election is None:
        raise no_election(slug)
    return _election_material(election, elections)


@kept
def newest_election_material(today: date) -> ElectionMaterial:
    """Return what the page of the newest election is made from. Ten queries at most.

    Raises NotHereError where there is none that is over or in its season.
    """
    newest = Election.objects.newest(today).first()
    if newest is None:
        raise NotHereError(MissingPage("There is no election here yet."))
    return _election_material(election_facts(newest), all_elections())


def _election_material(
    election: ElectionFacts, elections: tuple[ElectionFacts, ...]
) -> ElectionMaterial:
    contests = contests_of_election(election.polling_day)
    claims = [
        election_claim_facts(row)
        for row in Claim.objects.about_election(election.polling_day)
        .standing()
        .with_names()
        .in_order_told()
    ]
    told = Source.objects.opened().of_slugs({claim.source for claim in claims})
    tables = Source.objects.opened().tables_of_election(election.polling_day)
    sources = [source_facts(row) for row in (told | tables).newest_first()]
    return ElectionMaterial(
        election=election,
        contests=tuple((each.contest, each.result) for each in contests),
        parties=all_parties(),
        claims=tuple(claims),
        sources={each.slug: each for each in sources},
        regions=all_regions(),
        names={each.contest.ballot_id: each.names for each in contests},
        map=map_material(),
        address=reverse("election", args=[election.slug]),
        tables=tuple(each for each in sources if each.kind is SourceKind.DATASET),
        other_elections=tuple(each for each in elections if each != election),
    )


@kept
def all_elections() -> tuple[ElectionFacts, ...]:
    """Return every election that readers see, the latest first. One query."""
    return tuple(election_facts(row) for row in Election.objects.opened().newest_first())
