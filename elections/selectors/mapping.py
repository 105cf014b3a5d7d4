"""Sources and claims as the domain has them, from rows."""

from __future__ import annotations

from datetime import date

from django.utils.text import slugify

from councils.models import FactSource
from elections import models
from elections.claim_shapes import ClaimKind, saying_of
from elections.domain.claims import Claim
from elections.domain.sources import Citation, Precision, Source, SourceKind


def source_from(row: models.Source) -> Source:
    """Return a source of claims. No query."""
    return Source(
        slug=row.slug,
        name=row.name,
        outlet=row.outlet,
        kind=SourceKind(row.kind),
        published_on=row.published_on,
        edition=row.edition,
    )


def source_of_facts(row: FactSource) -> Source:
    """Return a source of standing facts, which workings cite like any other. No query."""
    return Source(
        slug=row.slug,
        name=row.name,
        outlet=slugify(row.publisher),
        kind=SourceKind.DATASET,
        published_on=row.retrieved_on,
    )


def reference_of_size(council: str, in_force_from: date) -> str:
    """Return how workings cite the size that a council has from a day on. No query."""
    return f"size-{council}-{in_force_from}"


def reference_of_seats_up(council: str, polling_day: date) -> str:
    """Return how workings cite the seats up at a council's contest. No query."""
    return f"seats-up-{council}-{polling_day}"


def claim_from(row: models.Claim) -> Claim:
    """Return what a claim about a contest says.

    Queries its source and its parties unless they are loaded (`Claim.objects.with_names()`).
    Raises NotASayingError for a claim of a kind that is about a whole election.
    """
    columns = {
        "moment": row.moment,
        "party": None if row.party is None else row.party.slug,
        "other_party": None if row.other_party is None else row.other_party.slug,
        "value": row.value,
        "topic": row.topic,
        "text": row.text,
    }
    return Claim(
        citation=Citation(source_from(row.source), row.reference, row.paragraph),
        saying=saying_of(ClaimKind(row.kind), columns),
        precision=Precision(row.precision),
    )
