"""A council's seats by party at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# No principal council comes near: Durham had 126 councillors, Birmingham 120.
MOST_SEATS = 250


class CompositionError(ValueError):
    """The numbers given cannot be a council's seats."""


@dataclass(frozen=True, slots=True)
class Composition:
    """All seats of a council at one moment: each party's, and the vacant ones.

    `seats` maps a party's slug to its seats; nothing is left out, so the total is their sum and
    the vacant seats. Raises `CompositionError` for a negative number of seats.
    """

    seats: Mapping[str, int]
    vacant: int = 0

    def __post_init__(self) -> None:
        for party, seats in self.seats.items():
            if seats < 0:
                raise CompositionError(f"{party} cannot hold {seats} seats.")
        if self.vacant < 0:
            raise CompositionError(f"{self.vacant} seats cannot be vacant.")
        object.__setattr__(self, "seats", MappingProxyType(dict(self.seats)))

    @property
    def total(self) -> int:
        """Return the size of the council: all seats, vacant ones included."""
        return sum(self.seats.values()) + self.vacant

    def seats_of(self, party: str) -> int:
        """Return the seats of `party`, which is zero for a party that holds none."""
        return self.seats.get(party, 0)
