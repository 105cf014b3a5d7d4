"""Who controls a council: the outcomes there are, and the one rule that decides between them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum

from councils.domain.composition import Composition
from councils.domain.spans import Span


class NocReason(StrEnum):
    """Why a council is under no overall control."""

    STATED = "stated"
    NOBODY_OVER_HALF = "nobody_over_half"
    EXACTLY_HALF = "exactly_half"


class UndeterminedReason(StrEnum):
    """Why nobody can say, from what is known, who controls a council."""

    NOTHING_KNOWN = "nothing_known"
    SEATS_LEAVE_IT_OPEN = "seats_leave_it_open"
    OTHERS_BUNDLED = "others_bundled"
    CONTRADICTED = "contradicted"
    NOT_NAMED = "not_named"


class NotApplicableReason(StrEnum):
    """Why control is not a question that a council's seats answer."""

    POSTS_SHARED_IN_PROPORTION = "posts_shared_in_proportion"
    NO_PARTY_POLITICS = "no_party_politics"


@dataclass(frozen=True, slots=True)
class Majority:
    """One party, or independents, hold more than half of all seats.

    A majority of independents has the party `independent`: it is shown as Independent, never as
    a one-party majority.
    """

    party: str


@dataclass(frozen=True, slots=True)
class NoOverallControl:
    """Nobody holds more than half of all seats (NOC)."""

    reason: NocReason = field(default=NocReason.STATED, compare=False)


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Too little is known. Never to be read as NOC."""

    reason: UndeterminedReason = field(default=UndeterminedReason.NOTHING_KNOWN, compare=False)


@dataclass(frozen=True, slots=True)
class NoCouncilBefore:
    """There was no council before: this one is new and continues no other."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Control by a party is not how this council works."""

    reason: NotApplicableReason = field(compare=False)


Control = Majority | NoOverallControl | Undetermined | NoCouncilBefore | NotApplicable
KnownControl = Majority | NoOverallControl


def majority_threshold(total: int) -> int:
    """Return the fewest seats that are more than half of `total` seats, vacant ones included.

    33 seats of 65 are a majority, 33 of 66 are exactly half and are not.
    """
    return total // 2 + 1


def seats_short(seats: int, total: int) -> int:
    """Return how many seats more would be a majority. 26 of 55 is 2 short of 28.

    Zero or less means that there is a majority already.
    """
    return majority_threshold(total) - seats


def majority_margin(seats: int, total: int) -> int:
    """Return the majority: twice the seats less all seats. 33 of 55 is a majority of 11.

    Zero or less means no majority.
    """
    return 2 * seats - total


def control_within(
    seats: Mapping[str, Span],
    *,
    total: Span,
    not_named: Span,
    bundles: Set[str] = frozenset(),
) -> Control:
    """Return who must have control, whatever the true seats are within their spans.

    `seats` are the seats of each party named; `not_named` those that nobody is named for, which
    might all be one party's; `bundles` are the names that stand for several parties ("other"),
    none of which is ever given a majority. The rule is the field's own: overall control is more
    than half of all seats, vacant ones included; exactly half is not.
    """
    winners: list[str] = []
    could_have_majority = False
    could_be_bundled = False
    exactly_half = False
    for party, span in seats.items():
        if party in bundles:
            could_be_bundled = could_be_bundled or 2 * span.high > total.low
            continue
        if 2 * span.low > total.high:
            winners.append(party)
        could_have_majority = could_have_majority or 2 * span.high > total.low
        exactly_half = exactly_half or (
            span.is_single and total.is_single and 2 * span.low == total.low
        )
    if len(winners) == 1:
        return Majority(winners[0])
    if winners:
        # Two cannot both hold more than half: sources contradict each other.
        return Undetermined(UndeterminedReason.CONTRADICTED)
    if 2 * not_named.high > total.low:
        could_have_majority = True
    if could_have_majority:
        return Undetermined(UndeterminedReason.SEATS_LEAVE_IT_OPEN)
    if could_be_bundled:
        return Undetermined(UndeterminedReason.OTHERS_BUNDLED)
    return NoOverallControl(NocReason.EXACTLY_HALF if exactly_half else NocReason.NOBODY_OVER_HALF)


def control_of(composition: Composition, *, bundles: Set[str] = frozenset()) -> Control:
    """Return who controls a council whose seats are all known."""
    return control_within(
        {party: Span.of(seats) for party, seats in composition.seats.items()},
        total=Span.of(composition.total),
        not_named=Span.of(0),
        bundles=bundles,
    )
