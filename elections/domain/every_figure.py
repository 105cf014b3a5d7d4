"""Every figure of a result by its name, for whoever compares two results or looks for disputes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elections.domain.baselines import AFTER, Moment
from elections.domain.fields import (
    NOT_NAMED,
    SEATS_UP,
    TOTAL,
    VACANT,
    Field,
    Measure,
    change,
    control,
    seats,
)
from elections.domain.figures import ControlFigure, SeatsFigure
from elections.domain.results import Reconciliation

Figure = SeatsFigure | ControlFigure


def every_figure(result: Reconciliation) -> Mapping[Field, Figure]:
    """Return the figures of a result that sources state, after the poll and then by baseline."""
    return dict(_figures(result))


def _figures(result: Reconciliation) -> Iterator[tuple[Field, Figure]]:
    yield control(AFTER), result.control_after
    yield from _seats(
        AFTER, result.after, result.vacant_after, result.not_named_after, result.seats_total
    )
    for party, figure in sorted(result.seats_won.items()):
        yield Field(Measure.WON, AFTER, party), figure
    yield SEATS_UP, result.seats_up
    for baseline, each in result.baselines.items():
        yield control(baseline), each.control_before
        yield from _seats(
            baseline, each.before, each.vacant_before, each.not_named_before, each.seats_total
        )
        for party, figure in sorted(each.change.items()):
            yield change(baseline, party), figure
        yield change(baseline, VACANT), each.vacant_change


def _seats(
    moment: Moment,
    parties: Mapping[str, SeatsFigure],
    vacant: SeatsFigure,
    not_named: SeatsFigure,
    total: SeatsFigure,
) -> Iterator[tuple[Field, SeatsFigure]]:
    for party, figure in sorted(parties.items()):
        yield seats(moment, party), figure
    yield seats(moment, VACANT), vacant
    yield seats(moment, NOT_NAMED), not_named
    yield seats(moment, TOTAL), total
