"""What a change is counted from. Outlets differ, which is why their totals never tally."""

from __future__ import annotations

from enum import StrEnum


class Baseline(StrEnum):
    """The moment before an election that a change of seats or of control is counted from."""

    # The council just before polling day, by-elections and defections included: PA and so most
    # newspapers; the BBC for control.
    EVE_OF_POLL = "eve_of_poll"
    # The council as it stood after these seats were last fought: the Commons Library; the BBC
    # for seats. For a council that elects by thirds that is four years ago.
    LAST_FOUGHT = "last_fought"
    # The last result restated on new boundaries, so that its total is the new size: the BBC for
    # seats after a boundary review.
    NOTIONAL = "notional"


class After(StrEnum):
    """The moment after the poll, when every seat that was up has been declared."""

    AFTER = "after"


AFTER = After.AFTER
Moment = After | Baseline
