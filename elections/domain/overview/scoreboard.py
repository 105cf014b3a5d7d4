"""The scoreboard of an election: councils and seats by party, and over how many councils each is known.

Sums are of what is known and say over how many councils that is: no council stands as zero because
nobody reported it. Changes are counted from each council's default baseline, or from one for all.
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
from elections.domain.baselines import Baseline
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.overview.counted import Counted, counted_from
from elections.domain.overview.involvement import involved_parties
from elections.domain.results import Reconciliation
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


def scoreboard(
    results: Sequence[Reconciliation | None], baseline: Baseline | None = None
) -> Scoreboard:
    """Return the scoreboard of contests; None stands for one of which nothing is published.

    Changes are counted from `baseline`, or from each result's own where it is None.

    A party counts wherever it for certain has or had something. Control is counted where it is
    known after the poll, and its change where it is known before too. Who gained control from
    somebody not named gained a council; of the others nothing is known there. A council that is
    new was nobody's before, so whoever has control of it gained one. Seats of a party that a
    complete list does not name are known to be none.
    """
    known = [result for result in results if result is not None]
    counted = [counted_from(result, baseline) for result in known]
    parties = sorted(frozenset[str]().union(*(involved_parties(each) for each in known)))
    scores = [_party_score(party, counted) for party in parties]
    scores.sort(key=lambda each: (-_rank(each.councils), -_rank(each.seats), each.party))
    return Scoreboard(
        contests=len(results),
        without_control=sum(isinstance(each.change.after, NotApplicable) for each in counted),
        parties=tuple(scores),
        noc=Score(
            councils=_councils(counted, is_noc),
            councils_change=_summed(council_changes(counted, is_noc)),
        ),
    )


def _party_score(party: str, counted: Sequence[Counted]) -> PartyScore:
    theirs = controlled_by(party)
    return PartyScore(
        councils=_councils(counted, theirs),
        councils_change=_summed(council_changes(counted, theirs)),
        party=party,
        seats=total([_seats_after(each.result, party) for each in counted]),
        seats_change=total(seat_changes(counted, party)),
    )


def controlled_by(party: str) -> Callable[[Control], bool]:
    """Return the question whether a party has control."""
    return lambda control: control == Majority(party)


def is_noc(control: Control) -> bool:
    """Return whether nobody has overall control."""
    return isinstance(control, NoOverallControl)


def _councils(counted: Sequence[Counted], theirs: Callable[[Control], bool]) -> KnownTotal:
    afters = [each.change.after for each in counted]
    known = [after for after in afters if isinstance(after, Majority | NoOverallControl)]
    return Total(sum(map(theirs, known)), len(known)) if known else Unknown()


def council_changes(
    counted: Sequence[Counted], theirs: Callable[[Control], bool]
) -> tuple[int, ...]:
    """Return 1, 0 or -1 for each council of which it is known whether it came to or left a holder."""
    changes = []
    for each in counted:
        change = each.change
        if not isinstance(change.after, Majority | NoOverallControl):
            continue
        if isinstance(change.before, Majority | NoOverallControl | NoCouncilBefore):
            changes.append(theirs(change.after) - theirs(change.before))
        elif change.gained_from_unnamed and theirs(change.after):
            changes.append(1)
    return tuple(changes)


def _summed(changes: Sequence[int]) -> KnownTotal:
    return Total(sum(changes), len(changes)) if changes else Unknown()


def _seats_after(result: Reconciliation, party: str) -> SeatsFigure | int:
    if party not in result.after and known_value(result.not_named_after) == 0:
        return 0
    return result.after.get(party, Unknown())


def seat_changes(counted: Sequence[Counted], party: str) -> list[SeatsFigure | int]:
    """Return how a party's seats changed in each council; none where whole lists name it not."""
    return [_seats_change(each, party) for each in counted]


def _seats_change(counted: Counted, party: str) -> SeatsFigure | int:
    before = counted.before
    if before is None:
        return Unknown()
    nobody_else = (before.not_named_before, counted.result.not_named_after)
    if party not in before.change and all(known_value(each) == 0 for each in nobody_else):
        return 0
    return before.change.get(party, Unknown())


def total(figures: Sequence[SeatsFigure | int]) -> KnownTotal:
    """Return the sum of the figures that are known, and over how many that is."""
    known = known_numbers(figures)
    if not known:
        return Unknown()
    return Total(sum(number for number, _ in known), len(known), any(about for _, about in known))


def known_numbers(figures: Sequence[SeatsFigure | int]) -> list[tuple[int, bool]]:
    """Return the figures that are known, each with whether it is approximate."""
    return [
        (value, is_approximate(figure))
        for figure in figures
        if (value := figure if isinstance(figure, int) else known_value(figure)) is not None
    ]


def is_approximate(figure: SeatsFigure | int) -> bool:
    """Return whether a figure is known roughly."""
    return getattr(figure, "precision", Precision.EXACT) is Precision.APPROXIMATE


def _rank(total: KnownTotal) -> int:
    return total.value if isinstance(total, Total) else -1
