"""The councils that stand out of many: the largest changes, the closest majorities, who fell just short.

Only what is known is compared. Whatever is equal comes in the order in which it was given.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from councils.domain.control import Majority, NoOverallControl, seats_short
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.overview.counted import Counted
from elections.domain.overview.totals import is_approximate

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SeatsMoved(Generic[K]):
    """How many seats a party gained (above zero) or lost in one contest."""

    contest: K
    party: str
    change: int
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class MarginMoved(Generic[K]):
    """How the majority of a party moved that had control before or has it after.

    A majority below zero is so many seats from half: twice the seats less all seats.
    """

    contest: K
    party: str
    before: int
    after: int
    is_approximate: bool = False

    @property
    def swing(self) -> int:
        """Return by how much it moved, whichever way."""
        return abs(self.after - self.before)


@dataclass(frozen=True, slots=True)
class MajorityHeld(Generic[K]):
    """The majority of whoever has control after."""

    contest: K
    party: str
    majority: int
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class JustShort(Generic[K]):
    """The parties that are one seat short of a majority, level where they are two.

    Exactly half of all seats is one short of more than half.
    """

    contest: K
    parties: tuple[str, ...]
    seats: int
    total: int
    is_approximate: bool = False

    @property
    def is_half(self) -> bool:
        """Return whether it is exactly half of all seats."""
        return 2 * self.seats == self.total


def seats_moved(
    contests: Mapping[K, Counted], *, bundles: Set[str] = frozenset()
) -> tuple[SeatsMoved[K], ...]:
    """Return every change of a party's seats but none, the largest first whichever way.

    `bundles` stand for several parties: what they gain or lose no party does.
    """
    moved = [
        SeatsMoved(contest, party, change, is_approximate(figure))
        for contest, counted in contests.items()
        if counted.before is not None
        for party, figure in counted.before.change.items()
        if party not in bundles and (change := known_value(figure))
    ]
    return tuple(sorted(moved, key=lambda each: -abs(each.change)))


def margins_moved(contests: Mapping[K, Counted]) -> tuple[MarginMoved[K], ...]:
    """Return how majorities moved, the largest swing first; of each contest the largest alone."""
    found = []
    for contest, counted in contests.items():
        moved = [
            margin
            for control in dict.fromkeys((counted.change.before, counted.change.after))
            if isinstance(control, Majority)
            and (margin := _margin(contest, counted, control.party)) is not None
        ]
        if moved:
            found.append(max(moved, key=lambda each: each.swing))
    return tuple(sorted(found, key=lambda each: -each.swing))


def _margin(contest: K, counted: Counted, party: str) -> MarginMoved[K] | None:
    if counted.before is None:
        return None
    before: SeatsFigure = counted.before.majority_before.get(party, Unknown())
    after: SeatsFigure = counted.result.majority_after.get(party, Unknown())
    was, now = known_value(before), known_value(after)
    if was is None or now is None:
        return None
    return MarginMoved(contest, party, was, now, is_approximate(before) or is_approximate(after))


def majorities_held(contests: Mapping[K, Counted]) -> tuple[MajorityHeld[K], ...]:
    """Return the majorities of those who have control after, the smallest first."""
    held = []
    for contest, counted in contests.items():
        match counted.change.after:
            case Majority(party=party):
                figure = counted.result.majority_after.get(party, Unknown())
                majority = known_value(figure)
                # Sources may contradict each other; what is no majority is not listed as one.
                if majority is not None and majority > 0:
                    held.append(MajorityHeld(contest, party, majority, is_approximate(figure)))
            case _:
                continue
    return tuple(sorted(held, key=lambda each: each.majority))


def just_short(
    contests: Mapping[K, Counted], *, bundles: Set[str] = frozenset()
) -> tuple[JustShort[K], ...]:
    """Return the councils without control where a party is one seat short, exactly half first."""
    found = []
    for contest, counted in contests.items():
        result = counted.result
        total = known_value(result.seats_total)
        if total is None or not isinstance(counted.change.after, NoOverallControl):
            continue
        near = {
            party: seats
            for party, figure in result.after.items()
            if party not in bundles
            and (seats := known_value(figure)) is not None
            and seats_short(seats, total) == 1
        }
        if near:
            found.append(
                JustShort(
                    contest,
                    tuple(sorted(near)),
                    max(near.values()),
                    total,
                    any(is_approximate(result.after[party]) for party in near),
                )
            )
    return tuple(sorted(found, key=lambda each: not each.is_half))
