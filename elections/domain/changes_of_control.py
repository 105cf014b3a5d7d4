"""What an election did to a council's control."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    NotApplicable,
    Undetermined,
)


class ChangeKind(StrEnum):
    """A change of control, by the name used in addresses, filters and the API."""

    GAIN = "gain"
    HOLD = "hold"
    LOSS_TO_NOC = "loss_to_noc"
    STAYS_NOC = "stays_noc"
    NEW = "new"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ChangeOfControl:
    """What happened to control, counted from one baseline."""

    kind: ChangeKind
    before: Control
    after: Control

    @property
    def gained_from_unnamed(self) -> bool:
        """Return whether control was gained and nobody says from whom."""
        return self.kind is ChangeKind.GAIN and isinstance(self.before, Undetermined)


def change_of_control(
    before: Control, after: Control, *, winner_had_none: bool = False
) -> ChangeOfControl:
    """Return what an election did to control.

    `winner_had_none` says that whoever has control after certainly had not before, even where
    nobody says who had: the gains of Redditch and Hartlepool in 2024 are from somebody not
    named.
    """
    kind = ChangeKind.UNDETERMINED
    match before, after:
        case (NotApplicable(), _) | (_, NotApplicable()):
            kind = ChangeKind.NOT_APPLICABLE
        case NoCouncilBefore(), _:
            kind = ChangeKind.NEW
        case Majority(party=held), Majority(party=holds):
            kind = ChangeKind.HOLD if held == holds else ChangeKind.GAIN
        case NoOverallControl(), Majority():
            kind = ChangeKind.GAIN
        case Undetermined(), Majority() if winner_had_none:
            kind = ChangeKind.GAIN
        case Majority(), NoOverallControl():
            kind = ChangeKind.LOSS_TO_NOC
        case NoOverallControl(), NoOverallControl():
            kind = ChangeKind.STAYS_NOC
    return ChangeOfControl(kind, before, after)
