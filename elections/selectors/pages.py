"""What pages are made from, read in one go: a constant number of queries for each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localtime

from councils.domain.council_types import CouncilType
from councils.models import Council, CouncilSize, FactSource
from elections.domain.contests import Scope
from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision, SourceKind
from elections.models import Claim, ClaimUse, Contest, Election, Party, Source
from elections.pages.colours import PartyColour
from elections.pages.facts import (
    AllSources,
    ClaimFacts,
    ContestFacts,
    ContestMaterial,
    CouncilFacts,
    CouncilMaterial,
    ElectionClaimFacts,
    ElectionFacts,
    ElectionMaterial,
    FactSourceFacts,
    FactSourceMaterial,
    Parties,
    PartyFacts,
    Result,
    SeatsUpFacts,
    SizeFacts,
    SourceFacts,
    SourceMaterial,
)
from elections.pages.missing import MissingPage, Suggestion, near_matches
from elections.pages.words import day, region_in_a_sentence
from elections.selectors.mapping import claim_from, reference_of_seats_up, reference_of_size
from elections.selectors.results import PublishedResult, published_results


class NotHereError(LookupError):
    """There is no such page. `page` says so, and where to go on."""

    def __init__(self, page: MissingPage) -> None:
        super().__init__(page.message)
        self.page = page


class ElsewhereError(LookupError):
    """The council is known by another slug, under which its pages are."""

    def __init__(self, council: str) -> None:
        super().__init__(council)
        self.council = council


def election_material(slug: str) -> ElectionMaterial:
    """Return what an election's page is made from. Twelve queries.

    Raises NotHereError where there is no such election.
    """
    election = _election(slug)
    return _election_material(election)


def newest_election_material() -> ElectionMaterial:
    """Return what the page of the newest election is made from. Twelve queries.

    Raises NotHereError where there is no election at all.
    """
    election = Election.objects.newest_first().first()
    if election is None:
        raise NotHereError(MissingPage("There is no election here yet."))
    return _election_material(election)


def _election_material(election: Election) -> ElectionMaterial:
    contests = Contest.objects.of_election(election.polling_day)
    results = published_results(contests)
    claims = [
        _election_claim(row)
        for row in Claim.objects.about_election(election.polling_day)
        .standing()
        .with_names()
        .in_order_told()
    ]
    sources = Source.objects.of_slugs({claim.source for claim in claims})
    return ElectionMaterial(
        election=_election_facts(election),
        contests=tuple(
            (_contest_facts(row), _result(results.get(row.pk))) for row in contests.with_names()
        ),
        parties=all_parties(),
        claims=tuple(claims),
        sources={row.slug: _source_facts(row) for row in sources},
        other_elections=tuple(
            _election_facts(row) for row in Election.objects.newest_first() if row.pk != election.pk
        ),
    )


def all_elections() -> tuple[ElectionFacts, ...]:
    """Return every election, the newest first. One query."""
    return tuple(_election_facts(row) for row in Election.objects.newest_first())


def contest_material(*, election: str, council: str) -> ContestMaterial:
    """Return what a contest's page is made from. Ten queries.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is
    no such contest.
    """
    polling_day = _polling_day(election)
    contests = Contest.objects.of_election(polling_day).of_council(council)
    row = contests.with_names().first()
    if row is None:
        raise _no_contest(election, council)
    claims = list(Claim.objects.about_contests(contests).standing().with_names().in_order_told())
    return ContestMaterial(
        contest=_contest_facts(row),
        result=_result(published_results(contests).get(row.pk)),
        parties=all_parties(),
        claims=tuple(_claim(claim) for claim in claims),
        sources={claim.source.slug: _source_facts(claim.source) for claim in claims},
    )


def council_contests(slug: str) -> CouncilMaterial:
    """Return what a council's page is made from. Ten queries.

    Raises ElsewhereError where `slug` is another form, NotHereError where there is no such
    council.
    """
    council = Council.objects.of_slug(slug).with_region().first()
    if council is None:
        raise _no_council(slug)
    contests = Contest.objects.of_council(slug)
    results = published_results(contests)
    return CouncilMaterial(
        _council_facts(council),
        tuple((_contest_facts(row), _result(results.get(row.pk))) for row in contests.with_names()),
        all_parties(),
    )


def all_sources() -> AllSources:
    """Return every source: of claims, the newest first, and of standing facts. Three queries."""
    numbers = Claim.objects.standing().numbers_by_source()
    return AllSources(
        of_claims=tuple(
            (_source_facts(row), numbers.get(row.slug, 0)) for row in Source.objects.newest_first()
        ),
        of_facts=tuple(_fact_source(row) for row in FactSource.objects.in_order_of_name()),
    )


def source_material(slug: str) -> SourceMaterial | FactSourceMaterial:
    """Return what a source's page is made from. Five queries, or four for one of standing facts.

    Raises NotHereError where there is no such source.
    """
    source = Source.objects.of_slugs([slug]).first()
    if source is not None:
        return _source_material(source)
    fact_source = FactSource.objects.of_slugs([slug]).first()
    if fact_source is not None:
        return _fact_source_material(fact_source)
    raise NotHereError(MissingPage(f"There is no source called \u201c{slug[:80]}\u201d here."))


def _fact_source_material(source: FactSource) -> FactSourceMaterial:
    sizes = CouncilSize.objects.of_source(source.slug).with_council().in_order_of_council()
    contests = Contest.objects.of_facts_source(source.slug).with_names().newest_first()
    return FactSourceMaterial(
        source=_fact_source(source),
        sizes=tuple(_size(row) for row in sizes),
        seats_up=tuple(_seats_up(row) for row in contests),
    )


def _source_material(source: Source) -> SourceMaterial:
    slug = source.slug
    claims = Claim.objects.of_source(slug)
    standing = set(claims.standing().values_list("pk", flat=True))
    by_contest: dict[ContestFacts, list[ClaimFacts]] = defaultdict(list)
    by_election: dict[ElectionFacts, list[ElectionClaimFacts]] = defaultdict(list)
    for row in claims.with_names().with_subjects().in_order_told():
        is_replaced = row.pk not in standing
        if row.contest is not None:
            by_contest[_contest_facts(row.contest)].append(_claim(row, is_replaced=is_replaced))
        elif row.election is not None:
            by_election[_election_facts(row.election)].append(
                _election_claim(row, is_replaced=is_replaced)
            )
    return SourceMaterial(
        source=_source_facts(source),
        contests=tuple((contest, tuple(rows)) for contest, rows in by_contest.items()),
        elections=tuple((election, tuple(rows)) for election, rows in by_election.items()),
        outcomes={
            (slug, use.claim.reference): ClaimOutcome(use.outcome)
            for use in ClaimUse.objects.current().of_source(slug).with_names()
        },
        parties=all_parties(),
    )


def all_parties() -> Parties:
    """Return every party. One query."""
    return Parties.of(
        PartyFacts(row.slug, row.name, row.group_name, row.position)
        for row in Party.objects.in_order()
    )


def party_colours() -> tuple[PartyColour, ...]:
    """Return every party's colours. One query."""
    return tuple(
        PartyColour(row.slug, row.colour_light, row.colour_dark) for row in Party.objects.in_order()
    )


