"""Which parties a result is about."""

from __future__ import annotations

from councils.domain.control import Majority
from elections.domain.figures import Bounded, SeatsFigure, Unknown, known_value
from elections.domain.results import Reconciliation


def involved_parties(result: Reconciliation) -> frozenset[str]:
    """Return the parties that for certain hold, held, won, gained or lost at least one seat.

    Counted over every baseline: a party that a review's notional council had is named too. A
    party that has, or had, control holds seats even where nobody says how many.
    """
    seats = [*result.after.items(), *result.seats_won.items()]
    changes: list[tuple[str, SeatsFigure]] = []
    controls = [result.control_after]
    for baseline in result.baselines.values():
        seats += baseline.before.items()
        changes += baseline.change.items()
        controls.append(baseline.control_before)
    return frozenset(
        {party for party, figure in seats if _at_least_one(figure)}
        | {party for party, figure in changes if _not_none(figure)}
        | {
            figure.value.party
            for figure in controls
            if not isinstance(figure, Unknown) and isinstance(figure.value, Majority)
        }
    )


def _at_least_one(figure: SeatsFigure) -> bool:
    if isinstance(figure, Bounded):
        return figure.span.low > 0
    return bool(known_value(figure))


def _not_none(figure: SeatsFigure) -> bool:
    if isinstance(figure, Bounded):
        return not figure.span.low <= 0 <= figure.span.high
    return bool(known_value(figure))
