"""The pages of sources: what each claimed, where and what became of it, or which facts it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elections.domain.contests import Scope
from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision
from elections.domain.words.naming import joined
from elections.pages.claim_words import claim_sentence, election_claim_sentence
from elections.pages.facts import (
    AllSources,
    ClaimFacts,
    ContestFacts,
    CouncilFacts,
    ElectionClaimFacts,
    ElectionFacts,
    FactSourceFacts,
    FactSourceMaterial,
    Parties,
    SeatsUpFacts,
    SizeFacts,
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

# How much of a council was up, by a source that gives no number, and by one that does.
SCOPE_WORDS = {
    Scope.WHOLE: ("All seats were up", "All seats were up: {}"),
    Scope.HALVES: ("Half of the seats were up", "Half of the seats were up: {}"),
    Scope.THIRDS: ("A third of the seats were up", "A third of the seats was up: {}"),
    Scope.UNKNOWN: ("How much of the council was up is not said", "{} seats were up"),
}
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
class SizeRow:
    """One council's size: "59 seats from 4 May 2023."."""

    reference: str
    council: CouncilFacts
    sentence: str
    note: str


@dataclass(frozen=True, slots=True)
class SeatsUpRow:
    """What a contest was about: "All seats were up: 59. They were last fought on 2 May 2019."."""

    reference: str
    contest: ContestFacts
    sentence: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with every claim it makes and what became of each, or its standing facts."""

    source: SourceView
    lede: str
    facts: tuple[tuple[str, str], ...]
    url: str
    became: tuple[str, ...] = ()
    contests: tuple[ContestClaims, ...] = ()
    elections: tuple[ElectionClaims, ...] = ()
    sizes: tuple[SizeRow, ...] = ()
    seats_up: tuple[SeatsUpRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources: those that claim something, and those of standing facts of councils."""

    of_claims: tuple[SourceView, ...]
    of_facts: tuple[FactSourceFacts, ...]


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


def source_page(material: SourceMaterial | FactSourceMaterial) -> SourcePage:
    """Return the page of one source, whichever of the two it is."""
    match material:
        case SourceMaterial():
            return _page_of_claims(material)
        case FactSourceMaterial():
            return _page_of_facts(material)


def _page_of_claims(material: SourceMaterial) -> SourcePage:
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
        became=_became(row for group in contests for row in group.rows),
        contests=contests,
        elections=elections,
    )


# What became of claims, counted: in the order a reader asks for it.
_COUNTED = (
    ("used", "taken into account"),
    ("agrees", "agreeing with a figure that another source is named first for"),
    ("disputed", "disputed"),
    ("superseded", "superseded by a newer report"),
    ("outranked", "not needed"),
    ("set-aside", "set aside"),
    ("told", "told on the page"),
    ("replaced", "corrected"),
    ("not-published", "not yet published"),
)


def _became(rows: Iterable[ClaimRow]) -> tuple[str, ...]:
    """Return what became of a source's claims about councils: "12 taken into account"."""
    numbers = Counter(row.outcome for row in rows)
    return tuple(f"{numbers[each]} {words}" for each, words in _COUNTED if numbers[each])


def _page_of_facts(material: FactSourceMaterial) -> SourcePage:
    source = material.source
    read_on = day(source.retrieved_on)
    gives = [count(len(material.sizes), "council size")] if material.sizes else []
    if material.seats_up:
        gives.append(f"how much was up at {count(len(material.seats_up), 'contest')}")
    facts = (
        ("Publisher", source.publisher),
        ("Licence", source.licence),
        ("Retrieved", read_on),
        ("Note", source.note),
    )
    return SourcePage(
        source=SourceView(
            source.slug, source.publisher, source.name, "A dataset", f"retrieved {read_on}"
        ),
        lede=f"Standing facts of councils: {joined(gives)}."
        if gives
        else "Standing facts of councils, as the note says.",
        facts=tuple((label, text) for label, text in facts if text),
        url=source.url,
        sizes=tuple(size_row(size) for size in material.sizes),
        seats_up=tuple(seats_up_row(each) for each in material.seats_up),
    )


def sources_page(sources: AllSources) -> SourcesPage:
    """Return all sources as their list shows them, each of claims with the number of its own."""
    return SourcesPage(
        of_claims=tuple(source_view(source, claims=claims) for source, claims in sources.of_claims),
        of_facts=sources.of_facts,
    )


def size_row(size: SizeFacts) -> SizeRow:
    """Return one council's size as its source's page lists it."""
    sentence = f"{count(size.seats, 'seat')} from {day(size.in_force_from)}."
    return SizeRow(size.reference, size.council, sentence, size.note)


def seats_up_row(facts: SeatsUpFacts) -> SeatsUpRow:
    """Return how much was up at a contest as the page of the source of that lists it."""
    without, with_number = SCOPE_WORDS[facts.contest.scope]
    up = without if facts.seats_up is None else with_number.format(facts.seats_up)
    before = ""
    if facts.is_new:
        before = " The council is new and continues no other."
    elif facts.last_fought_on is not None:
        before = f" These seats were last fought on {day(facts.last_fought_on)}."
    return SeatsUpRow(facts.reference, facts.contest, f"{up}.{before}")


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
