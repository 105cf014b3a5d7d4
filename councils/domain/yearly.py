"""A council year by year: who had control each year, where its size changed, which years are missing."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from councils.domain.composition import Composition
from councils.domain.control import Control, NotApplicable, control_of


@dataclass(frozen=True, slots=True)
class Year:
    """A council's seats in one year."""

    year: int
    composition: Composition


@dataclass(frozen=True, slots=True)
class Band:
    """Years in a row, none missing between them, with the same answer to who had control."""

    control: Control
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NewSize:
    """The first year with another number of seats than in the year before it that is known."""

    year: int
    before: int
    after: int


def control_by_year(
    years: Sequence[Year], *, bundles: Set[str], instead: NotApplicable | None = None
) -> dict[int, Control]:
    """Return who had control in each year, by the one rule: more than half of all seats.

    `bundles` are names that stand for several parties, none of which is ever given a majority.
    `instead` is what to say of every year where control by party is not how the council works.
    """
    return {each.year: instead or control_of(each.composition, bundles=bundles) for each in years}


def bands(controls: dict[int, Control]) -> tuple[Band, ...]:
    """Return the years as bands, the oldest first. A year that is missing ends a band."""
    found: list[Band] = []
    for year, control in sorted(controls.items()):
        last = found[-1] if found else None
        if last is not None and last.control == control and last.last == year - 1:
            found[-1] = Band(control, last.first, year)
        else:
            found.append(Band(control, year, year))
    return tuple(found)


def new_sizes(years: Sequence[Year]) -> tuple[NewSize, ...]:
    """Return where the number of seats changed, the oldest first."""
    order = sorted(years, key=lambda each: each.year)
    return tuple(
        NewSize(after.year, before.composition.total, after.composition.total)
        for before, after in pairwise(order)
        if before.composition.total != after.composition.total
    )


def missing_years(years: Sequence[Year]) -> tuple[int, ...]:
    """Return the years between the first and the last of which nothing is known."""
    known = {each.year for each in years}
    return (
        tuple(year for year in range(min(known), max(known)) if year not in known) if known else ()
    )
