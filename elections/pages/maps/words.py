"""What a hexagon says in words: its name for those who cannot see it, and the line beside the map."""

from __future__ import annotations

from councils.domain.control import Majority, NoOverallControl
from elections.browsing.contests import ContestSummary
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.figures import known_value
from elections.domain.overview.largest import Largest, Tied
from elections.domain.results import Reconciliation, State
from elections.domain.words.naming import joined
from elections.domain.words.wording import change_words, value_words
from elections.keeping import same_for_same
from elections.pages.contest_rows import mark_words
from elections.pages.facts import ContestFacts, Parties, Result
from elections.pages.words import capitalised


def hexagon_words(summary: ContestSummary, parties: Parties) -> str:
    """Return what happened in a council, in a line: "Medway: Labour gain from the Conservatives".

    The largest party and its seats follow where they are known, and that it was corrected.
    """
    return _words(summary.contest, summary.result, summary.baseline, parties)


# A contest says the same on every map that is drawn of it.
@same_for_same(most=4_000)
def _words(
    contest: ContestFacts, result: Result | None, baseline: Baseline | None, parties: Parties
) -> str:
    summary = ContestSummary(contest, result, (), baseline)
    said = f"{summary.contest.council.name}: {what_happened(summary, parties)}"
    if result is None:
        return said
    seats = _seats(summary, result.reconciliation, parties)
    return "; ".join(each for each in (said, seats, mark_words(result)) if each)


def what_happened(summary: ContestSummary, parties: Parties) -> str:
    """Return what happened to control, whatever is known of it."""
    change = summary.change
    match change:
        case ChangeOfControl(kind=ChangeKind.NEW, after=Majority() | NoOverallControl()):
            return f"new council, {_control(change, parties)}"
        case ChangeOfControl(kind=ChangeKind.NOT_APPLICABLE):
            return "no control by party"
        case ChangeOfControl(kind=ChangeKind.UNDETERMINED, after=Majority() | NoOverallControl()):
            return f"{_control(change, parties)}; control before is not known"
        case ChangeOfControl(kind=ChangeKind.UNDETERMINED) if summary.state is State.AWAITED:
            return "result awaited"
        case ChangeOfControl(kind=ChangeKind.UNDETERMINED):
            return "control is not known"
        case _:
            return change_words(change, parties.names)


def _control(change: ChangeOfControl, parties: Parties) -> str:
    if isinstance(change.after, Majority):
        return f"{capitalised(parties.by_slug[change.after.party].group)} in control"
    return "no overall control"


def _seats(summary: ContestSummary, result: Reconciliation, parties: Parties) -> str:
    total = known_value(result.seats_total)
    of_all = "" if total is None else f" of {total}"
    match summary.largest:
        case Largest(seats=None):
            return ""
        case Largest(holder=holder):
            seats = f"{value_words(result.after[holder])}{of_all} seats"
            if summary.change.after == Majority(holder):
                return seats
            return f"{parties.name(holder)} largest with {seats}"
        case Tied(holders=holders, seats=each):
            names = joined([parties.name(holder) for holder in holders])
            return f"{names} tied with {each}{of_all} seats each"
        case _:
            return ""
