"""Who may be in a bundle ("other"): whoever no list with a bundle in it names apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elections.domain.contests import BUNDLES
from elections.domain.figures import SeatsFigure, known_value

# Every table with a bundle that the field publishes has a column for each of these: a list of few
# councils may name one nowhere, and yet it is in no bundle.
ALWAYS_APART = frozenset({"conservative", "labour", "liberal-democrats"})

SeatsByParty = Mapping[str, SeatsFigure]


def named_apart(lists: Iterable[tuple[SeatsByParty, SeatsFigure]]) -> frozenset[str]:
    """Return the parties that lists with a bundle in them name beside it.

    The lists are of one moment of several councils, each with the seats of the whole council: the
    tables of one moment have the same columns, and those of another may have others.

    Tables have a column for such a party, so where a list leaves it out it has no seat. Where all
    that are named are more than the council has, somebody is named apart by one source and in the
    bundle of another: such a list says nothing of who is in the bundles of others.
    """
    return ALWAYS_APART.union(
        *(
            {party for party, figure in seats.items() if known_value(figure) is not None}
            for seats, total in lists
            if has_bundle(seats) and _fits(seats, total)
        )
    )


def has_bundle(seats: SeatsByParty) -> bool:
    """Return whether a bundle holds seats, or nobody knows that it holds none."""
    return any(known_value(seats[bundle]) != 0 for bundle in BUNDLES & seats.keys())


def _fits(seats: SeatsByParty, total: SeatsFigure) -> bool:
    size = known_value(total)
    return size is not None and sum(known_value(each) or 0 for each in seats.values()) <= size
