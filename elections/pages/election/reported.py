"""What sources reported of a whole election at the time: theirs, and part of no count of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elections.pages.claim_words import election_claim_sentence
from elections.pages.facts import ElectionClaimFacts, ElectionMaterial, Parties
from elections.pages.figures import Place
from elections.pages.sources import SourceView, source_view


@dataclass(frozen=True, slots=True)
class AsReported:
    """A claim about the whole election, as one source had it at one moment."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """What one source reported of the whole election, and when it appeared."""

    source: SourceView
    items: tuple[AsReported, ...]


def reported_by_source(material: ElectionMaterial) -> tuple[ReportedBy, ...]:
    """Return what sources reported of the whole election, by source, the newest last."""
    claims = [claim for claim in material.claims if not claim.is_replaced]
    sources = sorted(
        (material.sources[slug] for slug in {claim.source for claim in claims}),
        key=lambda source: (source.published_on, source.edition, source.slug),
    )
    return tuple(
        ReportedBy(
            source_view(source),
            tuple(
                _as_reported(claim, source.name, material.parties)
                for claim in _in_their_order(claims)
                if claim.source == source.slug
            ),
        )
        for source in sources
    )


def _as_reported(claim: ElectionClaimFacts, source: str, parties: Parties) -> AsReported:
    return AsReported(
        election_claim_sentence(claim, parties),
        Place(claim.source, source, claim.reference, claim.paragraph),
    )


def _in_their_order(claims: Iterable[ElectionClaimFacts]) -> list[ElectionClaimFacts]:
    return sorted(claims, key=lambda claim: (claim.paragraph or 0, claim.reference))
