"""How close anybody is to overall control, or how safely somebody has it. Arithmetic, no forecast."""

from __future__ import annotations

from dataclasses import dataclass

from councils.domain.control import (
    Majority,
    NoOverallControl,
    Undetermined,
    majority_margin,
    majority_threshold,
    seats_short,
)
from councils.domain.spans import Span
from elections.domain.figures import (
    Bounded,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Unknown,
    known_value,
)
from elections.domain.results import Reconciliation
from elections.domain.sources import Precision
from elections.domain.words.naming import joined
from elections.domain.words.wording import WIDEST_RANGE_SHOWN
from elections.pages.facts import Parties
from elections.pages.words import MINUS, capitalised, count


@dataclass(frozen=True, slots=True)
class Distance:
    """One party's distance from a majority: "Labour", "26 seats, 2 short", "28 − 26 = 2"."""

    holder: str
    label: str
    text: str
    sum: str


@dataclass(frozen=True, slots=True)
class Closeness:
    """What to say of a majority: a heading, a sentence, and the parties nearest to it."""

    heading: str
    sentence: str
    distances: tuple[Distance, ...] = ()


def closeness(reconciliation: Reconciliation, parties: Parties) -> Closeness | None:
    """Return how close to a majority each party is, or by how much one is beyond it.

    None where it is not known who has control, or where control by party is not how the council
    works. The rule is the field's: more than half of all seats, vacant ones included; exactly
    half is not. What several parties hold together as "other" is nobody's majority.
    """
    total = known_value(reconciliation.seats_total)
    figure = reconciliation.control_after
    match Undetermined() if isinstance(figure, Unknown) else figure.value:
        case Majority(party=party):
            return _beyond(party, reconciliation, parties, total)
        case NoOverallControl():
            return _short(reconciliation, parties, total)
        case _:
            return None


def _beyond(
    party: str, reconciliation: Reconciliation, parties: Parties, total: int | None
) -> Closeness | None:
    seats = known_value(reconciliation.after.get(party, Unknown()))
    if seats is None or total is None or majority_margin(seats, total) <= 0:
        return None
    threshold = majority_threshold(total)
    beyond = seats - threshold
    more = (
        f"{count(beyond, 'seat')} more than the {threshold} that are a majority"
        if beyond
        else f"the fewest of {total} that are a majority"
    )
    lost_with = beyond + 1
    return Closeness(
        "How safe the majority is",
        f"{_who(party, parties)} hold {count(seats, 'seat')}"
        f"{_hedge(reconciliation.after[party])}, {more}. "
        f"With {count(lost_with, 'seat')} fewer they would have none.",
    )


def _short(reconciliation: Reconciliation, parties: Parties, total: int | None) -> Closeness:
    heading = "How close anybody is to control"
    if total is None:
        return Closeness(
            heading,
            "Nobody has a majority. How far anybody is from one cannot be said: no source gives "
            "the size of the council.",
        )
    threshold = majority_threshold(total)
    held = {
        party: span
        for party, figure in reconciliation.after.items()
        if not parties.is_bundle(party) and (span := _span(figure)) is not None and span.high
    }
    if not held:
        return Closeness(
            heading,
            f"Nobody has a majority, which would be {threshold} of {count(total, 'seat')}. How "
            "close anybody is cannot be said: no source says how many seats any party holds.",
        )
    order = sorted(
        held, key=lambda each: (-held[each].high, -held[each].low, parties.position(each))
    )
    return Closeness(
        heading,
        f"A majority is {threshold} of {count(total, 'seat')}, and nobody has one. "
        f"{_nearest(order, held, reconciliation, parties, total)}",
        tuple(
            _distance(party, held[party], _hedge(reconciliation.after[party]), parties, total)
            for party in order
        ),
    )


def _nearest(
    order: list[str],
    held: dict[str, Span],
    reconciliation: Reconciliation,
    parties: Parties,
    total: int,
) -> str:
    """Return who comes closest, as far as the seats that are known allow to say."""
    top = held[order[0]]
    if not top.is_single:
        return "Who comes closest is not known to the seat."
    level = [party for party in order if held[party] == top]
    # Whoever is not known, or not named at all, might hold more.
    others = [
        figure
        for party, figure in reconciliation.after.items()
        if party not in level and not parties.is_bundle(party)
    ]
    could_hold_more = any(
        _most(figure, total) >= top.low for figure in (*others, reconciliation.not_named_after)
    )
    short = seats_short(top.low, total)
    far = (
        "exactly half, which is not a majority"
        if majority_margin(top.low, total) == 0
        else f"{count(short, 'seat')} short"
    )
    most = "" if could_hold_more else "the most seats, "
    each = " each" if len(level) > 1 else ""
    who = capitalised(joined([parties.by_slug[party].group for party in level]))
    hedge = _hedge(reconciliation.after[order[0]])
    return f"{who} hold {most}{top.low}{each}{hedge}: {far}."


def _distance(party: str, span: Span, hedge: str, parties: Parties, total: int) -> Distance:
    threshold = majority_threshold(total)
    if span.is_single:
        short = seats_short(span.low, total)
        text = f"{count(span.low, 'seat')}{hedge}, {short} short"
        if majority_margin(span.low, total) == 0:
            text = f"{count(span.low, 'seat')}{hedge}, exactly half"
        return Distance(
            party, parties.name(party), text, f"{threshold} {MINUS} {span.low} = {short}"
        )
    nearest, furthest = seats_short(span.high, total), seats_short(span.low, total)
    return Distance(
        party,
        parties.name(party),
        f"between {span.low} and {span.high} seats, {nearest} to {furthest} short",
        "",
    )


def _who(party: str, parties: Parties) -> str:
    return capitalised(parties.by_slug[party].group)


def _hedge(figure: SeatsFigure) -> str:
    """Return what to add to a number that somebody disputes or that is not meant to the seat."""
    if isinstance(figure, Disputed):
        return " (disputed)"
    if isinstance(figure, Reported | Derived) and figure.precision is Precision.APPROXIMATE:
        return " (approximately)"
    return ""


def _span(figure: SeatsFigure) -> Span | None:
    """Return what is known of a figure as far as a page says it, or None where that is nothing."""
    value = known_value(figure)
    if value is not None:
        return Span.of(value)
    if isinstance(figure, Bounded) and figure.span.high - figure.span.low <= WIDEST_RANGE_SHOWN:
        return figure.span
    return None


def _most(figure: SeatsFigure, total: int) -> int:
    value = known_value(figure)
    if value is not None:
        return value
    return figure.span.high if isinstance(figure, Bounded) else total
