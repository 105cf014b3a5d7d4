"""What happened to control, counted over the contests shown, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from councils.domain.control import Majority
from elections.browsing.contests import CHANGE_LABELS, ContestSummary
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.pages.facts import Parties
from elections.pages.words import capitalised, count


def changes_in_words(contests: Iterable[ContestSummary], parties: Parties) -> tuple[str, ...]:
    """Return what happened to control, counted over the contests: "Labour gain 3 councils"."""
    order = list(CHANGE_LABELS)
    tally = Counter(_what_happened(each.change) for each in contests if each.result is not None)
    ordered = sorted(
        tally.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1])
    )
    return tuple(
        _change_sentence(kind, party, number, parties) for (kind, party), number in ordered
    )


def _what_happened(change: ChangeOfControl) -> tuple[ChangeKind, str]:
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN | ChangeKind.HOLD, after=Majority(party)):
            return change.kind, party
        case ChangeOfControl(kind=ChangeKind.NEW, after=Majority(party)):
            return change.kind, party
        case _:
            return change.kind, ""


def _change_sentence(kind: ChangeKind, party: str, number: int, parties: Parties) -> str:
    councils = count(number, "council")
    who = capitalised(parties.by_slug[party].group) if party else ""
    one = number == 1
    match kind:
        case ChangeKind.GAIN:
            return f"{who} gain {councils}"
        case ChangeKind.HOLD:
            return f"{who} hold {councils}"
        case ChangeKind.NEW:
            new = count(number, "new council")
            return f"{who} take {new}" if who else f"{new}, with nobody in overall control"
        case ChangeKind.LOSS_TO_NOC:
            return f"{councils} {'goes' if one else 'go'} to no overall control"
        case ChangeKind.STAYS_NOC:
            return f"{councils} {'stays' if one else 'stay'} under no overall control"
        case ChangeKind.UNDETERMINED:
            return f"{councils} where it is not known whether control changed"
        case ChangeKind.NOT_APPLICABLE:
            return f"{councils} where no party has control by design"
