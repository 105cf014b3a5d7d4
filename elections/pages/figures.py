"""One figure as a page shows it: its text, how it is known, and its working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elections.domain.figures import (
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Unknown,
    Working,
    known_value,
)
from elections.domain.sources import Citation
from elections.domain.words.naming import Names
from elections.domain.words.wording import (
    NOT_KNOWN,
    control_words,
    explain,
    explain_control,
    status_words,
    value_words,
)
from elections.pages.facts import ClaimFacts, baseline_of
from elections.pages.words import BASELINE_IN_A_SENTENCE, MINUS, capitalised, signed

# Why a claim that does not name its baseline is read as counted from it.
BASIS_WORDS = {
    "outlet_practice": "by the outlet's practice",
    "only_fit": "because it fits no other baseline",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one source, to be linked to."""

    source: str
    name: str
    reference: str
    paragraph: int | None
    edition: int = 1

    @property
    def is_standing(self) -> bool:
        """Return whether this is a standing fact of the council, which no source page lists."""
        return not self.reference

    @property
    def text(self) -> str:
        """Return the place in words: "BBC News, version 2, paragraph 4"."""
        version = f", version {self.edition}" if self.edition > 1 else ""
        paragraph = "" if self.paragraph is None else f", paragraph {self.paragraph}"
        return f"{self.name}{version}{paragraph}"


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure on a page. `key` names its working there; `about` says what the figure is."""

    key: str
    about: str
    text: str
    status: str
    status_text: str
    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    inferences: tuple[str, ...]
    value: int | None = None

    @property
    def says_something(self) -> bool:
        """Return whether a number or a range is shown, and not that nothing is known."""
        return self.value is not None or (self.status == "bounded" and self.text != NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What figures are explained with: names, the contest's claims, and which facts are standing.

    `claims` is by source slug and reference.
    """

    names: Names
    claims: Mapping[tuple[str, str], ClaimFacts]

    def seats(
        self, figure: SeatsFigure, *, key: str, about: str, is_before: bool = False
    ) -> FigureView:
        """Return the view of a number of seats."""
        return self._view(
            figure,
            key,
            about,
            value_words(figure),
            explain(figure, self.names),
            known_value(figure),
            is_counted_from=is_before,
        )

    def change(self, figure: SeatsFigure, *, key: str, about: str) -> FigureView:
        """Return the view of a change: a number with its sign."""
        value = known_value(figure)
        text = value_words(figure) if value is None else signed(value)
        text = text.replace(" -", f" {MINUS}")
        return self._view(
            figure, key, about, text, explain(figure, self.names), value, is_counted_from=True
        )

    def control(
        self, figure: ControlFigure, *, key: str, about: str, is_before: bool = False
    ) -> FigureView:
        """Return the view of who has control."""
        control = None if isinstance(figure, Unknown) else figure.value
        text = "Not known" if control is None else capitalised(control_words(control, self.names))
        sentences = explain_control(figure, self.names)
        return self._view(figure, key, about, text, sentences, is_counted_from=is_before)

    def _view(
        self,
        figure: SeatsFigure | ControlFigure,
        key: str,
        about: str,
        text: str,
        sentences: tuple[str, ...],
        value: int | None = None,
        *,
        is_counted_from: bool,
    ) -> FigureView:
        """Return a view. Only a figure counted from a baseline tells which one a claim meant."""
        citations = tuple(dict.fromkeys(citations_of(figure)))
        return FigureView(
            key=key,
            about=about,
            text=text,
            status=type(figure).__name__.lower(),
            status_text=capitalised(status_words(figure)),
            sentences=sentences,
            places=self._places(citations),
            inferences=tuple(dict.fromkeys(self._inferences(citations))) if is_counted_from else (),
            value=value,
        )

    def place(self, citation: Citation) -> Place:
        """Return where a citation points. Only claims have a place on their source's page."""
        key = (citation.source.slug, citation.reference)
        return Place(
            source=citation.source.slug,
            name=citation.source.name,
            reference=citation.reference if key in self.claims else "",
            paragraph=citation.paragraph,
            edition=citation.source.edition,
        )

    def _places(self, citations: Iterable[Citation]) -> tuple[Place, ...]:
        """Return each place once: a paragraph may hold several of the claims."""
        places = {(place.source, place.paragraph): place for place in map(self.place, citations)}
        return tuple(places.values())

    def _inferences(self, citations: Iterable[Citation]) -> Iterable[str]:
        for citation in citations:
            facts = self.claims.get((citation.source.slug, citation.reference))
            if facts is not None and (sentence := inference(facts)):
                yield sentence


def inference(facts: ClaimFacts) -> str:
    """Return why a claim is counted from its baseline, or nothing where its source says so."""
    basis = BASIS_WORDS.get(facts.baseline_basis)
    baseline = baseline_of(facts.claim)
    if basis is None or baseline is None:
        return ""
    citation = facts.claim.citation
    at = "" if citation.paragraph is None else f", paragraph {citation.paragraph}"
    note = f" {capitalised(facts.baseline_note.rstrip('.'))}." if facts.baseline_note else ""
    return (
        f"{citation.source.label}{at}, does not say what it counts from. It is read as the council "
        f"{BASELINE_IN_A_SENTENCE[baseline]}, {basis}.{note}"
    )


def citations_of(figure: SeatsFigure | ControlFigure) -> Iterable[Citation]:
    """Return every citation that a figure rests on or is disputed by, the shown value's first."""
    match figure:
        case Reported(statements=statements):
            yield from (statement.citation for statement in statements)
        case Derived(workings=workings) | Bounded(workings=workings):
            yield from _cited_by(workings)
        case Disputed(alternatives=alternatives):
            for alternative in alternatives:
                yield from (statement.citation for statement in alternative.statements)
                yield from _cited_by(alternative.workings)
        case Unknown():
            return


def _cited_by(workings: Iterable[Working]) -> Iterable[Citation]:
    for working in workings:
        for used in working.inputs:
            yield from used.citations
        yield from working.because
