"""Who has an entry before them: it is theirs for a while, so that two people do not type the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# How long an entry stays somebody's after their last sign of life: a keystroke that saved a draft.
HELD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Hold:
    """An entry is `by`'s until a moment, which every draft they save puts off."""

    by: str
    until: datetime

    def is_live(self, at: datetime) -> bool:
        """Return whether the entry is still theirs.

        It is not where more time is left than anybody is given: the clock was put back, and to wait until
        it is there again would keep the entry from everybody for as long. Their next keystroke renews it.
        """
        return at < self.until <= at + HELD_FOR


class HeldError(Exception):
    """Somebody else has the entry before them. Nothing has changed."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(f"{hold.by} has this entry until {hold.until.isoformat()}.")
        self.hold = hold


def taken(hold: Hold | None, *, by: str, at: datetime, reason: str = "") -> Hold:
    """Return the hold once `by` opens the entry, or goes on with it.

    Somebody else's that is live is taken over with a reason in words only: raises HeldError.
    """
    if hold is not None and hold.by != by and hold.is_live(at) and not is_in_words(reason):
        raise HeldError(hold)
    return Hold(by, at + HELD_FOR)


def is_in_words(reason: str) -> bool:
    """Return whether a reason has a letter in it: figures alone were meant for a sheet."""
    return any(each.isalpha() for each in reason)
