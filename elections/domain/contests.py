"""The standing facts of a contest: what is known of it before anybody reports a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from councils.domain.control import NotApplicable
from elections.domain.baselines import Baseline
from elections.domain.sources import Citation

# The slugs that stand for several parties at once, unless the parties that are stored say otherwise.
BUNDLES = frozenset({"other"})


class Scope(StrEnum):
    """How much of a council is up at one election."""

    WHOLE = "whole"
    HALVES = "halves"
    THIRDS = "thirds"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StandingNumber:
    """A number of seats that holds whoever reports what, and where it is from."""

    seats: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """What is known of a contest whatever is claimed.

    `size_after` is the council's size in force after the poll, `size_before` its size on each
    baseline's own date (a notional council has the new size by definition, so it has none
    here). `is_new` says the council continues no other. `bundles` are the party slugs that
    stand for several parties, `non_parties` those that are no party (independents).
    """

    size_after: StandingNumber | None = None
    size_before: Mapping[Baseline, StandingNumber] = field(default_factory=dict)
    seats_up: StandingNumber | None = None
    scope: Scope = Scope.UNKNOWN
    is_new: bool = False
    no_party_control: NotApplicable | None = None
    bundles: frozenset[str] = BUNDLES
    non_parties: frozenset[str] = frozenset({"independent", "other"})
