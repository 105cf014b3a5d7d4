"""Who holds more than half of a council's seats together. Arithmetic over seats, and no forecast.

A party is one member, because its councillors sit as a group. Independents are people, so each is
a member by themselves: a combination says how many of them it takes. Seats that several parties
hold as one "other", vacant seats, and seats that are not known to the seat are nobody's here: they
count among all seats and in no combination.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from councils.domain.control import majority_threshold, seats_short

# Every set of them is looked at: beyond this the list would be of use to nobody.
MOST_PARTIES = 16


class TooManyPartiesError(ValueError):
    """More parties hold seats than a list of combinations can be made of."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Parties, and independents by their number, who together hold a majority.

    `parties` are in order of their seats, the most first. `beyond` is how many seats more they
    hold than the fewest that are a majority, from zero.
    """

    parties: tuple[str, ...]
    independents: int
    seats: int
    beyond: int

    @property
    def members(self) -> int:
        """Return how many have to be of it: each party one, each independent one."""
        return len(self.parties) + self.independents


def minimal_combinations(
    seats: Mapping[str, int], *, independents: int, total: int
) -> tuple[Combination, ...]:
    """Return every combination with more than half of `total` seats that can spare no member.

    `seats` are each party's, all of them at least one; `independents` how many people sit as
    such. Those of the fewest members come first, of as many the ones with the most seats, then in
    the order of `seats`. More than half is the field's own rule: vacant seats count, exactly half
    is none.

    Raises TooManyPartiesError beyond `MOST_PARTIES` parties, and ValueError for seats that cannot
    be those of a council of this size.
    """
    if len(seats) > MOST_PARTIES:
        raise TooManyPartiesError(f"{len(seats)} parties are more than {MOST_PARTIES}.")
    if any(held < 1 for held in seats.values()) or independents < 0:
        raise ValueError("Who takes part holds at least one seat.")
    if sum(seats.values()) + independents > total:
        raise ValueError(f"More seats are held than the council's {total}.")
    order = sorted(seats, key=lambda party: -seats[party])
    threshold = majority_threshold(total)
    found = [
        each
        for chosen in _subsets(order)
        if (each := _completed(chosen, seats, independents, threshold)) is not None
    ]
    place = {party: number for number, party in enumerate(order)}
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.members,
                -each.seats,
                each.independents,
                [place[party] for party in each.parties],
            ),
        )
    )


def _subsets(order: list[str]) -> list[tuple[str, ...]]:
    """Return every set of parties, each in the order given, the empty one among them."""
    sets: list[tuple[str, ...]] = [()]
    for party in order:
        sets += [(*chosen, party) for chosen in sets]
    return sets


def _completed(
    chosen: tuple[str, ...], seats: Mapping[str, int], independents: int, threshold: int
) -> Combination | None:
    """Return the parties with as many independents as they need, or None.

    None where not even all independents are enough, and where a party is not needed. With
    independents the sum is exactly a majority, so that nobody can be left out.
    """
    held = sum(seats[party] for party in chosen)
    needed = max(threshold - held, 0)
    if needed > independents:
        return None
    smallest = min((seats[party] for party in chosen), default=0)
    if needed == 0 and held - smallest >= threshold:
        return None
    return Combination(chosen, needed, held + needed, held + needed - threshold)


@dataclass(frozen=True, slots=True)
class Sum:
    """What some hold together, and how many seats more would be a majority; below one: none."""

    seats: int
    short: int

    @property
    def is_majority(self) -> bool:
        """Return whether it is more than half."""
        return self.short <= 0


def summed(seats: Mapping[str, int], *, total: int) -> Sum:
    """Return what all of them hold together of `total` seats."""
    held = sum(seats.values())
    return Sum(held, seats_short(held, total))
