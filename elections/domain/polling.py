"""Elections in time and in sight: which readers see, which is the newest, and from when results may be told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

# Polls at local elections close at ten in the evening (Local Elections (Principal Areas)
# (England and Wales) Rules 2006, schedule 2, rule 1; the Scottish and Northern Irish rules alike).
POLLS_CLOSE: Final = time(22)

# An election's season begins with the notice of election, which is published "not later than the
# twenty-fifth day before the day of election" (the same rule 1), weekends and bank holidays left out
# (rule 2). For polls on the first Thursday of May that is 36 to 38 days before, with the bank holidays
# of Easter, and returning officers publish it some days earlier: six weeks.
SEASON: Final = timedelta(weeks=6)


class ElectionStatus(StrEnum):
    """Who sees an election. A draft may become either of the others; a rehearsal never any other."""

    # Being set up: staff see it, and no result can be entered.
    DRAFT = "draft"
    # Readers see it.
    OPEN = "open"
    # For practice: staff see it, and results can be entered and published at any time.
    REHEARSAL = "rehearsal"


class TooEarly(StrEnum):
    """Why no result of an election can be entered or published yet."""

    IS_A_DRAFT = "is_a_draft"
    POLLS_ARE_OPEN = "polls_are_open"


def why_too_early(
    *, status: ElectionStatus, polls_close_at: datetime, now: datetime, tells_a_result: bool = True
) -> TooEarly | None:
    """Return why something may not be told of an election at a moment; None where it may.

    Before the polls close, how things stood may be told, and nothing that `tells_a_result`. A
    rehearsal's results reach nobody, so they may be told whenever people practise.
    """
    match status:
        case ElectionStatus.REHEARSAL:
            return None
        case ElectionStatus.DRAFT:
            return TooEarly.IS_A_DRAFT
        case ElectionStatus.OPEN:
            is_early = tells_a_result and now < polls_close_at
            return TooEarly.POLLS_ARE_OPEN if is_early else None


def newest_polling_day(today: date) -> date:
    """Return the last polling day that is over or in its season: later ones are not the newest yet."""
    return today + SEASON
