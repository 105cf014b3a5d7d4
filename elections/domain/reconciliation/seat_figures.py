"""From statements and bounds to one figure of seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from councils.domain.composition import MOST_SEATS
from councils.domain.control import Control
from councils.domain.spans import Span
from elections.domain.baselines import AFTER
from elections.domain.fields import TOTAL, Field, Measure, seats
from elections.domain.figures import (
    Alternative,
    Bound,
    Bounded,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Statement,
    Unknown,
    Working,
)
from elections.domain.reconciliation.statements import Ranked, why_shown
from elections.domain.sources import Precision

V = TypeVar("V", int, Control)


def seats_figure(
    name: Field,
    ranked: Ranked[int] | None,
    *,
    exact: Mapping[Field, Span],
    full: Mapping[Field, Span],
    workings: tuple[Working, ...],
) -> SeatsFigure:
    """Return what is known of `name`.

    `exact` are the bounds from exact statements alone, `full` those with approximate ones. Where
    the council's size is not known a figure has no upper bound but that of any council.
    """
    precision = Precision.EXACT if exact[name] == full[name] else Precision.APPROXIMATE
    if ranked is not None and ranked.shown is not None:
        shown = ranked.shown
        outranked = shown.precision is Precision.APPROXIMATE and exact[name].is_single
        if not outranked:
            return stated_figure(ranked.standing)
    span = full[name]
    if span.is_single:
        return Derived(span.low, workings, precision)
    if not _sizes_are_known(name, full):
        lows = tuple(each for each in workings if each.bound is Bound.LOW)
        if name.measure is Measure.SEATS and span.low > 0:
            return Bounded(Span(span.low, MOST_SEATS), lows, precision)
        return Unknown()
    if _says_nothing(name, span, full):
        return Unknown()
    return Bounded(span, workings, precision)


def stated_figure(statements: Sequence[Statement[V]]) -> Reported[V] | Disputed[V]:
    """Return the figure that `statements`, the one shown first, make together."""
    shown = statements[0]
    by_value: dict[V, list[Statement[V]]] = {}
    for statement in statements:
        by_value.setdefault(statement.value, []).append(statement)
    if len(by_value) == 1:
        return Reported(shown.value, tuple(statements), shown.precision)
    others = [s for s in statements if s.value != shown.value]
    return Disputed(
        shown.value,
        tuple(Alternative(value, tuple(said)) for value, said in by_value.items()),
        why_shown(shown, others[0]),
        shown.precision,
    )


def _sizes_are_known(name: Field, full: Mapping[Field, Span]) -> bool:
    """Return whether the sizes that limit a figure are known: one, or for a change both."""
    sizes = {seats(name.moment, TOTAL)}
    if name.measure is Measure.CHANGE:
        sizes.add(seats(AFTER, TOTAL))
    return all(size in full and full[size].is_single for size in sizes)


def _says_nothing(name: Field, span: Span, full: Mapping[Field, Span]) -> bool:
    """Return whether a span is limited by nothing but zero and the council's size."""
    size_after = full[seats(AFTER, TOTAL)].high
    size_then = full[seats(name.moment, TOTAL)].high
    match name.measure:
        case Measure.CHANGE:
            return span.low <= -size_then and span.high >= size_after
        case Measure.MAJORITY:
            return span.low <= -size_then and span.high >= size_then
        case _:
            return span.low <= 0 and span.high >= size_then
