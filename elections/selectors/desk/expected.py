"""Elections, their contests and councils, as an admin's pages are made from them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.urls import reverse

from councils.models import Council, CouncilAlias, CouncilSize, FactSource, Region
from elections.domain.contests import Scope
from elections.domain.desk.expecting import stage_of
from elections.domain.desk.states import Check
from elections.domain.polling import ElectionStatus
from elections.models import Claim, Contest, DeskResult, Election, Proposal, Publication
from elections.pages.desk.expected import (
    CouncilMaterial,
    ElectionMaterial,
    ExpectedMaterial,
    ProposedLine,
)
from elections.pages.missing import MissingPage, Suggestion
from elections.pages.words import time_and_day
from elections.querysets import ContestQuerySet
from elections.selectors.pages.looking_up import NotHereError, election_of


def elections_material() -> tuple[ElectionMaterial, ...]:
    """Return every election, the newest first. Three queries."""
    expected = Contest.objects.numbers_by_election()
    published = Contest.objects.with_a_publication().numbers_by_election()
    return tuple(
        _election(row, expected.get(row.polling_day, 0), published.get(row.polling_day, 0))
        for row in Election.objects.newest_first()
    )


def election_material(slug: str) -> tuple[ElectionMaterial, tuple[ExpectedMaterial, ...]]:
    """Return one election with its contests by name. Seven queries. Raises NotHereError."""
    row = election_of(slug)
    contests = _expected(Contest.objects.of_election(row.polling_day), row.polling_day)
    published = Contest.objects.of_election(row.polling_day).with_a_publication().count()
    return _election(row, len(contests), published), contests


def contest_row(election: str, council: str) -> Contest:
    """Return one contest with its names. Two queries. Raises NotHereError."""
    day = election_of(election).polling_day
    row = Contest.objects.of_election(day).of_council(council).with_facts().first()
    if row is None:
        back = Suggestion("This election", reverse("desk:election", args=[election]))
        raise NotHereError(MissingPage("This council has no contest here.", (back,)))
    return row


def expected_material(row: Contest) -> tuple[ElectionMaterial, ExpectedMaterial]:
    """Return one contest and its election. Five queries."""
    (contest,) = _expected(Contest.objects.of_key(row.pk), row.election.polling_day)
    return _election(row.election, 0, 0), contest


def councils_named() -> tuple[tuple[str, str], ...]:
    """Return every council's slug and name, by name. One query."""
    return tuple(Council.objects.in_order_of_name().values_list("slug", "name"))


def council_row(slug: str) -> Council:
    """Return one council with its region. One query. Raises NotHereError."""
    row = Council.objects.of_slug(slug).with_region().first()
    if row is None:
        back = Suggestion("All councils", reverse("desk:councils"))
        raise NotHereError(MissingPage("There is no council at this address.", (back,)))
    return row


def council_material(row: Council) -> CouncilMaterial:
    """Return one council with its sizes and other names, and what waits to be published of it. Three queries."""
    sizes = CouncilSize.objects.of_council(row.slug).with_source()
    return CouncilMaterial(
        slug=row.slug,
        name=row.name,
        official_name=row.official_name,
        gss_code=row.gss_code,
        region=row.region.slug,
        sizes=tuple((each.seats, each.in_force_from, each.source.name) for each in sizes),
        aliases=tuple((each.kind, each.text) for each in CouncilAlias.objects.of_council(row.slug)),
        proposals=tuple(
            ProposedLine(
                each.pk,
                each.told,
                f"{each.proposed_by}, {time_and_day(each.proposed_at)}",
                each.reason,
            )
            for each in Proposal.objects.for_council(row.slug).open().order_by_age()
        ),
    )


def sources_of_facts() -> list[tuple[str, str]]:
    """Return the sources of standing facts as choices. One query."""
    return [
        (row.slug, f"{row.publisher}: {row.name}") for row in FactSource.objects.in_order_of_name()
    ]


def regions() -> list[tuple[str, str]]:
    """Return the regions and nations as choices. One query."""
    return [(row.slug, row.name) for row in Region.objects.in_order()]


def _election(row: Election, expected: int, published: int) -> ElectionMaterial:
    return ElectionMaterial(
        row.slug,
        row.name,
        Check(row.check_asked),
        expected,
        published,
        status=ElectionStatus(row.status),
        made_by=row.made_by,
        made_at=row.made_at,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
    )


def _expected(contests: ContestQuerySet, day: date) -> tuple[ExpectedMaterial, ...]:
    """Return contests of one day by name, with how far each has come. Five queries."""
    states = {row.contest_id: row.state for row in DeskResult.objects.of_contests(contests)}
    published = Publication.objects.of_contests(contests).contests_spoken_of()
    claimed = Claim.objects.about_contests(contests).contests_spoken_of()
    sizes: dict[int, int] = defaultdict(int)
    for size in CouncilSize.objects.of_councils(contests.councils()).order_by("in_force_from"):
        if size.in_force_from <= day:
            sizes[size.council_id] = size.seats
    return tuple(
        ExpectedMaterial(
            council=row.council.name,
            slug=row.council.slug,
            scope=Scope(row.scope),
            seats_up=row.seats_up,
            size=sizes.get(row.council_id),
            stage=stage_of(
                is_published=row.pk in published,
                has_claims=row.pk in claimed,
                state=states.get(row.pk),
            ),
        )
        for row in contests.with_names().in_order_of_name()
    )
