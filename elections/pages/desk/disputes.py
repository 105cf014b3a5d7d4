"""Where sources differ: every claim of each disputed figure, and what an editor decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from councils.domain.control import Control
from elections.domain.every_figure import every_figure
from elections.domain.figures import Alternative, Disputed, ShownBecause
from elections.domain.results import Reconciliation
from elections.domain.sources import Precision
from elections.domain.words.finding_words import field_words
from elections.domain.words.naming import Names
from elections.domain.words.wording import SHOWN_BECAUSE, control_words
from elections.domain.words.working_words import working_sentence
from elections.pages.facts import ContestFacts, ElectionFacts, Parties
from elections.pages.words import capitalised, time_and_day

LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a disputed figure, as the audit log has it."""

    by: str
    at: datetime
    reason: str
    is_choice: bool


@dataclass(frozen=True, slots=True)
class DisputesMaterial:
    """What the page is made from. `decisions` are the newest of each figure, by its path."""

    contest: ContestFacts
    result: Reconciliation | None
    version: int
    parties: Parties
    decisions: Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class SideView:
    """One value of a disputed figure, and who says so."""

    place: int
    text: str
    claims: tuple[str, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One disputed figure. `key` is its path in the contest's JSON."""

    key: str
    label: str
    sides: tuple[SideView, ...]
    shown: str
    decided: str


@dataclass(frozen=True, slots=True)
class DisputesPage:
    """The disputed figures of one contest."""

    contest: ContestFacts
    version: int
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True, slots=True)
class DisputedContest:
    """A contest with disputed figures, how many, and whether an editor has looked into any of them."""

    contest: ContestFacts
    number_text: str
    is_looked_into: bool


@dataclass(frozen=True, slots=True)
class DisputesOfElection:
    """The contests of an election with disputed figures."""

    election: ElectionFacts
    contests: tuple[DisputedContest, ...]


def disputes_page(material: DisputesMaterial) -> DisputesPage:
    """Return the page of a contest's disputes."""
    return DisputesPage(material.contest, material.version, tuple(_disputes(material)))


def _disputes(material: DisputesMaterial) -> Iterator[DisputeView]:
    if material.result is None:
        return
    names = material.parties.names
    for name, figure in every_figure(material.result).items():
        if not isinstance(figure, Disputed):
            continue
        sides = tuple(
            SideView(
                place,
                _value(each.value, names),
                tuple(_said(each, names)),
                is_shown=each.value == figure.value,
            )
            for place, each in enumerate(_sides(figure))
        )
        yield DisputeView(
            key=name.path,
            label=capitalised(field_words(name, names)),
            sides=sides,
            shown=f"{_value(figure.value, names)} is shown because {SHOWN_BECAUSE[figure.because]}.",
            decided=_decided(material.decisions.get(name.path), figure.because),
        )


def _sides(
    figure: Disputed[int] | Disputed[Control],
) -> tuple[Alternative[int] | Alternative[Control], ...]:
    return figure.alternatives


def _value(value: int | Control, names: Names) -> str:
    return str(value) if isinstance(value, int) else capitalised(control_words(value, names))


def _said(side: Alternative[int] | Alternative[Control], names: Names) -> Iterator[str]:
    for each in side.statements:
        source = each.citation.source
        paragraph = each.citation.paragraph
        where = "" if paragraph is None else f", paragraph {paragraph}"
        precision = "" if each.precision is Precision.EXACT else ", approximate"
        yield f"{source.label}{where} ({source.kind}{precision})"
    for working in side.workings:
        yield working_sentence(working, names)


def _decided(decision: Decision | None, because: ShownBecause) -> str:
    if decision is None:
        return ""
    when = time_and_day(decision.at)
    if decision.is_choice and because is ShownBecause.EDITORS_CHOICE:
        return f"Chosen by {decision.by} at {when}: {decision.reason}"
    if decision.is_choice:
        return ""
    return f"Left disputed by {decision.by} at {when}: {decision.reason}"
