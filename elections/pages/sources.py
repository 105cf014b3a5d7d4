"""The pages of sources: what each article claimed, where, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision
from elections.domain.words.naming import joined
from elections.pages.claim_words import claim_sentence, election_claim_sentence
from elections.pages.facts import (
    ClaimFacts,
    ContestFacts,
    ElectionClaimFacts,
    ElectionFacts,
    Parties,
    SourceFacts,
    SourceMaterial,
)
from elections.pages.figures import inference
from elections.pages.words import (
    AS_REPORTED_WORDS,
    NOT_PUBLISHED_WORDS,
    OUTCOME_WORDS,
    REPLACED_WORDS,
    SOURCE_KIND_WORDS,
    count,
    day,
)

STATED_AS_WORDS = {"digits": "In digits", "words": "In words", "implied": "Implied"}


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in a list. `published` is in words: "3 May 2024, version 2"."""

    slug: str
    name: str
    title: str
    kind: str
    published: str
    claims: int = 0

    @property
    def claims_text(self) -> str:
        """Return how much it claims: "12 claims"."""
        return count(self.claims, "claim")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as its source's page lists it."""

    reference: str
    sentence: str
    where: str
    stated: str
    outcome: str
    outcome_text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContestClaims:
    """What a source claims about one contest."""

    contest: ContestFacts
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class ElectionClaims:
    """What a source claims about an election as a whole."""

    election: ElectionFacts
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source, every claim it makes, and what became of each."""

    source: SourceView
    lede: str
    facts: tuple[tuple[str, str], ...]
    url: str
    contests: tuple[ContestClaims, ...]
    elections: tuple[ElectionClaims, ...]


def source_view(source: SourceFacts, *, claims: int = 0) -> SourceView:
    """Return a source as lists show it."""
    published = day(source.published_on)
    if source.edition > 1:
        published += f", version {source.edition}"
    return SourceView(
        source.slug,
        source.name,
        source.title,
        SOURCE_KIND_WORDS[source.kind],
        published,
        claims,
    )


def source_page(material: SourceMaterial) -> SourcePage:
    """Return the page of one source."""
    source = material.source
    contests = tuple(
        ContestClaims(
            contest,
            tuple(claim_row(claim, material.outcomes, material.parties) for claim in claims),
        )
        for contest, claims in material.contests
    )
    elections = tuple(
        ElectionClaims(
            election, tuple(election_claim_row(claim, material.parties) for claim in claims)
        )
        for election, claims in material.elections
    )
    claims = sum(len(each.rows) for each in contests)
    claims += sum(len(each.rows) for each in elections)
    view = source_view(source, claims=claims)
    facts = (
        ("Published", view.published),
        ("How the date is known", source.date_basis),
        ("Licence", source.licence),
        ("Note", source.note),
    )
    subjects = [f"about {count(len(contests), 'council')}"] if contests else []
    subjects += ["about the election as a whole"] if elections else []
    return SourcePage(
        source=view,
        lede=f"{view.kind} with {view.claims_text}: {joined(subjects)}."
        if subjects
        else f"{view.kind} without any claim yet.",
        facts=tuple((label, text) for label, text in facts if text),
        url=source.url,
        contests=contests,
        elections=elections,
    )


def sources_page(sources: Iterable[tuple[SourceFacts, int]]) -> tuple[SourceView, ...]:
    """Return sources as their list shows them, each with its number of claims."""
    return tuple(source_view(source, claims=claims) for source, claims in sources)


def claim_row(
    facts: ClaimFacts, outcomes: Mapping[tuple[str, str], ClaimOutcome], parties: Parties
) -> ClaimRow:
    """Return one claim about a contest, with what reconciliation made of it."""
    claim = facts.claim
    outcome = outcomes.get((claim.citation.source.slug, claim.citation.reference))
    if facts.is_replaced:
        became, words = "replaced", REPLACED_WORDS
    elif outcome is None:
        became, words = "not-published", NOT_PUBLISHED_WORDS
    else:
        became, words = outcome.value.replace("_", "-"), OUTCOME_WORDS[outcome]
    return ClaimRow(
        reference=claim.citation.reference,
        sentence=claim_sentence(claim.saying, parties),
        where=_where(claim.citation.paragraph),
        stated=_stated(facts.stated_as, is_exact=claim.precision is Precision.EXACT),
        outcome=became,
        outcome_text=words,
        notes=tuple(note for note in (inference(facts), facts.note) if note),
    )


def election_claim_row(claim: ElectionClaimFacts, parties: Parties) -> ClaimRow:
    """Return one claim about an election as a whole, which no council's figures rest on."""
    return ClaimRow(
        reference=claim.reference,
        sentence=election_claim_sentence(claim, parties),
        where=_where(claim.paragraph),
        stated=_stated(claim.stated_as, is_exact=claim.is_exact),
        outcome="replaced" if claim.is_replaced else "as-reported",
        outcome_text=REPLACED_WORDS if claim.is_replaced else AS_REPORTED_WORDS,
        notes=(claim.note,) if claim.note else (),
    )


def _where(paragraph: int | None) -> str:
    return "" if paragraph is None else f"Paragraph {paragraph}"


def _stated(stated_as: str, *, is_exact: bool) -> str:
    words = STATED_AS_WORDS.get(stated_as, "")
    return words if is_exact else f"{words}, approximately"
