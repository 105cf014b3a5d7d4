"""Figures of seats and of control as columns, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from councils.domain.control import Control, Majority, Undetermined
from councils.domain.spans import Span
from elections.codec.pieces import (
    Json,
    Reader,
    alternative_json,
    control_json,
    control_of,
    statement_json,
    working_json,
)
from elections.codec.rows import ControlRow, Detail, TallyRow
from elections.codec.vocabulary import FigureStatus, Holder, control_kind
from elections.domain.fields import NOT_NAMED, SEATS_UP, TOTAL, VACANT, Field
from elections.domain.figures import (
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    ShownBecause,
    Unknown,
    UnknownReason,
)
from elections.domain.sources import Precision

V = TypeVar("V")

_HOLDERS = {TOTAL: Holder.TOTAL, VACANT: Holder.VACANT, NOT_NAMED: Holder.NOT_NAMED}
_HOLDER_NAMES = {holder.value: name for name, holder in _HOLDERS.items()}


def tally_row(field: Field, figure: SeatsFigure) -> TallyRow:
    """Return the row of a figure of seats."""
    holder, party = _holder_of(field)
    value, span, precision = _numbers_of(figure)
    return TallyRow(
        measure=field.measure.value,
        moment=field.moment.value,
        holder=holder.value,
        party=party,
        status=_status_of(figure).value,
        value=value,
        low=None if span is None else span.low,
        high=None if span is None else span.high,
        precision=precision.value,
        detail=_detail_of(figure, int),
    )


def holder_name(row: TallyRow) -> str:
    """Return the holder of a row's seats as the domain names it: a party's slug, or `(vacant)`."""
    return row.party if row.party is not None else _HOLDER_NAMES.get(row.holder, "")


def seats_figure_of(row: TallyRow, reader: Reader) -> SeatsFigure:
    """Return the figure of seats that a row holds. Raises UnknownSourceError."""
    if row.detail is _NO_STATEMENTS or row.detail is _NO_WORKINGS:
        return _bare(row.status, row.value, row.low, row.high, row.precision)
    if row.status == FigureStatus.BOUNDED:
        if row.low is None or row.high is None:
            raise ValueError(f"A bounded figure has two bounds: {row.name}.")
        return Bounded(
            Span(row.low, row.high),
            reader.workings(row.detail["workings"]),
            Precision(row.precision),
        )
    if row.status == FigureStatus.UNKNOWN:
        return Unknown(UnknownReason(row.detail["reason"]))
    if row.value is None:
        raise ValueError(f"A {row.status} figure has a value: {row.name}.")
    return _valued(row.status, row.value, row.precision, row.detail, reader, int)


@lru_cache(maxsize=4_096)
def _bare(
    status: str, value: int | None, low: int | None, high: int | None, precision: str
) -> SeatsFigure:
    """Return a figure without working: one for all that say the same, of which there are many."""
    if low is not None and high is not None:
        return Bounded(Span(low, high), (), Precision(precision))
    if value is None:
        raise ValueError(f"A {status} figure has a value.")
    if status == FigureStatus.REPORTED:
        return Reported(value, (), Precision(precision))
    return Derived(value, (), Precision(precision))


def control_row(figure: ControlFigure) -> ControlRow:
    """Return the columns of who has control. Where nothing is known, that is undetermined."""
    control: Control = Undetermined() if isinstance(figure, Unknown) else figure.value
    _, _, precision = _numbers_of(figure)
    return ControlRow(
        kind=control_kind(control).value,
        party=control.party if isinstance(control, Majority) else None,
        status=_status_of(figure).value,
        precision=precision.value,
        # The columns lack a control's reason.
        detail={**_detail_of(figure, control_json), "value": control_json(control)},
    )


def control_figure_of(row: ControlRow, reader: Reader) -> ControlFigure:
    """Return who has control, as columns hold it. Raises UnknownSourceError."""
    if row.status == FigureStatus.UNKNOWN:
        return Unknown(UnknownReason(row.detail["reason"]))
    value = control_of(row.detail["value"])
    return _valued(row.status, value, row.precision, row.detail, reader, control_of)


def without_working(status: str, detail: Detail) -> Detail:
    """Return a figure's detail without what it rests on. Of many, nothing of it is needed at all."""
    match FigureStatus(status):
        case FigureStatus.REPORTED:
            return _NO_STATEMENTS
        case FigureStatus.DERIVED | FigureStatus.BOUNDED:
            return _NO_WORKINGS
        case FigureStatus.DISPUTED:
            return {"because": detail["because"], "alternatives": []}
        case FigureStatus.UNKNOWN:
            return detail


# One for all, read and never written.
_NO_STATEMENTS: Detail = {"statements": []}
_NO_WORKINGS: Detail = {"workings": []}


def _holder_of(field: Field) -> tuple[Holder, str | None]:
    if field == SEATS_UP:
        return Holder.CONTEST, None
    if field.holder in _HOLDERS:
        return _HOLDERS[field.holder], None
    return Holder.PARTY, field.holder


def _status_of(figure: SeatsFigure | ControlFigure) -> FigureStatus:
    match figure:
        case Reported():
            return FigureStatus.REPORTED
        case Derived():
            return FigureStatus.DERIVED
        case Bounded():
            return FigureStatus.BOUNDED
        case Disputed():
            return FigureStatus.DISPUTED
        case Unknown():
            return FigureStatus.UNKNOWN


def _numbers_of(figure: Any) -> tuple[Any, Span | None, Precision]:
    """Return a figure's value, its bounds and its precision, as far as it has them."""
    match figure:
        case Bounded(span=span, precision=precision):
            return None, span, precision
        case Unknown():
            return None, None, Precision.EXACT
        case _:
            return figure.value, None, figure.precision


def _detail_of(figure: Any, value_json: Callable[[Any], Json]) -> Detail:
    match figure:
        case Reported(statements=statements):
            return {"statements": [statement_json(each, value_json) for each in statements]}
        case Derived(workings=workings) | Bounded(workings=workings):
            return {"workings": [working_json(each) for each in workings]}
        case Disputed(alternatives=alternatives, because=because):
            return {
                "because": because.value,
                "alternatives": [alternative_json(each, value_json) for each in alternatives],
            }
        case Unknown(reason=reason):
            return {"reason": reason.value}
        case _:
            raise TypeError(f"{figure!r} is no figure.")


def _valued(
    status: str,
    value: V,
    precision: str,
    detail: Detail,
    reader: Reader,
    value_of: Callable[[Json], V],
) -> Reported[V] | Derived[V] | Disputed[V]:
    match FigureStatus(status):
        case FigureStatus.REPORTED:
            return Reported(
                value, reader.statements(detail["statements"], value_of), Precision(precision)
            )
        case FigureStatus.DERIVED:
            return Derived(value, reader.workings(detail["workings"]), Precision(precision))
        case FigureStatus.DISPUTED:
            return Disputed(
                value,
                tuple(reader.alternative(each, value_of) for each in detail["alternatives"]),
                ShownBecause(detail["because"]),
                Precision(precision),
            )
        case _:
            raise ValueError(f"A figure with a value is not {status}.")
