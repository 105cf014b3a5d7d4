"""What each party gained and lost at an election, counted from one baseline or from each council's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from councils.domain.control import Majority, NoCouncilBefore, NoOverallControl
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.figures import Unknown
from elections.domain.overview.counted import Counted
from elections.domain.overview.involvement import involved_parties
from elections.domain.overview.scoreboard import (
    controlled_by,
    council_changes,
    is_noc,
    known_numbers,
    seat_changes,
)

_KNOWN = (Majority, NoOverallControl, NoCouncilBefore)


@dataclass(frozen=True, slots=True)
class GainsAndLosses:
    """What came and what went, each counted as none or more, and over how many councils it is known.

    `is_approximate` says that some of what went in is.
    """

    gained: int
    lost: int
    over: int
    is_approximate: bool = False

    @property
    def net(self) -> int:
        """Return what is left of the gains after the losses."""
        return self.gained - self.lost

    @property
    def moved(self) -> int:
        """Return how much came and went."""
        return self.gained + self.lost


KnownMoves = GainsAndLosses | Unknown


@dataclass(frozen=True, slots=True)
class PartyTotals:
    """The councils and the seats that one party gained and lost."""

    party: str
    councils: KnownMoves
    seats: KnownMoves


@dataclass(frozen=True, slots=True)
class Totals:
    """What every party of some results gained and lost, the parties from A to Z.

    `noc` are the councils that went to no overall control, and those that came from it.
    """

    parties: tuple[PartyTotals, ...]
    noc: KnownMoves


def totals(counted: Sequence[Counted]) -> Totals:
    """Return what each party gained and lost. Net, it is what the scoreboard says of the same.

    A council that changes hands is one gained and one lost; from somebody not named it is one
    gained. Seats gained are those of councils where a party has more than before.
    """
    parties = sorted(frozenset[str]().union(*(involved_parties(each.result) for each in counted)))
    return Totals(
        tuple(
            PartyTotals(
                party,
                _moves([(each, False) for each in council_changes(counted, controlled_by(party))]),
                _moves(known_numbers(seat_changes(counted, party))),
            )
            for party in parties
        ),
        _moves([(each, False) for each in council_changes(counted, is_noc)]),
    )


def _moves(changes: Sequence[tuple[int, bool]]) -> KnownMoves:
    if not changes:
        return Unknown()
    return GainsAndLosses(
        gained=sum(change for change, _ in changes if change > 0),
        lost=-sum(change for change, _ in changes if change < 0),
        over=len(changes),
        is_approximate=any(about for _, about in changes),
    )


def kinds_of_change(counted: Iterable[Counted]) -> Counter[ChangeKind]:
    """Return how many councils each kind of change befell. Each council is in exactly one."""
    return Counter(each.change.kind for each in counted)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far two baselines say different things of who had control before.

    `both` are the councils of which each says it, `differ` those where they say different things.
    """

    both: int
    differ: int


def disagreement(counted: Sequence[Counted], one: Baseline, other: Baseline) -> Disagreement:
    """Return in how many councils control before is not the same from two baselines."""
    pairs = [
        (results[one].change_of_control, results[other].change_of_control)
        for results in (each.result.baselines for each in counted)
        if one in results and other in results
    ]
    known = [
        (first.before, second.before)
        for first, second in pairs
        if isinstance(first.before, _KNOWN) and isinstance(second.before, _KNOWN)
    ]
    return Disagreement(len(known), sum(first != second for first, second in known))
