"""Who holds more of a council's seats than anybody else, whether that is a majority or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from councils.domain.composition import MOST_SEATS
from councils.domain.control import Majority
from councils.domain.spans import Span
from elections.domain.figures import Bounded, SeatsFigure, Unknown, known_value
from elections.domain.results import Reconciliation

ANY: Final = Span(0, MOST_SEATS)


@dataclass(frozen=True, slots=True)
class Largest:
    """One holder for certain has more seats than each other.

    Where it is a bundle ("other"), nobody can say which party in it is the largest, if any is.
    """

    holder: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Tied:
    """Two or more have the same number of seats, and nobody has more."""

    holders: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class LargestNotKnown:
    """Too little is known to say who is the largest."""


LargestHolder = Largest | Tied | LargestNotKnown


def largest_holder(result: Reconciliation) -> LargestHolder:
    """Return who holds most seats after the poll, as far as that is certain.

    Whoever has control does, whatever else is known. Else a holder is the largest whose fewest
    seats are more than the most that any other could have, those whom nobody names included.
    """
    control = result.control_after
    if not isinstance(control, Unknown) and isinstance(control.value, Majority):
        party = control.value.party
        return Largest(party, known_value(result.after.get(party, Unknown())))
    spans = {holder: _span(figure) for holder, figure in result.after.items()}
    if not spans:
        return LargestNotKnown()
    most = max(span.low for span in spans.values())
    could_match = [holder for holder, span in spans.items() if span.high >= most]
    if most == 0 or _span(result.not_named_after).high >= most:
        return LargestNotKnown()
    if len(could_match) == 1:
        (holder,) = could_match
        return Largest(holder, known_value(result.after[holder]))
    if all(spans[holder] == Span.of(most) for holder in could_match):
        return Tied(tuple(sorted(could_match)), most)
    return LargestNotKnown()


def _span(figure: SeatsFigure) -> Span:
    if isinstance(figure, Bounded):
        return figure.span
    value = known_value(figure)
    return ANY if value is None else Span.of(value)
