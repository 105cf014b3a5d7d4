"""One figure as a page shows it: its text, how it is known, and its working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from councils.domain.control import Control
from elections.domain.baselines import AFTER, Baseline
from elections.domain.fields import VACANT, Field, Measure
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
from elections.domain.sources import Citation, SourceKind
from elections.domain.words.finding_words import field_words
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
from elections.pages.words import BASELINE_IN_A_SENTENCE, MINUS, capitalised, signed, time_and_day

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
    def text(self) -> str:
        """Return the place in words: "BBC News, version 2, paragraph 4"."""
        version = f", version {self.edition}" if self.edition > 1 else ""
        paragraph = "" if self.paragraph is None else f", paragraph {self.paragraph}"
        return f"{self.name}{version}{paragraph}"


@dataclass(frozen=True, slots=True)
class Lead:
    """Another figure on the page that this one follows from, and which has a working of its own."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure on a page. `key` names its working there; `about` says what the figure is.

    `leads` are the figures that it follows from and that follow from others in turn.
    """

    key: str
    about: str
    text: str
    status: str
    status_text: str
    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    inferences: tuple[str, ...]
    value: int | None = None
    leads: tuple[Lead, ...] = ()

    @property
    def says_something(self) -> bool:
        """Return whether a number or a range is shown, and not that nothing is known."""
        return self.value is not None or (self.status == "bounded" and self.text != NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What figures are explained with: names, the contest's claims, and the page's baseline.

    `claims` is by source slug and reference. `decided` says of figures, by their keys, what an editor
    decided without choosing.
    """

    names: Names
    claims: Mapping[tuple[str, str], ClaimFacts]
    baseline: Baseline
    decided: Mapping[str, str] = field(default_factory=dict)

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
        self,
        figure: ControlFigure,
        outcome: Control,
        *,
        key: str,
        about: str,
        is_before: bool = False,
    ) -> FigureView:
        """Return the view of who has control; `outcome` has the reason where it is not known."""
        control = None if isinstance(figure, Unknown) else figure.value
        text = "Not known" if control is None else capitalised(control_words(control, self.names))
        sentences = explain_control(figure, self.names, outcome)
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
            sentences=(*sentences, *self._choices(citations), *self._left(figure, key)),
            places=self._places(citations),
            inferences=tuple(dict.fromkeys(self._inferences(citations))) if is_counted_from else (),
            value=value,
            leads=tuple(dict.fromkeys(self._leads(figure))),
        )

    def _choices(self, citations: Iterable[Citation]) -> Iterable[str]:
        """Yield when an editor chose what is shown, and why."""
        for citation in citations:
            facts = self.claims.get((citation.source.slug, citation.reference))
            if citation.source.kind is SourceKind.EDITOR and facts is not None and facts.note:
                when = "" if facts.recorded_at is None else f" at {time_and_day(facts.recorded_at)}"
                yield f"An editor of this site chose it{when}: {facts.note.rstrip('.')}."

    def _left(self, figure: SeatsFigure | ControlFigure, key: str) -> Iterable[str]:
        """Yield what an editor said who left a figure disputed."""
        if isinstance(figure, Disputed) and key in self.decided:
            yield self.decided[key]

    def _leads(self, figure: SeatsFigure | ControlFigure) -> Iterable[Lead]:
        """Yield what a figure follows from and nobody states. The page has a working of it."""
        for working in _workings_of(figure):
            for used in working.inputs:
                key = "" if used.citations else key_of(used.field, self.baseline)
                if key:
                    yield Lead(key, capitalised(field_words(used.field, self.names)))

    def place(self, citation: Citation) -> Place:
        """Return where a citation points: a claim or a standing fact on its source's page."""
        return Place(
            source=citation.source.slug,
            name=citation.source.name,
            reference=citation.reference,
            paragraph=citation.paragraph,
            edition=citation.source.edition,
        )

    def _places(self, citations: Iterable[Citation]) -> tuple[Place, ...]:
        """Return each place once: a paragraph may hold several of the claims."""
        places: dict[tuple[str, int | None], Place] = {}
        for place in map(self.place, citations):
            places.setdefault((place.source, place.paragraph), place)
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


_HOLDER_KEYS = {VACANT: "vacant"}


def key_of(name: Field, baseline: Baseline) -> str:
    """Return what a page counted from a baseline calls a figure, or nothing where it has it not."""
    if name.moment not in (AFTER, baseline):
        return ""
    when = "after" if name.moment is AFTER else "before"
    holder = _HOLDER_KEYS.get(name.holder, name.holder)
    match name:
        case Field(measure=Measure.SEATS, holder="(total)"):
            return f"total-{when}"
        case Field(holder="(total)") | Field(holder="(not named)"):
            return ""
        case Field(measure=Measure.SEATS):
            return f"{when}-{holder}"
        case Field(measure=Measure.CHANGE):
            return f"change-{holder}"
        case Field(measure=Measure.UP):
            return "seats-up"
        case Field(measure=Measure.WON):
            return f"won-{holder}"
        case _:
            return ""


def _workings_of(figure: SeatsFigure | ControlFigure) -> Iterable[Working]:
    match figure:
        case Derived(workings=workings) | Bounded(workings=workings):
            yield from workings
        case Disputed(alternatives=alternatives):
            for alternative in alternatives:
                yield from alternative.workings
        case Reported() | Unknown():
            return


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
