"""Claims as documents, with what became of each."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from elections.api.schemas import claims as schemas
from elections.claim_shapes import columns_of
from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision
from elections.pages.claim_words import claim_sentence, election_claim_sentence
from elections.pages.facts import ClaimFacts, ElectionClaimFacts, ElectionFacts, Parties
from elections.pages.words import (
    AS_REPORTED_WORDS,
    NOT_PUBLISHED_WORDS,
    OUTCOME_WORDS,
    REPLACED_WORDS,
)


def contest_claim(
    facts: ClaimFacts,
    *,
    contest: str,
    outcomes: Mapping[tuple[str, str], ClaimOutcome],
    parties: Parties,
) -> schemas.ContestClaim:
    """Return a claim about a contest."""
    claim = facts.claim
    citation, columns = claim.citation, columns_of(claim.saying)
    outcome = outcomes.get(claim.key)
    if facts.is_replaced:
        became, words = "replaced", REPLACED_WORDS
    elif outcome is None:
        became, words = "not_published", NOT_PUBLISHED_WORDS
    else:
        became, words = outcome.value, OUTCOME_WORDS[outcome]
    return schemas.ContestClaim.model_validate(
        {
            "source": citation.source.slug,
            "reference": citation.reference,
            "url": _place(citation.source.slug, citation.reference),
            "contest": contest,
            "kind": columns["kind"],
            "moment": columns["moment"] or None,
            "sentence": claim_sentence(claim.saying, parties),
            "party": columns.get("party"),
            "other_party": columns.get("other_party"),
            "value": columns.get("value"),
            "topic": columns.get("topic"),
            "text": columns.get("text"),
            "paragraph": citation.paragraph,
            "stated_as": facts.stated_as,
            "precision": claim.precision.value,
            "baseline_basis": facts.baseline_basis or None,
            "baseline_note": facts.baseline_note,
            "note": facts.note,
            "outcome": became,
            "outcome_text": words,
        }
    )


def election_claim(
    facts: ElectionClaimFacts, *, election: ElectionFacts, parties: Parties
) -> schemas.ElectionClaim:
    """Return a claim about an election as a whole, which no council's figures rest on."""
    return schemas.ElectionClaim.model_validate(
        {
            "source": facts.source,
            "reference": facts.reference,
            "url": _place(facts.source, facts.reference),
            "election": election.polling_day,
            "kind": facts.kind,
            "sentence": election_claim_sentence(facts, parties),
            "party": facts.party or None,
            "other_party": facts.other_party or None,
            "value": facts.value,
            "out_of": facts.out_of,
            "topic": facts.topic or None,
            "text": facts.text or None,
            "paragraph": facts.paragraph,
            "stated_as": facts.stated_as,
            "precision": (Precision.EXACT if facts.is_exact else Precision.APPROXIMATE).value,
            "note": facts.note,
            "outcome": "replaced" if facts.is_replaced else "as_reported",
            "outcome_text": REPLACED_WORDS if facts.is_replaced else AS_REPORTED_WORDS,
        }
    )


def _place(source: str, reference: str) -> str:
    return f"{reverse('source', args=[source])}#{reference}"
