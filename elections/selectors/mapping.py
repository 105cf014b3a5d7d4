"""Sources and claims as the domain has them, from rows."""

from __future__ import annotations

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
