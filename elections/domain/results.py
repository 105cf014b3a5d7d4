"""What reconciliation gives back: every figure of a contest, with its working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeOfControl
from elections.domain.figures import ControlFigure, SeatsFigure
from elections.domain.findings import Finding


class State(StrEnum):
    """How far a contest's result is known."""

    DECLARED = "declared"
    IN_PART = "in_part"
    AWAITED = "awaited"


class ClaimOutcome(StrEnum):
    """What became of a claim."""

    # Its figure is the one shown, or its fact is one a rule or the page uses.
    USED = "used"
    # Another source's statement of the same value is the one named first.
    AGREES = "agrees"
    # Its figure differs from the one shown.
    DISPUTED = "disputed"
    # The same outlet has since published a newer figure.
    SUPERSEDED = "superseded"
    # It is approximate and an exact figure is known.
    OUTRANKED = "outranked"
    # It contradicts stated figures, so nothing was derived from it.
    SET_ASIDE = "set_aside"
    # A fact without a figure: told on the page.
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class BaselineResult:
    """The council before, and the changes since, counted from one baseline.

    Figures of seats are by party slug, in no particular order; a party is present where any claim
    of the contest names it.
    """

    baseline: Baseline
    seats_total: SeatsFigure
    before: Mapping[str, SeatsFigure]
    vacant_before: SeatsFigure
    not_named_before: SeatsFigure
    change: Mapping[str, SeatsFigure]
    vacant_change: SeatsFigure
    majority_before: Mapping[str, SeatsFigure]
    control_before: ControlFigure
    change_of_control: ChangeOfControl


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every figure of one contest, as far as its claims and its standing facts go."""

    seats_total: SeatsFigure
    seats_up: SeatsFigure
    seats_won: Mapping[str, SeatsFigure]
    after: Mapping[str, SeatsFigure]
    vacant_after: SeatsFigure
    not_named_after: SeatsFigure
    majority_after: Mapping[str, SeatsFigure]
    control_after: ControlFigure
    baselines: Mapping[Baseline, BaselineResult]
    default_baseline: Baseline
    state: State
    findings: tuple[Finding, ...]
    outcomes: Mapping[tuple[str, str], ClaimOutcome]

    @property
    def may_be_published(self) -> bool:
        """Return whether no finding stops publication."""
        return not any(finding.code.stops_publication for finding in self.findings)
