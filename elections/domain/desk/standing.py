"""Where a council stands on the board: on its way through the desk, or before readers without it.

Articles and tables may be published long before a returning officer's sheet reaches the desk. Such
a council is not waited for like one of which nobody knows anything. Its sheet can be entered all the
same: it then goes the whole way, counts before the reports, and where it differs readers are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elections.domain.desk.states import Check, Expected, State, StateName, published_in
from elections.domain.desk.waiting import WaitsFor, waits_for
from elections.domain.results import State as Known


class Reports(StrEnum):
    """How much readers are told by reports, where the desk has published nothing itself."""

    NONE = "none"
    IN_PART = "in_part"
    WHOLE = "whole"


class StandingName(StrEnum):
    """What the board's filters call it where nobody at the desk has begun and readers see reports."""

    FROM_REPORTS = "from_reports"
    IN_PART_FROM_REPORTS = "in_part_from_reports"


# The ways to stand on the board, in the order of its filters.
STANDINGS = (
    StateName.EXPECTED.value,
    StandingName.IN_PART_FROM_REPORTS.value,
    *(name.value for name in StateName if name is not StateName.EXPECTED),
    StandingName.FROM_REPORTS.value,
)


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """The desk has the result in a state, or waits for it; readers see these reports meanwhile."""

    state: State
    meanwhile: Reports = Reports.NONE

    @property
    def name(self) -> str:
        """Return the name of the state."""
        return self.state.name


@dataclass(frozen=True, slots=True)
class PublishedFromReports:
    """Nobody at the desk has begun, and reports tell readers as much as one needs to know."""

    name = StandingName.FROM_REPORTS.value


@dataclass(frozen=True, slots=True)
class InPartFromReports:
    """Nobody at the desk has begun, and reports tell readers something, and not the result."""

    name = StandingName.IN_PART_FROM_REPORTS.value


Standing = AtTheDesk | PublishedFromReports | InPartFromReports


def standing_of(state: State, known: Known) -> Standing:
    """Return where a council stands whose result readers know so far; `known` is of all sources."""
    if published_in(state) is not None:
        return AtTheDesk(state)
    match state, known:
        case Expected(), Known.DECLARED:
            return PublishedFromReports()
        case Expected(), Known.IN_PART:
            return InPartFromReports()
        case _, Known.DECLARED:
            return AtTheDesk(state, Reports.WHOLE)
        case _, Known.IN_PART:
            return AtTheDesk(state, Reports.IN_PART)
        case _:
            return AtTheDesk(state)


def state_at_the_desk(standing: Standing) -> State:
    """Return the state of the result at the desk, whatever readers see without it."""
    return standing.state if isinstance(standing, AtTheDesk) else Expected()


def standing_waits_for(standing: Standing, check: Check) -> WaitsFor:
    """Return whom it waits for: for nobody where reports have told the result already."""
    match standing:
        case AtTheDesk(state=state):
            return waits_for(state, check)
        case PublishedFromReports():
            return WaitsFor.NOBODY
        case InPartFromReports():
            return WaitsFor.FIRST_TYPIST
