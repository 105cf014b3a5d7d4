"""Sources as documents: of claims, and of standing facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from elections.api.documents.claims import contest_claim, election_claim
from elections.api.schemas import sources as schemas
from elections.domain.sources import SourceKind
from elections.pages.facts import (
    AllSources,
    FactSourceFacts,
    FactSourceMaterial,
    SourceFacts,
    SourceMaterial,
)


def sources_in_list(sources: AllSources) -> Iterator[schemas.SourceInList]:
    """Yield the sources as their list has them: of claims first, then of standing facts."""
    for source, claims in sources.of_claims:
        yield schemas.SourceInList(**_source(source, claims))
    for facts in sources.of_facts:
        yield schemas.SourceInList(**_fact_source(facts))


def source_document(material: SourceMaterial | FactSourceMaterial) -> schemas.Source:
    """Return a source with all that it gives."""
    match material:
        case SourceMaterial():
            return _with_claims(material)
        case FactSourceMaterial():
            return _with_facts(material)


def _with_claims(material: SourceMaterial) -> schemas.Source:
    contest_claims = [
        (
            claim.is_replaced,
            contest_claim(
                claim,
                contest=contest.ballot_id,
                outcomes=material.outcomes,
                parties=material.parties,
            ),
        )
        for contest, claims in material.contests
        for claim in claims
    ]
    election_claims = [
        (claim.is_replaced, election_claim(claim, election=election, parties=material.parties))
        for election, claims in material.elections
        for claim in claims
    ]
    standing = sum(not is_replaced for is_replaced, _ in (*contest_claims, *election_claims))
    return schemas.Source(
        **_source(material.source, standing),
        date_basis=material.source.date_basis,
        note=material.source.note,
        contest_claims=[claim for _, claim in contest_claims],
        election_claims=[claim for _, claim in election_claims],
        sizes=[],
        seats_up=[],
    )


def _with_facts(material: FactSourceMaterial) -> schemas.Source:
    return schemas.Source(
        **_fact_source(material.source),
        date_basis="The day it was retrieved.",
        note=material.source.note,
        contest_claims=[],
        election_claims=[],
        sizes=[
            schemas.SizeGiven(
                reference=size.reference,
                council=size.council.slug,
                seats=size.seats,
                in_force_from=size.in_force_from,
                note=size.note,
            )
            for size in material.sizes
        ],
        seats_up=[
            schemas.SeatsUpGiven(
                reference=each.reference,
                contest=each.contest.ballot_id,
                scope=each.contest.scope.value,
                seats_up=each.seats_up,
                last_fought_on=each.last_fought_on,
                is_new=each.is_new,
            )
            for each in material.seats_up
        ],
    )


def _source(source: SourceFacts, claims: int) -> dict[str, Any]:
    return {
        "slug": source.slug,
        "name": source.name,
        "title": source.title,
        "gives": "claims",
        "kind": source.kind.value,
        "published_on": source.published_on,
        "edition": source.edition,
        "publisher": source.name,
        "outlet": source.outlet,
        "licence": source.licence or None,
        "claims": claims,
        "original_url": source.url or None,
        "url": reverse("source", args=[source.slug]),
    }


def _fact_source(source: FactSourceFacts) -> dict[str, Any]:
    return {
        "slug": source.slug,
        "name": source.name,
        "title": source.name,
        "gives": "standing_facts",
        "kind": SourceKind.DATASET.value,
        "published_on": source.retrieved_on,
        "edition": 1,
        "publisher": source.publisher,
        "outlet": None,
        "licence": source.licence or None,
        "claims": None,
        "original_url": source.url or None,
        "url": reverse("source", args=[source.slug]),
    }
