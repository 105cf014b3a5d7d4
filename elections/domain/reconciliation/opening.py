"""Which baseline a page opens on, and how far a contest's result is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from councils.domain.control import Majority, NoOverallControl
from elections.domain.baselines import Baseline
from elections.domain.claims import Claim
from elections.domain.figures import (
    ControlFigure,
    Derived,
    Reported,
    SeatsFigure,
    Unknown,
    known_value,
)
from elections.domain.results import BaselineResult, State


def default_baseline(results: Mapping[Baseline, BaselineResult], *, all_up: bool) -> Baseline:
    """Return the baseline that a page, its headline and the filters use.

    The first whose control before is known: the eve of poll; when last fought, where all seats
    were up; the notional council. Failing that, the one with most known figures.
    """
    for baseline in (Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT, Baseline.NOTIONAL):
        if baseline is Baseline.LAST_FOUGHT and not all_up:
            continue
        if baseline in results and not isinstance(results[baseline].control_before, Unknown):
            return baseline
    return max(results, key=lambda b: (_known_figures(results[b]), -list(Baseline).index(b)))


def _known_figures(result: BaselineResult) -> int:
    figures = (*result.before.values(), *result.change.values())
    return sum(known_value(figure) is not None for figure in figures)


def state_of(
    control_after: ControlFigure, after: Mapping[str, SeatsFigure], claims: Sequence[Claim]
) -> State:
    """Return how far a result is known: declared once control or any party's seats are."""
    if _control_is_known(control_after) or any(
        known_value(figure) is not None for figure in after.values()
    ):
        return State.DECLARED
    return State.IN_PART if claims else State.AWAITED


def _control_is_known(figure: ControlFigure) -> bool:
    match figure:
        case Unknown():
            return False
        case Reported(value=value) | Derived(value=value):
            return isinstance(value, Majority | NoOverallControl)
        case _:
            return True
