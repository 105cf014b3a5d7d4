"""What is said of an election that readers do not see, or of which no result may be told yet."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from elections.domain.polling import POLLS_CLOSE, ElectionStatus, TooEarly

TOO_EARLY_WORDS = MappingProxyType(
    {
        TooEarly.IS_A_DRAFT: (
            "This election is a draft, which readers do not see, so no result of it can be entered "
            "or published. Results can be entered once an admin opens this election."
        ),
        TooEarly.POLLS_ARE_OPEN: (
            "The polls of this election have not closed, so no result of it can be entered or "
            "published: they close at 22:00 on polling day. To practise before that, make a rehearsal."
        ),
    }
)


def opens_words(why: TooEarly, polling_day: date) -> str:
    """Return from when results of an election can be entered, where it is too early for that."""
    match why:
        case TooEarly.IS_A_DRAFT:
            return "Results can be entered once an admin opens this election."
        case TooEarly.POLLS_ARE_OPEN:
            on = f"{polling_day.day} {polling_day:%B %Y}"
            return f"Results can be entered from {POLLS_CLOSE:%H:%M} on {on}."


# What files are told that bring an election on such a day.
IS_A_REHEARSAL = (
    "A rehearsal is stored on this day, which is no election: delete it at the desk first, or give "
    "the rehearsal another day."
)

# What staff read at the head of every page of an election that readers do not see.
STATUS_NOTICES = MappingProxyType(
    {
        ElectionStatus.DRAFT: (
            "Draft: readers do not see this election. Results can be entered once it is opened."
        ),
        ElectionStatus.REHEARSAL: (
            "Rehearsal: nothing of this reaches readers, whatever is published here."
        ),
        ElectionStatus.OPEN: "",
    }
)
STATUS_LABELS = MappingProxyType(
    {
        ElectionStatus.DRAFT: "draft",
        ElectionStatus.REHEARSAL: "rehearsal",
        ElectionStatus.OPEN: "open",
    }
)
