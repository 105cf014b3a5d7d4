"""What is known of one figure, and how: reported, derived, bounded, disputed or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from councils.domain.control import Control
from councils.domain.spans import Span
from elections.domain.fields import Field
from elections.domain.sources import Citation, Precision

V = TypeVar("V")


class Rule(StrEnum):
    """A rule that ties figures together. `docs/method.md` gives each with a real case.

    Where rules cannot all hold, those that come first here are kept.
    """

    # parties + vacant + seats nobody is named for = all seats
    SUM = "sum"
    # after = before + change, for each party, the vacant seats and the council's size
    MOVE = "move"
    # the changes of all parties + the change in vacant seats = the change in size
    SUM_OF_CHANGES = "sum_of_changes"
    # a notional council has the size of the new one
    NOTIONAL_SIZE = "notional_size"
    # a party that this source does not name where its list is whole holds nothing
    WHOLE_LIST = "whole_list"
    # every seat was up
    ALL_UP = "all_up"
    # majority = 2 x seats - all seats
    MAJORITY = "majority"
    # control <=> more than half of all seats
    CONTROL = "control"
    # no overall control <=> nobody holds more than half
    NO_CONTROL = "no_control"
    # a party that does not have control holds half or less
    LACKS_MAJORITY = "lacks_majority"
    # seats before + the seats needed = the fewest that are a majority
    NEEDED = "needed"
    # seats after + the seats it fell short by = the fewest that are a majority
    SHORT_BY = "short_by"
    # the largest party has more seats than each other party
    LARGEST = "largest"
    # a lead is the difference between two parties' seats
    LEAD = "lead"
    # no party has fewer seats than before
    NO_LOSSES = "no_losses"
    # seats held are at least the seats won, and at most those and all that were not up
    WON = "won"


class UnknownReason(StrEnum):
    """Why nothing is known of a figure."""

    NOT_STATED = "not_stated"
    NO_COUNCIL_BEFORE = "no_council_before"


class ShownBecause(StrEnum):
    """Why, of several statements of one figure, one is shown. In the order they decide."""

    EDITORS_CHOICE = "editors_choice"
    STANDING = "standing"
    DECLARATION = "declaration"
    EXACT = "exact"
    ABOUT_THIS_CONTEST = "about_this_contest"
    LATER = "later"
    SLUG = "slug"
    # A stated figure is never thrown out by arithmetic.
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Statement(Generic[V]):
    """One source's word for one figure. `is_standing` marks a fact of the council itself."""

    field: Field
    value: V
    citation: Citation
    precision: Precision = Precision.EXACT
    is_standing: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that a rule used: what it was, and who stated it (nobody: it was derived)."""

    field: Field
    span: Span
    citations: tuple[Citation, ...] = ()


class Bound(StrEnum):
    """One end of a range."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Working:
    """One step from figures to a figure: the rule, what went in, and the claims it rests on.

    `because` are the claims without a number that make the rule hold ("largest party").
    `bound` says which end of a range the step sets; None where it settles the figure.
    """

    field: Field
    rule: Rule
    result: Span
    inputs: tuple[Input, ...]
    because: tuple[Citation, ...] = ()
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Alternative(Generic[V]):
    """Another value of a disputed figure, with who states it or how it follows."""

    value: V
    statements: tuple[Statement[V], ...] = ()
    workings: tuple[Working, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported(Generic[V]):
    """Stated, and by nobody otherwise. The first statement is the one shown."""

    value: V
    statements: tuple[Statement[V], ...]
    precision: Precision = Precision.EXACT


@dataclass(frozen=True, slots=True)
class Derived(Generic[V]):
    """Not stated, and follows from what is."""

    value: V
    workings: tuple[Working, ...]
    precision: Precision = Precision.EXACT


@dataclass(frozen=True, slots=True)
class Bounded:
    """Known to lie between two numbers, closer than zero and the council's size."""

    span: Span
    workings: tuple[Working, ...]
    precision: Precision = Precision.EXACT


@dataclass(frozen=True, slots=True)
class Disputed(Generic[V]):
    """Sources differ, or a source and the arithmetic do. `value` is shown, for the reason given.

    `alternatives` holds every value, the one shown first.
    """

    value: V
    alternatives: tuple[Alternative[V], ...]
    because: ShownBecause
    precision: Precision = Precision.EXACT


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known. Never to be shown as zero."""

    reason: UnknownReason = UnknownReason.NOT_STATED


SeatsFigure = Reported[int] | Derived[int] | Bounded | Disputed[int] | Unknown
ControlFigure = Reported[Control] | Derived[Control] | Disputed[Control] | Unknown


def known_value(figure: SeatsFigure) -> int | None:
    """Return the one value shown for a figure, or None where it is bounded or unknown."""
    match figure:
        case Reported(value=value) | Derived(value=value) | Disputed(value=value):
            return value
        case Bounded() | Unknown():
            return None