def _election(slug: str) -> Election:
    election = Election.objects.on_day(_polling_day(slug)).first()
    if election is None:
        raise _no_election(slug)
    return election


def _polling_day(slug: str) -> date:
    """Return the day that an address names. Raises NotHereError where it names none."""
    try:
        polling_day = date.fromisoformat(slug)
    except ValueError:
        raise _no_election(slug) from None
    # The standard library reads other forms of a date too, which are no addresses of ours.
    if slug != polling_day.isoformat():
        raise _no_election(slug)
    return polling_day


def _no_election(slug: str) -> NotHereError:
    elections = all_elections()
    return NotHereError(
        MissingPage(
            f"There is no election of \u201c{slug[:40]}\u201d here.",
            tuple(
                Suggestion(f"{each.name}, {day(each.polling_day)}", each.slug) for each in elections
            ),
        )
    )


def _no_contest(election: str, council: str) -> LookupError:
    found = Election.objects.on_day(_polling_day(election)).first()
    if found is None:
        return _no_election(election)
    known = Council.objects.known_as(council).first()
    if known is not None:
        return ElsewhereError(known.slug)
    contests = [_contest_facts(row) for row in _contests_on(found.polling_day)]
    names = {each.council.slug: each.council.name for each in contests}
    facts = _election_facts(found)
    # In the middle of a sentence, "Local elections of 4 May" begins small.
    name = facts.name[:1].lower() + facts.name[1:]
    near = near_matches(council, names)
    return NotHereError(
        MissingPage(
            f"\u201c{council[:80]}\u201d has no contest here at the {name}.",
            (
                *(Suggestion(name, facts.slug, slug) for slug, name in near),
                Suggestion(f"All of the {name}", facts.slug),
            ),
        )
    )


