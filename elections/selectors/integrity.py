"""All data as plain facts, for the checks of what no single row can promise."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from councils.domain.council_types import CouncilType
from councils.models import (
    Composition,
    Council,
    CouncilAlias,
    CouncilSize,
    ExecutiveMayor,
    FactSource,
    Hexagon,
    PartySeats,
    Succession,
)
from elections.codec import ResultRows, UnknownSourceError, encode
from elections.domain.reconciliation.reconcile import reconcile
from elections.integrity.facts import (
    AliasFact,
    ClaimFact,
    CompositionFact,
    ContestFact,
    CouncilFact,
    Facts,
    MayorFact,
    PlaceFact,
    ProposalFact,
    SizeFact,
    SuccessionFact,
)
from elections.models import Claim, Contest, Party, PartyKind, Proposal, Publication, Source
from elections.selectors.inputs import inputs_of
from elections.selectors.results import published_results, rows_of


def all_facts(*, today: date) -> Facts:
    """Return everything that is stored. Some thirty queries, and all claims are reconciled anew.

    A result that cannot be read costs seven queries more.
    """
    sizes: dict[str, list[SizeFact]] = defaultdict(list)
    for council, seats, since in CouncilSize.objects.values_list(
        "council__slug", "seats", "in_force_from"
    ):
        sizes[council].append(SizeFact(council, seats, since))
    kinds = dict(Party.objects.values_list("slug", "kind"))
    return Facts(
        today=today,
        councils={
            slug: CouncilFact(slug, CouncilType(council_type), code, starts_on, ends_on)
            for slug, council_type, code, starts_on, ends_on in Council.objects.values_list(
                "slug", "council_type", "gss_code", "starts_on", "ends_on"
            )
        },
        aliases=[
            AliasFact(*row)
            for row in CouncilAlias.objects.values_list("council__slug", "kind", "text")
        ],
        successions=[
            SuccessionFact(*row)
            for row in Succession.objects.values_list("predecessor__slug", "successor__slug", "on")
        ],
        places=[PlaceFact(*row) for row in Hexagon.objects.values_list("layout", "council__slug")],
        sizes=sizes,
        compositions=_compositions(),
        mayors=[
            MayorFact(*row)
            for row in ExecutiveMayor.objects.values_list("council__slug", "year", "party")
        ],
        contests=_contests(),
        claims=_claims(),
        parties=frozenset(kinds),
        bundles=frozenset(slug for slug, kind in kinds.items() if kind == PartyKind.BUNDLE),
        sources=frozenset(Source.objects.slugs()),
        talking_sources=frozenset(Claim.objects.numbers_by_source()),
        fact_sources=frozenset(FactSource.objects.slugs()),
        proposals=[
            ProposalFact(kind, target, state, change, ballot_id or "")
            for kind, target, state, change, ballot_id in Proposal.objects.values_list(
                "kind", "target", "state", "change", "contest__ballot_id"
            )
        ],
    )


def _compositions() -> list[CompositionFact]:
    parties: dict[int, dict[str, int]] = defaultdict(dict)
    for composition, party, seats in PartySeats.objects.values_list(
        "composition_id", "party", "seats"
    ):
        parties[composition][party] = seats
    return [
        CompositionFact(council, year, seats, parties[pk])
        for pk, council, year, seats in Composition.objects.values_list(
            "pk", "council__slug", "year", "seats"
        )
    ]


def _claims() -> list[ClaimFact]:
    """Return the claims that stand about contests that readers see. One query."""
    standing = Claim.objects.about_contests(Contest.objects.opened()).standing()
    return [
        ClaimFact(
            source=source,
            reference=reference,
            ballot_id=ballot_id,
            kind=kind,
            moment=moment,
            party=party or "",
            value=value,
            replaces_in=replaces_in or "",
        )
        for (
            source,
            reference,
            ballot_id,
            kind,
            moment,
            party,
            value,
            replaces_in,
        ) in standing.values_list(
            "source__slug",
            "reference",
            "contest__ballot_id",
            "kind",
            "moment",
            "party__slug",
            "value",
            "replaces__contest__ballot_id",
        )
    ]


def _contests() -> dict[str, ContestFact]:
    """Return the contests that readers see, with what their claims come to."""
    contests = Contest.objects.opened()
    published = {
        publication.contest_id: rows
        for publication, rows in rows_of(
            Publication.objects.of_contests(contests).current()
        ).items()
    }
    # What somebody is entering goes out when they say so.
    settled = set(contests.but_those_of(Claim.objects.in_waiting()).values_list("pk", flat=True))
    inputs = inputs_of(contests)
    found = {}
    for contest in contests.with_names():
        rows = published.get(contest.pk)
        expected = None
        if rows is not None and contest.pk in settled:
            reconciled = reconcile(inputs[contest.pk].facts, inputs[contest.pk].claims)
            expected = encode(reconciled)
        found[contest.ballot_id] = ContestFact(
            ballot_id=contest.ballot_id,
            council=contest.council.slug,
            polling_day=contest.election.polling_day,
            scope=contest.scope,
            seats_up=contest.seats_up,
            last_fought_on=contest.last_fought_on,
            is_new=contest.is_new,
            published=rows,
            expected=expected,
            trouble=_trouble(contest, rows, expected),
        )
    return found


def _trouble(contest: Contest, rows: ResultRows | None, expected: ResultRows | None) -> str:
    """Return why a result cannot be read, or nothing if it can.

    Rows that are what reconciliation writes are what it reads: that is tested, so only others are
    tried.
    """
    if rows is None or rows == expected:
        return ""
    try:
        published_results(Contest.objects.of_key(contest.pk))
    except (UnknownSourceError, KeyError, TypeError, ValueError) as error:
        return f"It cannot be read: {type(error).__name__} {error}."
    return ""
