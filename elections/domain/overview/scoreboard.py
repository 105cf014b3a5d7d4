"""The scoreboard of an election: councils and seats by party, and over how many councils each is known.

Sums are of what is known and say over how many councils that is: no council stands as zero because
nobody reported it. Changes are counted from each council's default baseline, or from one for all.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    NotApplicable,
)
from elections.domain.baselines import Baseline
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.overview.bundled import has_bundle, named_apart
from elections.domain.overview.counted import Counted, counted_from
from elections.domain.overview.involvement import involved_parties
from elections.domain.overview.totals import (
    GainsAndLosses,
    KnownMoves,
    Totals,
    is_approximate,
    totals,
)
from elections.domain.results import Reconciliation


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
    complete list does not name are known to be none, unless the list has a bundle ("other") that
    they may be in: no list with a bundle names the party beside it.
    """
    known = [result for result in results if result is not None]
    counted = [counted_from(result, baseline) for result in known]
    moves = totals(counted)
    parties = frozenset[str]().union(*(involved_parties(each) for each in known))
    apart = named_apart((each.after, each.seats_total) for each in known)
    scores = [_party_score(party, counted, moves, apart) for party in sorted(parties)]
    scores.sort(key=lambda each: (-_rank(each.councils), -_rank(each.seats), each.party))
    return Scoreboard(
        contests=len(results),
        without_control=sum(isinstance(each.change.after, NotApplicable) for each in counted),
        parties=tuple(scores),
        noc=Score(councils=_councils(counted, NoOverallControl()), councils_change=_net(moves.noc)),
    )


def _party_score(
    party: str, counted: Sequence[Counted], moves: Totals, apart: Set[str]
) -> PartyScore:
    return PartyScore(
        councils=_councils(counted, Majority(party)),
        councils_change=_net(moves.councils(party)),
        party=party,
        seats=_sum([_seats_after(each.result, party, apart) for each in counted]),
        seats_change=_net(moves.seats(party)),
    )


def _net(moves: KnownMoves) -> KnownTotal:
    if not isinstance(moves, GainsAndLosses):
        return moves
    return Total(moves.net, moves.over, moves.is_approximate)


def _councils(counted: Sequence[Counted], theirs: Control) -> KnownTotal:
    afters = [each.change.after for each in counted]
    known = [after for after in afters if isinstance(after, Majority | NoOverallControl)]
    return Total(sum(after == theirs for after in known), len(known)) if known else Unknown()


def _seats_after(result: Reconciliation, party: str, apart: Set[str]) -> SeatsFigure | int:
    if party in result.after:
        return result.after[party]
    if known_value(result.not_named_after) != 0:
        return Unknown()
    return Unknown() if party not in apart and has_bundle(result.after) else 0


def _sum(figures: Sequence[SeatsFigure | int]) -> KnownTotal:
    values = []
    some_approximate = False
    for figure in figures:
        if isinstance(figure, int):
            values.append(figure)
        elif (value := known_value(figure)) is not None:
            values.append(value)
            some_approximate = some_approximate or is_approximate(figure)
    return Total(sum(values), len(values), some_approximate) if values else Unknown()


def _rank(total: KnownTotal) -> int:
    return total.value if isinstance(total, Total) else -1
