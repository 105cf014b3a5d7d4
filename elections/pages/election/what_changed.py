"""What happened to control and to seats, counted over the contests shown, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from councils.domain.control import Majority
from elections.browsing.contests import CHANGE_LABELS, ContestSummary
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.overview.flow import CHANGED
from elections.domain.overview.totals import GainsAndLosses, KnownMoves, totals
from elections.pages.facts import Parties
from elections.pages.words import capitalised, count

# So many parties are named in the sentence that a page opens with.
MOST_UP, MOST_DOWN = 2, 1


def changes_in_words(contests: Iterable[ContestSummary], parties: Parties) -> tuple[str, ...]:
    """Return what happened to control, counted over the contests, the parts of one sentence.

    They begin as in the middle of it: "the Conservatives hold 3 councils".
    """
    order = list(CHANGE_LABELS)
    tally = Counter(_what_happened(each.change) for each in contests if each.result is not None)
    ordered = sorted(
        tally.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1])
    )
    return tuple(
        _change_sentence(kind, party, number, parties) for (kind, party), number in ordered
    )


@dataclass(frozen=True, slots=True)
class _Moved:
    party: str
    councils: KnownMoves
    seats: KnownMoves


def in_a_sentence(contests: Sequence[ContestSummary], parties: Parties) -> tuple[str, ...]:
    """Return who gained and who lost most, in councils and in seats, as a person would say it first.

    Councils by thirds are left out of it where they are compared with the council of four years
    before: that is no news of this election. A second sentence says so.
    """
    told = [each for each in contests if each.says_who_ran_it]
    left_out = len(contests) - len(told)
    scores = totals([each.counted for each in told if each.counted is not None])
    moved = [
        _Moved(party, scores.councils(party), scores.seats(party))
        for party in sorted(scores.parties, key=parties.position)
        if not parties.is_bundle(party)
    ]
    parts = [_moved_words(each, parties) for each in _first_and_last(moved, _net)]
    if isinstance(scores.noc, GainsAndLosses) and scores.noc.net and parts:
        parts.append(
            f"{abs(scores.noc.net):,} {'more' if scores.noc.net > 0 else 'fewer'} "
            f"{'is' if abs(scores.noc.net) == 1 else 'are'} under no overall control"
        )
    if not parts:
        # Nobody's councils changed, or no party has control by design, as in Northern Ireland.
        parts = [_seats_words(each, parties) for each in _first_and_last(moved, _net_seats)]
    sentences = [f"{capitalised('; '.join(parts))}."] if parts else []
    if left_out and told and sentences:
        sentences[0] = f"Where all seats were up: {'; '.join(parts)}."
    if left_out:
        number = sum(each.change.kind in CHANGED for each in contests if not each.says_who_ran_it)
        sentences.append(
            f"Of {count(left_out, 'council')} where a part was up, {number:,} "
            f"{'has' if number == 1 else 'have'} other control than four years before, which is "
            "not to say that it changed at this election."
        )
    return tuple(sentences)


def what_changed(contests: Sequence[ContestSummary], parties: Parties) -> str:
    """Return what happened to control, as sentences; nothing where no result is known.

    Councils that are compared with the council of four years before have a sentence of their own.
    """
    told = changes_in_words([each for each in contests if each.says_who_ran_it], parties)
    over_years = changes_in_words([each for each in contests if not each.says_who_ran_it], parties)
    sentences = [f"{capitalised('; '.join(told))}."] if told else []
    if over_years:
        sentences.append(
            "Since four years before, where a third or half of the seats were up: "
            f"{'; '.join(over_years)}."
        )
    return " ".join(sentences)


def _first_and_last(scores: Sequence[_Moved], net: Callable[[_Moved], int]) -> list[_Moved]:
    """Return who gained most and who lost most, the former first."""
    up = sorted((each for each in scores if net(each) > 0), key=lambda each: -net(each))
    down = sorted((each for each in scores if net(each) < 0), key=net)
    return [*up[:MOST_UP], *down[:MOST_DOWN]]


def _net_seats(score: _Moved) -> int:
    return score.seats.net if isinstance(score.seats, GainsAndLosses) else 0


def _seats_words(score: _Moved, parties: Parties) -> str:
    net = _net_seats(score)
    about = (
        "about " if isinstance(score.seats, GainsAndLosses) and score.seats.is_approximate else ""
    )
    way = "up" if net > 0 else "down"
    return f"{parties.by_slug[score.party].group} are {way} {about}{count(abs(net), 'seat')}"


def _net(score: _Moved) -> int:
    return score.councils.net if isinstance(score.councils, GainsAndLosses) else 0


def _moved_words(score: _Moved, parties: Parties) -> str:
    """Return "the Conservatives are down 54 councils and about 1,060 seats"."""
    net = _net(score)
    way, number = ("up", net) if net > 0 else ("down", -net)
    seats = ""
    if isinstance(score.seats, GainsAndLosses) and score.seats.net:
        about = "about " if score.seats.is_approximate else ""
        # The other way round, it wants to be said which.
        other = (
            ""
            if (score.seats.net > 0) == (net > 0)
            else "but " + ("up " if score.seats.net > 0 else "down ")
        )
        link = " " if other else " and "
        seats = f"{link}{other}{about}{count(abs(score.seats.net), 'seat')}"
    return f"{parties.by_slug[score.party].group} are {way} {count(number, 'council')}{seats}"


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
    who = parties.by_slug[party].group if party else ""
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