def _contests_on(polling_day: date) -> Iterable[Contest]:
    return Contest.objects.of_election(polling_day).with_names()


def _no_council(slug: str) -> LookupError:
    known = Council.objects.known_as(slug).first()
    if known is not None:
        return ElsewhereError(known.slug)
    names = {row.slug: row.name for row in Council.objects.in_order_of_name()}
    return NotHereError(
        MissingPage(
            f"There is no council called \u201c{slug[:80]}\u201d here.",
            tuple(Suggestion(name, council=near) for near, name in near_matches(slug, names)),
        )
    )


def _council_facts(row: Council) -> CouncilFacts:
    return CouncilFacts(
        slug=row.slug,
        name=row.name,
        council_type=CouncilType(row.council_type),
        region=region_in_a_sentence(row.region.slug, row.region.name),
    )


def _election_facts(row: Election) -> ElectionFacts:
    return ElectionFacts(row.slug, row.name, row.polling_day)


def _contest_facts(row: Contest) -> ContestFacts:
    return ContestFacts(
        ballot_id=row.ballot_id,
        council=_council_facts(row.council),
        election=_election_facts(row.election),
        scope=Scope(row.scope),
    )


def _source_facts(row: Source) -> SourceFacts:
    return SourceFacts(
        slug=row.slug,
        name=row.name,
        title=row.title,
        outlet=row.outlet,
        kind=SourceKind(row.kind),
        published_on=row.published_on,
        edition=row.edition,
        date_basis=row.date_basis,
        url=row.url,
        licence=row.licence,
        note=row.note,
    )


def _fact_source(row: FactSource) -> FactSourceFacts:
    return FactSourceFacts(
        slug=row.slug,
        name=row.name,
        publisher=row.publisher,
        retrieved_on=row.retrieved_on,
        licence=row.licence,
        url=row.url,
        note=row.note,
    )


def _size(row: CouncilSize) -> SizeFacts:
    return SizeFacts(
        reference=reference_of_size(row.council.slug, row.in_force_from),
        council=_council_facts(row.council),
        seats=row.seats,
        in_force_from=row.in_force_from,
        note=row.note,
    )


def _seats_up(row: Contest) -> SeatsUpFacts:
    return SeatsUpFacts(
        reference=reference_of_seats_up(row.council.slug, row.election.polling_day),
        contest=_contest_facts(row),
        seats_up=row.seats_up,
        last_fought_on=row.last_fought_on,
        is_new=row.is_new,
    )


def _claim(row: Claim, *, is_replaced: bool = False) -> ClaimFacts:
    return ClaimFacts(
        claim=claim_from(row),
        stated_as=row.stated_as,
        baseline_basis=row.baseline_basis,
        baseline_note=row.baseline_note,
        note=row.note,
        is_replaced=is_replaced,
    )


def _election_claim(row: Claim, *, is_replaced: bool = False) -> ElectionClaimFacts:
    return ElectionClaimFacts(
        source=row.source.slug,
        reference=row.reference,
        kind=row.kind,
        paragraph=row.paragraph,
        party="" if row.party is None else row.party.slug,
        other_party="" if row.other_party is None else row.other_party.slug,
        value=row.value,
        out_of=row.out_of,
        topic=row.topic,
        text=row.text,
        stated_as=row.stated_as,
        is_exact=row.precision == Precision.EXACT,
        note=row.note,
        is_replaced=is_replaced,
    )


def _result(published: PublishedResult | None) -> Result | None:
    if published is None:
        return None
    return Result(
        reconciliation=published.reconciliation,
        version=published.version,
        published_at=localtime(published.published_at),
        reason=published.reason,
    )
