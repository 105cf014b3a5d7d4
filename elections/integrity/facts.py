"""All data as plain facts, by the names that pages and files give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from councils.domain.council_types import CouncilType
from elections.codec import ResultRows


@dataclass(frozen=True, slots=True)
class CouncilFact:
    """A council. It ends on the day from which it is no more."""

    slug: str
    council_type: CouncilType
    gss_code: str = ""
    starts_on: date | None = None
    ends_on: date | None = None

    def is_there(self, day: date) -> bool:
        """Return whether the council exists on a day, as far as its days are known."""
        has_begun = self.starts_on is None or self.starts_on <= day
        return has_begun and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class AliasFact:
    """Another slug, name or code of a council."""

    council: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    """A council that took over from another."""

    predecessor: str
    successor: str
    on: date


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A council's place on a map of hexagons."""

    layout: str
    council: str


@dataclass(frozen=True, slots=True)
class SizeFact:
    """How many seats a council has from a day on."""

    council: str
    seats: int
    in_force_from: date


@dataclass(frozen=True, slots=True)
class CompositionFact:
    """A council in one year."""

    council: str
    year: int
    seats: int
    parties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MayorFact:
    """The party of a council's executive mayor in one year."""

    council: str
    year: int
    party: str


@dataclass(frozen=True, slots=True)
class ContestFact:
    """One council at one election, and what follows from its claims as things stand.

    `published` are the rows that readers see, `expected` those that publishing now would store.
    """

    ballot_id: str
    council: str
    polling_day: date
    scope: str = "whole"
    seats_up: int | None = None
    last_fought_on: date | None = None
    is_new: bool = False
    published: ResultRows | None = None
    expected: ResultRows | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """One claim that stands, about one contest."""

    source: str
    reference: str
    ballot_id: str
    kind: str
    moment: str = ""
    party: str = ""
    value: int | None = None
    replaces_in: str = ""


@dataclass(frozen=True, slots=True)
class ProposalFact:
    """One proposal as stored. `ballot_id` is its contest, empty where it is of a council or a source."""

    kind: str
    target: str
    state: str
    change: Mapping[str, Any]
    ballot_id: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is stored, on one day."""

    today: date
    councils: Mapping[str, CouncilFact] = field(default_factory=dict)
    aliases: Sequence[AliasFact] = ()
    successions: Sequence[SuccessionFact] = ()
    places: Sequence[PlaceFact] = ()
    sizes: Mapping[str, Sequence[SizeFact]] = field(default_factory=dict)
    compositions: Sequence[CompositionFact] = ()
    mayors: Sequence[MayorFact] = ()
    contests: Mapping[str, ContestFact] = field(default_factory=dict)
    claims: Sequence[ClaimFact] = ()
    parties: Set[str] = frozenset()
    bundles: Set[str] = frozenset()
    sources: Set[str] = frozenset()
    talking_sources: Set[str] = frozenset()
    fact_sources: Set[str] = frozenset()
    proposals: Sequence[ProposalFact] = ()

    def size_on(self, council: str, day: date) -> int | None:
        """Return a council's size once the poll of a day is over, or None where it is not known."""
        return self._newest(
            council, [each for each in self._of(council) if each.in_force_from <= day]
        )

    def size_before(self, council: str, day: date) -> int | None:
        """Return a council's size until the poll of a day, or None where it is not known."""
        return self._newest(
            council, [each for each in self._of(council) if each.in_force_from < day]
        )

    def _of(self, council: str) -> Sequence[SizeFact]:
        return self.sizes.get(council, ())

    @staticmethod
    def _newest(council: str, sizes: Sequence[SizeFact]) -> int | None:
        newest = max(sizes, key=lambda each: each.in_force_from, default=None)
        return None if newest is None else newest.seats
