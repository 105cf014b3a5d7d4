"""Names for every figure a contest has: the unknowns that reconciliation works out."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from elections.domain.baselines import AFTER, Baseline, Moment

# Holders of seats that are not a party. A party's slug never contains a bracket.
VACANT = "(vacant)"
TOTAL = "(total)"
NOT_NAMED = "(not named)"


class Measure(StrEnum):
    """What is counted."""

    SEATS = "seats"
    CHANGE = "change"
    MAJORITY = "majority"
    UP = "up"
    WON = "won"
    NEEDED = "needed"
    SHORT_BY = "short_by"
    LEAD = "lead"
    CONTROL = "control"


class Field(NamedTuple):
    """One figure of one contest.

    `moment` is the baseline a change is counted from, or when seats were held. `holder` is a
    party's slug, or one of the three constants above. `over` is the other party of a lead.
    """

    measure: Measure
    moment: Moment
    holder: str = ""
    over: str = ""

    @property
    def path(self) -> str:
        """Return where the figure stands in the contest's JSON, as in `after.labour`."""
        stem = "" if self.moment is AFTER else f"baselines.{self.moment}."
        when = "after" if self.moment is AFTER else "before"
        match self.measure, self.holder:
            case Measure.SEATS, "(total)":
                return "seats.total" if self.moment is AFTER else f"{stem}seats_total"
            case Measure.SEATS, "(vacant)":
                return f"{stem}vacant_{when}"
            case Measure.SEATS, "(not named)":
                return f"{stem}not_named_{when}"
            case Measure.SEATS, party:
                return f"{stem}{when}.{party}"
            case Measure.CHANGE, "(total)":
                return f"{stem}change_in_size"
            case Measure.CHANGE, "(vacant)":
                return f"{stem}vacant_change"
            case Measure.CHANGE, "(not named)":
                return f"{stem}not_named_change"
            case Measure.CONTROL, _:
                return f"{stem}control_{when}"
            case Measure.UP, _:
                return "seats.up"
            case Measure.LEAD, party:
                return f"{stem}lead_{when}.{party}.{self.over}"
            case measure, party:
                return f"{stem}{measure}.{party}"


def seats(moment: Moment, holder: str) -> Field:
    """Return the field for the seats of `holder` at `moment`."""
    return Field(Measure.SEATS, moment, holder)


def change(baseline: Baseline, holder: str) -> Field:
    """Return the field for the change in the seats of `holder`, counted from `baseline`."""
    return Field(Measure.CHANGE, baseline, holder)


def majority(moment: Moment, party: str) -> Field:
    """Return the field for the majority of `party` at `moment` (negative: none)."""
    return Field(Measure.MAJORITY, moment, party)


def control(moment: Moment) -> Field:
    """Return the field for who has control at `moment`."""
    return Field(Measure.CONTROL, moment)


SEATS_UP = Field(Measure.UP, AFTER)
