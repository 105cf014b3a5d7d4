"""Words for what is stored of a figure: how it is known, of whom, and which kind of control."""

from __future__ import annotations

from enum import StrEnum

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    NotApplicable,
    Undetermined,
)
from elections.domain.baselines import AFTER, Baseline, Moment


class FigureStatus(StrEnum):
    """How a figure is known."""

    REPORTED = "reported"
    DERIVED = "derived"
    BOUNDED = "bounded"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


# One value is shown for these.
VALUED = (FigureStatus.REPORTED, FigureStatus.DERIVED, FigureStatus.DISPUTED)


class Holder(StrEnum):
    """Whose seats a tally counts."""

    PARTY = "party"
    VACANT = "vacant"
    TOTAL = "total"
    NOT_NAMED = "not_named"
    # Nobody's: the seats that were up.
    CONTEST = "contest"


class ControlKind(StrEnum):
    """Who controls a council, by the name used in filters and the API."""

    MAJORITY = "majority"
    NOC = "noc"
    UNDETERMINED = "undetermined"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"


def control_kind(control: Control) -> ControlKind:
    """Return the kind of a control."""
    match control:
        case Majority():
            return ControlKind.MAJORITY
        case NoOverallControl():
            return ControlKind.NOC
        case Undetermined():
            return ControlKind.UNDETERMINED
        case NoCouncilBefore():
            return ControlKind.NONE
        case NotApplicable():
            return ControlKind.NOT_APPLICABLE


def moment_of(stored: str) -> Moment:
    """Return the moment that a stored value stands for. Raises ValueError for any other."""
    return AFTER if stored == AFTER.value else Baseline(stored)
