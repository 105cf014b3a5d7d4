"""The scoreboard of an election: councils and seats by party, and over how many councils each is known.

Sums are of what is known and say over how many councils that is: no council stands as zero because
nobody reported it. Changes are counted from each council's default baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    NotApplicable,
)
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.overview.involvement import involved_parties
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.sources import Precision


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the councils of which it is known, and how many those are (one at least).

    `is_approximate` says that some of what went in is.
    """

    value: int
    over: int
    is_approximate: bool = False


KnownTotal = Total | Unknown


@dataclass(frozen=True, slots=True)
class Score:
    """What one party has, or what is under no overall control: councils, and the change in them."""

    councils: KnownTotal
    councils_change: KnownTotal


@dataclass(frozen=True, slots=True)
class PartyScore(Score):
    """What one party has: councils it controls, seats it holds, and the change in each."""

    party: str
    seats: KnownTotal
    seats_change: KnownTotal


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Every party of some results, the one with most councils first, then by seats.

    `contests` counts the results asked for, those without one included; `without_control` those
    of them where no party has control by design, which are in no sum of councils.
    """

    contests: int
    without_control: int
    parties: tuple[PartyScore, ...]
    noc: Score


def scoreboard(results: Sequence[Reconciliation | None]) -> Scoreboard:
    """Return the scoreboard of contests; None stands for one of which nothing is published.

    A party counts wherever it for certain has or had something. Control is counted where it is
    known after the poll, and its change where it is known before too. Who gained control from
    somebody not named gained a council; of the others nothing is known there. A council that is
    new was nobody's before, so whoever has control of it gained one. Seats of a party that a
    complete list does not name are known to be none.
    """
    known = [result for result in results if result is not None]
    parties = sorted(frozenset[str]().union(*(involved_parties(each) for each in known)))
    scores = [_party_score(party, known) for party in parties]
    scores.sort(key=lambda each: (-_rank(each.councils), -_rank(each.seats), each.party))
    return Scoreboard(
        contests=len(results),
        without_control=sum(
            isinstance(_opening(each).change_of_control.after, NotApplicable) for each in known
        ),
        parties=tuple(scores),
        noc=Score(
            councils=_councils(known, _is_noc), councils_change=_councils_change(known, _is_noc)
        ),
    )


def _party_score(party: str, results: Sequence[Reconciliation]) -> PartyScore:
    def theirs(control: Control) -> bool:
        return control == Majority(party)

    return PartyScore(
        councils=_councils(results, theirs),
        councils_change=_councils_change(results, theirs),
        party=party,
        seats=_sum([_seats_after(each, party) for each in results]),
        seats_change=_sum([_seats_change(each, party) for each in results]),
    )


def _is_noc(control: Control) -> bool:
    return isinstance(control, NoOverallControl)


def _opening(result: Reconciliation) -> BaselineResult:
    return result.baselines[result.default_baseline]


def _councils(results: Sequence[Reconciliation], theirs: Callable[[Control], bool]) -> KnownTotal:
    afters = [_opening(each).change_of_control.after for each in results]
    known = [after for after in afters if isinstance(after, Majority | NoOverallControl)]
    return Total(sum(map(theirs, known)), len(known)) if known else Unknown()


def _councils_change(
    results: Sequence[Reconciliation], theirs: Callable[[Control], bool]
) -> KnownTotal:
    changes = []
    for result in results:
        change = _opening(result).change_of_control
        if not isinstance(change.after, Majority | NoOverallControl):
            continue
        if isinstance(change.before, Majority | NoOverallControl | NoCouncilBefore):
            changes.append(theirs(change.after) - theirs(change.before))
        elif change.gained_from_unnamed and theirs(change.after):
            changes.append(1)
    return Total(sum(changes), len(changes)) if changes else Unknown()


def _seats_after(result: Reconciliation, party: str) -> SeatsFigure | int:
    if party not in result.after and known_value(result.not_named_after) == 0:
        return 0
    return result.after.get(party, Unknown())


def _seats_change(result: Reconciliation, party: str) -> SeatsFigure | int:
    opening = _opening(result)
    nobody_else = (opening.not_named_before, result.not_named_after)
    if party not in opening.change and all(known_value(each) == 0 for each in nobody_else):
        return 0
    return opening.change.get(party, Unknown())


def _sum(figures: Sequence[SeatsFigure | int]) -> KnownTotal:
    values = []
    is_approximate = False
    for figure in figures:
        value = figure if isinstance(figure, int) else known_value(figure)
        if value is None:
            continue
        values.append(value)
        precision = getattr(figure, "precision", Precision.EXACT)
        is_approximate = is_approximate or precision is Precision.APPROXIMATE
    return Total(sum(values), len(values), is_approximate) if values else Unknown()


def _rank(total: KnownTotal) -> int:
    return total.value if isinstance(total, Total) else -1
